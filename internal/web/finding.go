package web

import (
	"html"
	"net/http"
	"strings"

	"lanmu"
	"lanmu/internal/store"
)

// findingView is one finding with its history.
type findingView struct {
	*lanmu.Finding
	Site   *lanmu.Site
	Events []store.Event
	Today  lanmu.Date
	Column string // names of its column from the top; "" of none
	Place  string // address that makes a browser scroll to what is at fault; "" none
}

func (s *Server) finding(r *http.Request) (string, any, error) {
	f, id, err := s.opt.Store.Finding(r.Context(), r.PathValue("finding"))
	if err != nil {
		return "", nil, err
	}
	site, err := s.configured(id)
	if err != nil {
		return "", nil, err
	}
	v := findingView{Finding: f, Site: site, Today: s.today(site), Place: place(f), Column: f.Column}
	if a, err := s.newest(r, site.ID); err == nil && a != nil {
		for _, c := range a.Columns {
			if c.ID == f.Column {
				v.Column = strings.Join(c.Path, "＞")
			}
		}
	}
	v.Events, err = s.opt.Store.Events(r.Context(), f.ID)
	return "finding", v, err
}

// note keeps what staff did about a finding.
func (s *Server) note(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("finding")
	text, link := r.PostFormValue("note"), r.PostFormValue("fix_link")
	if link != "" && safeLink(link) == "" {
		http.Error(w, "整改链接须以 http:// 或 https:// 开头。", http.StatusBadRequest)
		return
	}
	n, err := s.opt.Store.Mark(r.Context(), []string{id}, s.who(r), store.Mark{Note: &text, FixLink: &link})
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if n == 0 {
		http.Error(w, store.ErrNone.Error(), http.StatusNotFound)
		return
	}
	http.Redirect(w, r, "/findings/"+id, http.StatusSeeOther)
}

// recheck looks at one finding again, through the same rules, and answers with
// a sentence that takes the button's place.
func (s *Server) recheck(w http.ResponseWriter, r *http.Request) {
	f, id, err := s.opt.Store.Finding(r.Context(), r.PathValue("finding"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	site, err := s.configured(id)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	say, err := s.opt.Recheck(r.Context(), site, f)
	if err != nil {
		s.opt.Log.Error("recheck failed", "finding", f.ID, "err", err)
		say = "复查未能完成：" + err.Error()
	}
	s.opt.Changed(site.ID)
	s.opt.Log.Info("finding checked again", "finding", f.ID, "who", s.who(r), "outcome", say)
	if r.Header.Get("HX-Request") == "" {
		http.Redirect(w, r, "/findings/"+f.ID, http.StatusSeeOther)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(`<p class="say" role="status">` + html.EscapeString(say) + `</p>`))
}

// auditView is one audit, beside another where asked.
type auditView struct {
	*lanmu.Audit
	Others            []store.AuditLine
	With              *lanmu.Audit
	Added, Gone, Same []*lanmu.Finding
	Moved             []moved
}

// moved is a column whose state two audits tell differently; "": it was not there.
type moved struct {
	Name    string
	Was, Is lanmu.Status
}

func (s *Server) audit(r *http.Request) (string, any, error) {
	a, err := s.opt.Store.Audit(r.Context(), r.PathValue("audit"))
	if err != nil {
		return "", nil, err
	}
	v := auditView{Audit: a}
	if v.Others, err = s.opt.Store.Audits(r.Context(), a.Site.ID, trendNights); err != nil {
		return "", nil, err
	}
	if with := r.URL.Query().Get("with"); with != "" {
		if v.With, err = s.opt.Store.Audit(r.Context(), with); err != nil {
			return "", nil, err
		}
		v.compare()
		v.columns()
	}
	return "audit", v, nil
}

// columns lists those whose state differs, in this audit's order, then those
// that are gone.
func (v *auditView) columns() {
	was := map[string]*lanmu.Column{}
	for _, c := range v.With.Columns {
		was[c.ID] = c
	}
	for _, c := range v.Columns {
		m := moved{Name: strings.Join(c.Path, "＞"), Is: c.Status}
		if old := was[c.ID]; old != nil {
			m.Was = old.Status
			delete(was, c.ID)
		}
		if m.Was != m.Is {
			v.Moved = append(v.Moved, m)
		}
	}
	for _, c := range v.With.Columns {
		if was[c.ID] != nil {
			v.Moved = append(v.Moved, moved{Name: strings.Join(c.Path, "＞"), Was: c.Status})
		}
	}
}

// compare sorts findings into those only this audit has, only the other, both.
func (v *auditView) compare() {
	other := map[string]*lanmu.Finding{}
	for _, f := range v.With.Findings {
		if f.State != lanmu.StateFixed {
			other[f.ID] = f
		}
	}
	for _, f := range v.Findings {
		switch {
		case f.State == lanmu.StateFixed:
		case other[f.ID] != nil:
			v.Same = append(v.Same, f)
			delete(other, f.ID)
		default:
			v.Added = append(v.Added, f)
		}
	}
	for _, f := range v.With.Findings {
		if other[f.ID] != nil {
			v.Gone = append(v.Gone, f)
		}
	}
}
