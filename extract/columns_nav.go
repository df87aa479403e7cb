package extract

import (
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"lanmu"
)

// maxNav is how many links of navigation one page tells.
const maxNav = 400

// navigation is what the page offers to go to that may be a column: links of
// menus, and short links elsewhere that lead to a place and not to an item.
// It is read of the home page, of hubs and of columns.
func (pg *page) navigation(f *lanmu.Facts) []lanmu.Crumb {
	switch f.Kind {
	case lanmu.PageHome, lanmu.PageHub, lanmu.PageColumn, lanmu.PageShell:
	default:
		if !f.Home {
			return nil
		}
	}
	var nav []lanmu.Crumb
	have := pg.countLeads(nil)
	for i := range pg.els {
		e := &pg.els[i]
		if e.link <= 0 || e.tag != atom.A && e.tag != atom.Area {
			continue
		}
		l := &pg.links[e.link-1]
		if l.URL == "" || l.Kind == lanmu.LinkPager || l.Kind == lanmu.LinkAttachment {
			continue
		}
		key := pg.leadsTo(e.link - 1)
		if have.of(key) > 0 {
			continue
		}
		name := pg.menuText(int32(i))
		if n := utf8.RuneCountInString(name); n < 2 || n > 16 || e.region&(inPager|inCrumb|inLinks|inFoot) != 0 {
			continue
		}
		if e.region&(inNav|inSide) == 0 && !pg.place(e.link-1) {
			continue
		}
		have.add(key)
		nav = append(nav, lanmu.Crumb{Name: name, URL: l.URL})
		if len(nav) == maxNav {
			break
		}
	}
	return nav
}

// menuText is the words of a menu entry: what it shows, else what its picture
// or hint says.
func (pg *page) menuText(a int32) string {
	if pg.els[a].plain {
		return pg.plainText(a)
	}
	n := pg.els[a].node
	if text := foldHan(cleanText(nodeText(n))); text != "" {
		return text
	}
	if text := attr(n, "title"); text != "" {
		return foldHan(cleanText(text))
	}
	for c := range n.Descendants() {
		if c.DataAtom == atom.Img {
			if alt := attr(c, "alt"); alt != "" {
				return foldHan(cleanText(alt))
			}
		}
	}
	return ""
}

// foldHan takes the blanks out of a name of Chinese characters alone.
func foldHan(s string) string {
	if hanOnly(s) {
		return foldSpace(s)
	}
	return s
}

// placeLike tells an address that is a column's rather than an item's: a
// folder, its index, or a file named after lists.
func placeLike(addr string) bool {
	if u := addressDate(addr); u.day != 0 || u.month != 0 {
		return false
	}
	key := pageKey(addr)
	if strings.HasSuffix(key, "/") {
		return true
	}
	k, _, _ := strings.Cut(key, "?")
	base := strings.ToLower(strings.TrimSuffix(path.Base(k), path.Ext(k)))
	if generic(base) && strings.Trim(base, "0123456789_-") != "" {
		return true
	}
	// 博达 writes tzgg.htm: a word of letters alone.
	return base != "" && strings.Trim(base, "abcdefghijklmnopqrstuvwxyz_") == ""
}
