package reports

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"lanmu"
)

func yearAudit() *lanmu.Audit {
	row := func(url string, y, m, d int) lanmu.Row {
		return lanmu.Row{Title: "项目", URL: url, Date: lanmu.NewDate(y, m, d)}
	}
	shared := row("http://a/1", 2017, 3, 6)
	return &lanmu.Audit{
		Columns: []*lanmu.Column{
			{ID: "tzgg", Name: "通知公告", Path: []string{"政务公开", "通知公告"}, Walked: 1, Pages: 1, Rows: []lanmu.Row{shared, row("http://a/2", 2017, 12, 31), row("http://a/3", 2018, 1, 1), {Title: "无日期"}}},
			{ID: "evil", Name: `=cmd|'/c calc'!A1`, Walked: 2, Pages: 5, Rows: []lanmu.Row{shared}},
			{ID: "leer", Name: "机构职能"},
		},
		Published: map[string]int{"tzgg\x002017-03": 1, "tzgg\x002017-12": 1, "tzgg\x002018-01": 1, "evil\x002017-03": 1},
	}
}

func TestCountYear(t *testing.T) {
	y := CountYear(yearAudit(), 2017)
	if y.Total != 3 || y.Distinct != 2 || y.Months[2] != 2 || y.Months[11] != 1 {
		t.Errorf("total %d, distinct %d, months %v", y.Total, y.Distinct, y.Months)
	}
	want := []ColumnCount{
		{Name: "政务公开＞通知公告", Months: [12]int{2: 1, 11: 1}, Total: 2, Undated: 1},
		{Name: `=cmd|'/c calc'!A1`, Months: [12]int{2: 1}, Total: 1, Cut: true},
	}
	if d := cmp.Diff(want, y.Columns); d != "" {
		t.Error(d)
	}
}

func TestYearCountFiles(t *testing.T) {
	y := CountYear(yearAudit(), 2017)
	var text, table, book bytes.Buffer
	for _, err := range []error{y.WriteText(&text), y.WriteCSV(&table), y.WriteXLSX(&book)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if lines := strings.Split(strings.TrimSpace(text.String()), "\n"); len(lines) != 4 || !strings.Contains(lines[2], "列表没有读全") {
		t.Errorf("text:\n%s", text.String())
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table.String(), utf8BOM))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 4 || strings.HasPrefix(rows[2][0], "=") || rows[1][13] != "2" {
		t.Errorf("csv: %q", rows)
	}
	f, err := excelize.OpenReader(&book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for at, want := range map[string]string{"A1": "栏目", "D2": "1", "N4": "3"} {
		if got, err := f.GetCellValue("2017年", at); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", at, got, want, err)
		}
	}
	if formula, err := f.GetCellFormula("2017年", "A3"); err != nil || formula != "" {
		t.Errorf("a column's name became the formula %q (%v)", formula, err)
	}
}
