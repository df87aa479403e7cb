package rules

import (
	"fmt"
	"regexp"
	"strings"

	"lanmu"
)

// mismatchSlack is how far list and article may differ: an item put up in the
// night, or edited the day after, is no fault.
const mismatchSlack = 2 // days

// addressSlack is how much later than its stated date an article's address may
// be made: drafts and holidays.
const addressSlack = 30 // days

// systematic is from how many items on a column's difference is one fault.
const systematic = 6

var _ = register(&Rule{
	ID:    "date-mismatch",
	Title: "同一信息的日期前后不一",
	Doc: "列表标注的日期与文章页的发布日期相差 3 天以上，或文章所标日期比地址中的建稿日期早 30 天以上" +
		"（如标注 3 月 6 日，地址里却是 4 月 19 日），容易被认为倒签日期。列表与文章相差一两天、地址日期更早（先建稿后发布）、多篇地址同在几天之内（系统迁移）的不算；正文里没有标明是发布日期的年月日（法律通过之日、落款）不拿来比较。" +
		"同一栏目成批不一致的合并为一条，地址日期更晚的文章多于 3 篇的也合并为一条。",
	Fix:       "请核对实际发布日期，使列表、文章页保持一致；系统迁移造成的，由建站单位统一修正。",
	Indicator: "",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Likely,
	Site:      dateMismatch,
})

func dateMismatch(p *SitePass) {
	told := map[string]bool{}
	for _, c := range p.Columns {
		var off []Report
		for _, row := range c.Rows {
			f := p.PageAt(row.URL)
			if f == nil || f.Kind != lanmu.PageArticle || row.Date.IsZero() || f.Published.IsZero() || told[row.URL] || fromAddress(row) {
				continue
			}
			if inProse(row.Raw) || inProse(f.PubRaw) || bareTitle.MatchString(clean(row.Title)) || states(f, row.Date) {
				continue
			}
			if d := row.Date.DaysSince(f.Published); d <= mismatchSlack+vague(row.Raw) && d >= -mismatchSlack-vague(row.Raw) {
				continue
			}
			told[row.URL] = true
			off = append(off, Report{
				URL: row.URL, Key: "list", Anchor: clip(clean(row.Title), 60), Pages: []lanmu.Use{{Page: c.URL, Text: clip(row.Title, 60)}},
				Message:  fmt.Sprintf("《%s》在“%s”栏目列表中标注 %s，文章页的发布日期却是 %s。", clip(clean(row.Title), 60), columnName(c), row.Date, f.Published),
				Evidence: lanmu.Evidence{Raw: clip(clean(row.Raw+" / "+f.PubRaw), 120)},
			})
		}
		p.mismatches(c, off)
	}
	p.addressDates(told)
}

// vague is how many days a row's date leaves open: 2周前 may be thirteen days
// or twenty ago.
func vague(raw string) int {
	switch {
	case strings.Contains(raw, "周前"), strings.Contains(raw, "星期前"):
		return 6
	case strings.Contains(raw, "月前"):
		return 30
	}
	return 0
}

// fromAddress tells a row whose date the list does not state: it was read from
// the row's address.
func fromAddress(row lanmu.Row) bool { return row.Raw != "" && strings.Contains(row.URL, row.Raw) }

// prose is a day as sentences write it. Standing alone it may be when a law was
// passed or a letter signed: only a label or a time of day makes it the day of
// publication.
var (
	prose     = regexp.MustCompile(`[\d〇○零一二三四五六七八九十]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日`)
	dateLabel = oneOf(`发布|发文|刊发|时间|日期|更新|来源|录入`)
	clockTime = regexp.MustCompile(`\d:\d\d`)
	bareTitle = regexp.MustCompile(`^[^\p{L}\p{N}]*(?:查看|阅读|点击|详细|详情|更多|全文)`)
)

func inProse(raw string) bool {
	return strings.Contains(raw, "年") && prose.MatchString(raw) && !labelled(raw)
}

