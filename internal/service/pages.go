package service

import (
	"context"
	"time"

	"lanmu/internal/web"
)

// newWeb wires the pages.
func (s *Service) newWeb() (*web.Server, error) {
	users := false
	if s.opt.WebFile != "" {
		var err error
		if users, err = web.HasUsers(s.opt.WebFile); err != nil {
			return nil, err
		}
	}
	return web.New(web.Options{
		Store: s.store, Keeper: s.keeper, Sites: s.sites.now, Problems: s.sites.wrong, Profile: s.sites.profile,
		Reload: s.reloadNow, Recheck: s.recheck, Changed: s.changed, Progress: s.progress, Queue: s.depth,
		Audits: s.shelf.audits, Probes: s.probes.metrics, Version: s.opt.Version,
		Editors: s.opt.Editors, Users: users, Now: s.opt.Now, Lang: s.opt.Lang, Log: s.opt.Log,
	})
}

// reloadNow reads the configuration again at a person's word.
func (s *Service) reloadNow() error {
	s.mu.Lock()
	ctx := s.ctx
	s.mu.Unlock()
	return s.reload(ctx)
}

// changed takes what people changed into the metrics.
func (s *Service) changed(site string) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := s.shelf.refresh(ctx, site); err != nil {
		s.opt.Log.Error("metrics not refreshed", "site", site, "err", err)
	}
}
