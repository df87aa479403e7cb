package lanmu_test

import (
	"testing"
	"time"

	"lanmu"
)

func day(t *testing.T, s string) lanmu.Date {
	t.Helper()
	d, err := lanmu.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func period(t *testing.T, s string) lanmu.Period {
	t.Helper()
	p, err := lanmu.ParsePeriod(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDateAdd(t *testing.T) {
	for _, c := range []struct{ from, add, want string }{
		{"2018-03-06", "14d", "2018-03-20"},
		{"2018-03-06", "6mo", "2018-09-06"},
		{"2018-08-31", "6mo", "2019-02-28"},
		{"2019-08-31", "6mo", "2020-02-29"},
		{"2020-02-29", "1y", "2021-02-28"},
		{"2018-12-25", "2w", "2019-01-08"},
		{"2018-12-31", "1y6mo1d", "2020-07-01"},
	} {
		if got := day(t, c.from).Add(period(t, c.add)).String(); got != c.want {
			t.Errorf("%s + %s = %s, want %s", c.from, c.add, got, c.want)
		}
	}
}

func TestNewDateRefusesDaysThatAreNot(t *testing.T) {
	for _, c := range [][3]int{{2019, 2, 29}, {2018, 13, 1}, {2018, 4, 31}, {0, 1, 1}, {2018, 1, 0}, {2100, 2, 29}} {
		if d := lanmu.NewDate(c[0], c[1], c[2]); !d.IsZero() {
			t.Errorf("NewDate(%v) = %s, want none", c, d)
		}
	}
	if lanmu.NewDate(2000, 2, 29).IsZero() {
		t.Error("29 February 2000 was a day")
	}
}

// Days count as the calendar does, whatever zone a clock stands in.
func TestDaysSince(t *testing.T) {
	d, e := day(t, "2021-01-04"), day(t, "2020-12-30")
	if n := d.DaysSince(e); n != 5 {
		t.Errorf("%d days, want 5", n)
	}
	for at := day(t, "1999-12-01"); at.Before(day(t, "2001-03-01")); at = at.AddDays(1) {
		next := at.AddDays(1)
		if !at.Before(next) || next.DaysSince(at) != 1 {
			t.Fatalf("the day after %s came out as %s", at, next)
		}
	}
	shanghai := time.FixedZone("CST", 8*3600)
	if got := lanmu.DateOf(time.Date(2018, 3, 5, 17, 0, 0, 0, time.UTC).In(shanghai)).String(); got != "2018-03-06" {
		t.Errorf("17:00 UTC is %s in Shanghai, want 2018-03-06", got)
	}
}

func TestParsePeriodRefuses(t *testing.T) {
	for _, s := range []string{"", "6", "6m", "mo", "-1d", "0d", "14 d", "1y x", "99999999999999999999d"} {
		if p, err := lanmu.ParsePeriod(s); err == nil {
			t.Errorf("ParsePeriod(%q) = %v, want an error", s, p)
		}
	}
}

func TestNewestPassesOverTheFuture(t *testing.T) {
	rows := []lanmu.Row{{Date: day(t, "2018-03-06")}, {Date: day(t, "2038-01-01")}, {}, {Date: day(t, "2018-03-05")}}
	if got := lanmu.Newest(rows, day(t, "2018-04-01")).String(); got != "2018-03-06" {
		t.Errorf("newest %s, want 2018-03-06", got)
	}
	if got := lanmu.Newest(rows, lanmu.Date{}).String(); got != "2038-01-01" {
		t.Errorf("newest without a bound %s, want 2038-01-01", got)
	}
}

func TestFindingIDHangsOnWhatIsAtFault(t *testing.T) {
	a := lanmu.FindingID("swj", "column-stale", "tzgg", "http://x/", "")
	if len(a) != 16 {
		t.Errorf("id %q, want 16 hex digits", a)
	}
	if a != lanmu.FindingID("swj", "column-stale", "tzgg", "http://x/", "") {
		t.Error("the same fault got two ids")
	}
	if a == lanmu.FindingID("swj", "column-stale", "tzg", "ghttp://x/", "") {
		t.Error("parts run into each other")
	}
}
