package main

import (
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"lanmu/internal/schedule"
	"lanmu/internal/service"
)

// serveFlags are the flags of lanmu serve.
type serveFlags struct {
	opt    service.Options
	pauses []string
}

func (a *app) serveCmd() *cobra.Command {
	f := &serveFlags{}
	cmd := &cobra.Command{
		Use:   "serve PROFILE…",
		Short: a.t("每晚自动审查，并提供网页清单和监控指标", "Audit every night; web pages and metrics"),
		Long: a.t("按计划每晚审查各站点，记住每次结果，按时探测首页，提供网页清单和 /metrics。\nPROFILE 是站点配置文件，或放着站点配置的目录；改动后发 SIGHUP 或在网页上重新读取。",
			"Audits the sites on a schedule, remembers every outcome, visits the home pages, and serves web pages and /metrics.\nPROFILE is a site profile or a folder of them; SIGHUP reads them again."),
		Example: "  lanmu serve sites/\n  lanmu serve --data /var/lib/lanmu --schedule '30 1 * * *' --listen 127.0.0.1:9527 /etc/lanmu/sites\n  lanmu serve --listen :9527 --web.config.file web.yml --editors zhang,li sites/",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage(a.say("请写站点配置文件或目录，例如 lanmu serve sites/", "name the profiles or their folder, such as lanmu serve sites/"))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.serve(cmd, f, args) },
	}
	o, flags := &f.opt, cmd.Flags()
	flags.StringVar(&o.Data, "data", "lanmu-data", a.t("数据目录：历史、录制、报告", "`folder` for history, recordings and reports"))
	flags.StringVar(&o.DSN, "db", "", a.t("历史库：SQLite 文件或 postgres://…（默认在数据目录里）；用 PostgreSQL 时其他机器可用 lanmu work 分担", "history: an SQLite file or postgres://… (default in the data folder); with PostgreSQL other machines can share the work (lanmu work)"))
	flags.StringVar(&o.Recordings, "recordings", "", a.t("录制目录；有 lanmu work 时放在各机器共享的文件夹里（默认在数据目录里）", "`folder` of recordings; shared by all machines where lanmu work runs (default in the data folder)"))
	flags.StringVar(&o.Listen, "listen", "127.0.0.1:9527", a.t("网页监听地址", "`address` of the web pages"))
	flags.StringVar(&o.WebFile, "web.config.file", "", a.t("TLS 和用户的配置文件（exporter-toolkit 格式）", "`file` with TLS and users, as exporter-toolkit reads it"))
	flags.BoolVar(&o.Open, "no-users", false, a.t("没有用户也允许本机以外访问（任何人都能看和改）", "let others than this machine in without users"))
	flags.StringSliceVar(&o.Editors, "editors", nil, a.t("可以修改的用户，逗号隔开（默认全部）", "users who may write (default all)"))
	flags.StringVar(&o.Schedule, "schedule", "30 1 * * *", a.t("审查计划，cron 表达式，按站点时区", "when to audit, a cron `expression` in the sites' zone"))
	flags.DurationVar(&o.Jitter, "jitter", 30*time.Minute, a.t("各站点错开的最大时间", "how far apart sites may begin"))
	flags.IntVar(&o.Parallel, "parallel", 2, a.t("本机同时审查的站点数", "sites audited at once on this machine"))
	flags.BoolVar(&o.NoWork, "no-work", false, a.t("本机不审查，全部留给其他机器上的 lanmu work（要用 PostgreSQL）", "audit nothing here, leave it all to lanmu work on other machines (needs PostgreSQL)"))
	flags.IntVar(&o.KeepDays, "keep-days", 60, a.t("录制保留天数，0 一直保留", "`days` a recording is kept, 0 for ever"))
	flags.IntVar(&o.KeepMiB, "keep-mib", 0, a.t("录制总大小上限（MiB），0 不限", "`MiB` of recordings kept in all, 0 no bound"))
	flags.StringArrayVar(&f.pauses, "maintenance", nil, a.t("维护时段，可写多次：站点=起/止，例 swj=2026-12-01T20:00+08:00/2026-12-02T06:00+08:00（站点写 * 指全部）", "declared maintenance, may be given again: `site=from/to`"))
	flags.StringVar(&o.Standard, "standard", "", a.t("检查标准的编号或文件，默认按日期选用", "edition's `id or file`, default the one in force"))
	flags.StringVar(&o.Browser, "browser", "", a.t("Chromium 的路径（默认自动寻找）", "`path` of Chromium (default: found)"))
	return cmd
}

func (a *app) serve(cmd *cobra.Command, f *serveFlags, profiles []string) error {
	o := f.opt
	o.Profiles, o.Lang, o.Version, o.Revision = profiles, a.lang, version(), revision()
	if o.NoWork && !service.Shared(o.DSN) {
		return usage(a.say("--no-work 要和 --db postgres://… 一起用：没有 PostgreSQL，别的机器不能代替本机审查", "--no-work needs --db postgres://…: without PostgreSQL no other machine can audit in this one's place"))
	}
	if o.Parallel < 1 {
		return usage(a.say("--parallel 至少是 1；本机不审查请写 --no-work", "--parallel is 1 at least; to audit nothing here write --no-work"))
	}
	for _, p := range f.pauses {
		pause, err := service.ParsePause(p)
		if err != nil {
			return usage(err)
		}
		o.Pauses = append(o.Pauses, pause)
	}
	// A mistake in what the command line says is told as one.
	if _, err := schedule.NewPlan(o.Schedule, time.UTC, o.Jitter); err != nil {
		return usage(err)
	}
	if err := service.CheckProfiles(profiles); err != nil {
		return usage(err)
	}
	o.Log = a.serviceLog()
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	return service.Run(cmd.Context(), o, hup)
}

// serviceLog is the log of what runs for weeks: it is always written.
func (a *app) serviceLog() *slog.Logger {
	level := slog.LevelInfo
	if a.verbose {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(a.std.err, &slog.HandlerOptions{Level: level}))
}
