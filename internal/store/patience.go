package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Waits between two tries of a database that does not answer.
const (
	firstWait = 100 * time.Millisecond
	lastWait  = 5 * time.Second
)

// patiently does something with the database again for as long as the database
// is locked or away, up to the store's patience; do must be all or nothing.
func (s *Store) patiently(ctx context.Context, what string, do func() error) error {
	ctx, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	wait := firstWait
	for {
		err := do()
		if err == nil || !away(err) {
			return err
		}
		s.log.Warn("the history does not answer; trying again", "what", what, "wait", wait, "err", err)
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return err
		case <-timer.C:
		}
		wait = min(2*wait, lastWait)
	}
}

// away tells whether an error is of a database that is locked, stopped, starting
// or not to be reached: trying again may help.
func away(err error) bool {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		code := lite.Code() & 0xff // the rest is the extended code
		return code == sqlite3.SQLITE_BUSY || code == sqlite3.SQLITE_LOCKED
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		// 08: connection; 57P: shut down or starting; 53300: too many connections;
		// 40: serialization failures and deadlocks
		return strings.HasPrefix(pg.Code, "08") || strings.HasPrefix(pg.Code, "57P") || strings.HasPrefix(pg.Code, "40") || pg.Code == "53300"
	}
	var connect *pgconn.ConnectError
	var network net.Error
	return errors.As(err, &connect) || errors.As(err, &network) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)
}
