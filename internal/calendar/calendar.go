// Package calendar knows which days are worked in China: weekends, the State
// Council's holidays and the Saturdays and Sundays worked for them (调休).
package calendar

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"lanmu"
)

//go:embed holidays.txt
var shipped string

// Calendar says which days are worked. It is not changed once made.
type Calendar struct {
	off, work map[lanmu.Date]string // why
	years     map[int][]string      // known years and the notices they come from
}

// Default is the calendar shipped with lanmu.
var Default = sync.OnceValue(func() *Calendar {
	c, err := Parse("holidays.txt", shipped)
	if err != nil {
		panic(err) // a test reads the same file
	}
	return c
})

// Working tells a day that is worked. In a year nobody has described only
// weekends are free; see Missing.
func (c *Calendar) Working(d lanmu.Date) bool {
	if _, ok := c.off[d]; ok {
		return false
	}
	if _, ok := c.work[d]; ok {
		return true
	}
	switch d.Time(time.UTC).Weekday() {
	case time.Saturday, time.Sunday:
		return false
	}
	return true
}

// Name is the holiday a day belongs to, off or worked for it; "" none.
func (c *Calendar) Name(d lanmu.Date) string {
	if name, ok := c.off[d]; ok {
		return name
	}
	return c.work[d]
}

// AddWorkingDays is the n-th working day after d; d itself is not counted, as
// terms run from the day after (政府信息公开条例 speaks of 工作日). n ≤ 0 is d.
func (c *Calendar) AddWorkingDays(d lanmu.Date, n int) lanmu.Date {
	for n > 0 {
		d = d.AddDays(1)
		if c.Working(d) {
			n--
		}
	}
	return d
}

// WorkingDaysBetween counts the working days after from, up to and with to;
// negative where to lies before from.
func (c *Calendar) WorkingDaysBetween(from, to lanmu.Date) int {
	if to.Before(from) {
		return -c.WorkingDaysBetween(to, from)
	}
	n := 0
	for d := from; d.Before(to); {
		d = d.AddDays(1)
		if c.Working(d) {
			n++
		}
	}
	return n
}

// Sources are the notices a year's days come from; nil: the year is missing.
func (c *Calendar) Sources(year int) []string { return c.years[year] }

// Missing says in a Chinese sentence which years from from to to nobody has
// described; "" where all are known.
func (c *Calendar) Missing(from, to lanmu.Date) string {
	var gone []string
	for y := int(from.Year); y <= int(to.Year); y++ {
		if c.years[y] == nil {
			gone = append(gone, fmt.Sprint(y))
		}
	}
	if gone == nil {
		return ""
	}
	return "缺少" + strings.Join(gone, "、") + "年的节假日安排，该年工作日只按周一至周五计算，请补充节假日文件。"
}

// Years lists the known years in order.
func (c *Calendar) Years() []int {
	years := make([]int, 0, len(c.years))
	for y := range c.years {
		years = append(years, y)
	}
	slices.Sort(years)
	return years
}

// AddWorkingDays counts by the shipped calendar.
func AddWorkingDays(d lanmu.Date, n int) lanmu.Date { return Default().AddWorkingDays(d, n) }

// WorkingDaysBetween counts by the shipped calendar.
func WorkingDaysBetween(from, to lanmu.Date) int { return Default().WorkingDaysBetween(from, to) }
