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
