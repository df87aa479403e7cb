package service

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"lanmu"
	"lanmu/internal/auditor"
	"lanmu/reports"
)

// audit is one site's night: crawl, judge, remember, write the reports. A
// recording that no audit in the history stands on is of a run that was cut
// short; it is gone on from.
func (s *Service) audit(ctx context.Context, site *lanmu.Site) error {
	if s.paused(site, s.opt.Now()) {
		s.opt.Log.Info("no audit during declared maintenance", "site", site.ID)
		return nil
	}
	log := s.opt.Log.With("site", site.ID)
	record, previous, resume, err := s.recordings(ctx, site)
	if err != nil {
		return err
	}
	defer s.board.clear(site.ID)
	a := auditor.New(auditor.Options{
		Standard: s.opt.Standard, Record: record, Previous: previous, Resume: resume,
		Browser: s.opt.Browser, Version: s.opt.Version, History: s.store, Now: s.opt.Now, Log: log,
		Progress: func(p lanmu.Progress) { s.board.put(site.ID, p) },
	}, auditor.SinkFunc(s.unlessStopped(ctx, s.store.Put)), auditor.SinkFunc(s.unlessStopped(ctx, s.report)))
	log.Info("audit begins", "recording", filepath.Base(record), "resumed", resume)
	audit, err := a.Audit(ctx, site)
	if s.opt.Audited != nil {
		defer func() { s.opt.Audited(site.ID, audit, err) }()
	}
	if err != nil {
		return fmt.Errorf("audit of %s: %w", site.ID, err)
	}
	s.shelf.put(audit)
	log.Info("audit ended", "result", audit.Verdict.Result, "findings", len(audit.Findings), "pages", audit.Meta.Pages, "complete", audit.Meta.Complete)
	return nil
}

// unlessStopped keeps what a shutdown cut short out of the history: the next
// start goes on from its recording, and then it is whole.
func (s *Service) unlessStopped(ctx context.Context, put auditor.SinkFunc) auditor.SinkFunc {
	return func(inner context.Context, a *lanmu.Audit) error {
		if ctx.Err() != nil {
			return nil
		}
		return put(inner, a)
	}
}

// report writes the newest reports of a site over the last ones.
func (s *Service) report(_ context.Context, a *lanmu.Audit) error {
	dir := filepath.Join(s.opt.Data, "reports", a.Site.ID)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("报告目录 %s 不能建立：%w", dir, err)
	}
	_, err := reports.Write(dir, a, reports.Options{Lang: s.opt.Lang, Version: s.opt.Version})
	return err
}

const recordingSuffix = ".warc.gz"

// recordings names the file to record into, and the last whole one.
func (s *Service) recordings(ctx context.Context, site *lanmu.Site) (record, previous string, resume bool, err error) {
	dir := filepath.Join(s.opt.Data, "recordings", site.ID)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return "", "", false, fmt.Errorf("录制目录 %s 不能建立：%w", dir, err)
	}
	have, err := filepath.Glob(filepath.Join(dir, "*"+recordingSuffix))
	if err != nil {
		return "", "", false, err
	}
	slices.Sort(have) // names begin with the moment
	whole, err := s.wholeOnes(ctx, site.ID)
	if err != nil {
		return "", "", false, err
	}
	for _, path := range slices.Backward(have) {
		if whole[path] {
			previous = path
			break
		}
		if !resume {
			record, resume = path, true
		}
	}
	if !resume {
		name := s.opt.Now().UTC().Format("20060102T150405Z") + recordingSuffix
		record = filepath.Join(dir, name)
	}
	return record, previous, resume, nil
}

// wholeOnes are the recordings of a site that an audit stands on.
func (s *Service) wholeOnes(ctx context.Context, site string) (map[string]bool, error) {
	known, err := s.store.Recordings(ctx)
	if err != nil {
		return nil, err
	}
	whole := map[string]bool{}
	for _, r := range known {
		if r.Site == site {
			whole[r.Path] = true
		}
	}
	return whole, nil
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
		if !strings.HasPrefix(r.Path, s.opt.Data) {
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
