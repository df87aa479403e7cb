package reports

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"lanmu"
)

// YearCount is how many items a site's columns published in one year, by month:
// the figures staff need each January for the annual report on disclosure. It
// counts rows of lists by the dates that stand in them.
type YearCount struct {
	Year     int
	Columns  []ColumnCount // in the audit's order; without those that list nothing
	Months   [12]int       // sums over the columns
	Total    int           // sum over the columns
	Distinct int           // items, each counted once whatever number of columns lists it
}

// ColumnCount is one column's line.
type ColumnCount struct {
	Name    string // with its path
	Months  [12]int
	Total   int
	Undated int  // rows without a date, of whatever year
	Cut     bool // not all pages of its list were read: the figures are a lower bound
}

// CountYear counts the year's items of an audit.
func CountYear(a *lanmu.Audit, year int) YearCount {
	y := YearCount{Year: year}
	seen := map[string]bool{}
	for _, c := range a.Columns {
		line := ColumnCount{Name: columnPath(c), Cut: c.Walked > 0 && c.Pages > c.Walked || c.Status == lanmu.StatusUnverified}
		for m := range line.Months {
			n := a.Published[fmt.Sprintf("%s\x00%04d-%02d", c.ID, year, m+1)]
			line.Months[m] = n
			line.Total += n
			y.Months[m] += n
		}
		for i, r := range c.Rows {
			switch {
			case r.Date.IsZero():
				line.Undated++
			case int(r.Date.Year) == year:
				seen[or(r.URL, fmt.Sprintf("%s\x00%d", c.ID, i))] = true
			}
		}
		if line.Total == 0 && len(c.Rows) == 0 {
			continue
		}
		y.Total += line.Total
		y.Columns = append(y.Columns, line)
	}
	y.Distinct = len(seen)
	return y
}

// heads are the table's headings.
func (y YearCount) heads() []string {
	out := []string{"栏目"}
	for m := range 12 {
		out = append(out, strconv.Itoa(m+1)+"月")
	}
	return append(out, "合计", "无日期", "说明")
}

// lines are the table's rows as text, the sums last.
func (y YearCount) lines() [][]string {
	var out [][]string
	for _, c := range y.Columns {
		note := ""
		if c.Cut {
			note = "列表没有读全，数字偏少"
		}
		out = append(out, line(c.Name, c.Months, c.Total, strconv.Itoa(c.Undated), note))
	}
	return append(out, line("合计", y.Months, y.Total, "", fmt.Sprintf("同一条信息在几个栏目出现只计一次时为 %d 条", y.Distinct)))
}

func line(name string, months [12]int, total int, undated, note string) []string {
	out := []string{name}
	for _, n := range months {
		out = append(out, strconv.Itoa(n))
	}
	return append(out, strconv.Itoa(total), undated, note)
}

// WriteText writes the table for a terminal, columns aligned.
func (y YearCount) WriteText(w io.Writer) error {
	rows := append([][]string{y.heads()}, y.lines()...)
	wide := make([]int, len(rows[0]))
	for _, r := range rows {
		for i, s := range r {
			wide[i] = max(wide[i], shownWidth(s))
		}
	}
	for _, r := range rows {
		for i, s := range r {
			gap := strings.Repeat(" ", wide[i]-shownWidth(s))
			text := "  " + gap + s
			if i == 0 {
				text = s + gap
			}
			if i == len(r)-1 {
				text = "  " + s
			}
			if _, err := io.WriteString(w, text); err != nil {
				return err
			}
		}
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
	}
	return nil
}

// WriteCSV writes the table as UTF-8 with BOM and CRLF, formula-looking names inert.
func (y YearCount) WriteCSV(w io.Writer) error {
	if _, err := io.WriteString(w, utf8BOM); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for _, r := range append([][]string{y.heads()}, y.lines()...) {
		r[0] = cell(r[0])
		if err := out.Write(r); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// WriteXLSX writes the table as a workbook with numbers as numbers.
func (y YearCount) WriteXLSX(w io.Writer) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	sheet := strconv.Itoa(y.Year) + "年"
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	if err := f.SetColWidth(sheet, "A", "A", 40); err != nil {
		return err
	}
	for i, r := range append([][]string{y.heads()}, y.lines()...) {
		for j, s := range r {
			at, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				return err
			}
			if n, numeric := strconv.Atoi(s); i > 0 && j > 0 && numeric == nil {
				err = f.SetCellInt(sheet, at, int64(n))
			} else {
				err = f.SetCellStr(sheet, at, cell(s))
			}
			if err != nil {
				return err
			}
		}
	}
	if err := f.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}); err != nil {
		return err
	}
	return f.Write(w)
}

// shownWidth is how many places a text takes on a terminal.
func shownWidth(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}
