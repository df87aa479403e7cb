package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"lanmu"
	"lanmu/internal/store"
	"lanmu/reports"
)

// pageSize is how many findings one page of the list shows.
const pageSize = 50

// findingsView is the list with its filters, which live in the address.
type findingsView struct {
	Site       *lanmu.Site
	Filter     store.Filter
	State      string
	List       []*lanmu.Finding
	Total      int
	From, To   int
	Prev, Next string // addresses; "" none
	Here       string // address of this list under its filters
	XLSX, CSV  string // addresses of its ledger
	Rules      []string
	Today      lanmu.Date
}

func (s *Server) findings(r *http.Request) (string, any, error) {
	site, err := s.configured(r.PathValue("site"))
	if err != nil {
		return "", nil, err
	}
	q := r.URL.Query()
	v := findingsView{Site: site, Filter: filterOf(site.ID, q), State: q.Get("state"), Today: s.today(site)}
	page, _ := strconv.Atoi(q.Get("page"))
	page = max(page, 1)
	v.Filter.Limit, v.Filter.Offset = pageSize, (page-1)*pageSize
	if v.List, v.Total, err = s.opt.Store.Findings(r.Context(), v.Filter); err != nil {
		return "", nil, err
	}
	if v.Rules, err = s.opt.Store.Rules(r.Context(), site.ID); err != nil {
		return "", nil, err
	}
	v.From, v.To = v.Filter.Offset+1, v.Filter.Offset+len(v.List)
	if page > 1 {
		v.Prev = pageLink(r.URL, page-1)
	}
	if v.To < v.Total {
		v.Next = pageLink(r.URL, page+1)
	}
	q.Del("page")
	base, query := "/sites/"+site.ID, "?"+q.Encode()
	v.Here, v.XLSX, v.CSV = base+"/findings"+query, base+"/ledger.xlsx"+query, base+"/ledger.csv"+query
	return "findings", v, nil
}

// filterOf reads the filters; without a state the open ones are meant.
func filterOf(site string, q url.Values) store.Filter {
	f := store.Filter{
		Site: site, Department: q.Get("department"), Rule: q.Get("rule"), Column: q.Get("column"),
		Certainty: q.Get("certainty"), Text: strings.TrimSpace(q.Get("q")),
	}
	switch state := q.Get("state"); state {
	case "", "unsolved":
		f.States = []lanmu.State{lanmu.StateNew, lanmu.StateOpen, lanmu.StateReopened}
	case "all":
	default:
		f.States = []lanmu.State{lanmu.State(state)}
	}
	return f
}

func pageLink(u *url.URL, page int) string {
	q := u.Query()
	q.Set("page", strconv.Itoa(page))
	return u.Path + "?" + q.Encode()
}

// ledger exports the list under the filters of the address.
func (s *Server) ledger(w http.ResponseWriter, r *http.Request) {
	site, err := s.configured(r.PathValue("site"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	a, err := s.opt.Store.Newest(r.Context(), site.ID)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	f := filterOf(site.ID, r.URL.Query())
	f.Limit = 1 << 20
	if a.Findings, _, err = s.opt.Store.Findings(r.Context(), f); err != nil {
		s.fail(w, r, err)
		return
	}
	kind := strings.TrimPrefix(r.URL.Path[strings.LastIndexByte(r.URL.Path, '.'):], ".")
	name := fmt.Sprintf("整改台账-%s-%s.%s", site.ID, a.Meta.At, kind)
	w.Header().Set("Content-Disposition", "attachment; filename=\"ledger."+kind+"\"; filename*=UTF-8''"+url.PathEscape(name))
	if err := reports.Ledger(w, kind, a, s.lang(r)); err != nil {
		s.opt.Log.Error("ledger not written", "site", site.ID, "err", err)
	}
}

// mark says one thing of many findings.
func (s *Server) mark(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	review := r.PostForm.Get("review")
	if !known(review) {
		http.Error(w, "复核结果只能是：误报、已整改、核减、未解决。", http.StatusBadRequest)
		return
	}
	if review == "未解决" {
		review = ""
	}
	n, err := s.opt.Store.Mark(r.Context(), r.PostForm["id"], s.who(r), store.Mark{Review: &review})
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.opt.Changed(r.PathValue("site"))
	s.opt.Log.Info("findings marked", "site", r.PathValue("site"), "review", review, "count", n, "who", s.who(r))
	http.Redirect(w, r, back(r, "/sites/"+r.PathValue("site")+"/findings"), http.StatusSeeOther)
}

// known are the 复核结果 of the ledger (standards.md §7).
func known(review string) bool {
	switch review {
	case lanmu.ReviewFalseAlarm, "已整改", "核减", "未解决":
		return true
	}
	return false
}

// back is where the form came from, if that is a page of ours.
func back(r *http.Request, otherwise string) string {
	to := r.PostFormValue("back")
	if strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") && !strings.HasPrefix(to, `/\`) {
		return to
	}
	return otherwise
}
