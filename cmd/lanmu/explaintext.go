package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"

	"lanmu"
	"lanmu/internal/config"
)

// shownRows bounds the rows that the text names; --json has all.
const shownRows = 40

// printExplained tells how a page was read, in the page's own words.
func (a *app) printExplained(e *explained) error {
	w := &page{a: a}
	w.field("网址", "address", e.URL)
	w.field("页面", "page", a.pageKind(e.Kind).In(a.lang))
	w.field("编码", "charset", e.Charset)
	w.field("标题", "title", e.Title)
	w.field("栏目", "column", e.ColumnName)
	if !e.Published.IsZero() || e.PublishedRaw != "" {
		w.field("发布日期", "published", e.Published.String()+w.quoted(e.PublishedRaw))
	}
	w.field("最近日期", "newest", e.Newest.String())
	w.state(e)
	w.rows(e)
	w.blocks(e.facts)
	w.dates(e.Dates)
	w.marks(e)
	for _, t := range e.facts.Trouble {
		w.field("读不了的", "trouble", t)
	}
	_, err := io.WriteString(a.std.out, w.b.String())
	return err
}

// page is the text being written.
type page struct {
	a *app
	b strings.Builder
}

// field writes one line where there is something to say.
func (w *page) field(zh, en, value string) {
	if value = oneLine(value); value != "" {
		fmt.Fprintf(&w.b, "%s%s\n", w.a.t(zh+"：", en+": "), value)
	}
}

func (w *page) head(zh, en string, n int) {
	fmt.Fprintf(&w.b, "\n%s\n", w.a.t(fmt.Sprintf("%s（%d）：", zh, n), fmt.Sprintf("%s (%d):", en, n)))
}

func (w *page) quoted(raw string) string {
	if raw = oneLine(raw); raw == "" {
		return ""
	}
	return w.a.t("  原文“"+raw+"”", "  as written “"+raw+"”")
}

// state says whether the page is empty or filled by script, and why.
func (w *page) state(e *explained) {
	f := e.facts
	if e.Empty {
		w.field("空白", "empty", w.a.emptiness(f.Empty).In(w.a.lang)+w.quoted(f.EmptyWhy))
	}
	if e.NeedsScript {
		w.field("由脚本生成", "filled by script", cleanOr(f.ScriptWhy, w.a.t("是", "yes")))
	}
	w.field("跳转到", "moves on to", f.RedirectTo)
	w.field("其实是错误页", "really an error page", f.Soft)
	for _, next := range e.NextPages {
		w.field("后续页", "next page", next)
	}
	if f.PagerSends != "" {
		w.field("后续页", "next page", w.a.t("要提交表单或运行脚本（"+f.PagerSends+"），不跟随：只统计第一页的条目",
			"asked for by a form or a script ("+f.PagerSends+"), not followed: only the rows of the first page are counted"))
	}
}

func (w *page) rows(e *explained) {
	if len(e.Items) == 0 {
		return
	}
	w.head("列表的行", "rows of the list", len(e.Items))
	for _, r := range e.Items[:min(len(e.Items), shownRows)] {
		day := r.Date.String()
		if day == "" {
			day = w.a.t("无日期    ", "undated   ")
		}
		pin := ""
		if r.Pinned {
			pin = w.a.t("[置顶] ", "[pinned] ")
		}
		raw := ""
		if oneLine(r.Raw) != r.Date.String() {
			raw = w.quoted(r.Raw)
		}
		fmt.Fprintf(&w.b, "  %s  %s%s%s\n", day, pin, oneLine(r.Title), raw)
	}
	if more := len(e.Items) - shownRows; more > 0 {
		fmt.Fprintf(&w.b, "  %s\n", w.a.t(fmt.Sprintf("……还有 %d 行，用 --json 看全部", more), fmt.Sprintf("… %d more: --json has all", more)))
	}
}

