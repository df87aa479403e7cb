package yearly

import (
	"fmt"
	"strings"
)

// Mismatch is a calculation that does not come out.
type Mismatch struct {
	Key     string // which calculation: stable, not wording
	Message string // Chinese, quotes the figures
	Place   string // the text it is read from
	Sure    bool   // every figure is stated; false: the prose may mean otherwise
	Prose   bool   // read from sentences, not from a table
}

// Check does the sums of the tables (国办公开办函〔2021〕30号) and of the prose.
// What cannot be calculated because cells are empty is told as doubts.
func (r *Report) Check() (wrong []Mismatch, doubts []string) {
	if q := r.Requests; q != nil {
		w, d := q.check()
		// A table that comes out nowhere was misread: the form has 22 rows, and
		// no clerk errs in ten of them.
		if len(w) > 10 {
			d, w = append(d, fmt.Sprintf("申请情况表有 %d 处对不上，可能是表格式样不同而读错了，请人工核对。", len(w))), nil
		}
		wrong, doubts = append(wrong, w...), append(doubts, d...)
	}
	if v := r.Reviews; v != nil {
		w, d := v.check()
		wrong, doubts = append(wrong, w...), append(doubts, d...)
	}
	for i, s := range r.Sums {
		m, doubt := s.check(i)
		if m != nil {
			wrong = append(wrong, *m)
		}
		if doubt != "" {
			doubts = append(doubts, doubt)
		}
	}
	return wrong, doubts
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

func (q *Requests) check() (wrong []Mismatch, doubts []string) {
	lines := append([]Line{q.New, q.Carried}, q.Results...)
	lines = append(lines, q.Total, q.Left)
	for _, l := range lines {
		if w, d := l.check(); w != nil {
			wrong = append(wrong, *w)
		} else if d != "" {
			doubts = append(doubts, d)
		}
	}
	for k, name := range Columns {
		a, b, c, d := q.New.Cells[k], q.Carried.Cells[k], q.Total.Cells[k], q.Left.Cells[k]
		if a.N+b.N != c.N+d.N {
			if known(a, b, c, d) {
				wrong = append(wrong, Mismatch{
					Key: "balance " + name, Sure: true, Place: q.Total.Name,
					Message: fmt.Sprintf("申请情况表“%s”列：本年新收 %d ＋ 上年结转 %d ＝ %d，办理结果总计 %d ＋ 结转下年 %d ＝ %d，两边不等", name, a.N, b.N, a.N+b.N, c.N, d.N, c.N+d.N),
				})
			} else {
				doubts = append(doubts, fmt.Sprintf("申请情况表“%s”列有空单元格，没有核对结转关系。", name))
			}
		}
		sum, all := 0, true
		for _, l := range q.Results {
			sum += l.Cells[k].N
			all = all && l.Cells[k].Known
		}
		if sum != c.N {
			if all && c.Known {
				wrong = append(wrong, Mismatch{
					Key: "results " + name, Sure: true, Place: q.Total.Name,
					Message: fmt.Sprintf("申请情况表“%s”列：各项办理结果合计 %d，总计写的是 %d", name, sum, c.N),
				})
			} else {
				doubts = append(doubts, fmt.Sprintf("申请情况表“%s”列有空单元格，没有核对办理结果合计。", name))
			}
		}
	}
	return wrong, doubts
}

func (l Line) check() (*Mismatch, string) {
	parts := l.Cells[:len(Columns)-1]
	total := l.Cells[len(Columns)-1]
	sum := 0
	for _, f := range parts {
		sum += f.N
	}
	if sum == total.N {
		return nil, ""
	}
	if !known(parts...) || !total.Known {
		return nil, fmt.Sprintf("申请情况表“%s”一行有空单元格，没有核对。", clip(l.Name, 30))
	}
	return &Mismatch{
		Key: "row " + l.Name, Sure: true, Place: l.Name,
		Message: fmt.Sprintf("申请情况表“%s”一行：六类申请人合计 %d，总计写的是 %d", clip(l.Name, 30), sum, total.N),
	}, ""
}

func (v *Reviews) check() (wrong []Mismatch, doubts []string) {
	for i, g := range v.Groups {
		sum := g[0].N + g[1].N + g[2].N + g[3].N
		switch {
		case sum == g[4].N:
		case !known(g[:]...):
			doubts = append(doubts, fmt.Sprintf("复议诉讼情况表“%s”有空单元格，没有核对。", ReviewNames[i]))
		default:
			wrong = append(wrong, Mismatch{
				Key: "reviews " + ReviewNames[i], Sure: true, Place: ReviewNames[i],
				Message: fmt.Sprintf("复议诉讼情况表“%s”：结果维持 %d ＋ 结果纠正 %d ＋ 其他结果 %d ＋ 尚未审结 %d ＝ %d，总计写的是 %d",
					ReviewNames[i], g[0].N, g[1].N, g[2].N, g[3].N, sum, g[4].N),
			})
		}
	}
	return wrong, doubts
}

// check holds a total of the prose against its parts. 其中 does not promise
// that the parts are all: only parts that claim to be all (one is “the
// others”), that are more than the whole, or that miss it by little are told.
func (s Sum) check(i int) (*Mismatch, string) {
	if s.Total.Approx || s.Total.N == 0 {
		return nil, ""
	}
	sum, over := 0, false
	var said []string
	for _, p := range s.Parts {
		if p.Approx {
			return nil, ""
		}
		sum += p.N
		over = over || p.N > s.Total.N
		said = append(said, fmt.Sprint(p.N))
	}
	if s.reaches() || len(s.Parts) == 1 && !over {
		return nil, ""
	}
	m := &Mismatch{
		Key: fmt.Sprintf("prose %d", i), Place: s.Total.Place, Sure: s.Whole || over, Prose: true,
		Message: fmt.Sprintf("正文“%s”，其中各项 %s 合计 %d，与 %d 不等", s.Total.Place, strings.Join(said, "＋"), sum, s.Total.N),
	}
	if s.Whole || over || len(s.Parts) > 1 && sum*5 >= s.Total.N*4 && sum*4 <= s.Total.N*5 {
		return m, ""
	}
	return nil, fmt.Sprintf("正文“%s”之后的“其中”各项合计 %d，句子没有说已经列全，没有判断。", s.Total.Place, sum)
}

// reaches tells that some of the parts make up the total: others may be counted
// twice (规范性文件 2 条 are among the 41 on the site).
func (s Sum) reaches() bool {
	if len(s.Parts) > 16 {
		return true
	}
	can := map[int]bool{0: true}
	for _, p := range s.Parts {
		next := map[int]bool{}
		for n := range can {
			next[n] = true
			if n+p.N <= s.Total.N {
				next[n+p.N] = true
			}
		}
		can = next
	}
	return can[s.Total.N]
}
