package reports

import (
	"errors"
	"io"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"lanmu"
)

// writeXLSX writes ledger.xlsx: the ledger, the columns, the vetoes and what
// could not be judged, a sheet each.
func writeXLSX(w io.Writer, a *lanmu.Audit, opt Options) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	b, err := newBook(f, opt.Lang)
	if err != nil {
		return err
	}
	// The sheet that a new workbook has becomes the first of ours: touching
	// the list of sheets after streaming would parse all of it again.
	if err := f.SetSheetName("Sheet1", b.say("ledger.sheet")); err != nil {
		return err
	}
	for _, fill := range []func(*book, *lanmu.Audit) error{ledgerSheet, columnsSheet, vetoesSheet, skippedSheet} {
		if err := fill(b, a); err != nil {
			return err
		}
	}
	if err := f.SetDocProps(&excelize.DocProperties{Title: cell(namesOf(a, opt.Lang).site()), Creator: "lanmu"}); err != nil {
		return err
	}
	return f.Write(w)
}

func ledgerSheet(b *book, a *lanmu.Audit) error {
	widths := []float64{6, 18, 13, 26, 18, 18, 44, 34, 34, 12, 9, 40, 12, 14, 12, 20, 24, 11, 12, 19}
	rows := ledger(a, b.lang)
	s, err := b.sheet("ledger.sheet", headings(b.lang, "ledger.", ledgerHeader), widths, len(rows))
	if err != nil {
		return err
	}
	const pageAt, targetAt, linkAt, reviewAt = 8, 9, 17, 18
	if err := s.choices(reviewAt, b.say("review.open"), b.say("review.fixed"), b.say("review.false"), b.say("review.reduced")); err != nil {
		return err
	}
	for _, e := range rows {
		s.link(pageAt, e.PageLink)
		s.link(targetAt, e.TargetLink)
		s.link(linkAt, e.FixLink)
		var overdue any = ""
		if e.Overdue > 0 {
			overdue = e.Overdue
		}
		if err := s.row(e.No, e.Site, e.Code, e.Path, e.Rule, e.Indicator, e.Message, e.Page, e.Target, e.Newest, overdue, e.Evidence,
			e.Seen, e.Department, e.Due, e.Done, e.Fix, e.Review, e.Certainty, e.ID); err != nil {
			return err
		}
	}
	return s.close()
}

func columnsSheet(b *book, a *lanmu.Audit) error {
	n := namesOf(a, b.lang)
	header := append(headings(b.lang, "columns.", []string{"path", "kind", "newest", "deadline", "days", "status", "reason", "items", "url"}),
		b.say("ledger.department"), b.say("columns.id"))
	s, err := b.sheet("columns.sheet", header, []float64{32, 12, 12, 12, 14, 13, 60, 8, 44, 16, 18}, len(a.Columns))
	if err != nil {
		return err
	}
	for _, c := range n.byUrgency(a.Columns) {
		s.link(9, href(c.URL))
		if err := s.row(cell(columnPath(c)), n.kind(c.Kind), c.Newest, c.Deadline, n.days(c), n.status(c.Status), cell(c.Reason),
			c.Items, cell(c.URL), cell(n.department(c.Department)), cell(c.ID)); err != nil {
			return err
		}
	}
	return s.close()
}

func vetoesSheet(b *book, a *lanmu.Audit) error {
	n := namesOf(a, b.lang)
	s, err := b.sheet("vetoes.sheet", headings(b.lang, "vetoes.", []string{"name", "count", "threshold", "hit", "columns", "note"}),
		[]float64{30, 9, 9, 14, 60, 60}, len(a.Verdict.Vetoes))
	if err != nil {
		return err
	}
	for _, v := range a.Verdict.Vetoes {
		if err := s.row(cell(or(v.Name, v.ID)), v.Count, v.Threshold, n.say("veto."+vetoState(v)), cell(n.columnNames(v.Columns, 200)), cell(v.Note)); err != nil {
			return err
		}
	}
	return s.close()
}

func skippedSheet(b *book, a *lanmu.Audit) error {
	n := namesOf(a, b.lang)
	s, err := b.sheet("skipped.sheet", headings(b.lang, "skipped.", []string{"rule", "column", "url", "reason"}), []float64{24, 30, 50, 80}, len(a.Skipped))
	if err != nil {
		return err
	}
	for _, k := range tidy(a).Skipped {
		s.link(3, href(k.URL))
		var titles []string
		for _, rule := range k.Rules() {
			titles = append(titles, or(n.rules[rule].Title, rule))
		}
		if err := s.row(cell(b.comma(titles)), cell(n.path(k.Column)), cell(k.URL), cell(k.Reason)); err != nil {
			return err
		}
	}
	return s.close()
}

