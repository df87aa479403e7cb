package reports

import (
	"fmt"
	"testing"

	"lanmu"
)

// manyFindings is an audit of n findings as a large neglected portal yields
// them: dead links, each on up to twenty pages, with whole addresses and
// evidence, in a dozen departments.
func manyFindings(n int) *lanmu.Audit {
	a := sampleAudit()
	a.Findings, a.Departments = nil, nil
	for d := range 12 {
		a.Departments = append(a.Departments, lanmu.Department{ID: fmt.Sprintf("d%02d", d), Name: fmt.Sprintf("第%d处", d)})
	}
	for i := range n {
		f := sampleFinding(sampleRuleList[i%len(sampleRuleList)], i, a.Columns)
		f.Department = a.Departments[i%12].ID
		f.Message = fmt.Sprintf("页面《关于印发〈示例市商务发展“十四五”规划〉的通知（第%d号）》中链接“附件：申报表”无法访问（404）", i)
		f.URL = fmt.Sprintf("%s/module/download/down.jsp?i_ID=%d&colID=%d&filename=sbb.doc", sampleHost, i, i%400)
		f.On, f.OnCount = nil, 25
		for p := range 20 {
			f.On = append(f.On, fmt.Sprintf("%s/art/2026/3/%d/art_%d_%d.html", sampleHost, p, i, p))
		}
		f.ID = lanmu.FindingID("swj", f.Rule, f.Column, f.URL, "")
		a.Findings = append(a.Findings, f)
	}
	return a
}

func TestTenThousandFindings(t *testing.T) {
	a := manyFindings(10_000)
	page, err := renderPage(a, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d findings: %.2f MiB", len(a.Findings), float64(len(page))/(1<<20))
	if len(page) > maxSize {
		t.Errorf("the page has %d bytes, more than %d", len(page), maxSize)
	}
	if ids := htmlIDs(t, page); len(ids) != len(a.Findings) {
		t.Errorf("the page holds %d findings of %d", len(ids), len(a.Findings))
	}
}

func BenchmarkRender10000(b *testing.B) {
	a := manyFindings(10_000)
	for b.Loop() {
		if _, err := renderPage(a, Options{}, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrite10000(b *testing.B) {
	a := manyFindings(10_000)
	dir := b.TempDir()
	for b.Loop() {
		if _, err := Write(dir, a, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
