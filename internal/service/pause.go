package service

import (
	"fmt"
	"strings"
	"time"
)

// pauseTime is how a maintenance's ends are written.
const pauseTime = "2006-01-02T15:04Z07:00"

// ParsePause reads "site=from/to"; "*" means all sites.
func ParsePause(s string) (Pause, error) {
	bad := fmt.Errorf("维护时段 %q 写法不对，应为 站点=起/止，例 swj=2026-12-01T20:00+08:00/2026-12-02T06:00+08:00", s)
	site, span, ok := strings.Cut(s, "=")
	from, to, ok2 := strings.Cut(span, "/")
	if !ok || !ok2 || site == "" {
		return Pause{}, bad
	}
	p := Pause{Site: site}
	if site == "*" {
		p.Site = ""
	}
	var err error
	if p.From, err = time.Parse(pauseTime, from); err != nil {
		return Pause{}, bad
	}
	if p.To, err = time.Parse(pauseTime, to); err != nil || !p.To.After(p.From) {
		return Pause{}, bad
	}
	return p, nil
}
