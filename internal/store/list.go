package store

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/width"
)

// The findings of a site as its list needs them are kept in memory, for pages
// of a list, its length and searches are asked for all the time: looking
// through a hundred thousand texts costs a database tenths of a second, memory
// a hundredth. Each use asks the database first whether anything has changed,
// for other processes write to it as well.

// maxListed is how many bytes of lists are kept; the one used longest ago goes.
const maxListed = 256 << 20

// lists are those of all sites.
type lists struct {
	mu     sync.Mutex
	bySite map[string]*place
	turn   int64
}

// place is where a site's list is kept.
type place struct {
	mu   sync.Mutex // one reads it anew, the others wait
	list *list      // nil: not read yet
	used int64      // turn of its last use
	size int        // bytes
}

// list is a site's findings in order; nothing changes it once made.
type list struct {
	audits, events int64 // newest audit and newest event that are in it
	rows           []listed
	text           []byte   // what is searched, each finding's ended by a zero
	rules          []string // that have findings, in order
}

// listed is one finding as far as filters ask.
type listed struct {
	id, rule, column, department, certainty, state, due string
	from, to                                            int // in text
}

// fold makes texts comparable: small letters, narrow ones.
func fold(s string) string { return strings.ToLower(width.Fold.String(s)) }

// list is a site's list as it stands.
func (s *Store) list(ctx context.Context, site string) (*list, error) {
	s.lists.mu.Lock()
	if s.lists.bySite == nil {
		s.lists.bySite = map[string]*place{}
	}
	p := s.lists.bySite[site]
	if p == nil {
		p = &place{}
		s.lists.bySite[site] = p
	}
	s.lists.turn++
	p.used = s.lists.turn
	s.lists.mu.Unlock()

	p.mu.Lock()
	defer p.mu.Unlock()
	audits, events, err := s.newest(ctx, site)
	if err != nil {
		return nil, err
	}
	next := p.list
	switch {
	case next != nil && next.audits == audits && next.events == events:
		return next, nil
	case next != nil && next.audits == audits:
		next, err = s.amend(ctx, site, next)
	default:
		next = nil
	}
	if err == nil && next == nil {
		next, err = s.readList(ctx, site)
	}
	if err != nil {
		return nil, err
	}
	next.audits, next.events, p.list = audits, events, next
	s.lists.bound(p, next.size())
	return next, nil
}

// Warm reads a site's list before anybody asks for it. A list that cannot be read
// now is read when it is asked for.
func (s *Store) Warm(ctx context.Context, site string) {
	if _, err := s.list(ctx, site); err != nil {
		s.log.Warn("list not read", "site", site, "err", err)
	}
}

// has tells whether a site's list is kept.
func (l *lists) has(site string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.bySite[site] != nil
}

// newest tells what a list must contain to be of now.
func (s *Store) newest(ctx context.Context, site string) (audits, events int64, err error) {
	err = s.db.NewSelect().ColumnExpr("(SELECT COALESCE(MAX(seq), 0) FROM audits WHERE site = ?), (SELECT COALESCE(MAX(seq), 0) FROM finding_events)", site).Scan(ctx, &audits, &events)
	if err != nil {
		return 0, 0, fmt.Errorf("asking for what is new at %s: %w", site, err)
	}
	return audits, events, nil
}

