package rules

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"

	"lanmu"
	"lanmu/internal/calendar"
)

// Session judges one site on one day.
type Session struct {
	site     *lanmu.Site
	at       lanmu.Date
	std      *Standard
	calendar *calendar.Calendar
	history  History
	words    *wordList
	scan     *scanner
	rules    []*Rule
	onPages  []*Rule         // those that look at pages
	onFiles  []*Rule         // those that look at attachments
	only     []string        // ids of the rules asked for; empty: all
	leftOut  map[string]bool // ids of those that were not
	quiet    map[*Rule]bool  // of these those that take notes for others, and say nothing
	named    *memo[named]    // names, for what duties they may stand
	gaps     *memo[tagGap]
	controls *memo[bool] // texts of links, whether they name what a script does

	mu      sync.Mutex
	found   map[string]*found // by identity
	groups  map[group]*found  // the same, of those that are one fault wherever they stand
	skips   map[skipKey]bool
	notes   map[string][]Note
	sheets  map[string]*sheet      // by address
	asked   []answered             // of the site's search, in order
	ways    map[string]*hiddenNote // links that they may hide
	files   map[string]fileState   // by address, of attachments
	once    map[onceKey]int        // → place in notes, of those kept once
	pace    pace
	unread  int             // pages no page rule could read
	notRead []lanmu.Skip    // attachments
	notRun  map[string]bool // rules that could not judge the site at all
	dueWhen lanmu.Date
}

// Option sets what a session may know beside site, day and standard.
type Option func(*Session)

// WithHistory lets rules ask what earlier audits saw.
func WithHistory(h History) Option { return func(s *Session) { s.history = h } }

// WithCalendar replaces the shipped working-day calendar.
func WithCalendar(c *calendar.Calendar) Option { return func(s *Session) { s.calendar = c } }

// rectifyDays is the usual term for putting right, in working days (standards.md §7).
const rectifyDays = 10

// NewSession starts one. A nil standard is loaded by the site's own setting. A
// rule without title, doc, fix or source is an error. A word list or calendar
// that cannot be used, whole or in part, is told as a skip: the rest goes on.
func NewSession(site *lanmu.Site, at lanmu.Date, std *Standard, opts ...Option) (*Session, error) {
	all, err := All()
	if err != nil {
		return nil, err
	}
	if site == nil || at.IsZero() {
		return nil, errors.New("a session needs a site and a day")
	}
	if std == nil {
		if std, err = LoadStandard(site.Standard, at); err != nil {
			return nil, err
		}
	}
	s := &Session{
		site: site, at: at, std: std, calendar: calendar.Default(),
		found: map[string]*found{}, groups: map[group]*found{}, skips: map[skipKey]bool{}, notes: map[string][]Note{}, files: map[string]fileState{},
		sheets: map[string]*sheet{}, ways: map[string]*hiddenNote{},
		once: map[onceKey]int{}, notRun: map[string]bool{}, named: newMemo[named](), controls: newMemo[bool](), gaps: newMemo[tagGap](),
	}
	if site.Calendar != "" {
		if own, err := calendar.Load(site.Calendar); err != nil {
			s.unusable("", "节假日文件无法使用，整改时限按内置的节假日推算", err)
		} else {
			s.calendar = own
		}
	}
	for _, opt := range opts {
		opt(s)
	}
	if err := s.choose(all); err != nil {
		return nil, err
	}
	if !s.runs("wording-serious", "wording-typo") {
		s.words = nil
	} else if s.words, err = loadWords(site.Words); err != nil {
		s.unusable("wording-typo", "词表有无法使用的内容，其余词条照常检查", err)
	}
	s.scan = newScanner(s.words)
	s.dueWhen = s.calendar.AddWorkingDays(at, rectifyDays)
	return s, nil
}

// unusable tells what of a file of the user's could not be used.
func (s *Session) unusable(rule, what string, err error) {
	lines := strings.Split(err.Error(), "\n")
	why := strings.Join(lines[:min(len(lines), 5)], "；")
	if len(lines) > 5 {
		why += fmt.Sprintf("；共 %d 处", len(lines))
	}
	s.skip(lanmu.Skip{Rule: rule, URL: s.site.URL, Reason: clip(clean(what+"："+why), 600) + "。"})
}

// Page runs the page rules. It may be called concurrently; doc may be nil.
// Pages that are not there or could not be read are not judged.
func (s *Session) Page(p *lanmu.Page, doc *goquery.Document, f *lanmu.Facts) { s.page(p, doc, f, nil) }

func (s *Session) page(p *lanmu.Page, doc *goquery.Document, f *lanmu.Facts, tell *Told) {
	if p == nil || f == nil || !p.OK() || f.Kind == lanmu.PageError || f.Home && standIn(f) != "" {
		return
	}
	if f.Unread || doc == nil && f.Text == "" {
		if f.Unread {
			s.mu.Lock()
			s.unread++
			s.mu.Unlock()
		}
		return
	}
	addr := f.URL
	if f.Home {
		addr = s.site.URL // / and /index.html are one page
	}
	share := shared.Get().(*pageShare)
	defer share.release()
	pp := &PagePass{pass: s.pass(nil, addr, ""), Page: p, Doc: doc, Facts: f, share: share}
	pp.tell = tell
	if tell != nil { // room for them is at hand; what is kept of them is not larger than they are
		tell.Reports = share.told
		defer func() { share.told, tell.Reports = tell.Reports, append([]ToldReport(nil), tell.Reports...) }()
	}
	for _, r := range s.onPages {
		pp.rule, pp.first, pp.told = r, reportKey{}, nil
		s.guard(&pp.pass, func() { r.Page(pp) })
	}
}

