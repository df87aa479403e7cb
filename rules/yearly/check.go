package yearly

import (
	"fmt"
	"strings"
)

// Mismatch is a calculation that does not come out.
type Mismatch struct {
	Key     string // which calculation, of several the first: stable, not wording
	Message string // Chinese, quotes the figures
	Fix     string // Chinese: what to do, where the figure at fault is known; "" it is not
	Place   string // the text it is read from
	Sure    bool   // every figure is stated; false: the prose may mean otherwise
	Prose   bool   // read from sentences, not from a table
}

// Check does the sums of the tables (国办公开办函〔2021〕30号) and of the prose.
// What cannot be calculated because cells are empty is told as doubts.
func (r *Report) Check() (wrong []Mismatch, doubts []string) {
	if q := r.Requests; q != nil {
		failing, holding, d := q.sums()
		// A table that comes out nowhere was misread: the form has 22 rows, and
		// no clerk errs in ten of them.
		if len(failing) > 10 {
			d = append(d, fmt.Sprintf("申请情况表有 %d 处对不上，可能是表格式样不同而读错了，请人工核对。", len(failing)))
		} else {
			wrong = append(wrong, q.explain(failing, holding)...)
		}
		doubts = append(doubts, d...)
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
