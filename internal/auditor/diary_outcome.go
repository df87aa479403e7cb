package auditor

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"lanmu"
	"lanmu/crawler"
	"lanmu/rules"
)

// What an audit's log says at its turns.

// maxNamed is how many hosts, rules or warnings are named one by one.
const maxNamed = 20

func (d *diary) begin(site *lanmu.Site, at lanmu.Date, standard string, opt *Options) {
	d.say(false, "开始检查 %s（%s），按 %s 判断，标准 %s。", firstOf(site.Name, site.ID), site.URL, at, standard)
	switch {
	case opt.Replay != "":
		d.say(false, "按录制 %s 重新判断，不访问网站。", filepath.Base(opt.Replay))
	case opt.Resume:
		d.say(true, "上一次检查没有做完，从录制 %s 接着做，已录下的页面不再访问。", filepath.Base(opt.Record))
	}
	if opt.Previous != "" && opt.Replay == "" {
		d.say(false, "与上一次的录制 %s 对照，没有改动的页面不再下载。", filepath.Base(opt.Previous))
	}
	if len(opt.Only) > 0 {
		d.say(false, "只看 %d 个地址。", len(opt.Only))
	}
}

// crawled tells what came of the crawl, the limits excepted: they are known in
// full only when the recording is closed.
func (d *diary) crawled(c *lanmu.Crawl) {
	d.say(false, "访问完毕：发出 %d 个请求，收到 %s，看了 %d 页，其中 %d 页与上次相同。", c.Requests, size(c.Bytes), c.Pages, c.Revisited)
	if c.Home != nil {
		d.say(true, "首页没有打开：%s。", failWord(c.Home.Kind))
	}
	if n := countLinks(c); n.Broken+n.Suspected+n.Blocked > 0 {
		d.say(false, "链接核实完毕：打不开 %d 个，未能核实 %d 个，拒绝程序访问 %d 个。", n.Broken, n.Suspected, n.Blocked)
	}
	d.hosts(c.Targets)
	kinds := map[lanmu.FailKind]int{}
	for _, k := range c.NotLooked {
		kinds[k]++
	}
	if len(kinds) > 0 {
		var parts []string
		for _, k := range byCount(kinds) {
			parts = append(parts, fmt.Sprintf("%s %d 个", failWord(k), kinds[k]))
		}
		d.say(true, "有 %d 个已知页面没有看：%s。", len(c.NotLooked), strings.Join(parts, "，"))
	}
	for _, h := range first(c.SoftHosts) {
		d.say(false, "%s 对不存在的页面也回答“正常”，错链按页面内容辨认。", h)
	}
}

// hosts names those that gave no answer at all.
func (d *diary) hosts(targets []*lanmu.Target) {
	counts, why := map[string]int{}, map[string]lanmu.FailKind{}
	for _, t := range targets {
		if t.Status != 0 || t.Fail == nil || t.Verdict != lanmu.LinkBroken && t.Verdict != lanmu.LinkSuspected {
			continue
		}
		if u, err := url.Parse(t.URL); err == nil && u.Host != "" {
			counts[u.Host]++
			why[u.Host] = t.Fail.Kind
		}
	}
	names := byCount(counts)
	for _, h := range first(names) {
		d.say(false, "主机 %s 没有应答：%s，涉及 %d 个链接。", h, failWord(why[h]), counts[h])
	}
	if more := len(names) - maxNamed; more > 0 {
		d.say(false, "另有 %d 个主机没有应答。", more)
	}
}

// rendered tells how opening pages in a browser went.
func (d *diary) rendered(asked, failed int, err error) {
	switch {
	case errors.Is(err, crawler.ErrNoBrowser):
		d.say(true, "没有找到浏览器，%d 个由脚本加载的列表未能判断。请安装 Chromium，或用 --browser 指明路径。", asked)
	case err != nil:
		d.say(true, "浏览器没有正常工作：%v。", err)
	case failed > 0:
		d.say(true, "用浏览器打开了 %d 个由脚本加载的列表，其中 %d 个没有读全，未能判断。", asked, failed)
	default:
		d.say(false, "用浏览器打开了 %d 个由脚本加载的列表，全部读到。", asked)
	}
}

