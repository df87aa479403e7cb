package calendar

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"lanmu"
)

// maxRun bounds one line's days: a holiday longer than this is a slip of the pen.
const maxRun = 40

// Parse reads a calendar in the form of holidays.txt. The error tells every
// mistake, each as name:line.
func Parse(name, text string) (*Calendar, error) {
	c := &Calendar{off: map[lanmu.Date]string{}, work: map[lanmu.Date]string{}, years: map[int][]string{}}
	if !utf8.ValidString(text) {
		return nil, fmt.Errorf("%s: the file is not UTF-8; save it as UTF-8 and try again", name)
	}
	var errs []error
	for i, line := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := c.line(strings.Fields(line)); err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", name, i+1, err))
		}
	}
	return c, errors.Join(errs...)
}

func (c *Calendar) line(fields []string) error {
	if len(fields) < 2 {
		return errors.New(`write "year 2027 DOCUMENT", "off 2027-01-01..2027-01-03 元旦" or "work 2027-01-04 元旦"`)
	}
	switch fields[0] {
	case "year":
		y, err := strconv.Atoi(fields[1])
		if err != nil || y < 1949 || y > 9999 {
			return fmt.Errorf("%q is no year", fields[1])
		}
		c.years[y] = append([]string{}, fields[2:]...)
		return nil
	case "off":
		return mark(c.off, fields)
	case "work":
		return mark(c.work, fields)
	}
	return fmt.Errorf("%q is unknown: a line begins with year, off or work", fields[0])
}

func mark(days map[lanmu.Date]string, fields []string) error {
	a, b, isRun := strings.Cut(fields[1], "..")
	first, err := lanmu.ParseDate(a)
	if err != nil {
		return err
	}
	last := first
	if isRun {
		if last, err = lanmu.ParseDate(b); err != nil {
			return err
		}
	}
	if n := last.DaysSince(first); n < 0 || n > maxRun {
		return fmt.Errorf("%s runs over %d days", fields[1], n+1)
	}
	for d := first; !d.After(last); d = d.AddDays(1) {
		days[d] = strings.Join(fields[2:], " ")
	}
	return nil
}

// Load is the shipped calendar with a user's file over it: a year the file
// describes is taken from the file alone.
func Load(path string) (*Calendar, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the calendar: %w", err)
	}
	own, err := Parse(path, string(text))
	if err != nil {
		return nil, err
	}
	return Default().with(own), nil
}

// with lays another calendar over c.
func (c *Calendar) with(own *Calendar) *Calendar {
	merged := &Calendar{off: map[lanmu.Date]string{}, work: map[lanmu.Date]string{}, years: maps.Clone(c.years)}
	maps.Copy(merged.years, own.years)
	keep := func(to, from map[lanmu.Date]string) {
		for d, name := range from {
			if own.years[int(d.Year)] == nil {
				to[d] = name
			}
		}
	}
	keep(merged.off, c.off)
	keep(merged.work, c.work)
	for d, name := range own.off {
		delete(merged.work, d)
		merged.off[d] = name
	}
	for d, name := range own.work {
		delete(merged.off, d)
		merged.work[d] = name
	}
	return merged
}
