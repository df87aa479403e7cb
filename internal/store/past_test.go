package store_test

import (
	"fmt"
	"testing"

	"lanmu"
	"lanmu/internal/store"
)

// listing makes an audit of a night on which column tzgg held these items.
func listing(at string, walked int, rows ...lanmu.Row) *lanmu.Audit {
	a := night(at)
	a.Columns = []*lanmu.Column{{ID: "tzgg", Status: lanmu.StatusOK, Walked: walked, Pages: 2, Rows: rows}}
	return a
}

func row(url, shown string) lanmu.Row {
	return lanmu.Row{URL: url, Title: "关于" + url, Date: date(shown)}
}

func past(t *testing.T, s *store.Store, tonight *lanmu.Audit) *store.Past {
	t.Helper()
	p, err := s.Past(t.Context(), "swj")
	if err != nil {
		t.Fatal(err)
	}
	p.Tonight(tonight.Meta.At, tonight.Columns)
	return p
}

// What was not there on a night long after its date is told; whatever could
// have been there is not.
func TestPastTellsOnlyWhatIsProved(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		old := row("/old", "2026-07-01")
		audit(t, s, listing("2026-08-01", 2, old))
		tonight := listing("2026-11-20", 2, old, row("/late", "2026-09-01"), row("/before", "2026-07-15"), row("/fresh", "2026-11-19"),
			row("/moved", "2026-09-02"), lanmu.Row{URL: "/undated", Title: "无日期"})
		if p := past(t, s, tonight); !p.Since().IsZero() {
			t.Errorf("one whole night is known, and it tells since %s", p.Since())
		}
		// A night that read half of the list proves nothing.
		audit(t, s, listing("2026-10-20", 1, old))
		if p := past(t, s, tonight); !p.Since().IsZero() {
			t.Errorf("a half night counted: since %s", p.Since())
		}
		moved := row("/was-here", "2026-09-02")
		moved.Title = row("/moved", "2026-09-02").Title
		audit(t, s, listing("2026-11-05", 2, old, moved))
		p := past(t, s, tonight)
		if p.Since() != date("2026-08-01") {
			t.Fatalf("since %s", p.Since())
		}
		for url, want := range map[string]string{
			"/late":    "2026-11-20", // not there on 11-05, dated 09-01
			"/old":     "2026-08-01",
			"/before":  "2026-08-01", // dated before the list was first read
			"/fresh":   "2026-08-01",
			"/moved":   "2026-08-01", // known under another address
			"/undated": "2026-08-01",
		} {
			if got := p.FirstSeen(url); got != date(want) {
				t.Errorf("%s: first seen %s, want %s", url, got, want)
			}
		}
		// Judged again on later nights, it says the same.
		audit(t, s, tonight)
		again := listing("2026-11-21", 2, tonight.Columns[0].Rows...)
		if got := past(t, s, again).FirstSeen("/late"); got != date("2026-11-20") {
			t.Errorf("a night later /late was first seen %s", got)
		}
	})
}

// A list that was never read before, or whose items stood elsewhere, is not new.
func TestPastOfAnotherColumn(t *testing.T) {
	s := open(t, fmt.Sprintf("%s/h.db", t.TempDir()))
	for _, at := range []string{"2026-08-01", "2026-11-01"} {
		audit(t, s, listing(at, 2, row("/1", "2026-07-01")))
	}
	tonight := listing("2026-11-20", 2, row("/1", "2026-07-01"))
	tonight.Columns = append(tonight.Columns, &lanmu.Column{ID: "new", Walked: 1, Pages: 1, Rows: []lanmu.Row{row("/x", "2026-09-01")}})
	if got := past(t, s, tonight).FirstSeen("/x"); got != date("2026-08-01") {
		t.Errorf("an item of a new column was first seen %s", got)
	}
}
