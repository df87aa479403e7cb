package yearly

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// row is six numbers and their sum.
type row [7]int

func (r *row) total() {
	r[6] = 0
	for _, n := range r[:6] {
		r[6] += n
	}
}

// sheet is a table of applications that comes out.
type sheet struct {
	fresh, carried, total, left row
	results                     [6]row
}

func drawSheet(t *rapid.T) *sheet {
	s := &sheet{}
	for k := range 6 {
		sum := 0
		for i := range s.results {
			s.results[i][k] = rapid.IntRange(0, 300).Draw(t, "result")
			sum += s.results[i][k]
		}
		s.total[k] = sum
		s.left[k] = rapid.IntRange(0, 30).Draw(t, "left")
		s.carried[k] = rapid.IntRange(0, sum+s.left[k]).Draw(t, "carried")
		s.fresh[k] = sum + s.left[k] - s.carried[k]
	}
	for _, r := range s.rows() {
		r.total()
	}
	return s
}

func (s *sheet) rows() []*row {
	out := []*row{&s.fresh, &s.carried}
	for i := range s.results {
		out = append(out, &s.results[i])
	}
	return append(out, &s.total, &s.left)
}

// html writes it as Word and portals do: merged heads and groups, full-width
// digits, white space in cells.
func (s *sheet) html(t *rapid.T) string {
	return s.markup(func() bool { return rapid.Bool().Draw(t, "wide") })
}

func (s *sheet) markup(wide func() bool) string {
	var b strings.Builder
	b.WriteString(`<table border=1><tr><td colspan="3" rowspan="3">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan="7">申请人情况</td></tr>
<tr><td rowspan="2"><p>自然<br>人</p></td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr><tr><td>商业 企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>`)
	heads := []string{
		`<td colspan="3">一、本年新收政府信息公开申请数量</td>`, `<td colspan="3">二、上年结转政府信息公开申请数量</td>`,
		`<td rowspan="7">三、本年度办理结果</td><td colspan="2">（一）予以公开</td>`, `<td colspan="2">（二）部分公开</td>`,
		`<td rowspan="2">（三）不予公开</td><td>1.属于国家秘密</td>`, `<td>2.保护第三方合法权益</td>`, `<td colspan="2">（四）无法提供</td>`,
		`<td colspan="2">（六）其他处理</td>`, `<td colspan="2">（七）总计</td>`, `<td colspan="3">四、结转下年度继续办理</td>`,
	}
	for i, r := range s.rows() {
		b.WriteString("<tr>" + heads[i])
		for _, n := range r {
			cell := fmt.Sprint(n)
			if wide() {
				cell = strings.Map(func(c rune) rune { return c + 0xfee0 }, cell)
			}
			fmt.Fprintf(&b, "<td><p> %s&nbsp;</p></td>", cell)
		}
		b.WriteString("</tr>")
	}
	return b.String() + "</table>"
}

// A table that comes out is never accused; with one number changed it is once,
// and the finding names the number that stands there and the one that should.
func TestTableProperty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := drawSheet(rt)
		r := Read("示例局2023年政府信息公开年度报告", parse(t, s.html(rt)))
		if r.Requests == nil {
			rt.Fatalf("not read: %v", r.Trouble)
		}
		if wrong, doubts := r.Check(); len(wrong)+len(doubts) > 0 {
			rt.Fatalf("comes out, yet: %+v %v", wrong, doubts)
		}
		i, k := rapid.IntRange(0, 9).Draw(rt, "row"), rapid.IntRange(0, 6).Draw(rt, "column")
		was := s.rows()[i][k]
		s.rows()[i][k] += rapid.IntRange(1, 9).Draw(rt, "slip")
		wrong, _ := Read("示例局2023年政府信息公开年度报告", parse(t, s.html(rt))).Check()
		if len(wrong) != 1 {
			rt.Fatalf("one slip in row %d, column %d: %+v", i, k, wrong)
		}
		w, says := wrong[0], fmt.Sprintf("一行的“%s”写的是 %d，从其余数字看应为 %d：", Columns[k], s.rows()[i][k], was)
		if !w.Sure || w.Prose || w.Key == "" || !strings.Contains(w.Message, says) || !strings.Contains(w.Fix, fmt.Sprintf("由 %d 改为 %d", s.rows()[i][k], was)) {
			rt.Fatalf("want %s: %+v", says, w)
		}
	})
}

