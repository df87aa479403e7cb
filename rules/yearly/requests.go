package yearly

import (
	"fmt"
	"regexp"
	"strings"
)

// Columns are those of the table of applications; the last is the row's total.
var Columns = [...]string{"自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"}

// Requests is the table of applications received and dealt with.
type Requests struct {
	New     Line   // 一、本年新收
	Carried Line   // 二、上年结转
	Results []Line // 三、本年度办理结果, each leaf once
	Total   Line   // （七）总计
	Left    Line   // 四、结转下年度继续办理
}

// Line is one row of it: six sorts of applicant and their total.
type Line struct {
	Name  string
	Cells [len(Columns)]Figure
}

func isRequests(t string) bool {
	return strings.Contains(t, "自然人") && strings.Contains(t, "新收") && strings.Contains(t, "结转")
}

var (
	rowNew     = regexp.MustCompile(`新收`)
	rowCarried = regexp.MustCompile(`上年(度)?结转|上一年度?结转`)
	rowLeft    = regexp.MustCompile(`结转(至)?下(一)?年`)
	rowTotal   = regexp.MustCompile(`^([（(][一二三四五六七八][)）])?(总计|合计)$`)
)

// readRequests reads the table; nil with the reason where it is not as the form
// has it.
func readRequests(g *grid) (*Requests, string) {
	first := g.first()
	head, first, ok := g.applicants(first)
	if !ok {
		return nil, "没有找到“自然人”到“总计”七列表头。"
	}
	q := &Requests{}
	var groups []string
	for i, ended := first, false; i < len(g.rows) && !ended; i++ {
		labels := g.labels(i, head[0])
		if len(labels) == 0 {
			continue
		}
		line := Line{Name: labels[len(labels)-1]}
		for k, c := range head {
			x := g.at(i, c)
			if x == nil {
				continue
			}
			f, ok := cellNumber(x.text)
			if !ok {
				return nil, fmt.Sprintf("“%s”一行的“%s”不是数字（%s）。", clip(line.Name, 20), Columns[k], clip(x.text, 20))
			}
			line.Cells[k] = f
		}
		if len(labels) > 1 {
			groups = append(groups, labels[:len(labels)-1]...)
		}
		switch all := strings.Join(labels, ""); {
		case rowLeft.MatchString(all):
			q.Left = line
			ended = q.New.Name != "" && q.Carried.Name != "" && q.Total.Name != "" // the form ends here; a sheet may go on
		case rowNew.MatchString(all):
			q.New = line
		case rowCarried.MatchString(all):
			q.Carried = line
		case rowTotal.MatchString(line.Name):
			q.Total = line
		default:
			q.Results = append(q.Results, line)
		}
	}
	q.Results = leaves(q.Results, groups)
	for _, need := range []struct{ name, got string }{{"本年新收", q.New.Name}, {"上年结转", q.Carried.Name}, {"办理结果总计", q.Total.Name}, {"结转下年度", q.Left.Name}} {
		if need.got == "" {
			return nil, "没有找到“" + need.name + "”一行。"
		}
	}
	if len(q.Results) < 4 {
		return nil, "没有读到各项办理结果。"
	}
	return q, ""
}

// leaves drops rows that are subtotals of rows below them. Documents may number
// rows by themselves: then the number is no text.
func leaves(rows []Line, groups []string) []Line {
	sub := map[string]bool{}
	for _, g := range groups {
		sub[g] = true
	}
	var out []Line
	for _, r := range rows {
		if !sub[r.Name] {
			out = append(out, r)
		}
	}
	return out
}

// first is the first row that tells of applications.
func (g *grid) first() int {
	for i, row := range g.rows {
		for _, c := range row {
			if c != nil && c.row == i && rowNew.MatchString(c.text) && !strings.Contains(c.text, "勾稽") && len(c.text) < 90 {
				return i
			}
		}
	}
	return 0
}

// applicants are the columns of the seven heads, in the rows above row first.
func (g *grid) applicants(first int) (head [len(Columns)]int, row int, ok bool) {
	for k := range head {
		head[k] = -1
	}
	for i := range first {
		for j, c := range g.rows[i] {
			if c == nil {
				continue
			}
			for k, name := range Columns {
				if c.text == name || k == len(Columns)-1 && c.text == "合计" || k < 5 && strings.HasPrefix(c.text, name) && len(c.text) <= len(name)+9 {
					head[k] = j
				}
			}
		}
	}
	for k, c := range head {
		if c < 0 || k > 0 && c <= head[k-1] {
			return head, 0, false
		}
	}
	return head, first, true
}

// labels are the distinct texts left of the first column of numbers.
func (g *grid) labels(i, before int) []string {
	var out []string
	var last *cell
	for j := range before {
		if c := g.at(i, j); c != nil && c != last && c.text != "" {
			out = append(out, c.text)
			last = c
		}
	}
	return out
}

func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "…"
}
