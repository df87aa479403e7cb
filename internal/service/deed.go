package service

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"lanmu"
	"lanmu/internal/auditor"
	"lanmu/reports"
)

// audit is one site's night: here, or where the queue's workers are.
func (s *Service) audit(ctx context.Context, site *lanmu.Site) error {
	if s.paused(site, s.opt.Now()) {
		s.opt.Log.Info("no audit during declared maintenance", "site", site.ID)
		return nil
	}
	var audit *lanmu.Audit
	var err error
	if s.queue != nil {
		audit, err = s.auditShared(ctx, site)
	} else {
		audit, err = s.auditHere(ctx, site)
	}
	if s.opt.Audited != nil {
		defer func() { s.opt.Audited(site.ID, audit, err) }()
	}
	if err != nil {
		s.changed(site.ID) // it may be in the history, though its reports could not be written
		return fmt.Errorf("audit of %s: %w", site.ID, err)
	}
	s.shelf.put(audit)
	return nil
}

// auditHere crawls, judges, remembers and writes the reports. A recording that
// no audit in the history stands on is of a run that was cut short; it is gone
// on from.
func (s *Service) auditHere(ctx context.Context, site *lanmu.Site) (*lanmu.Audit, error) {
	record, previous, resume, err := s.recordings(ctx, site.ID)
	if err != nil {
		return nil, err
	}
	defer s.board.clear(site.ID)
	return s.perform(ctx, site, auditor.Options{
		Record: record, Previous: previous, Resume: resume,
		Progress: func(p lanmu.Progress) { s.board.put(site.ID, p) },
	})
}

// perform is one run at a site's audit; opt says what is particular to it.
func (s *Service) perform(ctx context.Context, site *lanmu.Site, opt auditor.Options) (*lanmu.Audit, error) {
	log := s.opt.Log.With("site", site.ID)
	opt.Standard, opt.Browser, opt.Version = s.opt.Standard, s.opt.Browser, s.opt.Version
	opt.Readings = filepath.Join(s.recordingFolder(site.ID), "readings")
	opt.History, opt.Now, opt.Log = s.store, s.opt.Now, log
	opt.Past = func(ctx context.Context, site string) (auditor.Past, error) { return s.store.Past(ctx, site) }
	// The history comes last: what is in it has its reports, and whatever is
	// cut short before is done again from the recording.
	a := auditor.New(opt, s.unlessStopped(ctx, s.report), s.unlessStopped(ctx, s.store.Put))
	log.Info("audit begins", "recording", filepath.Base(opt.Record), "resumed", opt.Resume)
	audit, err := a.Audit(ctx, site)
	if err == nil {
		log.Info("audit ended", "result", audit.Verdict.Result, "findings", len(audit.Findings), "pages", audit.Meta.Pages, "complete", audit.Meta.Complete)
	}
	return audit, err
}

// unlessStopped keeps what a shutdown cut short out of the history: the next
// start goes on from its recording, and then it is whole.
func (s *Service) unlessStopped(ctx context.Context, put auditor.SinkFunc) auditor.SinkFunc {
	return func(inner context.Context, a *lanmu.Audit) error {
		if ctx.Err() != nil {
			return nil //nolint:nilerr // stopped, not failed
		}
		return put(inner, a)
	}
}

// reportFolder is where a site's newest reports lie: in the data folder, or,
// written by any machine, beside the recordings that all machines share.
func (s *Service) reportFolder(site string) string {
	if s.queue != nil {
		return filepath.Join(s.recordingFolder(site), "reports")
	}
	return filepath.Join(s.opt.Data, "reports", site)
}

// report writes the newest reports of a site over the last ones.
func (s *Service) report(_ context.Context, a *lanmu.Audit) error {
	dir := s.reportFolder(a.Site.ID)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("报告目录 %s 不能建立：%w", dir, err)
	}
	_, err := reports.Write(dir, a, reports.Options{Lang: s.opt.Lang, Version: s.opt.Version})
	return err
}

// tidy lets go of recordings by age and size; never the newest of a site, nor
// one that an unsolved finding points to, nor one that is being written.
func (s *Service) tidy(ctx context.Context) {
	known, err := s.store.Recordings(ctx)
	if err != nil {
		s.opt.Log.Error("recordings not tidied", "err", err)
		return
	}
	newest := map[string]string{}
	var total int64
	size := map[string]int64{}
	for _, r := range known {
		newest[r.Site] = r.Path
		if info, err := os.Stat(r.Path); err == nil {
			size[r.Path] = info.Size()
			total += info.Size()
		}
	}
	s.tidyLeft(ctx)
	now := s.opt.Now()
	for _, r := range known { // oldest first
		if newest[r.Site] == r.Path || r.Proof {
			continue
		}
		old := s.opt.KeepDays > 0 && now.Sub(r.Started).Hours() > float64(s.opt.KeepDays*24)
		much := s.opt.KeepMiB > 0 && total > int64(s.opt.KeepMiB)<<20
		if !old && !much {
			continue
		}
		if !within(r.Path, s.opt.Recordings) {
			continue // recorded elsewhere, by hand
		}
		if err := os.Remove(r.Path); err != nil && !os.IsNotExist(err) {
			s.opt.Log.Error("recording not removed", "path", r.Path, "err", err)
			continue
		}
		total -= size[r.Path]
		if err := s.store.DropRecording(ctx, r.Audit); err != nil {
			s.opt.Log.Error("recording removed, history not told", "path", r.Path, "err", err)
		}
	}
}

// tidyLeft lets go, by age alone, of recordings of runs that were cut short and
// never gone on with.
func (s *Service) tidyLeft(ctx context.Context) {
	if s.opt.KeepDays <= 0 {
		return
	}
	for _, site := range s.sites.now() {
		left, err := s.left(ctx, site.ID)
		if err != nil {
			s.opt.Log.Error("recordings of cut runs not tidied", "site", site.ID, "err", err)
			continue
		}
		for _, path := range left {
			info, err := os.Stat(path)
			if err != nil || s.opt.Now().Sub(info.ModTime()).Hours() <= float64(s.opt.KeepDays*24) {
				continue
			}
			if err := os.Remove(path); err != nil {
				s.opt.Log.Error("recording not removed", "path", path, "err", err)
			}
		}
	}
}
