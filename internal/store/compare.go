package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"lanmu"
)

// Seen are findings that an audit saw, in the state in which it left them, at
// most limit, and how many there are in all.
func (s *Store) Seen(ctx context.Context, audit string, limit int) ([]*lanmu.Finding, int, error) {
	var ids []string
	n, err := s.db.NewSelect().Model((*auditFindingRow)(nil)).Column("finding").Where("audit = ?", audit).Order("finding").Limit(int64(limit)).ScanAndCount(ctx, &ids)
	if err != nil {
		return nil, 0, fmt.Errorf("reading what audit %s saw: %w", audit, err)
	}
	list, err := s.then(ctx, audit, ids)
	return list, int(n), err
}

// Only are findings that audit left unsolved and other did not, in the same form.
func (s *Store) Only(ctx context.Context, audit, other string, limit int) ([]*lanmu.Finding, int, error) {
	var ids []string
	// In order of the index on both sides the two are merged in one go.
	err := s.db.NewRaw("SELECT finding FROM audit_findings WHERE audit = ? AND state <> 'fixed' "+
		"EXCEPT SELECT finding FROM audit_findings WHERE audit = ? AND state <> 'fixed' ORDER BY finding", audit, other).Scan(ctx, &ids)
	if err != nil {
		return nil, 0, fmt.Errorf("comparing audits %s and %s: %w", audit, other, err)
	}
	list, err := s.then(ctx, audit, ids[:min(limit, len(ids))])
	return list, len(ids), err
}

// Unsolved is how many findings an audit left unsolved, waived ones among them.
func (s *Store) Unsolved(ctx context.Context, audit string) (int, error) {
	n, err := s.db.NewSelect().Model((*auditFindingRow)(nil)).Where("audit = ? AND state <> 'fixed'", audit).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("counting findings of audit %s: %w", audit, err)
	}
	return int(n), nil
}

// then are findings in the state in which an audit left them.
func (s *Store) then(ctx context.Context, audit string, ids []string) ([]*lanmu.Finding, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []struct {
		findingRow `bun:",extend"`
		Then       string `bun:"then_state"`
	}
	err := s.db.NewSelect().TableExpr("findings AS f").ColumnExpr("f.*, af.state AS then_state").
		Join("JOIN audit_findings AS af ON af.finding = f.id AND af.audit = ?", audit).Where("f.id IN (?)", bun.List(ids)).
		OrderExpr("f.due, f.rule, f.id").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("reading what audit %s saw: %w", audit, err)
	}
	out := make([]*lanmu.Finding, 0, len(rows))
	for i := range rows {
		f, err := rows[i].finding()
		if err != nil {
			return nil, err
		}
		f.State = lanmu.State(rows[i].Then)
		out = append(out, f)
	}
	return out, nil
}
