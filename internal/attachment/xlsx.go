package attachment

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"lanmu"
)

// sheet is one of a workbook's.
type sheet struct {
	name, part string
	hidden     bool
}

// readWorkbook reads an XLSX, a part for each sheet. What a hidden sheet holds
// is published as well.
func readWorkbook(b *box, t *text) error {
	sheets, err := sheetsOf(b)
	if err != nil {
		return err
	}
	shared, err := sharedStrings(b, t.limits.Text)
	if err != nil {
		return err
	}
	for i, s := range sheets {
		if i == t.limits.Pages {
			return faultf(lanmu.UnreadTooMuch, "%d sheets", len(sheets))
		}
		g, before := &grid{shared: shared, room: t.room(), cells: sheetCells{row: -1}}, len(t.parts)
		err := b.each(s.part, g.token)
		name := fmt.Sprintf("工作表“%s”", s.name)
		if s.hidden {
			name = fmt.Sprintf("隐藏的工作表“%s”", s.name)
		}
		if e := t.add(name, g.out.String()); err == nil {
			err = e
		}
		if len(t.parts) > before {
			t.parts[before].Hidden, t.parts[before].Tables = s.hidden, g.cells.tables()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func sheetsOf(b *box) ([]sheet, error) {
	const book = "xl/workbook.xml"
	parts, err := b.relations(book)
	if err != nil {
		return nil, err
	}
	var sheets []sheet
	err = b.each(book, func(tok xml.Token) error {
		e, ok := tok.(xml.StartElement)
		if !ok || e.Name.Local != "sheet" {
			return nil
		}
		id := ""
		for _, a := range e.Attr {
			if a.Name.Local == "id" && a.Name.Space != "" {
				id = a.Value
			}
		}
		sheets = append(sheets, sheet{attr(e, "name"), parts[id], strings.Contains(strings.ToLower(attr(e, "state")), "hidden")})
		return nil
	})
	return sheets, err
}

// sharedStrings are the workbook's texts, by number.
func sharedStrings(b *box, limit int) ([]string, error) {
	var list []string
	var one strings.Builder
	size, inText, phonetic := 0, false, false
	err := b.each("xl/sharedStrings.xml", func(tok xml.Token) error {
		switch e := tok.(type) {
		case xml.StartElement:
			inText = e.Name.Local == "t"
			phonetic = phonetic || e.Name.Local == "rPh"
		case xml.EndElement:
			inText = false
			switch e.Name.Local {
			case "rPh":
				phonetic = false
			case "si":
				list = append(list, one.String())
				one.Reset()
			}
		case xml.CharData:
			if inText && !phonetic {
				one.Write(e)
				if size += len(e); size > 4*limit {
					return faultf(lanmu.UnreadTooMuch, "more text than is read")
				}
			}
		}
		return nil
	})
	return list, err
}

// grid is a sheet's text under way.
type grid struct {
	shared []string
	out    strings.Builder
	room   int
	kind   string // of the cell
	value  strings.Builder
	inText bool
	cells  sheetCells
}

func (g *grid) token(tok xml.Token) error {
	switch e := tok.(type) {
	case xml.StartElement:
		switch e.Name.Local {
		case "row":
			g.cells.startRow(attr(e, "r"))
		case "mergeCell":
			g.cells.merge(attr(e, "ref"))
		case "c":
			g.kind = attr(e, "t")
			g.cells.place(attr(e, "r"))
			g.value.Reset()
		case "v", "t":
			g.inText = true
		}
	case xml.EndElement:
		switch e.Name.Local {
		case "v", "t":
			g.inText = false
		case "c":
			g.cell()
		case "row":
			g.out.WriteByte('\n')
		}
	case xml.CharData:
		if g.inText {
			g.value.Write(e)
		}
	}
	if g.out.Len()+g.value.Len() > g.room {
		return faultf(lanmu.UnreadTooMuch, "more text than is read")
	}
	return nil
}

func (g *grid) cell() {
	v := g.value.String()
	switch g.kind {
	case "s":
		i, err := strconv.Atoi(v)
		if v = ""; err == nil && i >= 0 && i < len(g.shared) {
			v = g.shared[i]
		}
	case "", "n":
		v = plainNumber(v)
	}
	g.cells.add(v)
	g.out.WriteString(strings.ReplaceAll(v, "\n", " "))
	g.out.WriteByte('\t')
}

// plainNumber writes a number as the sheet shows it: 1.3912345678E10 is a phone
// number. One of more than 15 digits has lost its last ones: it is no one's.
func plainNumber(v string) string {
	if len(v) > 15 && !strings.ContainsAny(v, ".eE") {
		return ""
	}
	if !strings.ContainsAny(v, "eE") {
		return v
	}
	x, err := strconv.ParseFloat(v, 64)
	if err != nil || x >= 1e15 || x <= -1e15 {
		return ""
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}