func (s *Store) readList(ctx context.Context, site string) (*list, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT id, rule, column_id, department, certainty, state, due, words FROM findings WHERE site = ? ORDER BY due, rule, id", site)
	if err != nil {
		return nil, fmt.Errorf("reading the list of %s: %w", site, err)
	}
	defer func() { _ = rows.Close() }()
	l := &list{}
	once := map[string]string{} // most values are the same few
	same := func(v string) string {
		if have, ok := once[v]; ok {
			return have
		}
		once[v] = v
		return v
	}
	ruled := map[string]bool{}
	for rows.Next() {
		var r listed
		var words string
		if err := rows.Scan(&r.id, &r.rule, &r.column, &r.department, &r.certainty, &r.state, &r.due, &words); err != nil {
			return nil, fmt.Errorf("reading the list of %s: %w", site, err)
		}
		r.rule, r.column, r.department, r.certainty, r.state, r.due = same(r.rule), same(r.column), same(r.department), same(r.certainty), same(r.state), same(r.due)
		ruled[r.rule] = true
		r.from = len(l.text)
		l.text = append(l.text, fold(words)...)
		r.to = len(l.text)
		l.text = append(l.text, 0)
		l.rows = append(l.rows, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading the list of %s: %w", site, err)
	}
	l.rules = slices.Sorted(maps.Keys(ruled))
	return l, nil
}

// amend makes a list of one in which people changed some findings; nil: one of
// them has its place elsewhere now, and the list is to be read anew.
func (s *Store) amend(ctx context.Context, site string, old *list) (*list, error) {
	var changed []findingRow
	err := s.db.NewSelect().Model(&changed).Column("id", "state", "due").
		Where("site = ? AND id IN (SELECT finding FROM finding_events WHERE seq > ?)", site, old.events).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading what changed at %s: %w", site, err)
	}
	l := &list{rows: old.rows, text: old.text, rules: old.rules}
	if len(changed) == 0 {
		return l, nil
	}
	now := make(map[string]*findingRow, len(changed))
	for i := range changed {
		now[changed[i].ID] = &changed[i]
	}
	l.rows = slices.Clone(old.rows)
	for i := range l.rows {
		r := now[l.rows[i].id]
		switch {
		case r == nil:
		case r.Due != l.rows[i].due:
			return nil, nil //nolint:nilnil // said above
		default:
			l.rows[i].state = r.State
		}
	}
	return l, nil
}

// size is about how many bytes a list takes.
func (l *list) size() int { return len(l.text) + 160*len(l.rows) }

// bound lets go of lists that were used longest ago, p's own excepted.
func (l *lists) bound(p *place, size int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	p.size = size
	for {
		total := 0
		var oldest string
		for site, q := range l.bySite {
			total += q.size
			if q != p && q.size > 0 && (oldest == "" || q.used < l.bySite[oldest].used) {
				oldest = site
			}
		}
		if total <= maxListed || oldest == "" {
			return
		}
		delete(l.bySite, oldest) // who uses it now keeps it until then
	}
}

// choose gives the page of ids that a filter asks for, and how many it chooses.
func (l *list) choose(f Filter, limit int) (ids []string, n int) {
	states := map[string]bool{}
	for _, st := range f.States {
		states[string(st)] = true
	}
	before := ""
	if !f.DueBefore.IsZero() {
		before = f.DueBefore.String()
	}
	is := func(want, have string) bool { return want == "" || want == have }
	take := func(r *listed) {
		if !is(f.Department, r.department) || !is(f.Rule, r.rule) || !is(f.Column, r.column) || !is(f.Certainty, r.certainty) ||
			len(states) > 0 && !states[r.state] || before != "" && (r.due == "" || r.due >= before) {
			return
		}
		if n >= f.Offset && n < f.Offset+limit {
			ids = append(ids, r.id)
		}
		n++
	}
	if f.Text == "" {
		for i := range l.rows {
			take(&l.rows[i])
		}
		return ids, n
	}
	find := []byte(strings.ReplaceAll(fold(f.Text), "\x00", ""))
	for i, from := 0, 0; i < len(l.rows); i++ {
		at := bytes.Index(l.text[from:], find)
		if at < 0 {
			break
		}
		at += from
		j, _ := slices.BinarySearchFunc(l.rows[i:], at, func(r listed, at int) int {
			if r.to <= at {
				return -1
			}
			return 0
		})
		i += j
		take(&l.rows[i])
		from = l.rows[i].to + 1
	}
	return ids, n
}
