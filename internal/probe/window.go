package probe

import (
	"time"

	"lanmu/internal/store"
)

// Window, PerDay and Share are the veto's (国办秘函〔2019〕19号): over one week,
// at least 20 spaced visits a day, failed ones 5 % or more.
const (
	Window = 7 * 24 * time.Hour
	PerDay = 20
	Share  = 0.05
)

// Outcome is what a week of visits says.
type Outcome struct {
	Visits, Failed int
	Days           int  // whole days that were covered with at least PerDay visits
	Enough         bool // the week was covered, so that the veto can be told
	Hit            bool // the veto: Enough and the failed share reached
}

// Judge weighs the visits of the week that ends at now; loc says when days begin.
func Judge(visits []store.Visit, now time.Time, loc *time.Location) Outcome {
	var o Outcome
	perDay := map[string]int{}
	for _, v := range visits {
		if v.At.After(now) || now.Sub(v.At) > Window {
			continue
		}
		o.Visits++
		if !v.OK {
			o.Failed++
		}
		perDay[v.At.In(loc).Format(time.DateOnly)]++
	}
	for _, n := range perDay {
		if n >= PerDay {
			o.Days++
		}
	}
	// The first and the last of eight calendar days are cut by the window.
	o.Enough = o.Days >= 6
	o.Hit = o.Enough && float64(o.Failed) >= Share*float64(o.Visits)
	return o
}
