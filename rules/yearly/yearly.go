// Package yearly reads annual reports on government information disclosure
// (政府信息公开工作年度报告): prose as they were written up to the report for
// 2018, and the form with tables in use since the one for 2019. It knows no
// site, asks nothing and never panics; what it cannot read for sure it leaves
// out and says so in Trouble.
package yearly

import (
	"regexp"

	"golang.org/x/net/html"
)

// Figure is a number of the report with its place.
type Figure struct {
	N      int    // in Unit; 万 is multiplied out
	Unit   string // 条, 件 …; "" in tables, whose unit is the row's
	Place  string // the text that says it, at most 80 runes
	Known  bool   // false: the cell is empty or is not there
	Approx bool   // 余, 近, 约, 万: not to be calculated with
}

// Report is one report, read.
type Report struct {
	Year     int
	Runes    int        // length of its text without tables
	Sections []bool     // by SectionNames; nil: no text
	Requests *Requests  // table of applications; nil: not read
	Reviews  *Reviews   // table of reviews and lawsuits; nil: not read
	Form     [3]bool    // words of the three tables by TableNames are there, in tables or in text
	Tables   int        // data tables of any sort
	Pictures int        // images in the text: tables may be among them
	Files    int        // attachments: the report itself may be one
	Sums     []Sum      // totals of which the prose tells the parts
	Claims   []Claim    // single figures of the prose
	Signed   [3]int     // year, month, day under the text; zeroes: none
	Trouble  []string   // Chinese: what could not be read, and why
	Body     string     // whose report it is, as the title says
	prose    []sentence // kept for Claims
}

// Sum is a total and the parts that the same sentence calls its parts (其中).
type Sum struct {
	Total Figure
	Parts []Figure
	Whole bool // one of the parts is “the others”: the parts say to be all
}

// Topic is what a claim is about.
type Topic string

// The topics.
const (
	OnSite    Topic = "site"    // items published on the site in the year
	Received  Topic = "new"     // applications received in the year
	Carried   Topic = "carried" // applications carried over into the next year
	Disclosed Topic = "active"  // items disclosed in the year, all channels
)

// Claim is a figure of the prose.
type Claim struct {
	Topic  Topic
	Figure Figure
}

// Claim is what the prose says of a topic. False where it says nothing, or
// several different things.
func (r *Report) Claim(topic Topic) (Figure, bool) {
	var got Figure
	for _, c := range r.Claims {
		if c.Topic != topic {
			continue
		}
		if got.Known && got.N != c.Figure.N {
			return Figure{}, false
		}
		got = c.Figure
	}
	return got, got.Known && !got.Approx
}

// Read reads a report from its element; title may name year and body.
func Read(title string, root *html.Node) *Report {
	r := &Report{Year: YearOf(title), Body: BodyOf(title)}
	doc := gather(root)
	r.Pictures, r.Files = doc.pictures, doc.files
	for _, t := range doc.tables {
		r.table(t)
		r.form(t.text())
	}
	for _, l := range doc.lines {
		r.form(narrow(l))
	}
	r.readProse(doc.lines, doc.tables)
	return r
}

// ReadText reads a report of which only the text is there: an attachment's.
func ReadText(title, text string) *Report {
	r := &Report{Year: YearOf(title), Body: BodyOf(title)}
	r.readProse(linesOf(text), nil)
	return r
}

// TableNames are the three tables of the form since the report for 2021.
var TableNames = [3]string{"主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况"}

// tableWords are what only the tables say.
var tableWords = [3]*regexp.Regexp{
	regexp.MustCompile(`制发件数|制作数量|现行有效|废止件数|处理决定数量|公开总数量|行政事业性收费`),
	regexp.MustCompile(`自然人`),
	regexp.MustCompile(`结果维持|尚未审结|维持.{0,4}纠正`),
}

// form notes which tables a text belongs to: a table that is laid out so that
// it cannot be read is there all the same.
func (r *Report) form(text string) {
	for i, w := range tableWords {
		r.Form[i] = r.Form[i] || w.MatchString(text)
	}
}

// table reads one data table into the report.
func (r *Report) table(t *grid) {
	r.Tables++
	text := t.text()
	if isRequests(text) {
		q, trouble := readRequests(t)
		if q == nil {
			r.Trouble = append(r.Trouble, "“收到和处理政府信息公开申请情况”表没有读懂："+trouble)
		} else if r.Requests == nil {
			r.Requests = q
		}
	}
	if isReviews(text) { // a sheet may hold both
		v, trouble := readReviews(t)
		if v == nil {
			r.Trouble = append(r.Trouble, "“行政复议、行政诉讼情况”表没有读懂："+trouble)
		} else if r.Reviews == nil {
			r.Reviews = v
		}
	}
}
