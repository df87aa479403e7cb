package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// marks reads the footer's marks of 国办发〔2017〕47号 as they are shown; t is
// pg.textLines.
func (pg *page) marks(t *pageText) lanmu.Marks {
	var at markPlaces
	at.find(t)
	m := lanmu.Marks{
		SiteCode:    siteCode(t.text, at.of[markSite]),
		ICP:         lastRecord(t.text, at.of[markICP], icpRecord),
		Police:      lastRecord(t.text, at.of[markPolice], policeRecord),
		Host:        hostUnit(t.text, at.of[markHost]),
		Contact:     contact(t.text, &at.contact),
		ErrorReport: t.errorReport || len(at.of[markError]) > 0,
	}
	pg.markLinks(&m)
	pg.markScripts(&m)
	return m
}

// The words that marks are known by, and those before them that say how to
// reach the site's keepers, the best first.
const (
	markSite = iota
	markICP
	markPolice
	markHost
	markError
	markWords
)

var (
	contactLabels = [...]string{"联系电话", "网站电话", "值班电话", "电话", "电子邮箱", "邮箱", "E-mail", "联系我们", "联系方式", "热线", "地址"}
	markLabels    = newWordSet(append([]string{"标识码", "ICP", "公网安备", "主办", "网站找错"}, contactLabels[:]...)...)
)

// markPlaces are where those words stand in the page's text: the marks' every
// time, the contacts' for the last time, -1 nowhere.
type markPlaces struct {
	of      [markWords][]int
	contact [len(contactLabels)]int
}

// find looks at the lines in which a sign says that one of the words may stand.
func (at *markPlaces) find(t *pageText) {
	for k := range at.contact {
		at.contact[k] = -1
	}
	for i := range t.lines {
		l := &t.lines[i]
		if l.signs&signMark == 0 {
			continue
		}
		markLabels.each(t.text[l.start:l.end], func(k, p int) bool {
			if p += l.start; k < markWords {
				at.of[k] = append(at.of[k], p)
			} else {
				at.contact[k-markWords] = p
			}
			return true
		})
	}
}

// markLinks reads the marks that are links or images.
func (pg *page) markLinks(m *lanmu.Marks) {
	contactPage := ""
	for i := range pg.els {
		e := &pg.els[i]
		n := e.node
		switch e.tag {
		case atom.Img:
			pg.markOf(m, e, attr(n, "src"))
			m.ErrorReport = m.ErrorReport || strings.Contains(attr(n, "alt"), "网站找错")
		case atom.A, atom.Area:
			href := attr(n, "href")
			pg.markOf(m, e, href)
			if e.signs&signMap == 0 {
				if n := pg.runesIn(e); n > 0 && n <= 60/utf8.UTFMax {
					continue
				}
			}
			if c := n.FirstChild; c != nil && c.NextSibling == nil && c.Type == html.TextNode && len(c.Data) <= 60 && !sitemapWords.in(c.Data) && !blank(c.Data) {
				continue
			}
			text := foldSpace(cleanText(nodeText(n)))
			if text == "" || len(text) > 60 {
				text = foldSpace(attr(n, "title"))
			}
			switch {
			case !strings.HasPrefix(m.Sitemap, "http") && isSitemap(text):
				m.Sitemap = pg.markTarget(href)
			case contactPage == "" && (text == "联系我们" || text == "联系方式"):
				contactPage = text
			}
		}
	}
	if m.Contact == "" {
		m.Contact = contactPage
	}
}

// runesIn counts the runes of all texts in e, hidden ones too.
func (pg *page) runesIn(e *element) int {
	n := 0
	for k := e.segFrom; k < e.segTo; k++ {
		n += int(pg.shown.segs[k].runes)
	}
	return n
}

// sitemapWords are parts of the words that links of the footer are known by.
var sitemapWords = newWordSet("图", "圖", "联系", "p", "P", "\u200b", "\ufeff")

func isSitemap(text string) bool {
	switch asciiLower(trimFrame(text)) {
	case "网站地图", "站点地图", "网站导航地图", "sitemap", "本站地图", "站内地图", "网站導航", "網站地圖":
		return true
	}
	return false
}

