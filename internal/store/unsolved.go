package store

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// What an audit left unsolved never changes once it is written, so that the
// audits that people compare are kept in memory: to put two of a hundred
// thousand findings side by side costs a database tenths of a second each time.

// maxUnsolved is how many findings of audits are kept, of all of them together;
// one takes some 32 bytes.
const maxUnsolved = 2_000_000

// leavings are what audits left unsolved, by audit, in order of id.
type leavings struct {
	mu    sync.Mutex
	by    map[string][]string
	order []string // of use, the one used longest ago first
	count int
}

// unsolved are the ids of what an audit left unsolved, in order.
func (s *Store) unsolved(ctx context.Context, audit string) ([]string, error) {
	if ids, ok := s.leavings.get(audit); ok {
		return ids, nil
	}
	rows, err := s.db.QueryContext(ctx, "SELECT finding FROM audit_findings WHERE audit = ? AND state <> 'fixed'", audit)
	if err != nil {
		return nil, fmt.Errorf("reading what audit %s left: %w", audit, err)
	}
	defer func() { _ = rows.Close() }()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("reading what audit %s left: %w", audit, err)
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading what audit %s left: %w", audit, err)
	}
	slices.Sort(ids) // by bytes, whatever order the database has
	s.leavings.put(audit, ids)
	return ids, nil
}

func (l *leavings) get(audit string) ([]string, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	ids, ok := l.by[audit]
	if ok {
		l.use(audit)
	}
	return ids, ok
}

// use makes an audit the one used last; l.mu is held.
func (l *leavings) use(audit string) {
	if i := slices.Index(l.order, audit); i >= 0 {
		l.order = slices.Delete(l.order, i, i+1)
	}
	l.order = append(l.order, audit)
}

// put keeps what an audit left; nothing is not kept, for the audit may not have
// been written yet.
func (l *leavings) put(audit string, ids []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, known := l.by[audit]; known || len(ids) == 0 {
		return
	}
	if l.by == nil {
		l.by = map[string][]string{}
	}
	l.by[audit] = ids
	l.count += len(ids)
	l.use(audit)
	for l.count > maxUnsolved && len(l.order) > 1 {
		oldest := l.order[0]
		l.order = l.order[1:]
		l.count -= len(l.by[oldest])
		delete(l.by, oldest)
	}
}

// without are those of a that are not in b, both in order.
func without(a, b []string) []string {
	var only []string
	for _, id := range a {
		for len(b) > 0 && b[0] < id {
			b = b[1:]
		}
		if len(b) == 0 || b[0] != id {
			only = append(only, id)
		}
	}
	return only
}
