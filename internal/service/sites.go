package service

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"lanmu"
	"lanmu/internal/config"
	"lanmu/internal/schedule"
)

// sites are the configured ones. A reading that fails leaves the old ones.
type sites struct {
	paths []string

	mu       sync.RWMutex
	list     []*lanmu.Site
	problems []string
}

// CheckProfiles tells what is wrong with the profiles at these paths.
func CheckProfiles(paths []string) error {
	_, err := readSites(paths)
	return err
}

func loadSites(paths []string) (*sites, error) {
	s := &sites{paths: paths}
	if err := s.reload(); err != nil {
		return nil, err
	}
	return s, nil
}

// reload reads all profiles again; one mistake in one of them keeps all as they were.
func (s *sites) reload() error {
	list, err := readSites(s.paths)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		s.problems = strings.Split(err.Error(), "\n")
		return err
	}
	s.list, s.problems = list, nil
	return nil
}

func (s *sites) now() []*lanmu.Site {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.list
}

func (s *sites) wrong() []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.problems
}

// zone is the sites' zone: the schedule's hours are meant in it.
func (s *sites) zone() *time.Location {
	if list := s.now(); len(list) > 0 && list[0].Location != nil {
		return list[0].Location
	}
	return time.Local
}

func readSites(paths []string) ([]*lanmu.Site, error) {
	files, err := profileFiles(paths)
	if err != nil {
		return nil, err
	}
	var list []*lanmu.Site
	var wrong []error
	from := map[string]string{}
	for _, f := range files {
		site, err := config.Load(f)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		if other := from[site.ID]; other != "" {
			wrong = append(wrong, fmt.Errorf("%s：站点标识 %s 与 %s 重复，请改其中一个的 id", f, site.ID, other))
		}
		from[site.ID] = f
		list = append(list, site)
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	slices.SortFunc(list, func(a, b *lanmu.Site) int { return strings.Compare(a.ID, b.ID) })
	return list, nil
}

// profileFiles are the files named, and the .yaml and .yml files of folders.
func profileFiles(paths []string) ([]string, error) {
	var files []string
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, fmt.Errorf("站点配置 %s 读不到：%w", p, err)
		}
		if !info.IsDir() {
			files = append(files, p)
			continue
		}
		entries, err := os.ReadDir(p)
		if err != nil {
			return nil, fmt.Errorf("站点配置目录 %s 读不到：%w", p, err)
		}
		for _, e := range entries {
			if ext := filepath.Ext(e.Name()); !e.IsDir() && (ext == ".yaml" || ext == ".yml") && !strings.HasPrefix(e.Name(), ".") {
				files = append(files, filepath.Join(p, e.Name()))
			}
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("没有站点配置：在 %s 中放入 站点.yaml（可用 lanmu discover 网址 生成）", strings.Join(paths, "、"))
	}
	return files, nil
}

// profile is the text of a site's profile as its file stands.
func (s *sites) profile(id string) (string, error) {
	for _, site := range s.now() {
		if site.ID == id {
			b, err := os.ReadFile(site.File)
			return string(b), err
		}
	}
	return "", fmt.Errorf("%s: %w", id, schedule.ErrUnknown)
}