// markTarget is the address of a link, as written where it leads nowhere.
func (pg *page) markTarget(href string) string {
	href = strings.TrimSpace(href)
	if href == "" || href[0] == '#' || strings.HasPrefix(strings.ToLower(href), "javascript:") {
		return href
	}
	u, err := pg.base.Parse(href)
	if err != nil {
		return href
	}
	return u.String()
}

// markOf is markAddress of element e, which leads to addr.
func (pg *page) markOf(m *lanmu.Marks, e *element, addr string) {
	if e.link <= 0 || len(addr) < 6 || pg.links[e.link-1].Raw != addr {
		markAddress(m, addr)
		return
	}
	t := &pg.linkTargets[e.link-1]
	if t.told&askedMark == 0 {
		var found lanmu.Marks
		markAddress(&found, addr)
		t.told |= askedMark
		if found.PartyGov {
			t.told |= isParty
		}
		if found.ErrorReport {
			t.told |= isReport
		}
		pg.keep(t)
	}
	m.PartyGov = m.PartyGov || t.told&isParty != 0
	m.ErrorReport = m.ErrorReport || t.told&isReport != 0
}

// markAddress tells 党政机关标识 and the 找错 entry by where they link to:
// conac.cn gives out the one, the State Council's platform the other.
func markAddress(m *lanmu.Marks, addr string) {
	if len(addr) < 6 {
		return
	}
	if strings.Contains(addr, "conac.cn") {
		m.PartyGov = true
	}
	if errorReport(addr) {
		m.ErrorReport = true
	}
}

func errorReport(s string) bool {
	return hasAny(s, "jiucuo", "pucha.kaipuyun", "zfwzgl.www.gov.cn", "zfwzjc")
}

// markScripts reads the marks that scripts write.
func (pg *page) markScripts(m *lanmu.Marks) {
	for _, src := range pg.src {
		markAddress(m, src)
	}
	for _, c := range pg.codes {
		m.PartyGov = m.PartyGov || c.party
	}
}

// siteCode is the 网站标识码: ten digits, or bm and eight (ministries). A
// placeholder is none.
func siteCode(text string, at []int) string {
	for _, i := range at {
		rest := text[i+len("标识码"):]
		s := strings.TrimLeft(clip(rest, 20), " \t\r\n:：()（）[]【】\u00a0")
		if code := codeOf(s); code != "" && !placeholder(code) {
			return code
		}
	}
	return ""
}

func codeOf(s string) string {
	want, from := 10, 0
	if len(s) >= 2 && strings.EqualFold(s[:2], "bm") {
		want, from = 8, 2
	}
	_, n, end := digits(s, from)
	if n != want || end != from+want {
		return ""
	}
	return s[:end]
}

// lastRecord is the last record number around the places of its mark: the
// footer's, where a text speaks of another.
func lastRecord(text string, at []int, read func(text string, at int) string) string {
	for _, i := range slices.Backward(at) {
		if r := read(text, i); r != "" {
			return r
		}
	}
	return ""
}

// icpRecord reads 吉ICP备05005864号-1 around the ICP at i; 京ICP备05032222-1号 too.
func icpRecord(text string, i int) string {
	start := beforeHan(text, i)
	p := i + len("ICP")
	if !strings.HasPrefix(text[p:], "备") && !strings.HasPrefix(text[p:], "证") {
		return ""
	}
	p += len("备")
	for _, w := range [...]string{"案号", "案", "字第", "字", "第"} {
		p += len(text[p:]) - len(strings.TrimPrefix(text[p:], w))
	}
	p = skipSpace(text, p)
	v, n, e := digits(text, p)
	if n < 6 || n > 12 || v == 0 {
		return ""
	}
	e = recordTail(text, e)
	if strings.HasPrefix(text[e:], "号") {
		e = recordTail(text, e+len("号"))
	}
	return cleanText(text[start:e])
}

