package attachment

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lanmu"
	"lanmu/demo"
)

// drawn is a file's tables, a line for each cell: place, extent, text.
func drawn(a *lanmu.Attachment) string {
	var b strings.Builder
	for _, p := range a.Parts {
		for _, t := range p.Tables {
			b.WriteString("table\n")
			for _, c := range t.Cells {
				fmt.Fprintf(&b, "%d,%d %dx%d %q\n", c.Row, c.Column, c.High, c.Wide, c.Text)
			}
		}
	}
	return b.String()
}

func TestWordTables(t *testing.T) {
	cell := func(props, text string) string {
		return `<w:tc><w:tcPr>` + props + `</w:tcPr><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:tc>`
	}
	row := func(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }
	span, first, below := `<w:gridSpan w:val="2"/>`, `<w:vMerge w:val="restart"/>`, `<w:vMerge/>`
	for _, c := range []struct{ name, body, want string }{
		{
			"merged", row(cell(span, "申请人"), cell("", "总计")) + row(cell(first, "结果"), cell("", "公开"), cell("", "3")) + row(cell(below, ""), cell("", "不公开"), cell("", "4")),
			"table\n0,0 1x2 \"申请人\"\n0,2 1x1 \"总计\"\n1,0 2x1 \"结果\"\n1,1 1x1 \"公开\"\n1,2 1x1 \"3\"\n2,1 1x1 \"不公开\"\n2,2 1x1 \"4\"\n",
		},
		{"paragraphs in a cell", row(`<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc>`), "table\n0,0 1x1 \"1\\n2\"\n"},
		{"a row that begins later", `<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>` + cell("", "7") + `</w:tr>`, "table\n0,2 1x1 \"7\"\n"},
		{"a table in a table", row(`<w:tc><w:tbl>` + row(cell("", "1")) + `</w:tbl></w:tc>`), "table\n0,0 1x1 \"1\"\n"},
		{"a row taken out", `<w:tr><w:trPr><w:del/></w:trPr>` + cell("", "7") + `</w:tr>`, ""},
		{"merged with nothing", row(cell(below, "x")), ""},
		{"merged across widths", row(cell(first+span, "a")) + row(cell(below, "")), ""},
		{"more cells than are kept", strings.Repeat(row(cell("", "1"), cell("", "2")), 2001), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := Read(t.Context(), "http://x/f", archive(t, document, `<w:document xmlns:w="w"><w:p><w:r><w:t>报告</w:t></w:r></w:p><w:tbl>`+c.body+`</w:tbl></w:document>`), Usual)
			if a.Unread != "" {
				t.Fatal(a.Unread, a.Detail)
			}
			if d := cmp.Diff(c.want, drawn(a)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestSheetTables(t *testing.T) {
	sheet := func(data string) []byte {
		return archive(t, "xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="a" r:id="1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="1" Target="s.xml"/></Relationships>`, "xl/s.xml", `<worksheet>`+data+`</worksheet>`)
	}
	text := func(at, s string) string { return `<c r="` + at + `" t="inlineStr"><is><t>` + s + `</t></is></c>` }
	for _, c := range []struct{ name, data, want string }{
		{
			"two tables", `<sheetData><row r="1">` + text("B1", "总计") + `</row><row r="2"><c r="B2"><v>3</v></c></row><row r="4">` + text("AA4", "x") + `</row></sheetData>`,
			"table\n0,1 1x1 \"总计\"\n1,1 1x1 \"3\"\ntable\n3,26 1x1 \"x\"\n",
		},
		{
			"merged", `<sheetData><row r="1">` + text("A1", "结果") + `<c r="B1"/></row><row r="3">` + text("A3", "x") + `</row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`,
			"table\n0,0 2x2 \"结果\"\n2,0 1x1 \"x\"\n",
		},
		{
			"without references", `<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>`,
			"table\n0,0 1x1 \"1\"\n0,1 1x1 \"2\"\n1,0 1x1 \"3\"\n",
		},
		{"too wide", `<sheetData><row r="1">` + text("ZZ1", "x") + `</row></sheetData>`, ""},
		{"senseless references", `<sheetData><row r="x">` + text("1A", "x") + `</row></sheetData><mergeCells><mergeCell ref="A1"/><mergeCell ref="B9:A1"/></mergeCells>`, "table\n0,0 1x1 \"x\"\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := Read(t.Context(), "http://x/f", sheet(c.data), Usual)
			if a.Unread != "" {
				t.Fatal(a.Unread, a.Detail)
			}
			if d := cmp.Diff(c.want, drawn(a)); d != "" {
				t.Error(d)
			}
		})
	}
	hidden := Read(t.Context(), "http://x/f", demo.XLSX(demo.Sheet{Name: "底稿", Hidden: true, Rows: [][]string{{"a"}}}), Usual)
	if len(hidden.Parts) != 1 || !hidden.Parts[0].Hidden {
		t.Errorf("%+v", hidden.Parts)
	}
}
