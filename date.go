package lanmu

import (
	"fmt"
	"strings"
	"time"
)

// Date is a civil day without a zone. The zero Date is "unknown".
type Date struct {
	Year       int16
	Month, Day int8
}

// NewDate returns the day, or the zero Date where there is no such day.
func NewDate(year, month, day int) Date {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}
	}
	return Date{int16(year), int8(month), int8(day)}
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// DateOf is the day of t in its own zone.
func DateOf(t time.Time) Date {
	return Date{int16(t.Year()), int8(t.Month()), int8(t.Day())}
}

// ParseDate reads "2006-01-02" and nothing else.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is no date: write YYYY-MM-DD, such as 2026-11-23", s)
	}
	return DateOf(t), nil
}

// IsZero tells an unknown day.
func (d Date) IsZero() bool { return d == Date{} }

// Time is midnight of the day in loc.
func (d Date) Time(loc *time.Location) time.Time {
	return time.Date(int(d.Year), time.Month(d.Month), int(d.Day), 0, 0, 0, 0, loc)
}

// Compare orders days; unknown comes first.
func (d Date) Compare(e Date) int {
	return d.ordinal() - e.ordinal()
}

func (d Date) ordinal() int { return int(d.Year)*372 + int(d.Month)*31 + int(d.Day) }

// Before and After compare days.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After is the reverse of Before.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// AddDays moves by whole days.
func (d Date) AddDays(n int) Date { return DateOf(d.Time(time.UTC).AddDate(0, 0, n)) }

// Add moves by a period; calendar months that end early end early here too
// (31 August plus six months is the last day of February).
func (d Date) Add(p Period) Date {
	if d.IsZero() {
		return d
	}
	m := int(d.Year)*12 + int(d.Month) - 1 + p.Years*12 + p.Months
	year, month := m/12, m%12+1
	day := min(int(d.Day), daysIn(year, month))
	return NewDate(year, month, day).AddDays(p.Days)
}

// DaysSince is d − e in days.
func (d Date) DaysSince(e Date) int {
	return int(d.Time(time.UTC).Sub(e.Time(time.UTC)).Hours() / 24)
}

// String is "2006-01-02", or "" for unknown.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText writes String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads "2006-01-02" or "".
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	x, err := ParseDate(string(b))
	*d = x
	return err
}

// Period is a calendar length: 14d, 6mo, 1y, or sums such as 1y6mo.
type Period struct{ Years, Months, Days int }

// IsZero tells that no period is set.
func (p Period) IsZero() bool { return p == Period{} }

// String is the form ParsePeriod reads.
func (p Period) String() string {
	var b strings.Builder
	for _, part := range []struct {
		n    int
		unit string
	}{{p.Years, "y"}, {p.Months, "mo"}, {p.Days, "d"}} {
		if part.n != 0 {
			fmt.Fprintf(&b, "%d%s", part.n, part.unit)
		}
	}
	return b.String()
}

// Chinese is the period in words: 14天, 6个月, 1年.
func (p Period) Chinese() string {
	r := strings.NewReplacer("mo", "个月", "y", "年", "d", "天")
	return r.Replace(p.String())
}

// ParsePeriod reads "14d", "2w", "6mo", "1y" and sums of them, longest unit first.
func ParsePeriod(s string) (Period, error) {
	bad := fmt.Errorf("%q is no period: write 14d, 2w, 6mo or 1y", s)
	var p Period
	rest := strings.TrimSpace(s)
	if rest == "" {
		return p, bad
	}
	for rest != "" {
		n, digits := 0, 0
		for digits < len(rest) && rest[digits] >= '0' && rest[digits] <= '9' && digits < 5 {
			n = n*10 + int(rest[digits]-'0')
			digits++
		}
		if digits == 0 {
			return Period{}, bad
		}
		rest = rest[digits:]
		switch {
		case strings.HasPrefix(rest, "mo"):
			p.Months, rest = p.Months+n, rest[2:]
		case strings.HasPrefix(rest, "y"):
			p.Years, rest = p.Years+n, rest[1:]
		case strings.HasPrefix(rest, "w"):
			p.Days, rest = p.Days+7*n, rest[1:]
		case strings.HasPrefix(rest, "d"):
			p.Days, rest = p.Days+n, rest[1:]
		default:
			return Period{}, bad
		}
	}
	if p.IsZero() {
		return p, bad
	}
	return p, nil
}
