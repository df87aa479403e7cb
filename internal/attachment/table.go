package attachment

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"lanmu"
)

// Bounds of what is kept as tables: a form has a few small ones. Longer lists
// are text alone.
const (
	maxTables = 50
	maxCells  = 4000
	maxSpan   = 100
)

// wordTable is a table of a document under way.
type wordTable struct {
	cells    []lanmu.AttachmentCell
	row, col int
	cell     lanmu.AttachmentCell // under way
	text     strings.Builder      // its
	below    bool                 // it goes on with the one above it
	inCell   bool
	rowProps bool
	above    map[int]int // by column: the last cell that begins there, in cells
	unsure   bool        // its grid is not what this reader makes of it
}

// open takes note of a table's own elements.
func (t *wordTable) open(e xml.StartElement) {
	switch e.Name.Local {
	case "tr":
		t.col = 0
	case "trPr":
		t.rowProps = true
	case "gridBefore":
		t.col += count(e)
	case "tc":
		t.cell, t.below, t.inCell = lanmu.AttachmentCell{Row: t.row, High: 1, Wide: 1}, false, true
		t.text.Reset()
	case "gridSpan":
		t.cell.Wide = max(count(e), 1)
	case "vMerge":
		t.below = attr(e, "val") != "restart"
	case "del", "ins": // of a whole row under 修订
		t.unsure = t.unsure || t.rowProps
	case "hMerge", "cellDel", "cellIns", "cellMerge":
		t.unsure = true
	}
}

func (t *wordTable) shut(name string) {
	switch name {
	case "trPr":
		t.rowProps = false
	case "tr":
		t.row++
	case "tc":
		t.cell.Column, t.cell.Text, t.inCell = t.col, strings.TrimSpace(t.text.String()), false
		t.col += t.cell.Wide
		switch {
		case t.unsure:
		case t.below:
			t.unsure = !t.goOn()
		default:
			t.above[t.cell.Column] = len(t.cells)
			t.cells = append(t.cells, t.cell)
		}
		if t.unsure = t.unsure || len(t.cells) > maxCells || t.row > maxCells || t.col > maxSpan; t.unsure {
			t.cells = nil
		}
	}
}

// goOn makes the cell above as high as the one under way; false: there is none
// of its place and width.
func (t *wordTable) goOn() bool {
	i, there := t.above[t.cell.Column]
	if !there || t.cells[i].Row+t.cells[i].High != t.row || t.cells[i].Wide != t.cell.Wide {
		return false
	}
	t.cells[i].High++
	return true
}

// count is a number that an element says, bounded.
func count(e xml.StartElement) int {
	n, err := strconv.Atoi(attr(e, "val"))
	if err != nil || n < 0 {
		return 0
	}
	return min(n, maxSpan+1)
}

// sheetCells are a sheet's cells that hold something, while it is read.
type sheetCells struct {
	cells    []lanmu.AttachmentCell
	row, col int // of the cell under way; the first row is 0
	over     bool
}

// place reads where a cell is: its reference, else after the one before it.
func (s *sheetCells) place(ref string) {
	if row, col, ok := reference(ref); ok {
		s.row, s.col = row, col
		return
	}
	s.col++
}

// startRow begins a row of a number, from 1; "" the next.
func (s *sheetCells) startRow(number string) {
	s.row, s.col = s.row+1, -1
	if n, err := strconv.Atoi(number); err == nil && n > 0 {
		s.row = n - 1
	}
}

func (s *sheetCells) add(text string) {
	if text = strings.TrimSpace(text); text == "" || s.over {
		return
	}
	s.cells = append(s.cells, lanmu.AttachmentCell{Row: s.row, Column: s.col, High: 1, Wide: 1, Text: text})
	if len(s.cells) > maxCells || s.col > maxSpan {
		s.over, s.cells = true, nil
	}
}

// merge makes a cell as large as a range (A1:C3) says.
func (s *sheetCells) merge(ref string) {
	from, to, _ := strings.Cut(ref, ":")
	row, col, ok := reference(from)
	endRow, endCol, ok2 := reference(to)
	if !ok || !ok2 || endRow < row || endCol < col || endRow-row > maxCells || endCol-col > maxSpan {
		return
	}
	i := slices.IndexFunc(s.cells, func(c lanmu.AttachmentCell) bool { return c.Row == row && c.Column == col })
	if i >= 0 {
		s.cells[i].High, s.cells[i].Wide = endRow-row+1, endCol-col+1
	}
}

// tables are the cells between blank rows.
func (s *sheetCells) tables() (out []lanmu.AttachmentTable) {
	slices.SortStableFunc(s.cells, func(a, b lanmu.AttachmentCell) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Column - b.Column
	})
	end := -1 // the row after the last that is covered
	for _, c := range s.cells {
		if c.Row > end || len(out) == 0 {
			if len(out) == maxTables {
				return out
			}
			out = append(out, lanmu.AttachmentTable{})
		}
		last := &out[len(out)-1]
		last.Cells = append(last.Cells, c)
		end = max(end, c.Row+c.High)
	}
	return out
}

// reference reads a cell's (AB12) from 0.
func reference(ref string) (row, col int, ok bool) {
	i := 0
	for ; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		if col = col*26 + int(ref[i]-'A') + 1; col > 1<<14 {
			return 0, 0, false
		}
	}
	row, err := strconv.Atoi(ref[i:])
	return row - 1, col - 1, err == nil && i > 0 && row > 0
}
