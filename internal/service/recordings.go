package service

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// recordingSuffix ends the name of a recording; its name is the moment it began.
const recordingSuffix = ".warc.gz"

// recordingTime is that moment in the name, UTC.
const recordingTime = "20060102T150405Z"

// resumeWithin is how old a recording may be that is gone on with: pages of
// another day say nothing of today.
const resumeWithin = 24 * time.Hour

// recordings names the file to record into, whether it is gone on with, and the
// last whole recording of the site.
func (s *Service) recordings(ctx context.Context, site string) (record, previous string, resume bool, err error) {
	dir := s.recordingFolder(site)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return "", "", false, fmt.Errorf("录制目录 %s 不能建立：%w", dir, err)
	}
	known, err := s.store.Recordings(ctx)
	if err != nil {
		return "", "", false, err
	}
	for _, r := range slices.Backward(known) { // newest last
		if r.Site == site && exists(r.Path) {
			previous = r.Path
			break
		}
	}
	if record, err = s.unfinished(ctx, site); err != nil || record != "" {
		return record, previous, record != "", err
	}
	return s.unused(dir), previous, false, nil
}

func (s *Service) recordingFolder(site string) string {
	return filepath.Join(s.opt.Recordings, site)
}

// unused is a name for a recording that begins now: a clock that was set back
// may come by the same second again.
func (s *Service) unused(dir string) string {
	began := s.opt.Now().UTC()
	for {
		path := filepath.Join(dir, began.Format(recordingTime)+recordingSuffix)
		if !exists(path) {
			return path
		}
		began = began.Add(time.Second)
	}
}

// unfinished is the newest recording of a site on which no audit stands: of a
// run that was cut short less than a day ago. "" there is none.
func (s *Service) unfinished(ctx context.Context, site string) (string, error) {
	left, err := s.left(ctx, site)
	if err != nil {
		return "", err
	}
	for _, path := range slices.Backward(left) {
		if s.age(path) < resumeWithin {
			return path, nil
		}
	}
	return "", nil
}

// cutShort tells whether a site's last run can be gone on with.
func (s *Service) cutShort(ctx context.Context, site string) (bool, error) {
	path, err := s.unfinished(ctx, site)
	return path != "", err
}

// left are the recordings in a site's folder on which no audit stands, oldest first.
func (s *Service) left(ctx context.Context, site string) ([]string, error) {
	have, err := filepath.Glob(filepath.Join(s.recordingFolder(site), "*"+recordingSuffix))
	if err != nil || len(have) == 0 {
		return nil, err
	}
	known, err := s.store.Recordings(ctx)
	if err != nil {
		return nil, err
	}
	whole := map[string]bool{}
	for _, r := range known {
		whole[r.Path] = true
	}
	slices.Sort(have)
	return slices.DeleteFunc(have, func(path string) bool { return whole[path] }), nil
}

// age is how long ago a recording began by its name; one from the future or
// under another name counts as old.
func (s *Service) age(path string) time.Duration {
	began, err := beganAt(path)
	age := s.opt.Now().Sub(began)
	if err != nil || age < -time.Hour {
		return resumeWithin
	}
	return age
}

// beganAt is when a recording began, by its name.
func beganAt(path string) (time.Time, error) {
	return time.Parse(recordingTime, strings.TrimSuffix(filepath.Base(path), recordingSuffix))
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// within tells whether a file lies below a folder.
func within(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}
