package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// findTitle takes the page's heading that says what its <title> or its
// ArticleTitle tag says, else the best heading, the tag, or the <title>
// without the site's name.
func (a *articleReader) findTitle() {
	a.titleLine = -1
	head := headTitle(a.f.HeadTitle)
	tag := tagValue(a.f.Tags, "ArticleTitle")
	if a.noTitle(tag, squeeze(tag)) {
		tag = ""
	}
	tagKey := squeeze(tag)
	headKey := squeeze(a.f.HeadTitle)
	a.letters = hanLetters(headKey + tagKey)
	best := 0
	inText := false // a line of text proper came before
	for i := range a.lines {
		text := a.line(i)
		score := 0
		if !inText || a.headingScore(a.lines[i].el) >= 12 { // what else stands in the text is none: such as the name that signs it
			score = a.titleScore(i, text, headKey, tagKey)
		}
		inText = inText || a.lines[i].runes >= 80 && !a.lines[i].linked
		if score > best {
			best, a.title, a.titleLine = score, text, i
		}
	}
	const sure = 26 // a heading with a date below it
	if best >= sure {
		a.joinTitle(head)
		if tag != "" && strings.Contains(tagKey, squeeze(a.title)) {
			a.title = tag // the heading may be cut by its design
		}
		a.cutTitle(tagKey, headKey)
		return
	}
	switch {
	case tag != "":
		a.title = tag
	case best > 0 && a.noTitle(head, squeeze(head)):
	case head != "":
		if best < 20 {
			a.titleLine = -1
		}
		a.title = head
	}
}

// cutTitle takes off the title what the heading holds behind it, from its date
// on, where the tag or the <title> shows that the title ends before:
// 关于评审结果的公示 (2024-05-11) 来源：示例日报.
func (a *articleReader) cutTitle(tagKey, headKey string) {
	h, ok := firstDate(a.title)
	if !ok || h.start == 0 {
		return
	}
	before := trimFrameRight(a.title[:h.start])
	key := squeeze(before)
	if key == "" || key != tagKey && (!strings.HasPrefix(headKey, key) || strings.HasPrefix(headKey, squeeze(a.title))) {
		return
	}
	a.title = before
}

// joinTitle takes the lines below into the title where the <title> shows that
// it goes on over a line break.
func (a *articleReader) joinTitle(head string) {
	want := squeeze(head)
	key := squeeze(a.title)
	for i := a.titleLine + 1; i < len(a.lines) && i <= a.titleLine+3; i++ {
		text := a.line(i)
		next := key + squeeze(text)
		if next == key || !strings.HasPrefix(want, next) {
			return
		}
		key, a.title = next, a.title+text
	}
}

// titleScore is how much line i looks like the article's title; 0 not at all.
func (a *articleReader) titleScore(i int, text, headKey, tagKey string) int {
	if len(text) > 150*utf8.UTFMax {
		return 0
	}
	el := a.lines[i].el
	r := a.region(el)
	score := a.headingScore(el)
	if score == 0 && !a.letters.begin(text, headKey, tagKey) {
		return 0
	}
	if a.beginsDated(i, text) {
		return 0
	}
	if runes := a.lines[i].runes; runes < 2 || runes > 150 {
		return 0
	}
	if r&(inCrumb|inPager|inHidden|inLinks) != 0 || r&(inFoot|inHot|inSide) != 0 && score < 14 {
		return 0
	}
	if r&inNav != 0 && score < 14 { // class words are weak hints: "content-top" may hold the <h1>
		score -= 25
	}
	if a.lines[i].linked {
		if score == 0 {
			return 0
		}
		score -= 30
	}
	key := squeeze(text)
	if a.noTitle(text, key) {
		return 0
	}
	if utf8.RuneCountInString(key) >= 4 {
		switch {
		case tagKey != "" && key == tagKey:
			score += 60
		case tagKey != "" && (strings.HasPrefix(key, tagKey) || strings.HasPrefix(tagKey, key)):
			score += 40
		case headKey != "" && strings.HasPrefix(headKey, key) && (score > 0 || a.dateFollows(i)):
			score += 45
		case headKey != "" && strings.Contains(headKey, key):
			score += 25
		}
	} else if key == "" || score < 10 {
		return 0
	}
	if score > 0 && a.dateFollows(i) {
		score += 15
	}
	return score
}

// beginsDated tells a line that begins with the label of its date, 发布时间：
// 2023-10-01 来源：…: it stands below the title, in whatever element.
func (a *articleReader) beginsDated(i int, text string) bool {
	n, _ := slices.BinarySearchFunc(a.dates, i, func(d lineDate, line int) int { return d.line - line })
	if n == len(a.dates) || a.dates[n].line != i {
		return false
	}
	d := a.dates[n]
	return d.label == labelPublish && d.word != "" && strings.HasPrefix(trimFrame(text), d.word)
}

