// Package schedule runs each site's audit when its hour comes: one at a time
// for a site, a missed one caught up once, none while paused.
package schedule

import (
	"fmt"
	"hash/fnv"
	"strings"
	"time"
	_ "time/tzdata" // a bare container has no zone files

	cron "github.com/netresearch/go-cron"
)

// Plan says when a site is audited.
type Plan struct {
	spec   string
	cron   cron.Schedule
	loc    *time.Location
	jitter time.Duration
}

// NewPlan reads a cron expression of five fields (or @daily …) in a zone. Runs
// are moved by up to jitter, the same amount for a site every night, so that
// many sites do not begin at once.
func NewPlan(spec string, loc *time.Location, jitter time.Duration) (*Plan, error) {
	// A zone inside the expression would silently beat the profile's.
	if strings.Contains(spec, "TZ=") {
		return nil, fmt.Errorf("计划 %q 中不能写 TZ=；时区取自站点配置的 timezone (no zone inside a schedule)", spec)
	}
	s, err := cron.ParseStandard(spec)
	if err != nil {
		return nil, fmt.Errorf("计划 %q 不是有效的 cron 表达式：%w；例：30 1 * * * 表示每天 1:30", spec, err)
	}
	return &Plan{spec, s, loc, jitter}, nil
}

// Next is site's first run after t.
func (p *Plan) Next(site string, t time.Time) time.Time {
	d := p.shift(site)
	return p.cron.Next(t.Add(-d).In(p.loc)).Add(d)
}

func (p *Plan) shift(site string) time.Duration {
	if p.jitter <= 0 {
		return 0
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(site))
	return time.Duration(h.Sum64() % uint64(p.jitter))
}

// String is the expression.
func (p *Plan) String() string { return p.spec }
