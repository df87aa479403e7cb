package yearly

import (
	"fmt"
	"slices"
	"strings"
)

// One wrong cell breaks every sum it takes part in, up to three. A clerk wants
// to be told of the cell, once.

// slip is a possible cause: cells that all stray by the same amount. One cell;
// or a cell with the total that was made of it.
type slip struct {
	cells []place
	by    int   // what must be added to each
	mends []int // the failing sums that come out then
}

// explain tells failing sums by their causes, each once: the slip that mends
// most of them and breaks none. Where several slips would do equally well the
// sums are told together, and no cell is named.
func (q *Requests) explain(failing, holding []sum) (wrong []Mismatch) {
	for len(failing) > 0 {
		best := q.bestSlips(failing, holding)
		if len(best) == 0 {
			return append(wrong, q.unexplained(failing)...)
		}
		first := best[0]
		var sums, rest []sum
		for i, s := range failing {
			if slices.ContainsFunc(best, func(b slip) bool { return touches(first, b) && slices.Contains(b.mends, i) }) {
				sums = append(sums, s)
			} else {
				rest = append(rest, s)
			}
		}
		if alone := !slices.ContainsFunc(best[1:], func(b slip) bool { return touches(first, b) }); alone {
			wrong = append(wrong, q.named(first, sums))
		} else {
			wrong = append(wrong, together(sums, "，差数相同，多半出于同一处错误"))
		}
		failing = rest
	}
	return wrong
}

// touches tells slips that mend a sum in common: only one of them happened.
func touches(a, b slip) bool {
	return slices.ContainsFunc(a.mends, func(i int) bool { return slices.Contains(b.mends, i) })
}

// bestSlips are those that mend most sums, by the fewest cells; at least two
// sums, since one sum can be mended at any of its cells.
func (q *Requests) bestSlips(failing, holding []sum) (best []slip) {
	for _, cells := range q.suspects() {
		s, ok := q.try(cells, failing, holding)
		if !ok || len(s.mends) < 2 {
			continue
		}
		switch {
		case len(best) == 0 || len(s.mends) > len(best[0].mends) || len(s.mends) == len(best[0].mends) && len(s.cells) < len(best[0].cells):
			best = []slip{s}
		case len(s.mends) == len(best[0].mends) && len(s.cells) == len(best[0].cells):
			best = append(best, s)
		}
	}
	return best
}

// suspects are the cells that may stray together.
func (q *Requests) suspects() (out [][]place) {
	total, last := len(q.Results)+2, len(Columns)-1
	for i := range q.lines() {
		for k := range Columns {
			out = append(out, []place{{i, k}})
			if k < last {
				out = append(out, []place{{i, k}, {i, last}})
			}
			if i >= 2 && i < total {
				out = append(out, []place{{i, k}, {total, k}})
			}
		}
	}
	return out
}

// try says which failing sums come out when the cells change by one amount;
// false: none, or a sum with one of them does not come out then, or a figure
// would be less than nothing.
func (q *Requests) try(cells []place, failing, holding []sum) (s slip, ok bool) {
	s.cells = cells
	for _, h := range holding {
		if h.feels(cells) != 0 {
			return s, false
		}
	}
	for i, f := range failing {
		e := f.feels(cells)
		if e == 0 {
			continue
		}
		if len(s.mends) == 0 {
			s.by = -f.off / e
		}
		if f.off+s.by*e != 0 {
			return s, false
		}
		s.mends = append(s.mends, i)
	}
	for _, c := range cells {
		if q.at(c).N+s.by < 0 {
			return s, false
		}
	}
	return s, len(s.mends) > 0
}

// feels is by how much a sum changes when all the cells grow by one.
func (s *sum) feels(cells []place) (n int) {
	for _, t := range s.from {
		if slices.Contains(cells, t.place) {
			n += t.sign
		}
	}
	return n
}

// named tells of the cells at fault.
func (q *Requests) named(s slip, sums []sum) Mismatch {
	a := s.cells[0]
	line, column := clip(q.lines()[a.line].Name, 30), Columns[a.column]
	is, be := q.at(a).N, q.at(a).N+s.by
	m := Mismatch{Key: sums[0].key, Sure: true, Place: q.quote(a.line)}
	if len(s.cells) == 1 {
		m.Message = fmt.Sprintf("申请情况表“%s”一行的“%s”写的是 %d，从其余数字看应为 %d：%s", line, column, is, be, join(sums))
		m.Fix = fmt.Sprintf("请对照底稿核实“%s”一行的“%s”，确实有误的由 %d 改为 %d，重新发布，并注明更正。", line, column, is, be)
		return m
	}
	b := s.cells[1]
	also, alsoIs := Columns[b.column], q.at(b).N
	where := fmt.Sprintf("“%s”一行的“%s”和“%s”", line, column, also)
	if b.line != a.line {
		where = fmt.Sprintf("“%s”列的“%s”和“%s”", column, line, clip(q.lines()[b.line].Name, 30))
		m.Place += "\n" + q.quote(b.line)
	}
	m.Message = fmt.Sprintf("申请情况表%s写的是 %d、%d，从其余数字看应为 %d、%d：%s", where, is, alsoIs, be, alsoIs+s.by, join(sums))
	m.Fix = fmt.Sprintf("请对照底稿核实%s，确实有误的由 %d、%d 改为 %d、%d，重新发布，并注明更正。", where, is, alsoIs, be, alsoIs+s.by)
	return m
}

// quote is a line as it stands in the table.
func (q *Requests) quote(i int) string {
	l := q.lines()[i]
	cells := make([]string, len(l.Cells))
	for k, f := range l.Cells {
		cells[k] = fmt.Sprint(f.N)
		if !f.Known {
			cells[k] = "空"
		}
	}
	return clip(l.Name, 30) + "：" + strings.Join(cells, "、")
}

// unexplained tells of sums that no slip explains, those with cells in common
// together.
func (q *Requests) unexplained(failing []sum) (wrong []Mismatch) {
	for len(failing) > 0 {
		group, rest := []sum{failing[0]}, failing[1:]
		for grown := true; grown; {
			var apart []sum
			grown = false
			for _, s := range rest {
				if slices.ContainsFunc(group, func(g sum) bool { return meet(g, s) }) {
					group, grown = append(group, s), true
				} else {
					apart = append(apart, s)
				}
			}
			rest = apart
		}
		wrong, failing = append(wrong, together(group, "")), rest
	}
	return wrong
}

// meet tells sums with a cell in common.
func meet(a, b sum) bool {
	return slices.ContainsFunc(a.from, func(t term) bool {
		return slices.ContainsFunc(b.from, func(u term) bool { return u.place == t.place })
	})
}

// together tells of sums without naming a cell.
func together(sums []sum, why string) Mismatch {
	m := Mismatch{Key: sums[0].key, Sure: true, Place: sums[0].text}
	if len(sums) == 1 {
		m.Message = "申请情况表" + sums[0].text
		return m
	}
	m.Message = fmt.Sprintf("申请情况表有 %d 处对不上%s：%s", len(sums), why, join(sums))
	return m
}

func join(sums []sum) string {
	texts := make([]string, len(sums))
	for i, s := range sums {
		texts[i] = s.text
	}
	return strings.Join(texts, "；")
}
