package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// rowTitle is the words of the row's main link: whole where the link shows them
// cut short and its title attribute has them whole.
func (pg *page) rowTitle(a, row int32) string {
	n := pg.els[a].node
	if pg.els[a].plain && pg.els[a].text <= maxLinkText/2 {
		if s, ok := pg.plainTitle(a); ok {
			return s
		}
	}
	shown := ""
	if pg.els[a].text > maxLinkText/2 || n.DataAtom != atom.A || hasBlocks(n) {
		shown = headingIn(n)
	}
	if shown == "" {
		shown = trimmed(dateless(textOf(n, maxTitle)))
	}
	whole := attr(n, "title")
	if whole == "" && strings.HasSuffix(shown, "…") {
		whole = titleAttr(n)
	}
	if whole != "" {
		whole = clip(cleanText(whole), maxTitle)
		head := strings.TrimRight(shown, ".…· ")
		if shown == "" || utf8.RuneCountInString(whole) > utf8.RuneCountInString(shown) && strings.HasPrefix(squeeze(whole), squeeze(head)) {
			return whole
		}
	}
	if shown == "" {
		if shown = pg.anchorText(n); shown == "" {
			shown = trimmed(dateless(textOf(pg.els[row].node, maxTitle)))
		}
	}
	return shown
}

// plainTitle is rowTitle for an anchor that is plain and not long, where
// nothing about it needs a closer look.
func (pg *page) plainTitle(a int32) (string, bool) {
	e := &pg.els[a]
	s := pg.plainText(a)
	whole := attr(e.node, "title")
	if whole != "" && whole != s || strings.HasSuffix(s, "…") {
		return "", false
	}
	if pg.shown.segs[e.segFrom].dateless || !edgeFigure(s) {
		return s, trimmed(s) == s
	}
	return "", false
}

// hasBlocks tells an anchor around more than a line: a card.
func hasBlocks(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && !inline(c) {
			return true
		}
	}
	return false
}

// headingIn is the title in a card: its heading, else the element whose class
// says title, else its first words that are no date.
func headingIn(n *html.Node) string {
	first := ""
	for c := range n.Descendants() {
		if c.Type == html.ElementNode {
			switch c.DataAtom {
			case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
				if s := textOf(c, maxTitle); s != "" {
					return s
				}
			}
			if titleName(attr(c, "class")) {
				if s := textOf(c, maxTitle); s != "" {
					return s
				}
			}
			continue
		}
		if first == "" && c.Type == html.TextNode && visible(c.Data) >= 4 && c.Parent != nil && !silent(c.Parent.Data) {
			if s := dateless(clip(cleanText(c.Data), maxTitle)); visible(s) >= 4 {
				first = s
			}
		}
	}
	return first
}

// titleAttr is the title attribute of something inside the link.
func titleAttr(n *html.Node) string {
	for c := range n.Descendants() {
		if t := attr(c, "title"); t != "" {
			return t
		}
	}
	return ""
}
