package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"lanmu"
)

// What can happen to a finding.
const (
	EventState  = "state"  // an audit moved it; Detail is the new state
	EventReview = "review" // a person judged it; Detail is 误报, 已整改, 核减 or ""
	EventNote   = "note"   // a person wrote 整改情况; Detail is the text
	EventLink   = "link"   // a person wrote 整改链接; Detail is the address
)

// Event is one thing that happened to a finding.
type Event struct {
	Finding string
	At      time.Time
	Who     string // "" an audit
	What    string
	Detail  string
}

// moved makes a line for each finding whose state tonight's audit changes; it
// is asked before the findings themselves are written.
func moved(ctx context.Context, tx bun.Tx, a *lanmu.Audit, rows []findingRow) ([]eventRow, error) {
	before := map[string]string{}
	var old []findingRow
	if err := tx.NewSelect().Model(&old).Column("id", "state").Where("site = ?", a.Site.ID).Scan(ctx); err != nil {
		return nil, err
	}
	for _, r := range old {
		before[r.ID] = r.State
	}
	var events []eventRow
	for _, r := range rows {
		if before[r.ID] != r.State {
			events = append(events, eventRow{Finding: r.ID, At: a.Meta.Finished.UnixMilli(), What: EventState, Detail: r.State})
		}
	}
	return events, nil
}

// eventsLock is the number under which writers of PostgreSQL wait for each other.
const eventsLock = 0x6c616e6d7501

func (s *Store) addEvents(ctx context.Context, tx bun.Tx, events []eventRow) error {
	if len(events) == 0 {
		return nil
	}
	if s.pg {
		// Two writers would number theirs alike, and the second fail. Until the end
		// of the transaction, so that numbers are seen in their order.
		if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock(?)", eventsLock); err != nil {
			return err
		}
	}
	var last int64
	if err := tx.NewSelect().Model((*eventRow)(nil)).ColumnExpr("COALESCE(MAX(seq), 0)").Scan(ctx, &last); err != nil {
		return err
	}
	for i := range events {
		events[i].Seq = last + 1 + int64(i)
	}
	return inBatches(events, func(rows []eventRow) error {
		_, err := tx.NewInsert().Model(&rows).Exec(ctx)
		return err
	})
}

// Mark is what a person says of findings. A nil field is left as it is.
type Mark struct {
	Review, Note, FixLink *string
}

// markTime bounds a person's wait for a history that is locked.
const markTime = 20 * time.Second

// Mark writes what who says of the findings with these ids, in one transaction,
// and tells how many there were. A false alarm takes effect at once.
func (s *Store) Mark(ctx context.Context, ids []string, who string, m Mark) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, markTime)
	defer cancel()
	n := 0
	mark := func(ctx context.Context, tx bun.Tx) error {
		var rows []findingRow
		if err := tx.NewSelect().Model(&rows).Where("id IN (?)", bun.List(ids)).Order("id").Scan(ctx); err != nil {
			return err
		}
		n = len(rows)
		var events []eventRow
		now := s.now().UnixMilli()
		for i := range rows {
			r := &rows[i]
			note := func(field *string, what string, to *string) {
				if to != nil && *to != *field {
					*field = *to
					events = append(events, eventRow{Finding: r.ID, At: now, Who: who, What: what, Detail: *to})
				}
			}
			wasFalse := r.Review == lanmu.ReviewFalseAlarm
			note(&r.Review, EventReview, m.Review)
			note(&r.Note, EventNote, m.Note)
			note(&r.FixLink, EventLink, m.FixLink)
			switch isFalse := r.Review == lanmu.ReviewFalseAlarm; {
			case isFalse && !wasFalse && r.State != string(lanmu.StateFixed):
				r.State = string(lanmu.StateWaived)
			case wasFalse && !isFalse && r.State == string(lanmu.StateWaived):
				r.State = string(lanmu.StateOpen)
			}
			if _, err := tx.NewUpdate().Model(r).Column("review", "note", "fix_link", "state").WherePK().Exec(ctx); err != nil {
				return err
			}
		}
		return s.addEvents(ctx, tx, events)
	}
	if err := s.patiently(ctx, "marking", func() error { return s.db.RunInTx(ctx, nil, mark) }); err != nil {
		return 0, fmt.Errorf("marking %d findings: %w", len(ids), err)
	}
	return n, nil
}

// Events are what happened to a finding, oldest first.
func (s *Store) Events(ctx context.Context, finding string) ([]Event, error) {
	var rows []eventRow
	if err := s.db.NewSelect().Model(&rows).Where("finding = ?", finding).Order("seq").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading what happened to finding %s: %w", finding, err)
	}
	events := make([]Event, 0, len(rows))
	for _, r := range rows {
		events = append(events, Event{r.Finding, time.UnixMilli(r.At), r.Who, r.What, r.Detail})
	}
	return events, nil
}
