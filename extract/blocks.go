package extract

import (
	"slices"

	"golang.org/x/net/html/atom"
)

// run is a candidate list: like siblings that each lead to one thing.
type run struct {
	box   int32     // element that holds the rows
	outer int32     // highest element that shows nothing else
	tag   atom.Atom // of the rows
	rows  []int32
	dates int   // rows that hold a date
	last  int32 // outer of the last part, where runs were joined

	links []int32  // of the rows that were read, counted from 1; 0 none
	stats rowStats // of its rows
	told  bool     // stats were counted

	swallowed bool // by a run in whose rows it stands
}

// maxRows bounds a list, and what a hostile page can make of it.
const maxRows = 3000

// findRuns finds the candidate lists, in page order. A run of rows swallows
// what looks like a run inside its rows (a card's picture and title); runs side
// by side with nothing but lines between are one.
func (pg *page) findRuns() []run {
	pg.findLeads()
	runs := pg.runRoom[:0]
	for i := int32(len(pg.els)) - 1; i >= 0; i-- {
		e := &pg.els[i]
		if e.anchors == 0 || e.tag == atom.A || e.tag == atom.Html {
			continue
		}
		r, ok := pg.runAt(i)
		if !ok {
			continue
		}
		for k := len(runs) - 1; k >= 0 && runs[k].box < pg.els[i].end; k-- {
			runs[k].swallowed = runs[k].swallowed || pg.inRow(r.rows, runs[k].box)
		}
		runs = append(runs, r)
	}
	pg.runRoom = runs
	out := make([]run, 0, len(runs))
	for k := len(runs) - 1; k >= 0; k-- { // page order
		if !runs[k].swallowed {
			out = append(out, runs[k])
		}
	}
	return pg.mergeRuns(out)
}

// inRow tells that element i stands in one of the rows, or is one; rows stand
// in page order.
func (pg *page) inRow(rows []int32, i int32) bool {
	k, is := slices.BinarySearch(rows, i)
	return is || k > 0 && i < pg.els[rows[k-1]].end
}

// runAt tells whether the children of element i are the rows of a list.
func (pg *page) runAt(i int32) (run, bool) {
	tag, k := pg.rowTag(i)
	if k == 0 || k > maxRows {
		return run{}, false
	}
	r := run{box: i, tag: tag, rows: pg.roomFor(k)}
	if k == 1 {
		return pg.singleRun(r)
	}
	if int(pg.els[i].anchors) > 8*k {
		return run{}, false // sections, not rows
	}
	var alike classCount
	linked := 0
	for j := i + 1; j < pg.els[i].end; j = pg.els[j].end {
		e := &pg.els[j]
		if e.tag != tag || e.text == 0 && e.images == 0 {
			continue
		}
		if e.anchors == 0 && !pg.linklessRow(e, tag) {
			continue
		}
		if pg.crumb >= j && pg.crumb < e.end && (looseTag(tag) || e.anchors > pg.els[pg.crumb].anchors+1) {
			// A part of the page, as are those before it: it holds the breadcrumb.
			r.rows, alike, linked = r.rows[:0], classCount{}, 0
			continue
		}
		if e.anchors > 0 {
			linked++
			alike.add(attr(e.node, "class"))
		}
		r.rows = append(r.rows, j)
	}
	if linked < 2 || !alike.most(linked) && looseTag(tag) {
		return run{}, false
	}
	if !pg.oneThingEach(&r, linked) {
		return run{}, false
	}
	pg.takeRoom(r.rows)
	r.outer = pg.outer(i)
	return r, true
}

// roomFor is an empty slice for n rows, cut from one that the page's runs share.
func (pg *page) roomFor(n int) []int32 {
	at := len(pg.rowRoom)
	pg.rowRoom = slices.Grow(pg.rowRoom, n)
	return pg.rowRoom[at : at : at+n]
}

// takeRoom keeps what roomFor gave.
func (pg *page) takeRoom(rows []int32) {
	if at := len(pg.rowRoom); at+cap(rows) <= cap(pg.rowRoom) {
		pg.rowRoom = pg.rowRoom[:at+cap(rows)]
	}
}

// oneThingEach tells that a row leads to one thing: its links are the same, or
// all but one are a category or a button that stands in other rows too, or one
// date says that it is one item.
func (pg *page) oneThingEach(r *run, linked int) bool {
	good, dated := 0, 0
	seen := pg.countLeads(r.rows)
	if linked > 1 && seen.used == 1 {
		return false // picture, title and button of one card
	}
	for _, j := range r.rows {
		e := &pg.els[j]
		if e.dates > 0 {
			dated++
		}
		if e.anchors == 0 {
			continue
		}
		things := pg.things(j, seen, len(r.rows))
		if things <= 1 && e.dates <= 3 || e.dates == 1 && things <= 4 && e.text < 600 {
			good++
		}
	}
	r.dates = dated
	return good*10 >= linked*7
}

// buttonFrame is what stands around the words of buttons.
var buttonFrame = newRuneSet(" \u00a0[]【】()（）<>＜＞《》»›…+")

// buttonLike tells words that a row's second link says, in whatever brackets:
// [ 详情 ], 查看全文>>.
func buttonLike(s string) bool {
	switch buttonFrame.trim(s) {
	case "详细", "详情", "查看", "更多", "下载", "查看详情", "阅读全文", "全文", "点击查看", "阅读", "阅读更多", "详细内容", "查看详细", "点击详情",
		"查看更多", "查看全文", "预览", "解读", "图解", "原文", "打开", "浏览", "附件", "more", "More", "MORE", "更多详情", "了解更多", "了解详情":
		return true
	}
	return false
}
