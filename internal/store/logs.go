package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"lanmu"
)

type logRow struct {
	bun.BaseModel `bun:"table:audit_logs"`

	Audit string `bun:"audit,pk"`
	Line  int    `bun:"line,pk"`
	At    int64  `bun:"at"`
	Warn  bool   `bun:"warn"`
	Text  string `bun:"text"`
}

// The bounds of an audit's log in the history, whoever wrote it.
const (
	maxLogLines = 500
	maxLogText  = 2000 // bytes
)

func (s *Store) putLog(ctx context.Context, tx bun.Tx, a *lanmu.Audit) error {
	rows := make([]logRow, 0, len(a.Log))
	for i, l := range a.Log[:min(len(a.Log), maxLogLines)] {
		text := strings.ReplaceAll(strings.ToValidUTF8(l.Text[:min(len(l.Text), maxLogText)], ""), "\x00", "")
		rows = append(rows, logRow{Audit: a.Meta.ID, Line: i, At: l.At.UnixMilli(), Warn: l.Warn, Text: text})
	}
	return inBatches(rows, func(rows []logRow) error {
		_, err := tx.NewInsert().Model(&rows).Exec(ctx)
		return err
	})
}

// Log is an audit's own log, in order. Audits of older versions have none.
func (s *Store) Log(ctx context.Context, audit string) ([]lanmu.LogLine, error) {
	var rows []logRow
	if err := s.db.NewSelect().Model(&rows).Where("audit = ?", audit).Order("line").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading the log of audit %s: %w", audit, err)
	}
	lines := make([]lanmu.LogLine, 0, len(rows))
	for _, r := range rows {
		lines = append(lines, lanmu.LogLine{At: time.UnixMilli(r.At), Warn: r.Warn, Text: r.Text})
	}
	return lines, nil
}
