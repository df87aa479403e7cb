package web

import (
	"cmp"
	"encoding/csv"
	"net/http"
	"slices"
	"strconv"

	"lanmu/internal/store"
)

// ruleJudged is a rule with what people made of its findings, of all sites.
type ruleJudged struct {
	store.Judged
	Sites int // at which it has findings
}

// Rate is the share of those judged that were called false, 0..1.
func (r ruleJudged) Rate() float64 {
	if r.Reviewed == 0 {
		return 0
	}
	return float64(r.FalseAlarms) / float64(r.Reviewed)
}

// judgedView is how often lanmu was wrong here.
type judgedView struct {
	Rules []ruleJudged
	All   ruleJudged
}

func (s *Server) judged(r *http.Request) (string, any, error) {
	v := judgedView{}
	at := map[string]int{}
	for _, site := range s.opt.Sites() {
		list, err := s.opt.Store.Judged(r.Context(), site.ID)
		if err != nil {
			return "", nil, err
		}
		for _, j := range list {
			i, known := at[j.Rule]
			if !known {
				i = len(v.Rules)
				at[j.Rule] = i
				v.Rules = append(v.Rules, ruleJudged{Judged: store.Judged{Rule: j.Rule}})
			}
			v.Rules[i].add(j)
			v.All.add(j)
		}
	}
	slices.SortFunc(v.Rules, func(a, b ruleJudged) int {
		return cmp.Or(cmp.Compare(b.FalseAlarms, a.FalseAlarms), cmp.Compare(b.Reviewed, a.Reviewed), cmp.Compare(a.Rule, b.Rule))
	})
	return "judged", v, nil
}

func (r *ruleJudged) add(j store.Judged) {
	r.Found += j.Found
	r.Reviewed += j.Reviewed
	r.FalseAlarms += j.FalseAlarms
	r.Sites++
}

// judgedFile is the same as a table for those who look after the rules: counts
// alone, no address and no name.
func (s *Server) judgedFile(w http.ResponseWriter, r *http.Request) {
	_, data, err := s.judged(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="false-alarms.csv"`)
	out := csv.NewWriter(w)
	lines := [][]string{{"rule", "version", "sites", "found", "reviewed", "false_alarms"}}
	for _, j := range data.(judgedView).Rules {
		n := strconv.Itoa
		lines = append(lines, []string{j.Rule, s.opt.Version, n(j.Sites), n(j.Found), n(j.Reviewed), n(j.FalseAlarms)})
	}
	_ = out.WriteAll(lines) // the reader went away: nothing to be done
}
