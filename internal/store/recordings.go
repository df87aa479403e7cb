package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"lanmu"
)

// Recording is a file that an audit was judged from.
type Recording struct {
	Audit, Site, Path string
	Started           time.Time
	Proof             bool // an unsolved finding was last seen in it
}

// Recordings are all that the history knows of, in the order in which their
// audits were written.
func (s *Store) Recordings(ctx context.Context) ([]Recording, error) {
	var rows []struct {
		ID        string `bun:"id"`
		Site      string `bun:"site"`
		Recording string `bun:"recording"`
		Started   int64  `bun:"started"`
		Open      int    `bun:"unsolved"`
	}
	ask := s.db.NewSelect().Model((*auditRow)(nil)).ModelTableExpr("audits AS a").
		ColumnExpr("a.id, a.site, a.recording, a.started").
		ColumnExpr("(SELECT count(*) FROM findings AS f WHERE f.last_audit = a.id AND f.state NOT IN ('fixed')) AS unsolved").
		Where("a.recording <> ''").OrderExpr("a.seq, a.id")
	if err := s.patiently(ctx, "reading recordings", func() error { return ask.Scan(ctx, &rows) }); err != nil {
		return nil, fmt.Errorf("reading recordings: %w", err)
	}
	out := make([]Recording, 0, len(rows))
	for _, r := range rows {
		out = append(out, Recording{r.ID, r.Site, r.Recording, time.UnixMilli(r.Started), r.Open > 0})
	}
	return out, nil
}

// DropRecording notes that an audit's recording is gone.
func (s *Store) DropRecording(ctx context.Context, audit string) error {
	if _, err := s.db.NewUpdate().Model((*auditRow)(nil)).Set("recording = ''").Where("id = ?", audit).Exec(ctx); err != nil {
		return fmt.Errorf("forgetting the recording of %s: %w", audit, err)
	}
	return nil
}

// Recheck writes what looking at one finding again has shown: still there, put
// right, or could not be told (looked false), which changes nothing.
func (s *Store) Recheck(ctx context.Context, id string, found, looked bool, at lanmu.Date, who string) (lanmu.State, error) {
	f, site, err := s.Finding(ctx, id)
	if err != nil {
		return "", err
	}
	k := known{state: f.State, firstSeen: f.FirstSeen, lastSeen: f.LastSeen, due: f.Due, review: f.Review}
	next := live(&k, found, f.State == lanmu.StateWaived, looked, at, s.cal.AddWorkingDays(at, s.term))
	if next.state == f.State && next.lastSeen == f.LastSeen {
		return f.State, nil
	}
	write := func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewUpdate().Model((*findingRow)(nil)).
			Set("state = ?, last_seen = ?, due = ?, fixed_on = ?", string(next.state), next.lastSeen.String(), next.due.String(), next.fixedOn.String()).
			Where("id = ? AND site = ?", id, site).Exec(ctx)
		if err != nil || next.state == f.State {
			return err
		}
		return s.addEvents(ctx, tx, []eventRow{{Finding: id, At: s.now().UnixMilli(), Who: who, What: EventState, Detail: string(next.state)}})
	}
	if err := s.patiently(ctx, "a recheck", func() error { return s.db.RunInTx(ctx, nil, write) }); err != nil {
		return "", fmt.Errorf("writing the recheck of %s: %w", id, err)
	}
	return next.state, nil
}
