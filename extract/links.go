package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// maxLinkText is how much of an anchor's text is kept, in runes.
const maxLinkText = 80

// addLink notes one reference and gives it to element i as its own address.
func (pg *page) addLink(i int32, raw, text string, kind lanmu.LinkKind) {
	raw = strings.TrimSpace(raw)
	to := pg.target(raw)
	l := lanmu.Link{URL: to.url, Raw: raw, Text: text, Kind: kind, Bad: to.bad}
	if pg.els[i].region&inHidden != 0 {
		l.Hidden = "display:none"
	}
	pg.links = append(pg.links, l)
	pg.linkTargets = append(pg.linkTargets, *to)
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
		if e.text >= rowTitle && bareRow(n) {
			e.anchors++
			e.link = -1 // no fault either: a script opens it
		}
		return // else a place in the page, or the menu entry one stands on
	}
	if e.text > 0 || e.images > 0 || n.FirstChild != nil && attr(n, "title") != "" {
		e.anchors++
	}
	text := pg.anchorWords(i)
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
	if href != "" && href[0] > ' ' && href[0] != '#' && href[0]|0x20 != 'j' && href[0] < utf8.RuneSelf {
		return href, lanmu.LinkPage, false // the most: neither script nor place in the page
	}
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

// anchorWords is anchorText of anchor i.
func (pg *page) anchorWords(i int32) string {
	if e := &pg.els[i]; e.plain {
		return clip(pg.plainText(i), maxLinkText)
	}
	return pg.anchorText(pg.els[i].node)
}

// plainText is the text of an anchor that is plain.
func (pg *page) plainText(i int32) string { return trimASCII(pg.els[i].node.FirstChild.Data) }

// anchorText is the text of an anchor, else its title, else its image's alt.
func (pg *page) anchorText(n *html.Node) string {
	if c := n.FirstChild; c != nil && c.NextSibling == nil && c.Type == html.TextNode {
		return clipText(c.Data)
	}
	var room [shortText]byte
	var b textBuilder
	if s := string(b.node(room[:0], n)); s != "" {
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
	pg.optionsIn(n, i, jumps)
	if len(pg.links) > before {
		pg.els[i].inputs-- // links, nothing to fill in
	}
}

// optionsIn notes what stands in n, all of the select i.
func (pg *page) optionsIn(n *html.Node, i int32, jumps bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Meta:
			pg.metas = append(pg.metas, c)
		case atom.Option:
			v := strings.TrimSpace(attr(c, "value"))
			if v == "" || v[0] == '#' {
				break
			}
			full := strings.HasPrefix(v, "http://") || strings.HasPrefix(v, "https://")
			if full || jumps && (strings.HasPrefix(v, "/") || strings.HasPrefix(v, ".")) {
				pg.addLink(i, v, clipText(textOf(c, maxLinkText)), lanmu.LinkOption)
			}
		}
		pg.optionsIn(c, i, jumps)
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
