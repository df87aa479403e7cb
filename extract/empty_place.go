package extract

import (
	"path"
	"strings"

	"golang.org/x/net/html/atom"

	"lanmu"
)

// emptyPlace finds the place for the list, without rows: a <ul> of nothing, or
// a box whose class promises a list. -1: none.
func (pg *page) emptyPlace(f *lanmu.Facts, runs []run) int32 {
	const off = inNav | inFoot | inSide | inCrumb | inPager | inLinks | inHot | inHidden
	for _, i := range pg.empties {
		e := &pg.els[i]
		if e.region&off != 0 || pg.crumb > i || pg.insideRun(i, runs) || pg.insideMenu(i, f, runs) {
			continue
		}
		switch e.tag {
		case atom.Ul, atom.Ol, atom.Dl, atom.Tbody:
			if !pg.holdsLinks(i) {
				return i
			}
		case atom.Table:
			if e.end == i+1 || e.own&inList != 0 {
				return i // a table without a row
			}
		case atom.Div, atom.Section, atom.Td:
			if e.own&inList != 0 {
				return i
			}
		}
	}
	return -1
}

// holdsLinks tells that anchors stand below element i, if only without words:
// the dots of a slider.
func (pg *page) holdsLinks(i int32) bool {
	for j := i + 1; j < pg.els[i].end; j++ {
		if pg.els[j].node.DataAtom == atom.A {
			return true
		}
	}
	return false
}

// insideMenu tells that i stands in a block that is refused for good.
func (pg *page) insideMenu(i int32, f *lanmu.Facts, runs []run) bool {
	for k := range runs {
		if o := runs[k].box; notOwn(f.Blocks[k].Refused) && i >= o && i < pg.els[o].end {
			return true
		}
	}
	return false
}

// nothing tells a page that shows its name and nothing else.
func (pg *page) nothing(f *lanmu.Facts, o ownPart) bool {
	if pg.crumb < 0 && f.ColumnName == "" {
		return false // not known to be a column
	}
	if pg.painted() {
		return false
	}
	return o.linked <= 12 && o.images == 0 && o.frames == 0 && o.inputs == 0 && len(pg.els) > 30
}

// painted tells a picture that is some element's background, or that a link
// without a word leads to, behind the breadcrumb: albums are made so.
func (pg *page) painted() bool {
	for i := pg.behindCrumb(); int(i) < len(pg.els); i++ {
		e := &pg.els[i]
		if e.region&(inNav|inFoot|inHidden) != 0 {
			continue
		}
		if style := attr(e.node, "style"); strings.Contains(style, "background") && strings.Contains(style, "url(") {
			return true
		}
		if e.tag == atom.A && e.text == 0 && e.link > 0 && isPicture(pg.links[e.link-1].URL) {
			return true
		}
	}
	return false
}

// isPicture tells the address of a picture.
func isPicture(addr string) bool {
	switch strings.ToLower(path.Ext(addr)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp":
		return true
	}
	return false
}

// linksOfItsOwn tells links to other sites behind the breadcrumb that no
// heading calls friend links: a column of the offices' own sites is made of them.
func (pg *page) linksOfItsOwn(f *lanmu.Facts, runs []run) bool {
	for k, b := range f.Blocks {
		if b.Refused == refusedLinks && len(b.Rows) >= 2 && !pg.beforeCrumb(&runs[k]) && pg.els[runs[k].box].region&inFoot == 0 &&
			!strings.Contains(b.Heading, "链接") && !strings.Contains(b.Heading, "分享") {
			return true
		}
	}
	return false
}
