package queue

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Hold is what makes a process the only one of its kind on the database.
type Hold struct {
	q     *Queue
	kind  string
	lease *lease        // nil: the connection is lost
	every time.Duration // between two looks at it
	pid   uint32        // of the server's process that holds, or held, it for us
}

// ErrSupplanted is returned to a process whose connection was lost and whose
// place another one has taken meanwhile.
var ErrSupplanted = errors.New("与数据库的连接断开期间，另一个 lanmu serve 接管了这个数据库，本服务停止 (another lanmu serve has taken over)")

const (
	holdEvery = 5 * time.Second // how often it is asked whether the hold lasts
	holdAgain = time.Second     // between two tries to take it back
)

// Only makes this process the only one of its kind on the database, until
// Release is called; nil: another one is. Keep is to be run meanwhile.
func (q *Queue) Only(ctx context.Context, kind string) (*Hold, error) {
	h := &Hold{q: q, kind: kind, every: holdEvery}
	err := h.take(ctx)
	if errors.Is(err, errHeld) {
		return nil, nil //nolint:nilnil // said above
	}
	if err != nil {
		return nil, err
	}
	return h, nil
}

func (h *Hold) name() string { return "only " + h.kind }

func (h *Hold) take(ctx context.Context) (err error) {
	if h.lease, err = h.q.take(ctx, h.name()); err == nil {
		h.pid = h.lease.conn.Conn().PgConn().PID()
	}
	return err
}

// Keep watches the hold until ctx ends. A lost connection is made anew for as
// long as it takes; the error is ErrSupplanted where another process was faster.
func (h *Hold) Keep(ctx context.Context) error {
	for wait := h.every; ; {
		if !sleep(ctx, wait) {
			return nil
		}
		wait = h.every
		if h.lease != nil && h.lease.held(ctx) == nil {
			continue
		}
		if ctx.Err() != nil {
			return nil //nolint:nilerr // ended, not lost
		}
		if err := h.again(ctx); err != nil {
			if errors.Is(err, ErrSupplanted) {
				return err
			}
			h.q.log.Warn("the hold on the database is lost; trying again", "kind", h.kind, "err", err)
			wait = min(holdAgain, h.every)
		}
	}
}

// again takes back a hold whose connection is lost.
func (h *Hold) again(ctx context.Context) error {
	if h.lease != nil {
		h.lease.drop()
		h.lease = nil
	}
	ctx, cancel := context.WithTimeout(ctx, leaseTime)
	defer cancel()
	err := h.take(ctx)
	if err == nil {
		h.q.log.Info("the hold on the database is taken back", "kind", h.kind)
	}
	if !errors.Is(err, errHeld) {
		return err
	}
	// By another process, or by our own lost connection, which the server has not
	// missed yet.
	pid, err := h.q.holder(ctx, h.name())
	switch {
	case err != nil:
		return fmt.Errorf("asking who has it: %w", err)
	case pid == 0: // let go just now
		return errHeld
	case pid != h.pid:
		return ErrSupplanted
	}
	if _, err := h.q.pool.Exec(ctx, "SELECT pg_terminate_backend($1)", pid); err != nil {
		return fmt.Errorf("ending our lost connection: %w", err)
	}
	return errHeld
}

// holder is the process of the server that has the lease of a name; 0: none.
func (q *Queue) holder(ctx context.Context, name string) (pid uint32, err error) {
	key := uint64(leaseKey(name))
	err = q.pool.QueryRow(ctx, `SELECT COALESCE(MAX(pid), 0) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
AND classid::bigint = $1 AND objid::bigint = $2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
		int64(key>>32), int64(key&0xffffffff)).Scan(&pid)
	return pid, err
}

// Release lets another process take the place. Keep must have returned.
func (h *Hold) Release() {
	if h.lease != nil {
		h.lease.release()
	}
}

// drop closes a lease's connection without a word on it.
func (l *lease) drop() {
	ctx, cancel := context.WithTimeout(context.Background(), leaseTime)
	defer cancel()
	_ = l.conn.Conn().Close(ctx)
	l.conn.Release()
}
