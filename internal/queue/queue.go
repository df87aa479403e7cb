// Package queue lets several machines share the audits of lanmu serve: a site's
// audit is a job in PostgreSQL, done in slices of a few minutes by whichever
// worker is free, by one at a time. It is the only door to River.
//
// Three things stand in the database: River's own tables, one of ours for what
// the machines must agree on and tell each other (notes.go), and a lock for
// each site being audited (lease.go), which is what keeps two workers apart.
package queue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
)

// ErrNotPostgres is returned for a history that machines cannot share.
var ErrNotPostgres = errors.New("几台机器共同检查需要 PostgreSQL：请用 --db postgres://用户@主机/库名 指明 lanmu serve 使用的数据库 (a PostgreSQL database is needed)")

// Options change what Open does by default.
type Options struct {
	Slice time.Duration // longest turn at a site; 0: five minutes
	Slots int           // audits this process does at once; 0: it only asks for them
	Log   *slog.Logger  // nil: discarded
}

// Queue is the open queue of audits. Its methods may be called concurrently.
type Queue struct {
	slice time.Duration
	slots int
	log   *slog.Logger
	pool  *pgxpool.Pool
	asker *river.Client[pgx.Tx] // inserts and looks; works nothing

	mu    sync.Mutex
	seen  map[string]bool // sites whose audits had not ended when last looked
	asked time.Time       // when that was; zero: never
}

// Shared tells whether a history at dsn can be shared by machines.
func Shared(dsn string) bool {
	return strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://")
}

// Open opens the queue in the database of the history at dsn and brings its
// tables to this program's version. Tables of a newer lanmu are refused and
// left untouched (ErrNewer).
func Open(ctx context.Context, dsn string, opt Options) (*Queue, error) {
	if !Shared(dsn) {
		return nil, ErrNotPostgres
	}
	q := &Queue{slice: opt.Slice, slots: opt.Slots, log: opt.Log}
	if q.slice <= 0 {
		q.slice = sliceTime
	}
	if q.log == nil {
		q.log = slog.New(slog.DiscardHandler)
	}
	if err := q.connect(ctx, dsn); err != nil {
		return nil, fmt.Errorf("queue in %s: %w", redact(dsn), err)
	}
	if err := q.prepare(ctx); err != nil {
		q.pool.Close()
		return nil, fmt.Errorf("queue in %s: %w", redact(dsn), err)
	}
	return q, nil
}

func (q *Queue) prepare(ctx context.Context) (err error) {
	if err := q.migrate(ctx); err != nil {
		return err
	}
	q.asker, err = river.NewClient(riverpgxv5.New(q.pool), &river.Config{Logger: q.riverLog()})
	return err
}

// spare are connections beside those of the slices: River's own, and those of
// the pages.
const spare = 8

func (q *Queue) connect(ctx context.Context, dsn string) error {
	conf, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return errors.New("数据库地址写法不对，应为 postgres://用户:口令@主机:端口/库名 (not an address of PostgreSQL)") // pgx's error would show the password
	}
	conf.MaxConns = int32(q.slots + spare)
	// A machine that loses its power says no goodbye: without these the server
	// would keep its locks for two hours. In seconds; ignored on a local socket.
	for name, value := range map[string]string{"tcp_keepalives_idle": "20", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "3", "application_name": "lanmu"} {
		if _, given := conf.ConnConfig.RuntimeParams[name]; !given {
			conf.ConnConfig.RuntimeParams[name] = value
		}
	}
	q.pool, err = pgxpool.NewWithConfig(ctx, conf)
	return err
}

// Close lets go of the database. Work must have returned.
func (q *Queue) Close() { q.pool.Close() }

// riverLog passes on what an operator must know: River tells much of itself.
func (q *Queue) riverLog() *slog.Logger { return slog.New(warnings{q.log.Handler()}) }

// warnings is a handler for warnings and errors alone.
type warnings struct{ slog.Handler }

func (w warnings) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && w.Handler.Enabled(ctx, l)
}

func (w warnings) WithAttrs(attrs []slog.Attr) slog.Handler {
	return warnings{w.Handler.WithAttrs(attrs)}
}

func (w warnings) WithGroup(name string) slog.Handler { return warnings{w.Handler.WithGroup(name)} }

// redact takes the password out of an address for messages and logs.
func redact(dsn string) string {
	u, err := url.Parse(dsn)
	if err != nil {
		return "postgres://…"
	}
	return u.Redacted()
}

// Slice is the longest turn at a site.
func (q *Queue) Slice() time.Duration { return q.slice }