// recordTail goes over -1 behind a record's number.
func recordTail(text string, i int) int {
	if i < len(text) && text[i] == '-' {
		if _, n, e := digits(text, i+1); n > 0 && n <= 3 {
			return e
		}
	}
	return i
}

// policeRecord reads 吉公网安备 22021102000204号 around 公网安备 at i.
func policeRecord(text string, i int) string {
	start := beforeHan(text, i)
	p := skipSpace(text, i+len("公网安备"))
	for _, w := range [...]string{"号", ":", "："} {
		p += len(text[p:]) - len(strings.TrimPrefix(text[p:], w))
	}
	v, n, e := digits(text, skipSpace(text, p))
	if n < 11 || n > 15 || v == 0 {
		return ""
	}
	if q := skipSpace(text, e); strings.HasPrefix(text[q:], "号") {
		e = q + len("号")
	}
	return cleanText(text[start:e])
}

// beforeHan is where the one Chinese character before i begins: the province.
func beforeHan(text string, i int) int {
	for i > 0 && text[i-1] == ' ' {
		i--
	}
	r, w := utf8.DecodeLastRuneInString(text[:i])
	if unicode.Is(unicode.Han, r) {
		return i - w
	}
	return i
}

// hostUnit is the 主办单位; at is where 主办 stands.
func hostUnit(text string, at []int) string {
	for _, label := range [...]string{"主办单位", "主办方", "主办"} {
		rest := text
		for _, i := range slices.Backward(at) {
			if !strings.HasPrefix(rest[i:], label) {
				continue
			}
			if name := hostBehind(rest, i, label); name != "" {
				return name
			}
			rest = rest[:i]
		}
	}
	return ""
}

// hostBehind is the unit that the label at i names.
func hostBehind(text string, i int, label string) string {
	after := strings.TrimLeft(text[i+len(label):], " \u00a0")
	name, told := strings.CutPrefix(after, "：")
	if !told {
		name, told = strings.CutPrefix(after, ":")
	}
	if !told {
		if label == "主办" && (after == "" || hasPrefixAny(after, "、", "，", "\n", "承办", "电话", "联系", "地址", "邮编", "网站标识码", "技术支持", "维护")) {
			return unitBefore(text[:i])
		}
		return ""
	}
	if name = unitName(name); placeholder(name) {
		return ""
	}
	return name
}

func hasPrefixAny(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// unitName is the name at the start of s, up to what ends it.
func unitName(s string) string {
	s = strings.TrimLeft(s, " \u00a0")
	end := strings.IndexAny(s, "\n|｜ ;；\u00a0")
	if end >= 0 {
		s = s[:end]
	}
	for _, w := range [...]string{"承办", "协办", "版权", "技术支持", "网站标识码", "维护", "备案", "地址", "电话", "ICP", "制作"} {
		if i := strings.Index(s, w); i > 0 {
			s = s[:i]
		}
	}
	return strings.Trim(clip(s, 60), " ，,。、:：")
}

// unitBefore is the name that ends s: 某某局主办.
func unitBefore(s string) string {
	i := strings.LastIndexAny(s, "\n|｜ \u00a0：:")
	name := strings.TrimSpace(s[i+1:])
	if utf8.RuneCountInString(name) < 4 || utf8.RuneCountInString(name) > 40 {
		return ""
	}
	return name
}

// contact is the telephone of the site's keepers, as written with its label; at
// is where each of contactLabels stands, -1 nowhere.
func contact(text string, at *[len(contactLabels)]int) string {
	for k, label := range contactLabels {
		i := at[k]
		if i < 0 {
			continue
		}
		s := text[i:]
		if end := strings.IndexByte(s, '\n'); end >= 0 {
			s = s[:end]
		}
		rest := strings.TrimLeft(s[len(label):], " ：:（(\u00a0")
		if rest == "" || rest == s[len(label):] && !isDigit(rest[0]) {
			continue
		}
		if end := strings.IndexAny(rest, " |｜；;■◆●"); end > 0 {
			s = s[:len(s)-len(rest)+end]
		}
		return clip(cleanText(s), 60)
	}
	return ""
}
