package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"
)

// A history that is away for a minute or more is asked again until it is back,
// not too often, and no longer than the store is told to be patient.
func TestPatienceByTheClock(t *testing.T) {
	for _, c := range []struct {
		patience, away time.Duration
		err            error
		want           bool // that it is done in the end
	}{
		{10 * time.Minute, 65 * time.Second, driver.ErrBadConn, true},
		{10 * time.Minute, 9 * time.Minute, driver.ErrBadConn, true},
		{10 * time.Minute, 11 * time.Minute, driver.ErrBadConn, false},
		{time.Minute, 65 * time.Second, driver.ErrBadConn, false},
		{10 * time.Minute, time.Second, errors.New("no such table"), false}, // trying again will not help
	} {
		synctest.Test(t, func(t *testing.T) {
			s := &Store{patience: c.patience, log: slog.New(slog.DiscardHandler)}
			began := time.Now()
			tries := 0
			err := s.patiently(context.Background(), "a test", func() error {
				tries++
				if time.Since(began) < c.away {
					return c.err
				}
				return nil
			})
			took := time.Since(began)
			if (err == nil) != c.want {
				t.Errorf("away for %s, patient for %s: %v after %s", c.away, c.patience, err, took)
			}
			if c.want && took > c.away+lastWait {
				t.Errorf("back after %s, and noticed after %s", c.away, took)
			}
			if most := 10 + int(took/lastWait); tries > most {
				t.Errorf("%d tries in %s", tries, took)
			}
			if !c.want && took > c.patience {
				t.Errorf("patient for %s, told %s", took, c.patience)
			}
		})
	}
}
