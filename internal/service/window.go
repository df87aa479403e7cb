package service

import (
	"strings"
	"time"

	"lanmu"
)

// windowOf tells how the hours in which a site may be crawled stand at t: open
// for how long still, or closed for how long. A site without such hours is
// open for ever (0).
func windowOf(site *lanmu.Site, t time.Time) (open bool, rest time.Duration) {
	from, to, ok := strings.Cut(site.Crawl.Window, "-")
	a, err1 := time.Parse("15:04", strings.TrimSpace(from))
	b, err2 := time.Parse("15:04", strings.TrimSpace(to))
	if !ok || err1 != nil || err2 != nil || a.Equal(b) {
		return true, 0
	}
	if site.Location != nil {
		t = t.In(site.Location)
	}
	until := func(clock time.Time) time.Duration {
		d := time.Duration(clock.Hour()-t.Hour())*time.Hour + time.Duration(clock.Minute()-t.Minute())*time.Minute - time.Duration(t.Second())*time.Second
		if d <= 0 {
			d += 24 * time.Hour
		}
		return d
	}
	opens, closes := until(a), until(b)
	if closes < opens || closes == opens {
		return true, closes
	}
	return false, opens
}
