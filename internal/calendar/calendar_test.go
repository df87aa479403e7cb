package calendar_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lanmu"
	"lanmu/internal/calendar"
)

func day(t *testing.T, s string) lanmu.Date {
	t.Helper()
	d, err := lanmu.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWorking(t *testing.T) {
	for d, want := range map[string]bool{
		"2018-12-29": true,  // Saturday worked for 元旦 2019
		"2019-05-02": false, // by 国办发明电〔2019〕3号
		"2019-05-05": true,
		"2020-01-31": false, // prolonged by 国办发明电〔2020〕1号
		"2020-02-01": false, // the first notice had it worked
		"2020-02-03": true,
		"2022-12-31": false,
		"2023-01-02": false,
		"2024-02-09": true, // 除夕: leave was only encouraged
		"2024-10-12": true,
		"2025-10-08": false,
		"2026-01-04": true,
		"2026-02-23": false,
		"2026-09-20": true,
		"2026-11-21": false, // an ordinary Saturday
		"2026-11-23": true,
	} {
		if got := calendar.Default().Working(day(t, d)); got != want {
			t.Errorf("Working(%s) = %v", d, got)
		}
	}
}

// Every day off of a weekday or worked weekend must say something: an "off"
// line may cover weekends, a "work" line may not cover weekdays.
func TestShippedIsSane(t *testing.T) {
	c := calendar.Default()
	for _, y := range c.Years() {
		off, work := 0, 0
		for d := lanmu.NewDate(y, 1, 1); int(d.Year) == y; d = d.AddDays(1) {
			wd := d.Time(time.UTC).Weekday()
			weekend := wd == time.Saturday || wd == time.Sunday
			switch {
			case c.Name(d) == "":
			case c.Working(d):
				work++
				if !weekend {
					t.Errorf("%s is a weekday and needs no work line", d)
				}
			case !weekend:
				off++
			}
		}
		// 11 days off until 2024, 13 from 2025 (全国年节及纪念日放假办法), plus
		// those gained by working weekends.
		if free := off - work; free < 8 || free > 14 {
			t.Errorf("%d: %d weekdays off, %d weekends worked", y, off, work)
		}
		if len(c.Sources(y)) == 0 {
			t.Errorf("%d has no source", y)
		}
	}
	if y := c.Years(); y[len(y)-1] != 2026 || len(c.Years()) < 8 {
		t.Errorf("years %v", y)
	}
}

func TestAddWorkingDays(t *testing.T) {
	for _, tt := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-11-23", 10, "2026-12-07"},
		{"2026-09-24", 10, "2026-10-15"}, // across 中秋 and 国庆, Saturday 10 October worked
		{"2026-02-13", 1, "2026-02-14"},  // a worked Saturday
		{"2026-02-14", 1, "2026-02-24"},
		{"2026-11-23", 0, "2026-11-23"},
	} {
		got := calendar.AddWorkingDays(day(t, tt.from), tt.n)
		if got != day(t, tt.want) {
			t.Errorf("%s + %d = %s, want %s", tt.from, tt.n, got, tt.want)
		}
		if n := calendar.WorkingDaysBetween(day(t, tt.from), got); n != tt.n {
			t.Errorf("back from %s: %d", got, n)
		}
	}
}

func TestAddAndBetweenAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := lanmu.NewDate(2019, 1, 1).AddDays(rapid.IntRange(0, 2900).Draw(t, "day"))
		n := rapid.IntRange(0, 60).Draw(t, "n")
		to := calendar.AddWorkingDays(d, n)
		if got := calendar.WorkingDaysBetween(d, to); got != n {
			t.Fatalf("%s + %d = %s, but %d between", d, n, to, got)
		}
	})
}

func TestMissingYearSaysSo(t *testing.T) {
	c := calendar.Default()
	if s := c.Missing(day(t, "2026-12-20"), day(t, "2027-01-05")); !strings.Contains(s, "2027") {
		t.Errorf("missing: %q", s)
	}
	if s := c.Missing(day(t, "2026-11-23"), day(t, "2026-12-07")); s != "" {
		t.Errorf("all known, yet %q", s)
	}
}

func TestLoadExtends(t *testing.T) {
	path := filepath.Join(t.TempDir(), "own.txt")
	text := "\ufeffyear 2027 某市通知\noff 2027-01-01..2027-01-03 元旦\nwork 2026-12-27 元旦\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := calendar.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if c.Working(day(t, "2027-01-01")) || !c.Working(day(t, "2026-12-27")) || c.Working(day(t, "2026-10-01")) {
		t.Error("the file's days are not laid over the shipped ones")
	}
	if s := c.Missing(day(t, "2026-12-20"), day(t, "2027-01-05")); s != "" {
		t.Errorf("2027 is described, yet %q", s)
	}
}

func TestBadFileTellsEveryLine(t *testing.T) {
	_, err := calendar.Parse("own.txt", "year soon\nholiday 2027-01-01\noff 2027-02-30 春节\noff 2027-03-01..2027-12-01 暑假\nwork\n")
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"own.txt:1:", "own.txt:2:", "own.txt:3:", "own.txt:4:", "own.txt:5:"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %s in:\n%v", want, err)
		}
	}
}