// labelled tells a date beside a word that says that it is the publication's, or
// a time of day.
func labelled(raw string) bool {
	return dateLabel.in(raw) || strings.Contains(raw, ":") && clockTime.MatchString(raw)
}

// states tells that an article states a day too, in a place of its own: then
// list and article agree, and it is which day counts that is in doubt.
func states(f *lanmu.Facts, day lanmu.Date) bool {
	for _, d := range f.Dates {
		if d.Date == day && (d.Role == lanmu.DatePublished || d.Role == lanmu.DateMeta || d.Role == lanmu.DateOther) {
			return true
		}
	}
	return false
}

// mismatches reports a column's differences, many as one: a system that states
// another day in its lists is one thing to mend.
func (p *SitePass) mismatches(c *lanmu.Column, off []Report) {
	if len(off) < systematic {
		for _, r := range off {
			p.Report(r)
		}
		return
	}
	r := Report{
		URL: c.URL, Column: c.ID, Key: "column", Anchor: c.Name, OnCount: len(off), Certainty: lanmu.Review,
		Message:  fmt.Sprintf("“%s”栏目有 %d 条信息在列表与文章页的日期不一致，例如%s", columnName(c), len(off), off[0].Message),
		Evidence: off[0].Evidence,
	}
	for _, o := range off[:min(len(off), maxOn)] {
		r.Pages = append(r.Pages, lanmu.Use{Page: o.URL, Text: o.Anchor})
	}
	p.Report(r)
}

// migrated is from how many articles on that share one address date, give or
// take some days, none of them is accused: the site was moved to its system.
const (
	migrated      = 3
	migrationDays = 3
)

// addressDates compares articles' stated days with those in their addresses,
// which the system wrote when they were made. Several are one thing to look at.
func (p *SitePass) addressDates(told map[string]bool) {
	type late struct {
		made lanmu.Date
		rep  Report
	}
	var all []late
	for f := range p.Pages.All() {
		if f.Kind != lanmu.PageArticle || f.Published.IsZero() || told[f.URL] || inProse(f.PubRaw) {
			continue
		}
		if made, raw := addressDate(f); made.DaysSince(f.Published) > addressSlack && !made.After(p.today()) {
			all = append(all, late{made, Report{
				URL: f.URL, Key: "address", Anchor: clip(clean(f.Title), 60), Certainty: lanmu.Review,
				Message:  fmt.Sprintf("《%s》标注的发布日期是 %s，地址中的建稿日期却是 %s，请核实。", clip(clean(f.Title), 60), f.Published, made),
				Evidence: lanmu.Evidence{Raw: clip(raw+" / "+clean(f.PubRaw), 120)},
			}})
		}
	}
	var off []Report
	for _, a := range all {
		near := 0
		for _, b := range all {
			if d := a.made.DaysSince(b.made); d >= -migrationDays && d <= migrationDays {
				near++
			}
		}
		if near < migrated {
			off = append(off, a.rep)
		}
	}
	if len(off) <= migrated {
		for _, r := range off {
			p.Report(r)
		}
		return
	}
	r := Report{
		URL: p.Site.URL, Key: "address", OnCount: len(off), Certainty: lanmu.Review, Evidence: off[0].Evidence,
		Message: fmt.Sprintf("有 %d 篇文章标注的发布日期比地址中的建稿日期早一个月以上，请核实是否补录或倒签日期，例如%s", len(off), strings.Replace(off[0].Message, "，请核实。", "。", 1)),
	}
	for _, o := range off[:min(len(off), maxOn)] {
		r.Pages = append(r.Pages, lanmu.Use{Page: o.URL, Text: o.Anchor})
	}
	p.Report(r)
}

// addressDate is the day in an article's address; zero: none.
func addressDate(f *lanmu.Facts) (lanmu.Date, string) {
	for _, d := range f.Dates {
		if d.Role == lanmu.DateURL && !d.Date.IsZero() {
			return d.Date, d.Raw
		}
	}
	return f.Published, ""
}
