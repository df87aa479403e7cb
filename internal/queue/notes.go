package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"lanmu"
)

// Kinds of notes.
const (
	noteSetup    = "setup"    // one: what serve has settled for all
	noteProgress = "progress" // by site: how far a slice is
	noteWorker   = "worker"   // by worker: it lives
	noteBegun    = "begun"    // by site: the recording of the audit that was begun last
)

// Setup is what the machines must agree on. serve writes it; a worker that
// stands otherwise takes no audit.
type Setup struct {
	Version    string              `json:"version"`    // of lanmu: another one may judge otherwise
	Recordings string              `json:"recordings"` // folder, by the same path on every machine
	Token      string              `json:"token"`      // stands in that folder too: it is the same folder
	Sites      map[string]SiteNote `json:"sites"`      // by id
}

// SiteNote is a site in a Setup.
type SiteNote struct {
	Digest string `json:"digest"` // of its profile and of all that judging depends on
	Pauses []Span `json:"pauses"` // declared maintenance
}

// Span is a stretch of time; To is its first moment after.
type Span struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Publish tells every worker what serve has settled.
func (q *Queue) Publish(ctx context.Context, s Setup) error {
	if err := q.note(ctx, noteSetup, "", s); err != nil {
		return fmt.Errorf("telling the workers how to audit: %w", err)
	}
	return nil
}

// Setup is what serve has settled; ErrNoSetup before its first start.
func (q *Queue) Setup(ctx context.Context) (s Setup, err error) {
	err = q.look(ctx, noteSetup, "", 0, &s)
	if errors.Is(err, pgx.ErrNoRows) {
		return s, ErrNoSetup
	}
	if err != nil {
		return s, fmt.Errorf("reading how to audit: %w", err)
	}
	return s, nil
}

// ErrNoSetup is returned where no lanmu serve has ever used the database.
var ErrNoSetup = errors.New("这个数据库还没有 lanmu serve 用过：请先启动 lanmu serve --db postgres://…，再启动 lanmu work (no lanmu serve has used this database yet)")

// begunNote says which recording is of which audit. Times of files and of other
// machines' clocks could not.
type begunNote struct {
	Asked  time.Time `json:"asked"`
	Record string    `json:"record"`
}

// Begin remembers the recording of the audit that was asked for at asked; each
// turn does so before it records anything.
func (q *Queue) Begin(ctx context.Context, site string, asked time.Time, record string) error {
	if err := q.note(ctx, noteBegun, site, begunNote{asked, record}); err != nil {
		return fmt.Errorf("noting the recording of %s: %w", site, err)
	}
	return nil
}

// Begun is what Begin remembered of that audit, and how long ago by the
// database's clock; "": it has not begun.
func (q *Queue) Begun(ctx context.Context, site string, asked time.Time) (record string, ago time.Duration, err error) {
	var b []byte
	var seconds float64
	err = q.pool.QueryRow(ctx, "SELECT doc, extract(epoch FROM now() - at)::float8 FROM lanmu_notes WHERE kind = $1 AND name = $2", noteBegun, site).Scan(&b, &seconds)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", 0, nil
	}
	var n begunNote
	if err == nil {
		err = json.Unmarshal(b, &n)
	}
	if err != nil {
		return "", 0, fmt.Errorf("reading which recording of %s is under way: %w", site, err)
	}
	if !n.Asked.Equal(asked) {
		return "", 0, nil
	}
	return n.Record, time.Duration(seconds * float64(time.Second)), nil
}

// progressNote is how far a turn is, and whose it is.
type progressNote struct {
	Worker   string         `json:"worker"`
	Progress lanmu.Progress `json:"progress"`
}

// fresh is for how long a note of progress tells of now.
const fresh = 20 * time.Second

// StageQueued is the stage of an audit that waits for a worker.
const StageQueued = "queue"

// Progress tells how far a site's audit is, whichever machine does it. false:
// none is under way.
func (q *Queue) Progress(ctx context.Context, site string) (lanmu.Progress, bool, error) {
	open, err := q.open(ctx, time.Now().Add(-time.Second))
	if err != nil || !open[site] {
		return lanmu.Progress{}, false, err
	}
	var n progressNote
	err = q.look(ctx, noteProgress, site, fresh, &n)
	if errors.Is(err, pgx.ErrNoRows) {
		return lanmu.Progress{Stage: StageQueued}, true, nil
	}
	if err != nil {
		return lanmu.Progress{}, false, fmt.Errorf("reading the progress of %s: %w", site, err)
	}
	return n.Progress, true, nil
}

// note writes a note over the last one of its kind and name.
func (q *Queue) note(ctx context.Context, kind, name string, doc any) error {
	b, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	_, err = q.pool.Exec(ctx, `INSERT INTO lanmu_notes (kind, name, doc) VALUES ($1, $2, $3)
ON CONFLICT (kind, name) DO UPDATE SET doc = EXCLUDED.doc, at = now()`, kind, name, b)
	return err
}

// look reads a note no older than within (0: of any age), by the database's clock.
func (q *Queue) look(ctx context.Context, kind, name string, within time.Duration, doc any) error {
	var b []byte
	err := q.pool.QueryRow(ctx, `SELECT doc FROM lanmu_notes WHERE kind = $1 AND name = $2
AND ($3::float8 = 0 OR at > now() - make_interval(secs => $3::float8))`, kind, name, within.Seconds()).Scan(&b)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, doc)
}

// forget takes a note away.
func (q *Queue) forget(ctx context.Context, kind, name string) error {
	_, err := q.pool.Exec(ctx, "DELETE FROM lanmu_notes WHERE kind = $1 AND name = $2", kind, name)
	return err
}
