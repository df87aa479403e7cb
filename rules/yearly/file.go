package yearly

import (
	"strings"
	"unicode/utf8"

	"lanmu"
)

// IsFile tells a document or workbook that may be a report, by what it says: it
// names itself in its first lines, or has the table of applications.
func IsFile(a *lanmu.Attachment) bool {
	if a.Kind != "docx" && a.Kind != "xlsx" {
		return false
	}
	for i := range a.Parts {
		text := a.Parts[i].Text
		if !strings.Contains(text, "公开") {
			continue
		}
		if isRequests(text) {
			return true
		}
		for n, line := range linesOf(text) {
			if n == 10 {
				break
			}
			if IsTitle(line) {
				return true
			}
		}
	}
	return false
}

// ReadFile reads a report that is a document or workbook, read whole. Of a
// workbook the tables alone are read, of hidden sheets nothing.
func ReadFile(a *lanmu.Attachment) *Report {
	r := &Report{Files: 1}
	var lines []string
	for i := range a.Parts {
		part := &a.Parts[i]
		if part.Hidden {
			continue
		}
		for k := range part.Tables {
			if g := gridOf(&part.Tables[k]); g != nil {
				r.table(g)
				r.form(g.text())
			}
		}
		if a.Kind != "docx" {
			continue
		}
		for _, line := range linesOf(part.Text) {
			if !strings.Contains(line, "\t") { // else a row of a table
				lines = append(lines, line)
				r.form(narrow(line))
			}
		}
	}
	r.readProse(lines, nil)
	return r
}

// maxArea bounds a table's places, covered ones too.
const maxArea = 20000

// gridOf is a file's table as a grid; nil: it is none that holds data.
func gridOf(t *lanmu.AttachmentTable) *grid {
	if len(t.Cells) < 6 {
		return nil
	}
	g, area, top := &grid{}, 0, t.Cells[0].Row
	for _, c := range t.Cells {
		if area += c.High * c.Wide; area > maxArea || c.Row < top || utf8.RuneCountInString(c.Text) > 400 {
			return nil
		}
		x := &cell{text: narrow(apart(c.Text)), row: c.Row - top, col: c.Column}
		for r := x.row; r < x.row+c.High; r++ {
			for k := x.col; k < x.col+c.Wide; k++ {
				g.put(r, k, x)
			}
		}
	}
	return g
}

// apart keeps numbers of several paragraphs from being read as one.
func apart(s string) string {
	if strings.Contains(s, "\n") && strings.Trim(s, "0123456789０１２３４５６７８９ \n") == "" {
		return strings.ReplaceAll(s, "\n", "；")
	}
	return s
}