// headingScore is what the element and the two around it say.
func (a *articleReader) headingScore(el int32) int {
	score := 0
	for range 3 {
		if el < 0 {
			break
		}
		e := &a.pg.els[el]
		switch e.tag {
		case atom.H1:
			score = max(score, 14)
		case atom.H2, atom.H3:
			score = max(score, 12)
		case atom.H4, atom.H5:
			score = max(score, 8)
		case atom.Ul, atom.Li, atom.Table:
			return score
		}
		if e.named&namesTitle != 0 {
			score = max(score, 12)
		}
		el = e.parent
	}
	return score
}

// titleName tells class or id words that promise a title.
func titleName(s string) bool {
	l := strings.ToLower(s)
	return hasAny(l, "title", "tit", "biaoti", "headline", "subject") || l == "bt" || strings.HasSuffix(l, "_bt") || strings.HasSuffix(l, "bt")
}

// dateFollows tells a date with a label or alone in the four lines behind i.
func (a *articleReader) dateFollows(i int) bool {
	for _, d := range a.dates {
		if d.line > i && d.line <= i+5 && !d.link && (d.label > 0 || d.alone || sourceWords(a.line(d.line))) {
			return a.region(d.el)&(inHot|inSide|inFoot) == 0
		}
	}
	return false
}

// noTitle tells what names the site or the column, not the article; key is s
// squeezed.
func (a *articleReader) noTitle(s, key string) bool {
	if key == "" {
		return true
	}
	if a.names == nil {
		a.names = map[string]bool{}
		ending := a.endingCrumb()
		for _, name := range [...]string{tagValue(a.f.Tags, "SiteName"), a.f.ColumnName, tagValue(a.f.Tags, "ColumnName")} {
			if k := squeeze(name); k != ending {
				a.names[k] = true
			}
		}
		for _, c := range a.f.Crumbs {
			if k := squeeze(c.Name); k != ending {
				a.names[k] = true
			}
		}
	}
	return a.names[key] || blockHeadings[key] || placeholder(s)
}

// endingCrumb is the last name of the breadcrumb, squeezed, where it is the
// article's title rather than a column's name: it is no link, is as long as
// titles are, and the <title> begins with it. "" it is not.
func (a *articleReader) endingCrumb() string {
	const titleLong = 8 // runes
	if len(a.f.Crumbs) == 0 {
		return ""
	}
	last := a.f.Crumbs[len(a.f.Crumbs)-1]
	key := squeeze(last.Name)
	if last.URL != "" || utf8.RuneCountInString(key) < titleLong || !strings.HasPrefix(squeeze(a.f.HeadTitle), key) {
		return ""
	}
	return key
}

// blockHeadings are headings of page parts that stand where titles do.
var blockHeadings = map[string]bool{
	"相关信息": true, "相关链接": true, "相关文章": true, "相关新闻": true, "相关阅读": true, "友情链接": true, "政府信息公开": true,
	"热点新闻": true, "推荐阅读": true, "附件": true, "附件下载": true, "附件列表": true, "信息公开": true, "通知公告": true, "网站地图": true,
	"站内搜索": true, "扫一扫在手机打开当前页": true, "分享到": true, "首页": true, "返回顶部": true, "当前位置": true,
}

// headTitle is the <title> without the names of column and site behind it.
func headTitle(s string) string {
	s = strings.TrimSpace(s)
	for _, sep := range [...]string{"__", "--", "_", " - ", " – ", " | ", "|", "-", "—", "－"} {
		if i := strings.Index(s, sep); i > 0 {
			first := strings.TrimSpace(s[:i])
			if utf8.RuneCountInString(first) >= 6 || sep != "-" && sep != "—" && sep != "－" {
				return first
			}
		}
	}
	return s
}

// squeeze keeps letters and figures only, in lower case, for comparing names.
// Text that is so already is returned as it is.
func squeeze(s string) string {
	clean := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < utf8.RuneSelf && !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9') || c == 0xE3 || c == 0xEF || c == 0xE2 || c == 0xC2 {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r >= 0x4E00 && r <= 0x9FFF:
			b.WriteRune(r)
		case r < utf8.RuneSelf:
			if r >= 'A' && r <= 'Z' {
				r |= 0x20
			}
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				b.WriteByte(byte(r))
			}
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// letterSet are the Chinese characters of a text by their last bits: one that is
// not in it does not stand in the text.
type letterSet [4]uint64

func hanLetters(text string) letterSet {
	var set letterSet
	for _, r := range text {
		if r >= 0x4E00 && r <= 0x9FFF {
			set[r/64%4] |= 1 << (r % 64)
		}
	}
	return set
}

// begin is a quick look: the first letter of text stands somewhere in one of
// keys, of which l are the letters. Where it does not, text is no part of them.
func (l letterSet) begin(text string, keys ...string) bool {
	for _, r := range text {
		switch {
		case r >= 0x4E00 && r <= 0x9FFF:
			return l[r/64%4]&(1<<(r%64)) != 0 && slices.ContainsFunc(keys, func(k string) bool { return strings.ContainsRune(k, r) })
		case r < utf8.RuneSelf && (letter(byte(r)) || isDigit(byte(r))):
			return slices.ContainsFunc(keys, func(k string) bool { return k != "" }) // Latin letters are in every other key
		}
	}
	return false
}
