package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"lanmu"
)

// Judged is what people made of a rule's findings at a site.
type Judged struct {
	Site, Rule  string
	Found       int // findings that ever were
	Reviewed    int // of them judged by a person, whatever they said
	FalseAlarms int // of them called false
}

// Judged counts, by rule, what people made of a site's findings. Marks survive
// later audits, and so do these counts; a mark that was taken back is none.
func (s *Store) Judged(ctx context.Context, site string) ([]Judged, error) {
	l, err := s.list(ctx, site)
	if err != nil {
		return nil, err
	}
	by := make(map[string]*Judged, len(l.rules))
	for _, rule := range l.rules {
		by[rule] = &Judged{Site: site, Rule: rule}
	}
	for i := range l.rows {
		by[l.rows[i].rule].Found++
	}
	var rows []struct {
		Rule   string `bun:"rule"`
		Review string `bun:"review"`
		N      int    `bun:"n"`
	}
	err = s.db.NewSelect().Model((*findingRow)(nil)).ColumnExpr("rule, review, count(*) AS n").
		Where("site = ? AND review <> ''", site).GroupExpr("rule, review").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("counting what people judged at %s: %w", site, err)
	}
	for _, r := range rows {
		j := by[r.Rule]
		if j == nil {
			continue // written since the list was read
		}
		j.Reviewed += r.N
		if r.Review == lanmu.ReviewFalseAlarm {
			j.FalseAlarms += r.N
		}
	}
	list := make([]Judged, 0, len(by))
	for _, j := range by {
		list = append(list, *j)
	}
	slices.SortFunc(list, func(a, b Judged) int {
		return cmp.Or(cmp.Compare(b.FalseAlarms, a.FalseAlarms), cmp.Compare(b.Reviewed, a.Reviewed), cmp.Compare(a.Rule, b.Rule))
	})
	return list, nil
}
