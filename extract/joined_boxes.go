package extract

import (
	"golang.org/x/net/html/atom"

	"lanmu"
)

// joinBoxes takes into the page's list the lists beside it that are of the same
// make and lead to no column of their own: a topic of three blocks, a column
// with a block for each township. The newest item of any of them is the
// column's. A list under the column's own name stands for itself.
func (pg *page) joinBoxes(f *lanmu.Facts, runs []run) {
	own := f.Blocks[f.List]
	if leadsOn(own) || own.Heading == "" || own.Dated*10 < len(own.Rows)*8 || pg.pagerBehind(&runs[f.List]) || pg.namesPage(f, own.Heading) {
		return
	}
	rows, dated := own.Rows, own.Dated
	for k, b := range f.Blocks {
		if k == f.List || b.Refused != refusedOther || leadsOn(b) || b.Heading == "" || b.Heading == own.Heading || b.Dated*10 < len(b.Rows)*8 ||
			!pg.likeBoxes(&runs[k], &runs[f.List]) || overlap(b.Rows, rows) {
			continue
		}
		rows, dated = append(rows[:len(rows):len(rows)], b.Rows...), dated+b.Dated
	}
	if len(rows) > len(own.Rows) {
		own.Rows, own.Dated, own.Hash = rows, dated, rowsHash(rows)
	}
}

// namesPage tells a heading that is the column's name.
func (pg *page) namesPage(f *lanmu.Facts, heading string) bool {
	s := scorer{names: pg.pageNames(f)}
	return s.named(squeeze(heading))
}

// likeBoxes tells that two runs stand in boxes of one class side by side, each
// with a heading of its own.
func (pg *page) likeBoxes(a, b *run) bool {
	p, q := pg.els[a.outer].parent, pg.els[b.outer].parent
	if p < 0 || q < 0 || p == q || pg.els[p].parent != pg.els[q].parent {
		return false
	}
	x, y := &pg.els[p], &pg.els[q]
	if x.tag != y.tag || x.tag == atom.Td || x.tag == atom.Tr {
		return false
	}
	class := attr(x.node, "class")
	return class != "" && class == attr(y.node, "class")
}

// leadsOn tells a block whose 更多 leads to a list of its own.
func leadsOn(b *lanmu.Block) bool { return b.More != "" && b.More != "#" }
