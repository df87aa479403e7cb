package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
	"lanmu/internal/address"
)

// maxLinkText is how much of an anchor's text is kept, in runes.
const maxLinkText = 80

// resolve makes an address of raw; a page repeats its addresses, so each is
// resolved once.
func (pg *page) resolve(raw string) resolvedLink {
	return pg.resolved.ask(raw, func(raw string) (r resolvedLink) {
		r.url, r.bad = address.Resolve(pg.base, raw, pg.charset)
		return r
	})
}

// addLink notes one reference and gives it to element i as its own address.
func (pg *page) addLink(i int32, raw, text string, kind lanmu.LinkKind) {
	raw = strings.TrimSpace(raw)
	r := pg.resolve(raw)
	l := lanmu.Link{URL: r.url, Raw: raw, Text: text, Kind: kind, Bad: r.bad}
	if pg.els[i].region&inHidden != 0 {
		l.Hidden = "display:none"
	}
	pg.links = append(pg.links, l)
	pg.holds(len(pg.links)-1, i)
}

// holds remembers which element holds a link: its path is written when asked for.
func (pg *page) holds(link int, i int32) {
	pg.linkEls = append(pg.linkEls, i)
	if pg.els[i].link == 0 {
		pg.els[i].link = int32(link) + 1
	}
}

// anchor notes <a>: where it leads and what it shows.
func (pg *page) anchor(n *html.Node, i int32) {
	e := &pg.els[i]
	href, click, told := "", "", false
	for k := range n.Attr {
		switch a := &n.Attr[k]; {
		case a.Key == "href" && !told:
			href, told = a.Val, true
		case a.Key == "onclick" && click == "":
			click = a.Val
		}
	}
	if !told && click == "" {
		return // a place in the page, or the menu entry one stands on
	}
	if e.text > 0 || e.images > 0 || n.FirstChild != nil && attr(n, "title") != "" {
		e.anchors++
	}
	text := pg.anchorText(n)
	target, kind, dead := anchorTarget(href, click)
	if kind == lanmu.LinkPage && isAttachment(target) {
		kind = lanmu.LinkAttachment
	}
	if e.region&inPager != 0 && kind == lanmu.LinkPage && pagerWord(text) {
		kind = lanmu.LinkPager
	}
	if skippable(target) || dead && (hasAttr(n, "name") && e.text == 0 || !pg.promises(n, i, text, click)) {
		pg.els[i].link = -1
		return
	}
	pg.addLink(i, target, text, kind)
}

// anchorTarget is where an anchor leads: its address, or what its script opens;
// dead where that is nowhere.
func anchorTarget(href, click string) (target string, kind lanmu.LinkKind, dead bool) {
	if to := scriptTarget(href); to != "" {
		return to, lanmu.LinkScript, deadHref(to)
	}
	if !deadHref(href) {
		return href, lanmu.LinkPage, false
	}
	if to := clickTarget(click); to != "" {
		return to, lanmu.LinkScript, deadHref(to)
	}
	return href, lanmu.LinkPage, true
}

// promises tells that an anchor without an address looks like one that leads
// somewhere: it shows words and does nothing else when clicked. Menus that
// unfold, tabs and buttons are driven by script and promise nothing.
func (pg *page) promises(n *html.Node, i int32, text, click string) bool {
	if click != "" || text == "" {
		return false
	}
	if pagerWord(text) || buttonWords[text] {
		return false
	}
	for k := range n.Attr {
		if key := n.Attr[k].Key; key == "id" || key == "rel" || strings.HasPrefix(key, "data-") || strings.HasPrefix(key, "on") {
			return false
		}
	}
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		switch s.DataAtom {
		case atom.Ul, atom.Ol, atom.Dl, atom.Div:
			return false // it unfolds what stands beside it
		}
	}
	if strings.TrimSpace(attr(n, "href")) != "" && pg.els[i].region&(inNav|inPager|inLinks) != 0 {
		return false
	}
	return true
}

// buttonWords are what anchors say that are buttons of a script.
var buttonWords = map[string]bool{
	"设为首页": true, "加入收藏": true, "收藏本站": true, "打印": true, "关闭": true, "大": true, "中": true, "小": true,
	"打印本页": true, "关闭窗口": true, "返回顶部": true, "分享": true, "搜索": true, "查询": true, "登录": true, "注册": true,
	"继续访问": true, "放弃": true, "无障碍": true, "无障碍浏览": true, "长者模式": true, "关怀版": true, "繁体": true, "简体": true,
	"更多": true, "收藏": true, "返回": true, "提交": true, "取消": true, "确定": true, "TOP": true, "top": true, "繁體": true, "繁": true,
}

// deadHref tells an address that leads nowhere.
func deadHref(h string) bool {
	h = strings.TrimSpace(h)
	if h == "" || h[0] == '#' {
		return true
	}
	return isScript(h) && scriptTarget(h) == ""
}