// Finish runs column and site rules, sets every column's status and returns
// what was found and what could not be told, in stable order.
func (s *Session) Finish(crawl *lanmu.Crawl, columns []*lanmu.Column, pages lanmu.Pages) ([]*lanmu.Finding, []lanmu.Skip) {
	if crawl == nil {
		crawl = &lanmu.Crawl{}
	}
	for _, c := range columns {
		s.std.judge(c, s.site, crawl, s.at)
	}
	if pages == nil {
		pages = lanmu.PageList(nil)
	}
	index := newSiteIndex(s.site, columns)
	for _, r := range s.rules {
		if r.Column == nil {
			continue
		}
		for _, c := range columns {
			cp := &ColumnPass{pass: s.pass(r, c.URL, c.ID), Column: c, Columns: columns, Crawl: crawl}
			s.guard(&cp.pass, func() { r.Column(cp) })
		}
	}
	for _, r := range s.rules {
		if r.Site != nil {
			sp := &SitePass{pass: s.pass(r, s.site.URL, ""), Crawl: crawl, Columns: columns, Pages: pages, History: s.history, index: index}
			s.guard(&sp.pass, func() { r.Site(sp) })
		}
	}
	s.settleFiles(crawl)
	return s.findings(index), s.skipped()
}

// Refs are the rules that run in this session: after Finish without those that
// could not judge the site at all.
func (s *Session) Refs() []lanmu.RuleRef {
	var refs []lanmu.RuleRef
	for _, r := range s.rules {
		if s.notRun[r.ID] {
			continue
		}
		ref := r.Ref()
		ref.Indicator = s.std.indicatorOf(r)
		refs = append(refs, ref)
	}
	return refs
}

func (s *Session) pass(r *Rule, url, column string) pass {
	return pass{Site: s.site, At: s.at, Standard: s.std, Calendar: s.calendar, rule: r, s: s, url: url, col: column}
}

// guard turns a rule's panic into a skip: one rule's slip must not cost the
// audit, nor look like a clean page.
func (s *Session) guard(p *pass, run func()) {
	defer func() {
		if x := recover(); x != nil {
			p.Skipf("规则运行出错，未能判断：%v", x)
		}
	}()
	run()
}

func (s *Session) note(key string, n Note) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.notes[key] = append(s.notes[key], n)
}

// onceKey tells apart what is kept once.
type onceKey struct{ key, what string }

func (s *Session) noteOnce(key string, n Note) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, there := s.once[onceKey{key, n.what}]
	switch {
	case !there:
		s.once[onceKey{key, n.what}] = len(s.notes[key])
		s.notes[key] = append(s.notes[key], n)
	case n.URL < s.notes[key][i].URL:
		s.notes[key][i] = n
	}
}

func (s *Session) notesOf(key string) []Note {
	s.mu.Lock()
	defer s.mu.Unlock()
	notes := slices.Clone(s.notes[key])
	slices.SortStableFunc(notes, func(a, b Note) int { return cmp.Or(strings.Compare(a.URL, b.URL), strings.Compare(a.what, b.what)) })
	return notes
}

func (s *Session) skip(k lanmu.Skip) {
	if s.leftOut[k.Rule] {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.skips[skipKey{k.Rule, k.URL, k.Column, k.Reason}] = true
}

// skipKey is a skip of one rule's.
type skipKey struct{ rule, url, column, reason string }

// maxSkips bounds how many addresses are told for one rule and reason.
const maxSkips = 50

// skipped is what could not be told, ordered, long runs summed up.
func (s *Session) skipped() []lanmu.Skip {
	all := make([]lanmu.Skip, 0, len(s.skips))
	for k := range s.skips {
		all = append(all, lanmu.Skip{Rule: k.rule, URL: k.url, Column: k.column, Reason: k.reason})
	}
	for id := range s.leftOut {
		all = append(all, lanmu.Skip{Rule: id, URL: s.site.URL, Reason: leftOutReason})
	}
	slices.SortFunc(all, func(a, b lanmu.Skip) int {
		return strings.Compare(a.Rule+"\x00"+a.Reason+"\x00"+a.Column+"\x00"+a.URL, b.Rule+"\x00"+b.Reason+"\x00"+b.Column+"\x00"+b.URL)
	})
	var out []lanmu.Skip
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j].Rule == all[i].Rule && all[j].Reason == all[i].Reason {
			j++
		}
		out = append(out, all[i:min(j, i+maxSkips)]...)
		if more := j - i - maxSkips; more > 0 {
			out = append(out, lanmu.Skip{Rule: all[i].Rule, Reason: fmt.Sprintf("%s（另有 %d 处原因相同，不再列出）", all[i].Reason, more)})
		}
		i = j
	}
	out = append(out, s.notRead...)
	if gone := s.calendar.Missing(s.at, s.dueWhen); gone != "" {
		out = append(out, lanmu.Skip{Reason: "整改时限：" + gone})
	}
	if s.unread > 0 {
		out = append(out, lanmu.Skip{Reason: fmt.Sprintf("有 %d 个页面无法解析，页面类规则未检查这些页面。", s.unread)})
	}
	return out
}
