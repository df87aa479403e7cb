package demo

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf16"
)

// DOCX is the smallest document that office programs open, of these paragraphs.
// A paragraph with tabs is a row of a table, one that begins with <table is a
// table of HTML.
func DOCX(paragraphs ...string) []byte {
	var b strings.Builder
	b.WriteString(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	run := func(s string) string {
		return `<w:p><w:r><w:t xml:space="preserve">` + escape(s) + `</w:t></w:r></w:p>`
	}
	for _, p := range paragraphs {
		if strings.HasPrefix(p, "<table") {
			b.WriteString(wordTable(p))
			continue
		}
		cells := strings.Split(p, "\t")
		if len(cells) == 1 {
			b.WriteString(run(p))
			continue
		}
		b.WriteString(`<w:tbl><w:tr>`)
		for _, c := range cells {
			b.WriteString(`<w:tc>` + run(c) + `</w:tc>`)
		}
		b.WriteString(`</w:tr></w:tbl>`)
	}
	b.WriteString(`</w:body></w:document>`)
	return pack(
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels", relations(`officeDocument" Target="word/document.xml`),
		"word/document.xml", xml.Header+b.String(),
	)
}

// Sheet is one of a workbook: rows of cells, texts as shared strings, what
// begins with = as a number.
type Sheet struct {
	Name   string
	Hidden bool
	Rows   [][]string
}

// XLSX is the smallest workbook that office programs open.
func XLSX(sheets ...Sheet) []byte {
	var book, rels, types, shared strings.Builder
	var parts []string
	n := 0
	for i, s := range sheets {
		state := ""
		if s.Hidden {
			state = ` state="hidden"`
		}
		fmt.Fprintf(&book, `<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, escape(s.Name), i+1, state, i+1)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, i+1)
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, i+1)
		var rows strings.Builder
		for r, row := range s.Rows {
			fmt.Fprintf(&rows, `<row r="%d">`, r+1)
			for c, v := range row {
				at := fmt.Sprintf("%c%d", 'A'+c, r+1)
				if strings.HasPrefix(v, "=") {
					fmt.Fprintf(&rows, `<c r="%s"><v>%s</v></c>`, at, v[1:])
					continue
				}
				fmt.Fprintf(&shared, `<si><t xml:space="preserve">%s</t></si>`, escape(v))
				fmt.Fprintf(&rows, `<c r="%s" t="s"><v>%d</v></c>`, at, n)
				n++
			}
			rows.WriteString(`</row>`)
		}
		parts = append(parts, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1),
			xml.Header+`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+rows.String()+`</sheetData></worksheet>`)
	}
	rels.WriteString(`<Relationship Id="rId0" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>`)
	return pack(append([]string{
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>` + types.String() + `</Types>`,
		"_rels/.rels", relations(`officeDocument" Target="xl/workbook.xml`),
		"xl/workbook.xml", xml.Header + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>` + book.String() + `</sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels.String() + `</Relationships>`,
		"xl/sharedStrings.xml", xml.Header + `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + shared.String() + `</sst>`,
	}, parts...)...)
}

func relations(one string) string {
	return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + one + `"/></Relationships>`
}

func escape(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err) // a builder takes everything
	}
	return b.String()
}

// pack makes an archive of names and contents.
func pack(parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			panic(err) // a buffer takes everything
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// PDF is a small PDF, a page of lines for each text. Its font is not embedded:
// characters are numbered as UTF-16, and the table that says so is.
func PDF(texts ...string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(format string, args ...any) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(at)}, args...)...)
	}
	stream := func(s string) { object("<</Length %d>>stream\n%s\nendstream", len(s), s) }
	b.WriteString("%PDF-1.4\n")
	var kids strings.Builder
	for i := range texts {
		fmt.Fprintf(&kids, "%d 0 R ", 6+2*i)
	}
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), len(texts))
	object("<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>")
	object("<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>")
	stream("/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/U def/CMapType 2 def\n1 begincodespacerange<0000><FFFF>endcodespacerange\n1 beginbfrange<0000><FFFF><0000>endbfrange\nendcmap end end")
	for _, text := range texts {
		object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>", len(at)+2)
		var s strings.Builder
		s.WriteString("BT/F 12 Tf 15 TL 50 790 Td\n")
		for line := range strings.SplitSeq(text, "\n") {
			s.WriteByte('<')
			for _, u := range utf16.Encode([]rune(line)) {
				fmt.Fprintf(&s, "%04X", u)
			}
			s.WriteString(">Tj T*\n")
		}
		s.WriteString("ET")
		stream(s.String())
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, off := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", off)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}
