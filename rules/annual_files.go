package rules

import (
	"strings"

	"lanmu"
	"lanmu/rules/yearly"
)

// Many reports are a page with nothing on it but a link to the report, or a link
// alone. Documents and workbooks are read as pages are; in a PDF it is not sure
// which figure belongs to which row and column.

// noteAnnualFile reads a file that is a report. One of which not all was read is
// not: the rest of a table may be missing.
func noteAnnualFile(p *FilePass) {
	if p.File.Unread == "" && yearly.IsFile(p.File) {
		p.tell.note("annual-file")
		p.s.note("annual-file", Note{URL: p.File.URL, Value: yearly.ReadFile(p.File)})
	}
}

// annualFile is a file that may be a report.
type annualFile struct {
	target *lanmu.Target
	read   *yearly.Report // nil: it was not read as one
	why    string         // why not
}

// annualFiles are the files that may be reports, and the pages that hold them.
type annualFiles struct {
	read map[string]*yearly.Report // by the file's address
	on   map[string][]*annualFile  // by the page's address
}

// annualFiles gathers the files of reports whose pages hold no figures.
func (p *SitePass) annualFiles(reports map[string]*annualReport) *annualFiles {
	fs := &annualFiles{map[string]*yearly.Report{}, map[string][]*annualFile{}}
	for _, n := range p.Notes("annual-file") {
		fs.read[n.URL] = n.Value.(*yearly.Report)
	}
	asked := false
	for _, a := range reports {
		asked = asked || a.bare()
	}
	if !asked {
		return fs // a large site has a hundred thousand attachments
	}
	for _, t := range p.Crawl.Targets {
		if t.Kind != lanmu.LinkAttachment || t.External || t.Verdict != lanmu.LinkOK || t.Content != "" {
			continue
		}
		f := &annualFile{t, fs.read[t.URL], p.unreadWhy(t)}
		for _, u := range t.On {
			page := u.Page
			if at := p.PageAt(page); at != nil {
				page = at.URL
			}
			if a := reports[page]; a != nil && a.bare() {
				fs.on[page] = append(fs.on[page], f)
			}
		}
	}
	return fs
}

// bare tells a report whose page should hold tables and does not.
func (a *annualReport) bare() bool {
	return a.read != nil && a.read.Requests == nil && a.year >= yearly.FirstTables && a.file == ""
}

// of is the file that holds the figures of a report whose page does not; nil:
// the page has them, or there is no such file, or there are several.
func (fs *annualFiles) of(a *annualReport) *annualFile {
	if !a.bare() {
		return nil
	}
	var found, unread *annualFile
	for _, f := range fs.on[a.url] {
		name := fileName(f.target.URL, f.target)
		year := yearly.YearOf(name)
		switch {
		case year != 0 && year != a.year:
		case f.read != nil && f.read.Requests != nil && found != nil && found != f:
			return nil
		case f.read != nil && f.read.Requests != nil:
			found = f
		case unread == nil && (len(fs.on[a.url]) == 1 || strings.Contains(name, "公开")):
			unread = f
		}
	}
	if found != nil {
		return found
	}
	return unread
}

// fromFile lets a report be what its file says, as far as its page says nothing.
func (a *annualReport) fromFile(f *annualFile) {
	a.file, a.why = fileName(f.target.URL, f.target), f.why
	if f.read != nil && (f.read.Requests != nil || len(f.read.Trouble) > 0) {
		a.why = ""
	}
	switch {
	case f.read == nil:
	case a.read == nil || a.read.Runes < 200:
		a.read = f.read
	default:
		both := *a.read
		both.Requests, both.Reviews = f.read.Requests, f.read.Reviews
		both.Trouble = append(both.Trouble, f.read.Trouble...)
		a.read = &both
	}
}

// unreadWhy says why a file was not read as a report; "" it was read.
func (p *SitePass) unreadWhy(t *lanmu.Target) string {
	state, asked := p.s.files[t.URL]
	switch ext := extension(t.URL); {
	case state.kind == "pdf" || ext == ".pdf":
		return "是 PDF，其中表格的行列无法可靠还原"
	case state.unread != "":
		return unreadWord(state.unread)
	case asked:
		return "里没有读到申请情况表"
	case unreadForms[ext] != "":
		return unreadWord(unreadForms[ext])
	}
	return "没有下载全文"
}

func unreadWord(why lanmu.Unread) string {
	for _, w := range unreadWords {
		if w.why == why {
			return w.text
		}
	}
	return "没有读取"
}
