package attachment

import (
	"encoding/xml"
	"strings"

	"lanmu"
)

// documentParts are where readers of a document see text. Comments and what was
// deleted under 修订 are not shown, so they are not read.
var documentParts = []string{"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"}

// readDocument reads a DOCX: paragraphs are lines, cells of a row are parted by
// tabs.
func readDocument(b *box, t *text) error {
	var out strings.Builder
	w := &writing{out: &out, room: t.room()}
	var err error
	for _, part := range documentParts {
		if err = b.each(part, w.token); err != nil {
			break
		}
	}
	before := len(t.parts)
	if e := t.add("", out.String()); err == nil {
		err = e
	}
	if len(t.parts) > before {
		t.parts[before].Tables = w.tables
	}
	return err
}

// writing is the text of a document under way.
type writing struct {
	out    *strings.Builder
	room   int
	inText bool
	cells  int // depth of cells that it stands in
	gone   int // depth of elements that are not shown

	open   []*wordTable // tables that it stands in
	tables []lanmu.AttachmentTable
}

const alternative = "Fallback" // of mc:AlternateContent: the same again for old readers

func (w *writing) token(tok xml.Token) error {
	switch e := tok.(type) {
	case xml.StartElement:
		w.start(e)
	case xml.EndElement:
		w.shut(e.Name.Local)
	case xml.CharData:
		if w.inText && w.gone == 0 {
			w.out.Write(e)
			if t := w.table(); t != nil {
				t.text.Write(e)
			}
		}
	}
	if w.out.Len() > w.room {
		return faultf(lanmu.UnreadTooMuch, "more text than is read")
	}
	return nil
}

// table is the innermost table under way; nil none.
func (w *writing) table() *wordTable {
	if len(w.open) == 0 {
		return nil
	}
	return w.open[len(w.open)-1]
}

func (w *writing) start(e xml.StartElement) {
	name := e.Name.Local
	if t := w.table(); t != nil && w.gone == 0 {
		t.open(e)
	}
	if w.gone > 0 || name == alternative || name == "del" || name == "moveFrom" {
		w.gone++
		return
	}
	switch name {
	case "t":
		w.inText = true
	case "tab":
		w.out.WriteByte(' ')
	case "br", "cr":
		w.line()
	case "tc":
		w.cells++
	case "tbl":
		if t := w.table(); t != nil {
			t.unsure = true // it lays out others
		}
		w.open = append(w.open, &wordTable{above: map[int]int{}})
	}
}

func (w *writing) shut(name string) {
	if w.gone > 0 {
		w.gone--
		return
	}
	if t := w.table(); t != nil {
		t.shut(name)
		if name == "tbl" {
			w.open = w.open[:len(w.open)-1]
			if !t.unsure && len(t.cells) > 0 && len(w.tables) < maxTables {
				w.tables = append(w.tables, lanmu.AttachmentTable{Cells: t.cells})
			}
		}
	}
	switch name {
	case "t":
		w.inText = false
	case "p":
		w.line()
	case "tc":
		w.cells--
		w.out.WriteByte('\t')
	case "tr":
		w.out.WriteByte('\n')
	}
}

// line ends a line; inside a cell the row goes on.
func (w *writing) line() {
	if w.cells > 0 {
		if t := w.table(); t != nil {
			t.text.WriteByte('\n')
		}
		w.out.WriteByte(' ')
		return
	}
	w.out.WriteByte('\n')
}
