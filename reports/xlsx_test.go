package reports

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"lanmu"
)

func openBook(t *testing.T, a *lanmu.Audit, lang string) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := writeXLSX(&b, a, Options{Lang: lang}); err != nil {
		t.Fatal(err)
	}
	wellFormed(t, b.Bytes())
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestLedgerSheet(t *testing.T) {
	f := openBook(t, sampleAudit(), "zh")
	if diff := cmp.Diff([]string{"整改台账", "栏目清单", "单项否决", "未能判断"}, f.GetSheetList()); diff != "" {
		t.Error(diff)
	}
	rows, err := f.GetRows("整改台账")
	if err != nil {
		t.Fatal(err)
	}
	// The columns of the ledger as staff and inspectors keep it, in their order.
	const want = "序号 | 网站名称 | 网站标识码 | 栏目路径 | 问题类别 | 对应指标 | 问题描述 | 问题页面 | 问题链接/错误内容 | 最后更新日期 | 超期天数 | 证据 | 发现时间 | 责任单位 | 整改时限 | 整改情况 | 整改链接 | 复核结果"
	if got := strings.Join(rows[0][:18], " | "); got != want {
		t.Errorf("header is %s", got)
	}
	panes, err := f.GetPanes("整改台账")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("header is not frozen: %+v, %v", panes, err)
	}
	v, err := f.GetDataValidations("整改台账")
	if err != nil || len(v) != 1 || v[0].Formula1 != `"未解决,已整改,误报,核减"` || v[0].Sqref != "R2:R61" {
		t.Errorf("复核结果 takes %+v, %v", v, err)
	}
	filtered := false
	for _, n := range f.GetDefinedName() {
		filtered = filtered || n.RefersTo == "'整改台账'!$A$1:$T$61"
	}
	if !filtered {
		t.Errorf("no filter over the ledger: %+v", f.GetDefinedName())
	}
}

func TestLedgerRows(t *testing.T) {
	a := sampleAudit()
	a.Findings = a.Findings[:1]
	f := a.Findings[0]
	f.URL, f.On, f.OnCount = "http://old.example.cn/x", []string{sampleHost + "/a.html", sampleHost + "/b.html"}, 1043
	f.Newest, f.Overdue, f.Indicator, f.Title = lanmu.NewDate(2018, 3, 6), 30, "links-other", "站外链接失效"
	a.Verdict.Vetoes = []lanmu.Veto{{ID: "columns-empty", Name: "空白栏目", Findings: []string{f.ID}}}
	f.Evidence = lanmu.Evidence{Status: 404}
	book := openBook(t, a, "zh")
	for name, want := range map[string]string{
		"A2": "1", "B2": "示例市商务局", "C2": "2201000018", "E2": "站外链接失效", "F2": "站外链接不可用；单项否决：空白栏目", "H2": sampleHost + "/a.html 等 1043 个页面", "I2": "http://old.example.cn/x",
		"J2": "2018-03-06", "K2": "30", "L2": "网站返回：404", "O2": "2026-12-07", "P2": "已豁免：本年度无人事任免（办公室 批准，至 2026-12-31）", "T2": f.ID,
	} {
		if got, err := book.GetCellValue("整改台账", name); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", name, got, want, err)
		}
	}
	for name, want := range map[string]string{"H2": sampleHost + "/a.html", "I2": "http://old.example.cn/x"} {
		if ok, link, err := book.GetCellHyperLink("整改台账", name); !ok || link != want {
			t.Errorf("%s links to %q (%v)", name, link, err)
		}
	}
	if kind, _ := book.GetCellType("整改台账", "K2"); kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString {
		t.Error("超期天数 is text: it cannot be sorted")
	}
}

func TestSheetNames(t *testing.T) {
	for key, m := range messages {
		if !strings.HasSuffix(key, ".sheet") {
			continue
		}
		for _, name := range m {
			if utf8.RuneCountInString(name) > 31 || strings.ContainsAny(name, `:\/?*[]'`) {
				t.Errorf("%q cannot be a sheet's name", name)
			}
		}
	}
}

func TestEmptyBook(t *testing.T) {
	f := openBook(t, &lanmu.Audit{}, "en")
	rows, err := f.GetRows("Ledger")
	if err != nil || len(rows) != 1 || rows[0][0] != "No." {
		t.Errorf("rows are %v, %v", rows, err)
	}
}