// isScript tells an address that is a piece of script.
func isScript(h string) bool {
	return len(h) >= 11 && h[0]|0x20 == 'j' && strings.EqualFold(h[:11], "javascript:")
}

// skippable are schemes that are no page and no fault.
func skippable(h string) bool {
	i := strings.IndexByte(h[:min(len(h), 13)], ':')
	if i <= 0 {
		return false
	}
	switch strings.ToLower(strings.TrimSpace(h[:i])) {
	case "mailto", "tel", "sms", "data", "blob", "about", "weixin", "tencent", "mqqwpa", "callto", "ftp":
		return true
	}
	return false
}

// anchorText is the text of an anchor, else its title, else its image's alt.
func (pg *page) anchorText(n *html.Node) string {
	if c := n.FirstChild; c != nil && c.NextSibling == nil && c.Type == html.TextNode {
		return clipText(c.Data)
	}
	var b textBuilder
	b.node(n)
	if s := b.String(); s != "" {
		return s
	}
	if t := attr(n, "title"); t != "" {
		return clipText(t)
	}
	for c := range n.Descendants() {
		if c.DataAtom == atom.Img {
			if alt := attr(c, "alt"); alt != "" {
				return clipText(alt)
			}
		}
	}
	return ""
}

// clipText folds white space and keeps at most maxLinkText runes; text that
// needs neither is returned as it is.
func clipText(s string) string {
	s = trimSpace(s)
	if folded(s) && (len(s) <= maxLinkText || utf8.RuneCountInString(s) <= maxLinkText) {
		return s
	}
	return clip(cleanText(s), maxLinkText)
}

// trimSpace is s without the white space of isSpace at its ends.
func trimSpace(s string) string {
	for s != "" {
		if c := s[0]; c > ' ' && c < utf8.RuneSelf {
			break
		}
		r, w := utf8.DecodeRuneInString(s)
		if !isSpace(r) {
			break
		}
		s = s[w:]
	}
	for s != "" {
		if c := s[len(s)-1]; c > ' ' && c < utf8.RuneSelf {
			break
		}
		r, w := utf8.DecodeLastRuneInString(s)
		if !isSpace(r) {
			break
		}
		s = s[:len(s)-w]
	}
	return s
}

// folded tells text without control characters and without white space but for
// single blanks.
func folded(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c < ' ' || c == 0x7f || c == ' ' && i+1 < len(s) && s[i+1] == ' ':
			return false
		case c < utf8.RuneSelf:
			i++
			continue
		case three(s, i) && !spaceRunes.has3(c, s[i+1], s[i+2]):
			i += 3
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		if isSpace(r) {
			return false
		}
		i += w
	}
	return true
}

func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\f', '\v', '\u00a0', '\u3000', '\ufeff', '\u200b':
		return true
	}
	return false
}

// textBuilder gathers the shown text below a node, folding white space.
type textBuilder struct {
	strings.Builder
	runes int
	gap   bool
	limit int // runes; 0: maxLinkText
}

func (b *textBuilder) node(n *html.Node) {
	limit := b.limit
	if limit == 0 {
		limit = maxLinkText
	}
	for c := n.FirstChild; c != nil && b.runes < limit; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			b.add(c.Data, limit)
		case html.ElementNode:
			if !silent(c.Data) {
				if !inline(c) {
					b.gap = true
				}
				b.node(c)
			}
		}
	}
}

func (b *textBuilder) add(s string, limit int) {
	from := 0 // what is not written yet
	for i := 0; i < len(s); {
		c, w := s[i], 1
		if c >= utf8.RuneSelf {
			w = 3
			if !three(s, i) || spaceRunes.has3(c, s[i+1], s[i+2]) {
				var r rune
				if r, w = utf8.DecodeRuneInString(s[i:]); isSpace(r) {
					c = ' '
				} else if r == utf8.RuneError && w == 1 { // a broken character is written as one
					b.WriteString(s[from:i])
					from = i + 1
				}
			}
		}
		if c <= ' ' {
			b.WriteString(s[from:i])
			b.gap = true
			i += w
			from = i
			continue
		}
		if b.gap && b.runes > 0 {
			b.WriteByte(' ')
		}
		b.gap = false
		if b.runes++; b.runes > limit {
			b.WriteString(s[min(from, i):i])
			return
		}
		if from > i {
			b.WriteRune(utf8.RuneError)
		}
		i += w
	}
	b.WriteString(s[from:])
}

// textOf is the shown text below n, at most limit runes.
func textOf(n *html.Node, limit int) string {
	if n == nil {
		return ""
	}
	if c := n.FirstChild; c != nil && c.NextSibling == nil && c.Type == html.TextNode {
		if s := trimSpace(c.Data); len(s) <= limit && isClean(s) {
			return s
		}
	}
	b := textBuilder{limit: limit}
	b.node(n)
	return b.String()
}

