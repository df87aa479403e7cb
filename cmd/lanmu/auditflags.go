package main

import (
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"lanmu"
	"lanmu/internal/config"
	"lanmu/reports"
	"lanmu/rules"
)

// auditFlags are the flags of lanmu audit (contract §1).
type auditFlags struct {
	out, from, standard, config string
	failOn, browser, db         string
	render                      string
	formats, rules              []string
	at                          dateFlag
	record, resume, fresh       bool
	rate                        float64
	concurrency, maxPages       int
	maxTime                     time.Duration
}

// What --fail-on takes.
const (
	failOnVeto    = "veto"
	failOnCertain = "certain"
	failOnAny     = "any"
	failOnNever   = "never"
)

func (a *app) addAuditFlags(cmd *cobra.Command, f *auditFlags) {
	fs := cmd.Flags()
	fs.SortFlags = false
	fs.StringVar(&f.out, "out", f.out, a.t("输出文件夹", "`folder` to write to"))
	fs.Var(&f.at, "at", a.t("按哪一天判断，默认今天（抓取总是现在）", "day on which the site is judged, default today (the crawl is always now)"))
	fs.StringVar(&f.from, "from", "", a.t("不上网，重新判断一个录制文件（recording.warc.gz）", "judge this recording (`file`) instead of the network"))
	fs.BoolVar(&f.record, "record", f.record, a.t("把抓取的内容存成 recording.warc.gz", "keep the crawl as recording.warc.gz"))
	fs.BoolVar(&f.resume, "resume", false, a.t("接着上次中断的检查做（用输出文件夹里的 recording.warc.gz）", "go on with the audit that was interrupted, from the recording in the folder"))
	fs.StringVar(&f.db, "db", "", a.t("历史库：SQLite 文件、postgres://… 或 none；默认是用户状态目录中的 lanmu.db（审查 demo、录制文件或另一天时默认不记）", "history: an SQLite file, postgres://… or none (default lanmu.db in the user's state folder; for the demo, a recording or another day: none)"))
	fs.BoolVar(&f.fresh, "fresh", false, a.t("全部重新下载，不参考输出文件夹里上一次的检查", "ask for everything anew, whatever the folder holds of the last audit"))
	fs.StringSliceVar(&f.rules, "rules", nil, a.t("只按这些规则检查，代号见 lanmu rules；其余的不检查，结论未定，也不记入历史", "judge by these rules alone, see lanmu rules: the verdict stays open and no history is kept"))
	fs.StringVar(&f.standard, "standard", "", a.t("评分标准的代号或文件，默认按日期选用", "standard's id or file, default the one in force"))
	fs.StringVar(&f.config, "config", "", a.t("网站配置文件；与网址同写时，用它的设置审查该网址", "site profile (`file`); with an address: its settings for that address"))
	fs.Float64Var(&f.rate, "rate", 5, a.t("每秒向同一主机发出的请求数，0 表示不限", "requests a second to one host, 0 for no limit"))
	fs.IntVar(&f.concurrency, "concurrency", 4, a.t("同时进行的请求数", "requests under way at once"))
	fs.IntVar(&f.maxPages, "max-pages", 20000, a.t("最多抓取的页面数，0 表示不限", "pages to fetch at most, 0 for no limit"))
	fs.DurationVar(&f.maxTime, "max-time", 0, a.t("抓取最多用多久，例如 2h，默认不限", "time to crawl at most, such as 2h (default no limit)"))
	fs.StringVar(&f.render, "render", "auto", a.t("何时用浏览器打开页面：auto、never、always", "when to ask a browser: auto, never, always"))
	fs.StringVar(&f.browser, "browser", "", a.t("Chromium 的路径，默认在系统里找", "`path` of Chromium, default found on the system"))
	fs.StringVar(&f.failOn, "fail-on", f.failOn, a.t("有哪一级问题时退出码为 3：veto（单项否决）、certain（确定的问题）、any（任何问题）、never", "what makes the exit code 3: veto, certain, any, never"))
	fs.StringSliceVar(&f.formats, "formats", reports.Formats, a.t("写哪些格式", "which formats to write"))
	a.complete(cmd, "render", "auto", "never", "always")
	a.complete(cmd, "fail-on", failOnVeto, failOnCertain, failOnAny, failOnNever)
	a.complete(cmd, "formats", reports.Formats...)
	a.complete(cmd, "rules", ruleIDs()...)
}

