package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"lanmu"
	"lanmu/internal/auditor"
	"lanmu/reports"
	"lanmu/rules"
)

func (a *app) auditCmd() *cobra.Command {
	f := &auditFlags{out: "out", record: true, failOn: failOnCertain}
	cmd := &cobra.Command{
		Use:   "audit TARGET",
		Short: a.t("审查一个网站，写出报告和整改台账", "Audit a site and write its report and fix-it list"),
		Long: a.t(
			"抓取网站，读出每个栏目，按检查指标判断，写出报告、整改台账、JSON 和监控指标。\nTARGET 是网站配置（site.yaml）、网址，或 demo（本机自带的示例网站，另有 demo:hanweb、demo:table、demo:cards）。\n退出码：0 没有 --fail-on 所指的问题 · 1 程序出错 · 2 命令或配置写错 · 3 有这样的问题 · 4 只完成一部分 · 130 被中断，可用 --resume 接着做",
			"Crawls a site, reads its columns, judges them by the official indicators and writes the report, the ledger, JSON and metrics.\nTARGET is a site profile (site.yaml), an address, or demo (the sample portal; also demo:hanweb, demo:table, demo:cards).\nExit codes: 0 nothing at or above --fail-on · 1 lanmu failed · 2 wrong command line or profile · 3 such findings · 4 done in part · 130 interrupted, --resume goes on"),
		Example: "  lanmu audit demo\n  lanmu audit http://swj.example.gov.cn/ --out out\n  lanmu audit site.yaml --at 2026-12-31 --fail-on veto\n  lanmu audit site.yaml --from out/recording.warc.gz --out again\n  lanmu audit site.yaml --resume\n  lanmu audit site.yaml --from out/recording.warc.gz --rules link-broken,column-empty --out links\n  lanmu audit site.yaml --db postgres://lanmu@db.example.gov.cn/lanmu",
		Args:    a.auditArgs(f),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := ""
			if len(args) > 0 {
				name = args[0]
			}
			return a.audit(cmd.Context(), name, f, cmd.Flags().Changed)
		},
	}
	a.addAuditFlags(cmd, f)
	return cmd
}

// auditArgs wants a target, which --config may stand for.
func (a *app) auditArgs(f *auditFlags) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 && f.config == "" {
			return usage(a.say("请写要审查的网站：网址、配置文件或 demo，例如 lanmu audit demo", "name the site: an address, a profile or demo, such as lanmu audit demo"))
		}
		return a.atMost(1)(cmd, args)
	}
}

// audit is the verb: everything that can be wrong beforehand is told before the
// first request.
func (a *app) audit(ctx context.Context, name string, f *auditFlags, given func(string) bool) (err error) {
	formats, err := a.checkFlags(f)
	if err != nil {
		return err
	}
	site, stop, err := a.target(ctx, name, f.config, f.at.Date)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	f.apply(site, given)
	if _, err := rules.LoadStandard(site.Standard, f.at.Date); err != nil {
		return usage(err)
	}
	if err := a.writable(f.out); err != nil {
		return err
	}
	opt := auditor.Options{
		At: f.at.Date, Rules: f.rules, Replay: f.from, Browser: f.browser, Version: version(), Log: a.logger(),
	}
	if f.record && f.from == "" {
		if err := f.nights(&opt); err != nil {
			return err
		}
	}
	dsn, err := a.historyAt(f, name, site.URL, given("db"))
	if err != nil {
		return err
	}
	sinks, forget, err := a.remember(ctx, dsn, &opt)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, forget()) }()
	progress, done := a.progress()
	opt.Progress = progress
	var files []string
	write := auditor.SinkFunc(func(_ context.Context, audit *lanmu.Audit) (err error) {
		files, err = reports.Write(f.out, audit, reports.Options{Formats: formats, Lang: a.lang, Version: version()})
		return err
	})
	audit, err := auditor.New(opt, append(sinks, write)...).Audit(ctx, site)
	done()
	if err != nil && (audit == nil || !errors.Is(err, context.Canceled)) {
		return err
	}
	if serr := a.summary(audit, files); serr != nil {
		return serr
	}
	if err = errors.Join(err, wholeNight(&opt, audit)); err != nil {
		return err
	}
	if code := exitCode(audit, f.failOn); code != exitDone {
		return exit{code: code}
	}
	return nil
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// writable makes the folder and tries it, before anything is crawled for it.
func (a *app) writable(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return a.say("输出文件夹“%s”建不了，请换一个 --out：%v", "folder %s cannot be made, name another with --out: %v", dir, err)
	}
	probe, err := os.CreateTemp(dir, ".lanmu-*")
	if err != nil {
		return a.say("输出文件夹“%s”写不进去，请换一个 --out：%v", "nothing can be written to folder %s, name another with --out: %v", dir, err)
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// summary tells the outcome on stdout and where the files are; the departments'
// own are many and lie beside them.
func (a *app) summary(audit *lanmu.Audit, files []string) error {
	return reports.Summary(a.std.out, audit, a.lang, slices.DeleteFunc(slices.Clone(files), func(file string) bool {
		return filepath.Base(filepath.Dir(file)) == "departments"
	})...)
}
