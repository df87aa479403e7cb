package extract

import (
	"strings"

	"golang.org/x/net/html/atom"

	"lanmu"
)

// pubTags are the meta tags that tell the day of publication, best first.
var pubTags = []string{
	"PubDate", "firstpublishedtime", "publishdate", "publish_date", "publishtime", "publish_time", "pubtime",
	"article:published_time", "og:published_time", "datepublished", "bytedance:published_time",
	"weibo:article:create_at", "og:release_date", "dc.date.issued", "createdate",
}

// otherDateTags tell some other day of the page: when it was generated or changed.
var otherDateTags = []struct{ tag, why string }{
	{"others", "页面生成时间，不是发布时间"},
	{"maketime", "页面生成时间，不是发布时间"},
	{"lastmodifiedtime", "最后修改时间，不是发布时间"},
	{"article:modified_time", "最后修改时间，不是发布时间"},
	{"dc.date", "含义不明"},
}

// weighMeta reads the page's meta tags, hidden fields and time elements.
func (a *articleReader) weighMeta() {
	for i, tag := range pubTags {
		for _, v := range a.f.Tags[tag] {
			if h, ok := firstDate(v); ok && !h.date().IsZero() {
				rank := pubMeta
				if i > 0 {
					rank--
				}
				a.finds = append(a.finds, pubFind{h, tag + "：" + v, rank, lanmu.DateMeta, "页面标签 " + tag, -1})
				break
			}
		}
	}
	for _, o := range otherDateTags {
		for _, v := range a.f.Tags[o.tag] {
			if h, ok := firstDate(v); ok && !h.date().IsZero() {
				a.refuse(o.tag+"："+v, h.date(), lanmu.DateMeta, o.why)
			}
		}
	}
	for _, i := range a.pg.timed {
		n := a.pg.els[i].node
		switch {
		case n.DataAtom == atom.Input && (publishName(attr(n, "id")) || publishName(attr(n, "name"))):
			a.attribute(attr(n, "value"), "隐藏字段")
		case n.DataAtom == atom.Time && (hasAttr(n, "pubdate") || publishName(attr(n, "itemprop")) || publishName(attr(n, "class"))):
			a.attribute(attr(n, "datetime"), "time 元素")
		}
	}
}

func (a *articleReader) attribute(v, what string) {
	if h, ok := firstDate(v); ok && !h.date().IsZero() {
		a.finds = append(a.finds, pubFind{h, v, pubMeta - 2, lanmu.DateMeta, what + "里的发布时间", -1})
	}
}

// weighScripts reads the dates that scripts of the page write: the value of a
// label that is empty in the page, or a variable named after publication.
func (a *articleReader) weighScripts() {
	for _, s := range a.scripts {
		dated, named := a.daysIn(s)
		if !dated {
			continue
		}
		before := a.text[max(0, s.at-60):s.at]
		if i := strings.LastIndexByte(before, '\n'); i >= 0 {
			before = before[i+1:]
		}
		label, word := labelWord(before)
		if label != labelPublish && !named {
			continue // none of its dates would count
		}
		scanDates(s.text, func(h dateHit) bool {
			name := assigned(s.text[:h.start])
			raw := clip(s.text[h.start:h.end], 40)
			switch {
			case h.date().IsZero():
			case label == labelPublish && (name == "" || publishName(name) || !strings.Contains(name, "_")):
				a.finds = append(a.finds, pubFind{h, word + "：" + raw, pubScripted, lanmu.DatePublished, "“" + word + "”的值由页面脚本写出", -1})
			case publishName(name):
				a.finds = append(a.finds, pubFind{h, name + "=" + raw, pubVariable, lanmu.DateMeta, "页面脚本里的变量 " + name, -1})
			}
			return true
		})
	}
}

// daysIn tells that a script holds figures, and that it names a day of
// publication.
func (a *articleReader) daysIn(s inlineScript) (dated, named bool) {
	if s.code >= 0 {
		c := a.pg.codes[s.code]
		return c.dated(), c.dated() && c.named()
	}
	dated = maybeDate(s.text)
	return dated, dated && namesDay(s.text)
}

// namesDay is a quick look: publishName tells of nothing in s where it does not.
func namesDay(s string) bool {
	for i := 0; i+3 < len(s); i++ {
		switch s[i] | 0x20 {
		case 'p', 'f', 'r':
		default:
			continue
		}
		switch lower := [4]byte{s[i] | 0x20, s[i+1] | 0x20, s[i+2] | 0x20, s[i+3] | 0x20}; {
		case lower[1] == 'u' && lower[2] == 'b', // pubDate
			lower[0] == 'f' && lower[1] == 'b' && (lower[2] == 's' || lower[2] == 'r'), // fbsj, fbrq
			lower == [4]byte{'f', 'a', 'b', 'u'}, lower == [4]byte{'r', 'e', 'l', 't'}, lower == [4]byte{'r', 'e', 'l', 'e'}:
			return true
		}
	}
	return false
}

// assigned is the name to which a script assigns what follows: var pubDate = ",
// "pubDate": ".
func assigned(before string) string {
	s := strings.TrimRight(before, " \t\"'(")
	if !strings.HasSuffix(s, "=") && !strings.HasSuffix(s, ":") {
		return ""
	}
	s = strings.TrimRight(s[:len(s)-1], " \t\"'")
	i := len(s)
	for i > 0 && (letter(s[i-1]) || s[i-1] == '_' || isDigit(s[i-1])) {
		i--
	}
	return s[i:]
}

// weighAddress reads the page's own address.
func (a *articleReader) weighAddress() {
	if u := addressDate(a.f.URL); u.day != 0 {
		h := dateHit{year: u.year, month: u.month, day: u.day}
		a.finds = append(a.finds, pubFind{h, u.raw, pubAddress, lanmu.DateURL, "取自页面地址", -1})
	}
}
