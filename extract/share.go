package extract

import (
	"fmt"

	"lanmu"
)

// shared tells how many columns' pages show block b at the same place.
func (c *Collector) shared(b *lanmu.Block) (columns, pages int) {
	s := c.stands[standing{b.Hash, c.shelf.names.number(b.Where)}]
	return c.columnsOf(s), int(s.pages)
}

// resolveList takes the blocks off a page that other columns' pages show at the
// same place. What it does by this is only ever to the page's favour, or to the
// site's where the page itself says that its list is empty: a page that loses
// its list and says nothing else ends as "could not tell".
func (c *Collector) resolveList(f *lanmu.Facts) {
	if f.List < 0 && f.EmptyElse != lanmu.NotEmpty && f.Empty == lanmu.NotEmpty && !f.Home {
		c.resolveBlank(f)
	}
	if f.List < 0 || f.List >= len(f.Blocks) || f.Home {
		return
	}
	own := f.Blocks[f.List]
	columns, pages := c.shared(own)
	if columns < sharedBy {
		return
	}
	taken := *own
	taken.Refused = fmt.Sprintf("与其他栏目的 %d 个页面相同", pages-1)
	f.Blocks[f.List] = &taken
	f.List = -1
	best := -1
	for k, b := range f.Blocks {
		if b.Refused != refusedOther || b.Score < listScore {
			continue
		}
		if n, _ := c.shared(b); n < sharedBy && (best < 0 || b.Score > f.Blocks[best].Score) {
			best = k
		}
	}
	switch {
	case best >= 0:
		b := *f.Blocks[best]
		b.Refused = ""
		f.Blocks[best], f.List = &b, best
	case f.EmptyElse != lanmu.NotEmpty:
		f.Empty, f.EmptyWhy = f.EmptyElse, f.EmptyElseWhy
	case f.TextLen > explainText || f.Files > 0 || f.Tables > 0 || f.Frames > 0 || f.Images > 2:
		// A page of its own with a side list.
	default:
		f.Unread = true
		f.Trouble = append(f.Trouble, "页面上的列表与其他栏目相同，不像本栏目自己的内容，请人工核实")
	}
}

// resolveBlank calls a page blank that says so itself, where all that raised
// doubt is a menu that other columns' pages show at the same place.
func (c *Collector) resolveBlank(f *lanmu.Facts) {
	for _, b := range doubtfulBlocks(f) {
		if columns, _ := c.shared(b); columns < sharedBy {
			return
		}
	}
	f.Empty, f.EmptyWhy, f.Kind = f.EmptyElse, f.EmptyElseWhy, lanmu.PageColumn
}
