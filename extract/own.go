package extract

import (
	"golang.org/x/net/html/atom"

	"lanmu"
)

// ownPart is what a page shows of its own: outside navigation, footer, menus,
// breadcrumb, pager and lists.
type ownPart struct {
	text, linked, anchors, images, tables, frames, inputs int
}

// elementSet are some of a page's elements; nil: none.
type elementSet []bool

func (pg *page) noElements() elementSet { return make(elementSet, len(pg.els)) }

func (s elementSet) has(i int32) bool { return s != nil && s[i] }

// body is the element of <body>, or the first.
func (pg *page) body() int32 {
	for i := range pg.els {
		if b := pg.els[i].tag; b == atom.Body || b == atom.Frameset {
			return int32(i)
		}
	}
	return 0
}

// own sums what is left of the page when the parts in cut are taken off.
func (pg *page) own(cut elementSet) ownPart {
	var o ownPart
	if len(pg.els) == 0 {
		return o
	}
	const off = inNav | inFoot | inCrumb | inPager | inLinks | inHidden
	b := pg.body()
	add := func(e *element, sign int) {
		o.text += sign * int(e.text)
		o.linked += sign * int(e.linked)
		o.anchors += sign * int(e.anchors)
		o.images += sign * int(e.images)
		o.tables += sign * int(e.tables)
		o.frames += sign * int(e.frames)
		o.inputs += sign * int(e.inputs)
	}
	add(&pg.els[b], 1)
	for i := b + 1; i < pg.els[b].end; {
		e := &pg.els[i]
		if e.region&off == 0 && !cut.has(i) {
			i++
			continue
		}
		// What is hidden is not in its parent's sums.
		if e.region&inHidden == 0 {
			add(e, -1)
		} else {
			o.anchors -= int(e.anchors)
		}
		i = e.end
	}
	return o
}

// cuts are the elements of blocks that are no part of the page's own text: the
// rows, and the box around them where it holds little else.
func (pg *page) cuts(runs []run, blocks []*lanmu.Block, list int) elementSet {
	cut := pg.noElements()
	for k := range runs {
		if k != list && !notOwn(blocks[k].Refused) {
			continue
		}
		var text, images, frames int32
		for _, row := range runs[k].rows {
			if k != list && pg.wordy(row) {
				continue
			}
			cut[row] = true
			text += pg.els[row].text
			images += pg.els[row].images
			frames += pg.els[row].frames
		}
		if o := &pg.els[runs[k].outer]; text*10 >= o.text*8 && images == o.images && frames == o.frames {
			cut[runs[k].outer] = true
		}
	}
	return cut
}

// wordy tells a row that is far more text than links: a box around the page's
// text that holds a link besides, such as a breadcrumb's.
func (pg *page) wordy(row int32) bool {
	e := &pg.els[row]
	return e.text > 80 && e.linked*5 < e.text
}

// notOwn tells reasons that take a block off the page's own part for good.
func notOwn(refused string) bool {
	switch refused {
	case refusedNav, refusedFoot, refusedMenu, refusedCrumb, refusedPager, refusedLinks, refusedHidden, refusedHot, refusedSide, refusedForeign:
		return true
	}
	return false
}