// ruleIDs are those of all rules; none where a rule is not fit to start, which
// the audit tells.
func ruleIDs() []string {
	all, err := rules.All()
	if err != nil {
		return nil
	}
	ids := make([]string, 0, len(all))
	for _, r := range all {
		ids = append(ids, r.ID)
	}
	return ids
}

// checkRules tells rules that are not there, and a history that would forget
// what the others found.
func (a *app) checkRules(f *auditFlags) error {
	if err := rules.CheckIDs(f.rules); err != nil {
		return usage(err)
	}
	if len(f.rules) > 0 && f.db != "" && f.db != noHistory {
		return usage(a.say("--rules 只检查一部分规则，不记入历史，不能与 --db 同用", "--rules judges in part and keeps no history: not with --db"))
	}
	return nil
}

// checkFlags tells what is wrong with the values that have a closed form.
func (a *app) checkFlags(f *auditFlags) (formats []string, err error) {
	if !slices.Contains([]string{failOnVeto, failOnCertain, failOnAny, failOnNever}, f.failOn) {
		return nil, usage(a.say("--fail-on 只能是 veto、certain、any 或 never，不能是“%s”", "--fail-on takes veto, certain, any or never, not “%s”", f.failOn))
	}
	switch lanmu.RenderMode(f.render) {
	case lanmu.RenderAuto, lanmu.RenderNever, lanmu.RenderAlways:
	default:
		return nil, usage(a.say("--render 只能是 auto、never 或 always，不能是“%s”", "--render takes auto, never or always, not “%s”", f.render))
	}
	for _, name := range f.formats {
		name = strings.TrimSpace(name)
		if !slices.Contains(reports.Formats, name) {
			return nil, usage(a.say("没有“%s”这种格式，--formats 可写 %s", "there is no format “%s”: --formats takes %s", name, strings.Join(reports.Formats, ",")))
		}
		formats = append(formats, name)
	}
	switch {
	case f.rate < 0 || f.rate != f.rate:
		return nil, usage(a.say("--rate 不能小于 0", "--rate may not be below 0"))
	case f.concurrency < 1 || f.concurrency > 256:
		return nil, usage(a.say("--concurrency 应在 1 到 256 之间", "--concurrency must lie between 1 and 256"))
	case f.maxPages < 0:
		return nil, usage(a.say("--max-pages 不能小于 0", "--max-pages may not be below 0"))
	case f.maxTime < 0:
		return nil, usage(a.say("--max-time 不能小于 0", "--max-time may not be below 0"))
	case f.resume && (f.from != "" || !f.record):
		return nil, usage(a.say("--resume 要接着录制文件做，不能与 --from 或 --record=false 同用", "--resume goes on with the recording: not with --from or --record=false"))
	case f.out == "":
		return nil, usage(a.say("--out 不能为空", "--out may not be empty"))
	}
	if err := a.checkRules(f); err != nil {
		return nil, err
	}
	return formats, a.checkRecording(f.from)
}

// checkRecording tells a recording that is not there before anything is done.
func (a *app) checkRecording(name string) error {
	if name == "" {
		return nil
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return usage(a.say("没有“%s”这个录制文件", "there is no recording %s", name))
	case info.IsDir():
		return usage(a.say("“%s”是文件夹，--from 要写录制文件文件，例如 %s/recording.warc.gz", "%s is a folder: --from wants the file, such as %s/recording.warc.gz", name, name))
	}
	return nil
}

// apply lets the flags that were given beat the profile.
func (f *auditFlags) apply(site *lanmu.Site, given func(string) bool) {
	if given("standard") {
		site.Standard = f.standard
	}
	if given("rate") {
		site.Crawl.Rate = f.rate
	}
	if given("concurrency") {
		site.Crawl.Concurrency = f.concurrency
	}
	if given("max-pages") {
		site.Crawl.MaxPages = f.maxPages
	}
	if given("max-time") {
		site.Crawl.MaxTime = f.maxTime
	}
	if given("render") {
		site.Crawl.Render = lanmu.RenderMode(f.render)
	}
}

// t is a sentence in the reader's language.
func (a *app) t(zh, en string) string { return config.Say(zh, en).In(a.lang) }

// complete lets the shell offer a flag's values.
func (a *app) complete(cmd *cobra.Command, flag string, values ...string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // a flag of that name is not there: a mistake in this package
	}
}
