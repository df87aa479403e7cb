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
	these, err := s.unsolved(ctx, audit)
	if err != nil {
		return nil, 0, err
	}
	those, err := s.unsolved(ctx, other)
	if err != nil {
		return nil, 0, err
	}
	ids := without(these, those)
	list, err := s.then(ctx, audit, ids[:min(limit, len(ids))])
	return list, len(ids), err
}

// Unsolved is how many findings an audit left unsolved, waived ones among them.
func (s *Store) Unsolved(ctx context.Context, audit string) (int, error) {
	ids, err := s.unsolved(ctx, audit)
	return len(ids), err
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
