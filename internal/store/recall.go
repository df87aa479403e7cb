package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"lanmu"
)

// Recall sets on a fresh audit's findings what they have been before: state,
// first and last seen, due, what staff noted. Findings of earlier nights that
// are put right tonight are added as fixed; those whose page could not be
// looked at are added as they stood. Nothing is written.
func (s *Store) Recall(ctx context.Context, a *lanmu.Audit) error {
	var rows []findingRow
	var later map[string]bool
	err := s.patiently(ctx, "recalling", func() (err error) {
		if rows, err = s.liveRows(ctx, a.Site.ID); err != nil {
			return err
		}
		if later, err = s.fixedSince(ctx, a.Site.ID, a.Meta.Started); err != nil {
			return err
		}
		a.Meta.LastSuccess, err = s.lastSuccess(ctx, a.Site.ID)
		return err
	})
	if err != nil {
		return err
	}
	before := make(map[string]*findingRow, len(rows))
	for i := range rows {
		before[rows[i].ID] = &rows[i]
	}
	for _, f := range a.Findings {
		k := before[f.ID].known()
		if k != nil && later[f.ID] {
			k.onto(f) // somebody checked it again after tonight's crawl began
			delete(before, f.ID)
			continue
		}
		due := f.Due
		if due.IsZero() {
			due = s.cal.AddWorkingDays(a.Meta.At, s.term)
		}
		next := live(k, true, f.State == lanmu.StateWaived, true, a.Meta.At, due)
		next.onto(f)
		if r := before[f.ID]; r != nil {
			f.Note, f.FixLink = r.Note, r.FixLink
			if r.Review == lanmu.ReviewFalseAlarm && f.Waiver == nil {
				f.Waiver = &lanmu.Waiver{Reason: "人工复核为误报", ApprovedBy: s.reviewer(ctx, f.ID)}
			}
			delete(before, f.ID)
		}
	}
	for i := range rows {
		r := &rows[i]
		if before[r.ID] == nil || r.State == string(lanmu.StateFixed) {
			continue
		}
		f, err := r.finding()
		if err != nil {
			return err
		}
		next := live(r.known(), false, false, lookedAt(a, *r.known()), a.Meta.At, lanmu.Date{})
		next.onto(f)
		a.Findings = append(a.Findings, f)
	}
	return nil
}

// fixedSince are a site's findings that were found to be put right after a moment.
func (s *Store) fixedSince(ctx context.Context, site string, from time.Time) (map[string]bool, error) {
	var ids []string
	err := s.db.NewSelect().Model((*eventRow)(nil)).ModelTableExpr("finding_events AS e").ColumnExpr("e.finding").
		Join("JOIN findings AS f ON f.id = e.finding").
		Where("f.site = ? AND f.state = ? AND e.what = ? AND e.detail = ? AND e.at > ?", site, lanmu.StateFixed, EventState, lanmu.StateFixed, from.UnixMilli()).
		Scan(ctx, &ids)
	if err != nil {
		return nil, fmt.Errorf("reading what was put right at %s: %w", site, err)
	}
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set, nil
}

// lastSuccess is when the newest complete audit of a site ended; zero: none did.
func (s *Store) lastSuccess(ctx context.Context, site string) (time.Time, error) {
	var ends []int64
	err := s.db.NewSelect().Model((*auditRow)(nil)).Column("finished").
		Where("site = ? AND complete = ?", site, true).Order("seq DESC", "id DESC").Limit(1).Scan(ctx, &ends)
	if err != nil {
		return time.Time{}, fmt.Errorf("reading the last complete audit of %s: %w", site, err)
	}
	if len(ends) == 0 {
		return time.Time{}, nil
	}
	return time.UnixMilli(ends[0]), nil
}

// liveRows are all findings of a site that ever were.
func (s *Store) liveRows(ctx context.Context, site string) ([]findingRow, error) {
	var rows []findingRow
	if err := s.db.NewSelect().Model(&rows).Where("site = ?", site).Order("id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading findings of %s: %w", site, err)
	}
	return rows, nil
}

func (s *Store) reviewer(ctx context.Context, finding string) string {
	var e eventRow
	err := s.db.NewSelect().Model(&e).Where("finding = ? AND what = ?", finding, EventReview).Order("seq DESC").Limit(1).Scan(ctx)
	if err != nil {
		return ""
	}
	return e.Who
}

func (k known) onto(f *lanmu.Finding) {
	f.State, f.FirstSeen, f.LastSeen, f.Due, f.Review = k.state, k.firstSeen, k.lastSeen, k.due, k.review
}

func (r *findingRow) known() *known {
	if r == nil {
		return nil
	}
	return &known{
		state: lanmu.State(r.State), firstSeen: dateOf(r.FirstSeen), lastSeen: dateOf(r.LastSeen),
		due: dateOf(r.Due), fixedOn: dateOf(r.FixedOn), review: r.Review,
		rule: r.Rule, url: r.URL, column: r.Column,
	}
}

// finding is the row as it was last seen, with its life of today.
func (r *findingRow) finding() (*lanmu.Finding, error) {
	f := new(lanmu.Finding)
	if err := json.Unmarshal([]byte(r.Doc), f); err != nil {
		return nil, fmt.Errorf("finding %s in the history: %w", r.ID, err)
	}
	r.known().onto(f)
	f.Note, f.FixLink = r.Note, r.FixLink
	return f, nil
}

// dateOf reads a day that this package wrote.
func dateOf(s string) lanmu.Date {
	d, err := lanmu.ParseDate(s)
	if err != nil {
		return lanmu.Date{}
	}
	return d
}
