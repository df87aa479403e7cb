package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"lanmu"
)

// joinPanes adds to the page's list the rows of the tabs beside it that a click
// shows: 县政府文件 | 政府办文件 of one column. A column is not behind while a
// tab of it is not. Tabs that lead on to a column of their own are left out.
func (pg *page) joinPanes(f *lanmu.Facts, runs []run, marks [][]lanmu.DateMark) {
	if f.List < 0 || f.Home || f.Blocks[f.List].More != "" {
		return
	}
	list := f.Blocks[f.List]
	for k, b := range f.Blocks {
		if b.Refused != refusedHidden || b.More != "" || b.Dated*10 < len(b.Rows)*8 || b.Dated == 0 || overlap(b.Rows, list.Rows) {
			continue
		}
		if !sameFolders(b.Rows, list.Rows) || !pg.panes(runs[f.List].box, runs[k].box, pg.pageNames(f)) {
			continue
		}
		list.Rows = append(list.Rows[:len(list.Rows):len(list.Rows)], b.Rows...)
		list.Dated += b.Dated
		marks[f.List] = append(marks[f.List], marks[k]...)
	}
}

// sameFolders tells rows of a that all stand in folders of b's.
func sameFolders(a, b []lanmu.Row) bool {
	folders := map[string]bool{}
	for i := range b {
		folders[columnFolder(b[i].URL)] = true
	}
	for i := range a {
		if !folders[columnFolder(a[i].URL)] {
			return false
		}
	}
	return true
}

// panes tells that b is hidden in a box that stands beside a like one around
// a: both are panes of one set of tabs. Names are the page's: where a tab is
// called so, the others are columns beside it.
func (pg *page) panes(a, b int32, names []string) bool {
	h := pg.hiddenAt(b)
	if h < 0 || pg.els[h].parent < 0 {
		return false
	}
	for i := a; i >= 0; i = pg.els[i].parent {
		if pg.els[i].parent == pg.els[h].parent {
			return pg.likePanes(i, h) && !pg.tabNamed(i, names)
		}
	}
	return false
}

// tabNamed tells that what stands right above the first pane beside pane i names
// the page, and something else.
func (pg *page) tabNamed(i int32, names []string) bool {
	p := pg.els[i].parent
	head := int32(-1)
	for j := p + 1; j < pg.els[p].end && !pg.likePanes(j, i); j = pg.els[j].end {
		head = j
	}
	if head < 0 && pg.els[p].parent >= 0 {
		for j := pg.els[p].parent + 1; j < p; j = pg.els[j].end {
			head = j
		}
	}
	if head < 0 {
		return false
	}
	for j := head + 1; j < pg.els[head].end; j++ {
		if e := &pg.els[j]; e.text > 0 && e.text <= 24 && e.text < pg.els[head].text && slices.Contains(names, squeeze(textOf(e.node, 24))) {
			return true
		}
	}
	return false
}

// blankPane tells that a run is hidden in a pane beside one that is shown and
// says that there is nothing: the tab of a year without documents.
func (pg *page) blankPane(r *run) bool {
	h := pg.hiddenAt(r.box)
	if h < 0 || pg.els[h].parent < 0 {
		return false
	}
	p := pg.els[h].parent
	for i := p + 1; i < pg.els[p].end; i = pg.els[i].end {
		if i != h && pg.likePanes(i, h) && pg.els[i].region&inHidden == 0 && pg.els[i].anchors == 0 && pg.els[i].text <= 30 &&
			noDataPhrase(textOf(pg.els[i].node, 40)) != "" {
			return true
		}
	}
	return false
}

// hiddenAt is the element around i, or i, that hides it; -1 none.
func (pg *page) hiddenAt(i int32) int32 {
	for ; i >= 0; i = pg.els[i].parent {
		if pg.els[i].own&inHidden != 0 {
			return i
		}
	}
	return -1
}

// likePanes tells two boxes of one tag and class, but for the words that say
// which of them is shown.
func (pg *page) likePanes(a, b int32) bool {
	x, y := &pg.els[a], &pg.els[b]
	switch x.tag {
	case atom.Body, atom.Li, atom.Tr, atom.Td, atom.A:
		return false
	}
	return x.tag == y.tag && paneClass(attr(x.node, "class")) == paneClass(attr(y.node, "class"))
}

func paneClass(class string) string {
	words := strings.Fields(class)
	kept := words[:0]
	for _, w := range words {
		switch strings.ToLower(w) {
		case "active", "on", "cur", "current", "selected", "show", "hide", "hidden", "none", "in", "fade", "is-active", "dn", "undis", "block", "dis":
		default:
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}
