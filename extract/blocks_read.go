package extract

import (
	"strings"

	"golang.org/x/net/html/atom"

	"lanmu"
)

// readBlocks reads every candidate list into f.Blocks and chooses the page's
// own by this page alone.
func (pg *page) readBlocks(f *lanmu.Facts) []run {
	f.ItemCount = -1
	runs := pg.findRuns()
	s := pg.newScorer(f)
	kept := runs[:0]
	marks := make([][]lanmu.DateMark, 0, len(runs))
	for k := range runs {
		r := &runs[k]
		rows, found := pg.readRows(r)
		if len(rows) == 0 || saysNothing(rows) || len(rows) == 1 && len(r.rows) > 1 && r.tag == atom.A && pg.els[r.rows[0]].dates == 0 {
			continue // a link and its picture
		}
		b := &lanmu.Block{Rows: rows, Where: pg.where(r.box), Hash: rowsHash(rows)}
		f.Blocks = append(f.Blocks, b)
		marks = append(marks, found)
		kept = append(kept, *r)
	}
	kept, marks = pg.recordBlocks(f, kept, marks)
	for k, b := range f.Blocks {
		b.Heading, b.More = pg.headingOf(&kept[k])
		b.Heading = clip(b.Heading, 60)
	}
	s.findMenus(f.Blocks, kept)
	for k, b := range f.Blocks {
		s.weigh(b, &kept[k])
	}
	f.List = otherView(f.Blocks, kept, chooseList(f.Blocks))
	if f.List < 0 {
		f.List = s.unfolded(f.Blocks, kept)
	}
	kept, marks = pg.joinParts(f, kept, marks)
	pg.joinPanes(f, kept, marks)
	for k, b := range f.Blocks {
		if k == f.List {
			f.Dates = append(f.Dates, marks[k]...)
		} else if b.Refused == "" {
			b.Refused = refusedWeak
			if f.List >= 0 {
				b.Refused = refusedOther
			}
		}
	}
	return kept
}

// saysNothing tells a list whose only row leads nowhere and says that there is
// none: <li><a href="#">暂无此类信息！</a></li>.
func saysNothing(rows []lanmu.Row) bool {
	return len(rows) == 1 && rows[0].URL == "" && rows[0].Date.IsZero() && visible(rows[0].Title) <= 16 && noDataPhrase(rows[0].Title) != ""
}

// chooseList is the best block that may be the page's list; -1 none.
func chooseList(blocks []*lanmu.Block) int {
	best := -1
	for k, b := range blocks {
		if b.Refused != "" || b.Score < listScore {
			continue
		}
		if best < 0 || b.Score > blocks[best].Score {
			best = k
		}
	}
	return best
}

// otherView is the list that shows the chosen one's rows with their dates where
// the chosen one shows none: pages offer pictures, and the same as lines.
func otherView(blocks []*lanmu.Block, runs []run, list int) int {
	if list < 0 || runs[list].dates > 0 {
		return list
	}
	for k, b := range blocks {
		if k == list || b.Refused != refusedHidden && b.Refused != "" || runs[k].dates*10 < len(b.Rows)*8 || !sameTitles(b, blocks[list]) {
			continue
		}
		blocks[list].Refused, b.Refused = refusedOther, ""
		return k
	}
	return list
}

// rowMarks are signs that are set before rows.
const rowMarks = " •·▪■◆●※☆★>＞»"

// unfolded is the list that a page shows by script alone: it stands under the
// column's name, its rows are dated, and no other block may be the list. -1 none.
func (s *scorer) unfolded(blocks []*lanmu.Block, runs []run) int {
	for k, b := range blocks {
		if b.Refused == refusedHidden && len(b.Rows) >= 3 && runs[k].dates*10 >= len(b.Rows)*8 && !s.pg.beforeCrumb(&runs[k]) &&
			(s.named(squeeze(b.Heading)) || s.pg.pagerBehind(&runs[k]) || s.pg.blankPane(&runs[k])) {
			b.Refused = ""
			return k
		}
	}
	return -1
}

// sameTitles tells two blocks most of whose rows are called the same.
func sameTitles(a, b *lanmu.Block) bool {
	if len(a.Rows) < 2 || len(a.Rows) != len(b.Rows) {
		return false
	}
	names := make(map[string]bool, len(a.Rows))
	for i := range a.Rows {
		names[squeeze(strings.TrimLeft(a.Rows[i].Title, rowMarks))] = true
	}
	same := 0
	for i := range b.Rows {
		if names[squeeze(strings.TrimLeft(b.Rows[i].Title, rowMarks))] {
			same++
		}
	}
	return same*10 >= len(b.Rows)*8
}

// rowsHash is the identity of a block: what its rows lead to (FNV-1a).
func rowsHash(rows []lanmu.Row) uint64 {
	const prime = 1099511628211
	h := uint64(14695981039346656037)
	for i := range rows {
		s := rows[i].URL
		if s == "" {
			s = rows[i].Title
		}
		for k := 0; k < len(s); k++ {
			h = (h ^ uint64(s[k])) * prime
		}
		h *= prime // a nul behind each
	}
	return h
}
