package service

import (
	"context"
	"errors"
	"slices"
	"sync"

	"lanmu"
	"lanmu/internal/store"
)

// board shows how far running audits are.
type board struct {
	mu sync.Mutex
	at map[string]lanmu.Progress
}

func newBoard() *board { return &board{at: map[string]lanmu.Progress{}} }

func (b *board) put(site string, p lanmu.Progress) {
	b.mu.Lock()
	b.at[site] = p
	b.mu.Unlock()
}

func (b *board) clear(site string) {
	b.mu.Lock()
	delete(b.at, site)
	b.mu.Unlock()
}

func (b *board) get(site string) (lanmu.Progress, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	p, ok := b.at[site]
	return p, ok
}

// shelf holds each site's newest audit, which metrics are made of.
type shelf struct {
	store *store.Store

	mu     sync.RWMutex
	newest map[string]*lanmu.Audit
}

func newShelf(s *store.Store) *shelf { return &shelf{store: s, newest: map[string]*lanmu.Audit{}} }

// fill takes the newest audits from the history at the start.
func (s *shelf) fill(ctx context.Context, sites []*lanmu.Site) error {
	for _, site := range sites {
		if err := s.refresh(ctx, site.ID); err != nil {
			return err
		}
	}
	return nil
}

// refresh reads a site's newest audit again, after people changed something in it.
func (s *shelf) refresh(ctx context.Context, site string) error {
	a, err := s.store.Newest(ctx, site)
	if errors.Is(err, store.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	s.put(a)
	return nil
}

func (s *shelf) put(a *lanmu.Audit) {
	s.mu.Lock()
	s.newest[a.Site.ID] = a
	s.mu.Unlock()
}

// keep lets go of sites that are configured no more: they leave no series.
func (s *shelf) keep(sites []*lanmu.Site) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id := range s.newest {
		if !slices.ContainsFunc(sites, func(site *lanmu.Site) bool { return site.ID == id }) {
			delete(s.newest, id)
		}
	}
}

func (s *shelf) audits() []*lanmu.Audit {
	s.mu.RLock()
	defer s.mu.RUnlock()
	list := make([]*lanmu.Audit, 0, len(s.newest))
	for _, a := range s.newest {
		list = append(list, a)
	}
	slices.SortFunc(list, func(a, b *lanmu.Audit) int {
		if a.Site.ID < b.Site.ID {
			return -1
		}
		return 1
	})
	return list
}
