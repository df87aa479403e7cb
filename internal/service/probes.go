package service

import (
	"context"
	"sync"

	"lanmu"
	"lanmu/internal/probe"
	"lanmu/internal/store"
)

// probes keeps one runner a site.
type probes struct {
	s       *Service
	metrics *probe.Metrics

	mu      sync.Mutex
	running map[string]context.CancelFunc
	wg      sync.WaitGroup
}

func newProbes(s *Service) *probes {
	return &probes{s: s, metrics: probe.NewMetrics(), running: map[string]context.CancelFunc{}}
}

// set starts probing new sites, under their newest profile, and stops probing
// those that are gone.
func (p *probes) set(ctx context.Context, sites []*lanmu.Site) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, stop := range p.running {
		stop()
		delete(p.running, id)
	}
	keep := map[string]bool{}
	for _, site := range sites {
		keep[site.ID] = true
		inner, stop := context.WithCancel(ctx)
		p.running[site.ID] = stop
		r := probe.Runner{
			Visitor: probe.Visitor{Version: p.s.opt.Version, Now: p.s.opt.Now},
			Keeper:  p.s.store,
			Paused:  func() bool { return p.s.paused(site, p.s.opt.Now()) },
			Done:    func(v store.Visit) { p.metrics.Visit(v) },
			Log:     p.s.opt.Log,
		}
		p.wg.Go(func() { r.Run(inner, site) })
	}
	p.metrics.Keep(keep)
}

func (p *probes) wait() { p.wg.Wait() }
