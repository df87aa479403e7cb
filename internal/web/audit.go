package web

import (
	"net/http"
	"strings"

	"lanmu"
	"lanmu/internal/store"
)

// seenLines is how many findings of an audit its page lists; the list itself
// has them all.
const seenLines = 200

// some is the beginning of a long list.
type some struct {
	List  []*lanmu.Finding
	Total int
}

// auditView is one audit, beside another where asked.
type auditView struct {
	*lanmu.Audit
	Others []store.AuditLine
	Lines  []lanmu.LogLine
	Seen   some
	With   *lanmu.Audit // nil: alone
	Added  some
	Gone   some
	Same   int
	Moved  []moved
}

// moved is a column whose state two audits tell differently; "": it was not there.
type moved struct {
	Name    string
	Was, Is lanmu.Status
}

func (s *Server) audit(r *http.Request) (string, any, error) {
	ctx := r.Context()
	a, err := s.opt.Store.Summary(ctx, r.PathValue("audit"))
	if err != nil {
		return "", nil, err
	}
	v := auditView{Audit: a}
	if v.Others, err = s.opt.Store.Audits(ctx, a.Site.ID, trendNights); err != nil {
		return "", nil, err
	}
	if v.Lines, err = s.opt.Store.Log(ctx, a.Meta.ID); err != nil {
		return "", nil, err
	}
	with := r.URL.Query().Get("with")
	if with == "" {
		v.Seen.List, v.Seen.Total, err = s.opt.Store.Seen(ctx, a.Meta.ID, seenLines)
		return "audit", v, err
	}
	if v.With, err = s.opt.Store.Summary(ctx, with); err != nil {
		return "", nil, err
	}
	v.columns()
	if v.Added.List, v.Added.Total, err = s.opt.Store.Only(ctx, a.Meta.ID, with, seenLines); err != nil {
		return "", nil, err
	}
	if v.Gone.List, v.Gone.Total, err = s.opt.Store.Only(ctx, with, a.Meta.ID, seenLines); err != nil {
		return "", nil, err
	}
	unsolved, err := s.opt.Store.Unsolved(ctx, a.Meta.ID)
	v.Same = unsolved - v.Added.Total
	return "audit", v, err
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
