package store_test

import (
	"testing"

	"lanmu"
)

// The last night that counts is the last on which the list was read: a night
// left unverified, one without rows and tonight are none.
func TestLastRead(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		for _, n := range []struct {
			at     string
			status lanmu.Status
			items  int
		}{
			{"2026-11-18", lanmu.StatusOK, 19},
			{"2026-11-20", lanmu.StatusStale, 20},
			{"2026-11-21", lanmu.StatusUnverified, 4},
			{"2026-11-22", lanmu.StatusEmpty, 0},
			{"2026-11-23", lanmu.StatusOK, 21},
		} {
			a := night(n.at)
			a.Columns = []*lanmu.Column{{ID: "tzgg", Status: n.status, Items: n.items}}
			audit(t, s, a)
		}
		got, err := s.LastRead(t.Context(), "swj", "tzgg", date("2026-11-23"))
		if want := (lanmu.Earlier{At: date("2026-11-20"), Items: 20}); err != nil || got != want {
			t.Errorf("last read %+v, %v, want %+v", got, err, want)
		}
		if got, err := s.LastRead(t.Context(), "swj", "none", date("2026-11-23")); err != nil || got.Items != 0 {
			t.Errorf("a column nobody knows: %+v, %v", got, err)
		}
	})
}