// blocks tells the lists that were seen and are not this page's own.
func (w *page) blocks(f *lanmu.Facts) {
	var refused []*lanmu.Block
	for i, b := range f.Blocks {
		if i != f.List && len(b.Rows) > 0 {
			refused = append(refused, b)
		}
	}
	if len(refused) == 0 {
		return
	}
	w.head("没有采用的列表", "lists not taken", len(refused))
	for _, b := range refused {
		name := oneLine(b.Heading)
		if name == "" {
			name = oneLine(b.Rows[0].Title) + "…"
		}
		fmt.Fprintf(&w.b, "  %s · %s · %s\n", name,
			w.a.t(fmt.Sprintf("%d 行", len(b.Rows)), fmt.Sprintf("%d rows", len(b.Rows))),
			cleanOr(b.Refused, w.a.t("不如采用的那一个像列表", "less like a list than the one taken")))
		fmt.Fprintf(&w.b, "      %s\n", oneLine(b.Where))
	}
}

func (w *page) dates(all []lanmu.DateMark) {
	if len(all) == 0 {
		return
	}
	w.head("日期", "dates", len(all))
	for _, d := range all {
		sign := w.a.t("不采用", "refused")
		if d.Taken {
			sign = w.a.t("采用  ", "taken  ")
		}
		fmt.Fprintf(&w.b, "  %s  %s  %s  %s  %s\n", sign, d.Date, w.a.dateRole(d.Role), oneLine(d.Raw), oneLine(d.Why))
	}
}

func (w *page) marks(e *explained) {
	m := e.Marks
	w.b.WriteString("\n")
	for _, name := range slices.Sorted(maps.Keys(e.Tags)) {
		w.field("标签 "+oneLine(name), "tag "+oneLine(name), e.Tags[name])
	}
	w.field("网站标识码", "site code", m.SiteCode)
	w.field("ICP 备案号", "ICP number", m.ICP)
	w.field("公安备案号", "police number", m.Police)
	w.field("主办单位", "host", m.Host)
	w.field("联系方式", "contact", m.Contact)
	w.field("站点地图", "site map", m.Sitemap)
	if m.PartyGov {
		w.field("党政机关标识", "party and government mark", w.a.t("有", "yes"))
	}
	if m.ErrorReport {
		w.field("找错入口", "error report entry", w.a.t("有", "yes"))
	}
}

// oneLine is text of a page fit for a terminal: no control characters.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s)), " ")
}

func cleanOr(s, fallback string) string {
	if s = oneLine(s); s == "" {
		return fallback
	}
	return s
}

func (a *app) pageKind(k lanmu.PageKind) config.Text {
	switch k {
	case lanmu.PageHome:
		return a.say("首页", "home page")
	case lanmu.PageColumn:
		return a.say("栏目列表页", "column")
	case lanmu.PageHub:
		return a.say("只列出下级栏目的页面", "hub of sub-columns")
	case lanmu.PageArticle:
		return a.say("文章页", "article")
	case lanmu.PageForm:
		return a.say("表单页", "form")
	case lanmu.PageError:
		return a.say("错误页", "error page")
	case lanmu.PageRedirect:
		return a.say("跳转页", "redirect")
	case lanmu.PageShell:
		return a.say("由脚本生成内容的页面", "shell filled by script")
	default:
		return a.say("其他页面", "other page")
	}
}

func (a *app) emptiness(e lanmu.Emptiness) config.Text {
	switch e {
	case lanmu.EmptyNoRows:
		return a.say("有列表的位置，没有一行", "the place for the list is there, without rows")
	case lanmu.EmptyPhrase:
		return a.say("写着没有内容", "it says that there is nothing")
	case lanmu.EmptyRecords:
		return a.say("页面数据里没有记录", "its own data holds no record")
	case lanmu.EmptyExplanation:
		return a.say("只有情况说明或建设中", "only an explanation or under construction")
	default:
		return a.say("没有列表，也没有文字、表格、图片", "neither list nor text, table or image")
	}
}

func (a *app) dateRole(r lanmu.DateRole) string {
	switch r {
	case lanmu.DateRow:
		return a.t("列表行", "row")
	case lanmu.DatePublished:
		return a.t("发布日期", "published")
	case lanmu.DateClock:
		return a.t("时钟", "clock")
	case lanmu.DateCopyright:
		return a.t("版权", "copyright")
	case lanmu.DateURL:
		return a.t("网址", "address")
	case lanmu.DateMeta:
		return a.t("标签", "tag")
	case lanmu.DateEvent:
		return a.t("事件", "event")
	default:
		return a.t("其他", "other")
	}
}
