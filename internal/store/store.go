// Package store remembers: audits, columns by night, and the life of findings.
// It is the only door to SQL. One code speaks to SQLite (one machine) and to
// PostgreSQL (several); a conformance suite runs on both.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // driver "pgx"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	_ "modernc.org/sqlite" // driver "sqlite"

	"lanmu/internal/calendar"
)

// Store is an open history. Its methods may be called concurrently.
type Store struct {
	db   *bun.DB
	pg   bool
	cal  *calendar.Calendar
	now  func() time.Time
	term int // working days to put a finding right

	patience time.Duration
	log      *slog.Logger
	lists    lists
	leavings leavings
}

// Options change what Open does by default.
type Options struct {
	Calendar *calendar.Calendar // nil: the one shipped
	Now      func() time.Time   // nil: time.Now
	Term     int                // working days until a finding is due; 0: 10, the usual 整改时限
	Patience time.Duration      // for a database that is locked or away; 0: 10 s
	Log      *slog.Logger       // nil: discarded
}

// Open opens the history at dsn, a path of an SQLite file or postgres://…, and
// brings it to this program's version. A history written by a newer lanmu is
// refused and left untouched (ErrNewer).
func Open(ctx context.Context, dsn string, opt Options) (*Store, error) {
	s := &Store{cal: opt.Calendar, now: opt.Now, term: opt.Term, patience: opt.Patience, log: opt.Log}
	if s.patience == 0 {
		s.patience = 10 * time.Second
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.cal == nil {
		s.cal = calendar.Default()
	}
	if s.term == 0 {
		s.term = 10
	}
	if err := s.connect(dsn); err != nil {
		return nil, err
	}
	if err := s.patiently(ctx, "migration", func() error { return migrate(ctx, s.db.DB, s.pg) }); err != nil {
		return nil, errors.Join(fmt.Errorf("history %s: %w", redact(dsn), err), s.db.Close())
	}
	return s, nil
}

func (s *Store) connect(dsn string) error {
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		db, err := sql.Open("pgx", dsn)
		if err != nil {
			return fmt.Errorf("history %s: %w", redact(dsn), err)
		}
		s.db, s.pg = bun.NewDB(db, pgdialect.New()), true
		return nil
	}
	if dir := filepath.Dir(dsn); dir != "." {
		if err := os.MkdirAll(dir, 0o750); err != nil {
			return fmt.Errorf("folder of the history %s: %w", dsn, err)
		}
	}
	// WAL lets the web pages read while an audit is written; the busy timeout
	// outlasts a checkpoint, and patiently what lasts longer. One connection
	// writes: SQLite has one writer anyway.
	q := url.Values{"_pragma": {"journal_mode(WAL)", "busy_timeout(2000)", "synchronous(NORMAL)", "foreign_keys(1)", "cache_size(-16384)", "mmap_size(268435456)"}, "_txlock": {"immediate"}}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: dsn}).EscapedPath()+"?"+q.Encode())
	if err != nil {
		return fmt.Errorf("history %s: %w", dsn, err)
	}
	db.SetMaxOpenConns(4)
	s.db = bun.NewDB(db, sqlitedialect.New())
	return nil
}

// Close lets go of the history.
func (s *Store) Close() error { return s.db.Close() }

// Postgres tells which database it is, for the queue that needs Postgres.
func (s *Store) Postgres() bool { return s.pg }

// redact takes the password out of an address for messages and logs.
func redact(dsn string) string {
	u, err := url.Parse(dsn)
	if err != nil || u.Host == "" {
		if strings.Contains(dsn, "://") {
			return "postgres://…"
		}
		return dsn
	}
	return u.Redacted()
}

// Ping tells whether the history answers.
func (s *Store) Ping(ctx context.Context) error { return s.db.PingContext(ctx) }