// judged tells what was found, and what could not be told.
func (d *diary) judged(a *lanmu.Audit) {
	for _, l := range first(a.Meta.Limits) {
		d.say(true, "%s", l)
	}
	for _, w := range first(a.Warnings) {
		d.say(true, "配置提醒：%s", w)
	}
	if n := len(a.Warnings) - maxNamed; n > 0 {
		d.say(true, "另有 %d 条配置提醒。", n)
	}
	d.say(false, "判断完毕：栏目 %d 个，问题 %d 条，未能判断 %d 处。", len(a.Columns), len(a.Findings), len(a.Skipped))
	skips, titles := map[string]int{}, ruleTitles() // of the rules that did not run, too
	for _, s := range a.Skipped {
		for _, rule := range s.Rules() {
			skips[firstOf(titles[rule], rule)]++
		}
	}
	for _, rule := range first(byCount(skips)) {
		d.say(false, "“%s”有 %d 处未能判断。", rule, skips[rule])
	}
}

// weighed tells how it stands beside earlier audits, and the verdict.
func (d *diary) weighed(a *lanmu.Audit, remembered bool) {
	if remembered {
		n := map[lanmu.State]int{}
		for _, f := range a.Findings {
			n[f.State]++
		}
		d.say(false, "与历史对照：新发现 %d 条，仍未解决 %d 条，再次出现 %d 条，已整改 %d 条，豁免或误报 %d 条。",
			n[lanmu.StateNew], n[lanmu.StateOpen], n[lanmu.StateReopened], n[lanmu.StateFixed], n[lanmu.StateWaived])
	}
	complete := "检查完整"
	if !a.Meta.Complete {
		complete = "检查没有做完整"
	}
	d.say(!a.Meta.Complete, "%s，覆盖率 %.0f%%，结论：%s。", complete, 100*a.Meta.Coverage, resultWord(a.Verdict.Result))
}

func ruleTitles() map[string]string {
	titles := map[string]string{}
	if all, err := rules.All(); err == nil {
		for _, r := range all {
			titles[r.ID] = r.Title
		}
	}
	return titles
}

func resultWord(r lanmu.Result) string {
	switch r {
	case lanmu.Pass:
		return "合格"
	case lanmu.Failed:
		return "不合格"
	case lanmu.Undecided:
	}
	return "未能判定"
}

// failWords say why something did not answer.
var failWords = map[lanmu.FailKind]string{
	lanmu.FailTimeout: "超时", lanmu.FailDNS: "域名不存在", lanmu.FailResolver: "域名没能解析", lanmu.FailRefused: "拒绝连接", lanmu.FailReset: "连接中断",
	lanmu.FailTLS: "证书或加密有问题", lanmu.FailUnreachable: "本机到不了那里", lanmu.FailRobots: "robots.txt 不允许", lanmu.FailStopped: "检查提前结束",
	lanmu.FailNotRecorded: "录制中没有", lanmu.FailInternal: "lanmu 读取出错", lanmu.FailBlocked: "被防火墙拦截", lanmu.FailTooLarge: "内容过大",
	lanmu.FailTruncated: "内容不完整", lanmu.FailRedirectLoop: "循环跳转", lanmu.FailProtocol: "应答不合协议", lanmu.FailURL: "地址无法访问", lanmu.FailIncomplete: "没有读全",
}

func failWord(k lanmu.FailKind) string { return firstOf(failWords[k], string(k)) }

// byCount are the keys, those with the greatest counts first.
func byCount[K cmp.Ordered](counts map[K]int) []K {
	return slices.SortedFunc(maps.Keys(counts), func(a, b K) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
}

func first[T any](list []T) []T { return list[:min(len(list), maxNamed)] }

func size(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", (n+1023)/1024)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}
