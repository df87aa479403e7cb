package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// smallImage is the side up to which an image adorns, in pixels.
const smallImage = 60

// pictures counts the images behind the breadcrumb that may be content: no
// arrows, dots, lines and banners, and none in rows.
func (pg *page) pictures(runs []run) int {
	const off = inNav | inFoot | inCrumb | inPager | inLinks | inHidden | inSide
	n := 0
	for i := range pg.els {
		e := &pg.els[i]
		if e.tag != atom.Img || int32(i) < pg.crumb || e.region&off != 0 || adornment(e.node) || pg.insideRun(int32(i), runs) {
			continue
		}
		n++
	}
	return n
}

// adornment tells an image by its size, by that of the table cell that it
// fills, by its name, or by what it is called.
func adornment(n *html.Node) bool {
	if cell := n.Parent; cell != nil && cell.DataAtom == atom.Td {
		if px, ok := leadingInt(attr(cell, "width")); ok && px <= smallImage && !strings.HasSuffix(attr(cell, "width"), "%") {
			return true // the edge of a frame
		}
	}
	for _, key := range [...]string{"width", "height"} {
		if px, ok := leadingInt(attr(n, key)); ok && px <= smallImage && !strings.HasSuffix(attr(n, key), "%") {
			return true
		}
	}
	if alt := attr(n, "alt"); alt != "" && visible(alt) <= 16 && noDataPhrase(alt) != "" {
		return true // the picture that stands over 暂无数据
	}
	src := strings.ToLower(attr(n, "src"))
	name := src[strings.LastIndexByte(src, '/')+1:]
	for _, w := range [...]string{"icon", "ico_", "dot", "arrow", "line", "logo", "banner", "spacer", "btn", "jiantou", "sanjiao", "bg.", "bg_", "title", "top", "search", "loading", "blank", "point", "jt.", "home", "empty", "nodata", "no-data", "no_data", "zanwu"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return name == ""
}