// plain is a table whose numbers are small: it comes out.
func plain() *sheet {
	s := &sheet{fresh: row{9, 2}, carried: row{1}, total: row{8, 2}, left: row{2}}
	s.results = [6]row{{5, 1}, {1}, {}, {1}, {1}, {0, 1}}
	for _, r := range s.rows() {
		r.total()
	}
	return s
}

func TestCauses(t *testing.T) {
	const open, total, left = 2, 8, 9
	for _, c := range []struct {
		name string
		slip func(rows []*row)
		want []string // beginnings of the messages
	}{
		{
			"a result with its row's total", func(r []*row) { r[open][0]++; r[open][6]++ },
			[]string{"申请情况表有 2 处对不上，差数相同，多半出于同一处错误：“自然人”列各项办理结果合计 9，总计写的是 8；“总计”列各项办理结果合计 11，总计写的是 10"},
		},
		{
			"the total of results with the row's", func(r []*row) { r[total][0]++; r[total][6]++ },
			[]string{"申请情况表“（七）总计”一行的“自然人”和“总计”写的是 9、11，从其余数字看应为 8、10："},
		},
		{
			"a result with its column's total", func(r []*row) { r[open][0]++; r[total][0]++ },
			[]string{"申请情况表“自然人”列的“（一）予以公开”和“（七）总计”写的是 6、9，从其余数字看应为 5、8："},
		},
		{
			"what is left, with its total", func(r []*row) { r[left][0]++; r[left][6]++ },
			[]string{"申请情况表有 2 处对不上，差数相同，多半出于同一处错误：“自然人”列本年新收 9 ＋ 上年结转 1 ＝ 10，办理结果总计 8 ＋ 结转下年 3 ＝ 11，两边不等；"},
		},
		{
			"two cells far apart", func(r []*row) { r[open][1]++; r[left][0] += 2 },
			[]string{"申请情况表“（一）予以公开”一行的“商业企业”写的是 2，从其余数字看应为 1：", "申请情况表“四、结转下年度继续办理”一行的“自然人”写的是 4，从其余数字看应为 2："},
		},
		{
			"two cells of one row, apart", func(r []*row) { r[open][0]++; r[open][1] += 2 },
			[]string{"申请情况表有 3 处对不上：“（一）予以公开”一行六类申请人合计 9，总计写的是 6；“自然人”列各项办理结果合计 9，总计写的是 8；“商业企业”列各项办理结果合计 4，总计写的是 2"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := plain()
			c.slip(s.rows())
			wrong, doubts := Read("x", parse(t, s.markup(func() bool { return false }))).Check()
			for i, w := range wrong {
				if i >= len(c.want) || !strings.HasPrefix(w.Message, c.want[i]) {
					t.Errorf("%s", w.Message)
				}
			}
			if len(wrong) != len(c.want) || len(doubts) > 0 {
				t.Errorf("%d findings, want %d; doubts %v", len(wrong), len(c.want), doubts)
			}
		})
	}
}

func TestReviews(t *testing.T) {
	table := func(cells string) string {
		return `<table><tr><td colspan=5>行政复议</td><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr><tr>` +
			strings.Repeat("<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>", 3) + "</tr><tr>" + cells + "</tr></table>"
	}
	cells := func(ns ...int) string {
		var b strings.Builder
		for _, n := range ns {
			fmt.Fprintf(&b, "<td>%d</td>", n)
		}
		return b.String()
	}
	for _, c := range []struct {
		cells        string
		wrong, doubt int
	}{
		{cells(1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 1, 0, 1, 4), 0, 0},
		{cells(1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 2, 1, 0, 1, 3), 2, 0},
		{cells(1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 1, 0, 1) + "<td></td>", 0, 1},
		{strings.Repeat("<td></td>", 15), 0, 0},
	} {
		wrong, doubts := Read("x", parse(t, table(c.cells))).Check()
		if len(wrong) != c.wrong || len(doubts) != c.doubt {
			t.Errorf("%s: %+v %v", c.cells, wrong, doubts)
		}
	}
}