// book is a workbook with its styles.
type book struct {
	language
	lang                     string
	file                     *excelize.File
	header, text, date, link int
}

func newBook(f *excelize.File, lang string) (*book, error) {
	b := &book{language: speak(lang), lang: lang, file: f}
	border := []excelize.Border{}
	for _, side := range []string{"left", "top", "right", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "BFC7D1", Style: 1})
	}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	iso := "yyyy-mm-dd"
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&b.header, excelize.Style{
			Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F4E79"}},
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}, Border: border,
		}},
		{&b.text, excelize.Style{Alignment: top, Border: border}},
		{&b.date, excelize.Style{Alignment: top, Border: border, CustomNumFmt: &iso}},
		{&b.link, excelize.Style{Alignment: top, Border: border, Font: &excelize.Font{Color: "0B57A4", Underline: "single"}}},
	} {
		id, err := f.NewStyle(&s.style)
		if err != nil {
			return nil, err
		}
		*s.id = id
	}
	return b, nil
}

// sheet is one table being streamed into the workbook.
type sheet struct {
	*book
	name  string
	sw    *excelize.StreamWriter
	at    int            // row last written
	last  int            // last row the table will have
	links map[int]string // column → address, of the row to come
	count int            // links so far
}

// sheet begins a table of the given rows with a frozen header and filters.
func (b *book) sheet(title string, header []string, widths []float64, rows int) (*sheet, error) {
	s := &sheet{book: b, name: b.say(title), last: max(rows, 1) + 1, links: map[int]string{}}
	if _, err := b.file.NewSheet(s.name); err != nil {
		return nil, err
	}
	if err := s.printing(len(header)); err != nil {
		return nil, err
	}
	var err error
	if s.sw, err = b.file.NewStreamWriter(s.name); err != nil {
		return nil, err
	}
	for i, w := range widths {
		if err := s.sw.SetColWidth(i+1, i+1, w); err != nil {
			return nil, err
		}
	}
	if err := s.sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	if err := b.file.AutoFilter(s.name, s.span(1, len(header), 1), nil); err != nil {
		return nil, err
	}
	cells := make([]any, len(header))
	for i, h := range header {
		cells[i] = excelize.Cell{StyleID: b.header, Value: h}
	}
	s.at = 1
	return s, s.sw.SetRow("A1", cells, excelize.RowOpts{Height: 24})
}

// printing sets A4 across, as wide as one page, the header on each.
func (s *sheet) printing(columns int) error {
	fit, a4, across, wide, high := true, 9, "landscape", 1, 0
	if err := s.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := s.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &across, FitToWidth: &wide, FitToHeight: &high}); err != nil {
		return err
	}
	return s.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + s.name + "'!$1:$1", Scope: s.name})
}

// span is the range of columns from–to, rows from top to the table's last.
func (s *sheet) span(from, to, top int) string {
	a, _ := excelize.ColumnNumberToName(from) // both within bounds by construction
	z, _ := excelize.ColumnNumberToName(to)
	return a + strconv.Itoa(top) + ":" + z + strconv.Itoa(s.last)
}

// choices lets a column take only the given words.
func (s *sheet) choices(column int, words ...string) error {
	v := excelize.NewDataValidation(true)
	v.Sqref = s.span(column, column, 2)
	if err := v.SetDropList(words); err != nil {
		return err
	}
	v.SetError(excelize.DataValidationErrorStyleStop, s.say("ledger.review"), s.say("review.pick"))
	return s.file.AddDataValidation(s.name, v)
}

// link makes a cell of the row to come a link; "" leaves it text.
func (s *sheet) link(column int, address string) {
	if address != "" {
		s.links[column] = address
	}
}

// maxLinks keeps the book openable in little time; further addresses are text.
// A sheet may hold 65,530.
const maxLinks = 4000

// row appends a row; text has been made inert by cell.
func (s *sheet) row(values ...any) error {
	s.at++
	cells := make([]any, len(values))
	for i, v := range values {
		style := s.text
		switch x := v.(type) {
		case lanmu.Date:
			style, v = s.date, any("")
			if !x.IsZero() {
				v = x.Time(time.UTC)
			}
		case string:
			if address := s.links[i+1]; address != "" && s.count < maxLinks {
				style = s.book.link
				s.count++
				name, _ := excelize.CoordinatesToCellName(i+1, s.at)
				if err := s.file.SetCellHyperLink(s.name, name, address, "External"); err != nil {
					return err
				}
			}
		}
		cells[i] = excelize.Cell{StyleID: style, Value: v}
	}
	clear(s.links)
	return s.sw.SetRow("A"+strconv.Itoa(s.at), cells)
}

func (s *sheet) close() error { return s.sw.Flush() }
