package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"lanmu"
	"lanmu/internal/store"
)

// siteView is one site's page.
type siteView struct {
	siteCard
	Columns []columnLine
	Audits  []store.AuditLine
}

// columnLine is a column with its updates by month.
type columnLine struct {
	*lanmu.Column
	Left   int // days to the deadline
	HasDue bool
	Months []int // items dated in each of the last twelve months, oldest first
}

func (s *Server) site(r *http.Request) (string, any, error) {
	site, err := s.configured(r.PathValue("site"))
	if err != nil {
		return "", nil, err
	}
	card, err := s.card(r, site)
	if err != nil {
		return "", nil, err
	}
	v := siteView{siteCard: card}
	if v.Audits, err = s.opt.Store.Audits(r.Context(), site.ID, trendNights); err != nil {
		return "", nil, err
	}
	if card.Newest != nil {
		v.Columns, err = s.columnLines(r, site, card.Newest)
	}
	return "site", v, err
}

// columnLines puts first what is wrong: columns over their deadline and faulty
// ones that have none; then the next to expire, then those without a deadline.
func (s *Server) columnLines(r *http.Request, site *lanmu.Site, a *lanmu.Audit) ([]columnLine, error) {
	today := s.today(site)
	from := today.Add(lanmu.Period{Months: -11})
	months, err := s.opt.Store.Months(r.Context(), site.ID, from)
	if err != nil {
		return nil, err
	}
	year := func(id string) []int {
		counts := make([]int, 12)
		for i := range counts {
			counts[i] = months[id][from.Add(lanmu.Period{Months: i}).String()[:len("2006-01")]]
		}
		return counts
	}
	var over, faulty, due, rest []columnLine
	had := map[string]bool{}
	for _, d := range nextToExpire(site, a, today) {
		had[d.Column.ID] = true
		line := columnLine{d.Column, d.Left, true, year(d.Column.ID)}
		if d.Left < 0 {
			over = append(over, line)
		} else {
			due = append(due, line)
		}
	}
	for _, c := range a.Columns {
		switch line := (columnLine{c, 0, false, year(c.ID)}); {
		case had[c.ID]:
		case c.Status == lanmu.StatusOK, c.Status == lanmu.StatusExempt:
			rest = append(rest, line)
		default:
			faulty = append(faulty, line)
		}
	}
	return slices.Concat(over, faulty, due, rest), nil
}

// columnView is one column over time.
type columnView struct {
	Site     *lanmu.Site
	Line     columnLine
	Nights   []store.Night
	Findings []*lanmu.Finding
}

func (s *Server) column(r *http.Request) (string, any, error) {
	site, err := s.configured(r.PathValue("site"))
	if err != nil {
		return "", nil, err
	}
	a, err := s.newest(r, site.ID)
	if err != nil {
		return "", nil, err
	}
	v := columnView{Site: site}
	if a != nil {
		lines, err := s.columnLines(r, site, a)
		if err != nil {
			return "", nil, err
		}
		for _, l := range lines {
			if l.ID == r.PathValue("column") {
				v.Line = l
			}
		}
	}
	if v.Line.Column == nil {
		return "", nil, store.ErrNone
	}
	if v.Nights, err = s.opt.Store.Nights(r.Context(), site.ID, v.Line.ID, s.today(site).AddDays(-90)); err != nil {
		return "", nil, err
	}
	v.Findings, _, err = s.opt.Store.Findings(r.Context(), store.Filter{Site: site.ID, Column: v.Line.ID})
	return "column", v, err
}

// profileView is a site's profile as its file stands.
type profileView struct {
	Site *lanmu.Site
	Text string
}

func (s *Server) profile(r *http.Request) (string, any, error) {
	site, err := s.configured(r.PathValue("site"))
	if err != nil {
		return "", nil, err
	}
	text, err := s.opt.Profile(site.ID)
	return "profile", profileView{site, withoutSecrets(site, text)}, err
}

// minSecret is how long a header's value is at least to be hidden: shorter ones
// ("1", "zh") are no secrets, and stand in every other word.
const minSecret = 6

// withoutSecrets hides what the profile says to the site or a proxy alone:
// whoever may look at the pages is not to have it.
func withoutSecrets(site *lanmu.Site, text string) string {
	hide := func(secret string) {
		if len(secret) >= minSecret {
			text = strings.ReplaceAll(text, secret, "……")
		}
	}
	for _, v := range site.Crawl.Headers {
		hide(v)
	}
	if u, err := url.Parse(site.Crawl.Proxy); err == nil && u.User != nil {
		text = strings.ReplaceAll(text, u.User.String()+"@", "……@")
		if p, ok := u.User.Password(); ok {
			hide(p)
		}
	}
	return text
}

// progressView is how far a running audit is.
type progressView struct {
	Site     *lanmu.Site
	Running  bool
	Progress lanmu.Progress
}

func (s *Server) progress(r *http.Request) (string, any, error) {
	site, err := s.configured(r.PathValue("site"))
	if err != nil {
		return "", nil, err
	}
	p, running := s.opt.Progress(site.ID)
	if !running {
		// Between two stages nothing may have been told yet.
		if state, err := s.opt.Keeper.State(site.ID); err == nil && !state.Running.IsZero() {
			p, running = lanmu.Progress{Stage: "crawl"}, true
		}
	}
	return "progress", progressView{site, running, p}, nil
}

// live answers with how far the audit is; when one has ended that the page knew
// to be running, the page is loaded anew to show what came of it.
func (s *Server) live(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("running") == "1" {
		if _, data, err := s.progress(r); err == nil && !data.(progressView).Running {
			w.Header().Set("HX-Refresh", "true")
			return
		}
	}
	s.show(s.progress)(w, r)
}

func (s *Server) run(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("site")
	if err := s.opt.Keeper.Now(id); err != nil {
		http.Error(w, err.Error(), conflictOrMissing(err))
		return
	}
	s.opt.Log.Info("audit asked for", "site", id, "who", s.who(r))
	http.Redirect(w, r, "/sites/"+id, http.StatusSeeOther)
}

func (s *Server) pause(w http.ResponseWriter, r *http.Request) {
	id, paused := r.PathValue("site"), r.FormValue("paused") == "1"
	if err := s.opt.Keeper.Pause(id, paused); err != nil {
		http.Error(w, err.Error(), conflictOrMissing(err))
		return
	}
	s.opt.Log.Info("schedule changed", "site", id, "paused", paused, "who", s.who(r))
	http.Redirect(w, r, "/sites/"+id, http.StatusSeeOther)
}

func conflictOrMissing(err error) int {
	if missing(err) {
		return http.StatusNotFound
	}
	return http.StatusConflict
}
