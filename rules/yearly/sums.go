package yearly

import "fmt"

// sum is one calculation of the table of applications: figures that, each taken
// once with its sign, must make nought.
type sum struct {
	key  string // stable, not wording
	text string // Chinese, quotes the figures; no full stop
	from []term
	off  int // what they make
}

// term is a cell with its sign, +1 or -1.
type term struct {
	place
	sign int
}

// place is a cell of the table: a line of lines, a column of Columns.
type place struct{ line, column int }

// lines are the table's rows from top to bottom: new, carried, results, total, left.
func (q *Requests) lines() []*Line {
	out := []*Line{&q.New, &q.Carried}
	for i := range q.Results {
		out = append(out, &q.Results[i])
	}
	return append(out, &q.Total, &q.Left)
}

func (q *Requests) at(p place) Figure { return q.lines()[p.line].Cells[p.column] }

// sums does all calculations of the table. What does not come out because cells
// are empty is told as doubts.
func (q *Requests) sums() (failing, holding []sum, doubts []string) {
	sort := func(s sum, doubt string) {
		known := true
		for _, t := range s.from {
			f := q.at(t.place)
			s.off += t.sign * f.N
			known = known && f.Known
		}
		switch {
		case s.off == 0:
			holding = append(holding, s)
		case known:
			failing = append(failing, s)
		default:
			doubts = append(doubts, doubt)
		}
	}
	for i := range q.lines() {
		sort(q.rowSum(i))
	}
	for k := range Columns {
		sort(q.balance(k))
		sort(q.resultSum(k))
	}
	return failing, holding, doubts
}

// rowSum: six sorts of applicant make the row's total.
func (q *Requests) rowSum(i int) (s sum, doubt string) {
	l, last, parts := q.lines()[i], len(Columns)-1, 0
	for k := range last {
		s.from = append(s.from, term{place{i, k}, 1})
		parts += l.Cells[k].N
	}
	s.from = append(s.from, term{place{i, last}, -1})
	s.key = "row " + l.Name
	s.text = fmt.Sprintf("“%s”一行六类申请人合计 %d，总计写的是 %d", clip(l.Name, 30), parts, l.Cells[last].N)
	return s, fmt.Sprintf("申请情况表“%s”一行有空单元格，没有核对。", clip(l.Name, 30))
}

// balance: new and carried over make results and what is left.
func (q *Requests) balance(k int) (s sum, doubt string) {
	total := len(q.Results) + 2
	s.from = []term{{place{0, k}, 1}, {place{1, k}, 1}, {place{total, k}, -1}, {place{total + 1, k}, -1}}
	a, b, c, d := q.New.Cells[k].N, q.Carried.Cells[k].N, q.Total.Cells[k].N, q.Left.Cells[k].N
	s.key = "balance " + Columns[k]
	s.text = fmt.Sprintf("“%s”列本年新收 %d ＋ 上年结转 %d ＝ %d，办理结果总计 %d ＋ 结转下年 %d ＝ %d，两边不等", Columns[k], a, b, a+b, c, d, c+d)
	return s, fmt.Sprintf("申请情况表“%s”列有空单元格，没有核对结转关系。", Columns[k])
}

// resultSum: the results make their total.
func (q *Requests) resultSum(k int) (s sum, doubt string) {
	parts := 0
	for i, l := range q.Results {
		s.from = append(s.from, term{place{i + 2, k}, 1})
		parts += l.Cells[k].N
	}
	s.from = append(s.from, term{place{len(q.Results) + 2, k}, -1})
	s.key = "results " + Columns[k]
	s.text = fmt.Sprintf("“%s”列各项办理结果合计 %d，总计写的是 %d", Columns[k], parts, q.Total.Cells[k].N)
	return s, fmt.Sprintf("申请情况表“%s”列有空单元格，没有核对办理结果合计。", Columns[k])
}

// known tells that all figures are stated.
func known(fs ...Figure) bool {
	for _, f := range fs {
		if !f.Known {
			return false
		}
	}
	return true
}
