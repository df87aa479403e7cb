package main

import (
	"errors"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/spf13/cobra"

	"lanmu/internal/service"
)

// workFlags are the flags of lanmu work.
type workFlags struct {
	opt     service.Options
	configs []string
}

func (a *app) workCmd() *cobra.Command {
	f := &workFlags{}
	cmd := &cobra.Command{
		Use:   "work --db postgres://… --recordings DIR PROFILE…",
		Short: a.t("在另一台机器上分担 lanmu serve 的检查", "Share the audits of lanmu serve, on a further machine"),
		Long: a.t("在另一台机器上分担 lanmu serve 的检查。站点多、一台机器一夜查不完时使用；计划、网页和指标仍由 lanmu serve 提供。\n"+
			"所有机器要有三样相同的东西：同一个 PostgreSQL 数据库（--db），挂载在同样路径的同一个共享文件夹（--recordings），同样的站点配置（PROFILE，文件或目录）；lanmu 的版本也要相同。\n"+
			"一个站点同时只由一台机器检查。收到 SIGTERM 或 Ctrl-C，本机把没做完的检查交还，由其他机器接着做；机器断电，十几分钟后由其他机器接着做。",
			"Shares the audits of lanmu serve on a further machine, for more sites than one machine can look at in a night. Schedule, web pages and metrics stay with lanmu serve.\n"+
				"All machines need three things alike: one PostgreSQL database (--db), one shared folder mounted at the same path (--recordings), the same profiles (PROFILE, files or folders); and the same version of lanmu.\n"+
				"A site is audited by one machine at a time. At SIGTERM or Ctrl-C the audits under way are given back, and other machines go on with them; after a power cut they do so within a quarter of an hour."),
		Example: "  lanmu work --db postgres://lanmu@db.example.gov.cn/lanmu --recordings /srv/lanmu/recordings /srv/lanmu/sites\n  lanmu work --db postgres://lanmu@db.example.gov.cn/lanmu --recordings /srv/lanmu/recordings --parallel 4 /srv/lanmu/sites",
		RunE:    func(cmd *cobra.Command, args []string) error { return a.work(cmd, f, args) },
	}
	o, flags := &f.opt, cmd.Flags()
	flags.StringVar(&o.DSN, "db", "", a.t("lanmu serve 使用的数据库：postgres://用户@主机/库名（口令放在 ~/.pgpass 或环境变量 PGPASSWORD）", "the database that lanmu serve uses: postgres://user@host/name (its password in ~/.pgpass or PGPASSWORD)"))
	flags.StringVar(&o.Recordings, "recordings", "", a.t("录制目录：与 lanmu serve 相同的共享文件夹，路径也要相同", "shared `folder` of recordings, the one that lanmu serve uses, by the same path"))
	flags.StringArrayVar(&f.configs, "config", nil, a.t("站点配置文件或目录，可写多次；与直接写 PROFILE 一样", "a profile or a folder of them (`path`), may be given again: the same as PROFILE"))
	flags.IntVar(&o.Parallel, "parallel", 2, a.t("本机同时审查的站点数", "sites audited at once on this machine"))
	flags.StringVar(&o.Standard, "standard", "", a.t("检查标准的编号或文件，与 lanmu serve 相同", "edition's `id or file`, as lanmu serve has it"))
	flags.StringVar(&o.Browser, "browser", "", a.t("Chromium 的路径（默认自动寻找）", "`path` of Chromium (default: found)"))
	return cmd
}

func (a *app) work(cmd *cobra.Command, f *workFlags, profiles []string) error {
	o := f.opt
	o.Profiles, o.Lang, o.Version, o.Revision = slices.Concat(f.configs, profiles), a.lang, version(), revision()
	if err := a.checkWork(&o); err != nil {
		return usage(err)
	}
	o.Log = a.serviceLog()
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	err := service.Work(cmd.Context(), o, hup)
	switch {
	case errors.Is(err, service.ErrFolder):
		return usage(err)
	case cmd.Context().Err() != nil && errors.Is(err, cmd.Context().Err()):
		return nil // ended while waiting for serve: nothing was lost
	}
	return err
}

// checkWork tells what a worker lacks, before it looks for anything.
func (a *app) checkWork(o *service.Options) error {
	switch {
	case o.DSN == "":
		return a.say("请用 --db postgres://用户@主机/库名 指明 lanmu serve 使用的 PostgreSQL 数据库：lanmu work 从那里领取检查任务。只有一台机器时不需要 lanmu work，lanmu serve 自己就会检查",
			"name with --db postgres://user@host/name the PostgreSQL database that lanmu serve uses: lanmu work takes its audits from there. On one machine alone lanmu serve audits by itself, without lanmu work")
	case !service.Shared(o.DSN):
		return a.say("--db %s 不是 PostgreSQL：SQLite 文件只能由一台机器使用，不能分担检查。请让 lanmu serve 和 lanmu work 都用 --db postgres://用户@主机/库名",
			"--db %s is not PostgreSQL: an SQLite file serves one machine alone. Give lanmu serve and lanmu work the same --db postgres://user@host/name", o.DSN)
	case o.Recordings == "":
		return a.say("请用 --recordings 指明录制目录：与 lanmu serve 相同的共享文件夹（例如 NFS），在每台机器上挂载到同样的路径",
			"name with --recordings the folder of recordings: the shared one that lanmu serve uses (on NFS, say), mounted at the same path on every machine")
	case len(o.Profiles) == 0:
		return a.say("请写站点配置文件或目录，要与 lanmu serve 的相同，例如 lanmu work … /srv/lanmu/sites", "name the profiles or their folder, the same as lanmu serve has, such as lanmu work … /srv/lanmu/sites")
	case o.Parallel < 1:
		return a.say("--parallel 至少是 1", "--parallel is 1 at least")
	}
	return service.CheckProfiles(o.Profiles)
}
