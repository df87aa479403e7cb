package reports

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"lanmu"
)

// ledgerHeader are the columns of the 整改台账 in the order staff and
// inspectors use, and after them two of our own: how sure we are, and the
// finding's id.
var ledgerHeader = []string{
	"no", "site", "code", "path", "rule", "indicator", "message", "page", "target", "newest", "overdue", "evidence",
	"seen", "department", "due", "done", "link", "review", "certainty", "id",
}

// entry is one row of the ledger, cleaned and cut, formula-looking text inert.
type entry struct {
	No, Overdue                                int
	Site, Code, Path, Rule, Indicator, Message string
	Page, PageLink, Target, TargetLink         string
	Newest, Seen, Due                          lanmu.Date
	Evidence, Department, Done                 string
	Fix, FixLink, Review, Certainty, ID        string
}

// ledger are the rows of an audit: by department, rule, column and address.
func ledger(a *lanmu.Audit, lang string) []entry {
	n := namesOf(a, lang)
	sorted := slices.Clone(a.Findings)
	order := map[string]int{}
	for i, id := range departmentsOf(a) {
		order[id] = i
	}
	slices.SortStableFunc(sorted, func(x, y *lanmu.Finding) int {
		if d := order[x.Department] - order[y.Department]; d != 0 {
			return d
		}
		return byIdentity(x, y)
	})
	rows := make([]entry, len(sorted))
	for i, f := range sorted {
		rows[i] = n.entry(i+1, f)
	}
	return rows
}

func (n *names) entry(no int, f *lanmu.Finding) entry {
	a := n.audit
	e := entry{
		No: no, Site: cell(n.site()), Code: cell(a.Site.SiteCode), Path: cell(n.path(f.Column)), Rule: cell(n.title(f)),
		Indicator: cell(n.weighs(f)), Message: cell(n.message(f, 2000)), Newest: f.Newest, Overdue: max(f.Overdue, 0),
		Evidence: cell(strings.Join(n.proof(f.Evidence, 2000), "；")), Seen: f.FirstSeen, Department: cell(n.department(f.Department)),
		Due: f.Due, Done: cell(n.done(f)), Fix: cell(f.FixLink), FixLink: href(f.FixLink), Review: cell(n.review(f)),
		Certainty: n.certainty(f.Certainty), ID: cell(f.ID),
	}
	if e.Seen.IsZero() {
		e.Seen = a.Meta.At
	}
	e.Page, e.PageLink, e.Target, e.TargetLink = n.place(f)
	return e
}

// place tells the page a clerk opens and what on it is at fault.
func (n *names) place(f *lanmu.Finding) (page, pageLink, fault, faultLink string) {
	on := holders(f)
	if len(on) == 0 {
		return cell(f.URL), target(f), cell(or(f.Evidence.Raw, f.Anchor)), ""
	}
	page, pageLink = on[0], href(on[0])
	if count := holderCount(f); count > 1 {
		page += " " + n.say("ledger.more", count)
	}
	return cell(page), pageLink, cell(f.URL), target(f)
}

// done is 整改情况: what staff wrote, else what the audit knows.
func (n *names) done(f *lanmu.Finding) string {
	switch {
	case f.Note != "":
		return f.Note
	case f.State == lanmu.StateWaived && f.Waiver != nil:
		return n.say("ledger.waived", clip(f.Waiver.Reason, 200), clip(f.Waiver.ApprovedBy, 60), f.Waiver.Until)
	case f.State == lanmu.StateFixed:
		return n.say("ledger.fixed")
	}
	return ""
}

func (n *names) review(f *lanmu.Finding) string {
	switch {
	case f.Review != "":
		return f.Review
	case f.State == lanmu.StateFixed:
		return n.say("review.fixed")
	}
	return ""
}

// cells are the row's values as text.
func (e entry) cells() []string {
	overdue := ""
	if e.Overdue > 0 {
		overdue = strconv.Itoa(e.Overdue)
	}
	return []string{
		strconv.Itoa(e.No), e.Site, e.Code, e.Path, e.Rule, e.Indicator, e.Message, e.Page, e.Target, e.Newest.String(), overdue,
		e.Evidence, e.Seen.String(), e.Department, e.Due.String(), e.Done, e.Fix, e.Review, e.Certainty, e.ID,
	}
}

// utf8BOM makes spreadsheets read the file as UTF-8.
const utf8BOM = "\ufeff"

// writeCSV writes the ledger: UTF-8 with BOM, CRLF, one line a finding.
func writeCSV(w io.Writer, a *lanmu.Audit, opt Options) error {
	if _, err := io.WriteString(w, utf8BOM); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(headings(opt.Lang, "ledger.", ledgerHeader)); err != nil {
		return err
	}
	for _, e := range ledger(a, opt.Lang) {
		if err := out.Write(e.cells()); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func headings(lang, prefix string, keys []string) []string {
	t := speak(lang)
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = t.say(prefix + k)
	}
	return out
}