func (pg *page) refLink(n *html.Node, i int32, raw string, kind lanmu.LinkKind) {
	if raw == "" || skippable(raw) || deadHref(raw) {
		return
	}
	pg.addLink(i, raw, clipText(attr(n, "alt")), kind)
}

func (pg *page) imageLink(n *html.Node, i int32) {
	src := attr(n, "src")
	if s := strings.TrimSpace(src); s == "" || skippable(s) || s[0] == '#' {
		return
	}
	pg.addLink(i, src, clipText(attr(n, "alt")), lanmu.LinkImage)
	if !pg.pins && (strings.Contains(src, "zhiding") || strings.Contains(src, "/top.gif") || strings.Contains(attr(n, "alt"), "置顶")) {
		pg.pins = true
	}
}

// options notes the values of a select that jumps: friend links.
func (pg *page) options(n *html.Node, i int32) {
	jumps := attr(n, "onchange") != ""
	before := len(pg.links)
	for c := range n.Descendants() {
		if c.DataAtom == atom.Meta {
			pg.metas = append(pg.metas, c)
		}
		if c.DataAtom != atom.Option {
			continue
		}
		v := strings.TrimSpace(attr(c, "value"))
		if v == "" || v[0] == '#' {
			continue
		}
		full := strings.HasPrefix(v, "http://") || strings.HasPrefix(v, "https://")
		if full || jumps && (strings.HasPrefix(v, "/") || strings.HasPrefix(v, ".")) {
			pg.addLink(i, v, clipText(textOf(c, maxLinkText)), lanmu.LinkOption)
		}
	}
	if len(pg.links) > before {
		pg.els[i].inputs-- // links, nothing to fill in
	}
}

// clickLink notes an onclick of anything but an anchor.
func (pg *page) clickLink(n *html.Node, i int32, code string) {
	to := clickTarget(code)
	if to == "" || skippable(to) {
		return
	}
	pg.els[i].clicks = true
	pg.addLink(i, to, clipText(textOf(n, maxLinkText)), lanmu.LinkScript)
}

// scriptTarget is where href="javascript:window.open('…')" leads; "" nowhere.
func scriptTarget(href string) string {
	href = strings.TrimSpace(href)
	if !isScript(href) {
		return ""
	}
	return clickTarget(href[11:])
}

// clickTarget is the address that a piece of script opens: the first string
// after window.open( or that is given to location. Strings that are put
// together are no address.
func clickTarget(code string) string {
	if code == "" {
		return ""
	}
	for _, mark := range [...]string{"open(", "location.href", "location.assign(", "location.replace(", "location", "openUrl(", "goUrl(", "toUrl("} {
		i := strings.Index(code, mark)
		if i < 0 {
			continue
		}
		rest := strings.TrimLeft(code[i+len(mark):], " \t\r\n")
		if !strings.HasSuffix(mark, "(") {
			if !strings.HasPrefix(rest, "=") {
				continue
			}
			rest = strings.TrimLeft(rest[1:], " \t\r\n=")
		}
		if s, after, ok := quoted(rest); ok && s != "" && !strings.HasPrefix(after, "+") && looksAddress(s) {
			return s
		}
	}
	return ""
}

// quoted reads the string literal at the beginning of s.
func quoted(s string) (text, after string, ok bool) {
	if s == "" || s[0] != '\'' && s[0] != '"' {
		return "", s, false
	}
	end := strings.IndexByte(s[1:], s[0])
	if end < 0 {
		return "", s, false
	}
	return s[1 : 1+end], strings.TrimLeft(s[2+end:], " \t\r\n"), true
}

func looksAddress(s string) bool {
	if len(s) > 2000 || strings.ContainsAny(s, "<>{}\n") || s[0] == '#' || s == "_self" || s == "_blank" {
		return false
	}
	return strings.ContainsAny(s, "/.?")
}

// attachmentEnd tells the ends of addresses that are files.
func attachmentEnd(ext string) bool {
	switch ext {
	case "doc", "docx", "xls", "xlsx", "ppt", "pptx", "pdf", "zip", "rar",
		"7z", "wps", "et", "dps", "ofd", "txt", "csv", "rtf", "ceb", "cebx",
		"tif", "tiff", "mp4", "mp3", "wmv", "exe", "caj", "xlsm":
		return true
	}
	return false
}

func isAttachment(addr string) bool {
	if i := queryAt(addr); i >= 0 {
		addr = addr[:i]
	}
	dot := strings.LastIndexByte(addr, '.')
	if dot < 0 || len(addr)-dot > 5 {
		return false
	}
	ext := addr[dot+1:]
	return attachmentEnd(strings.ToLower(ext))
}
