package queue

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// lease is one process's hold on a name, such as a site: a session lock of
// PostgreSQL. It ends with the connection, so with the process, however that
// ends; the queue's own knowledge of who works what may be minutes old.
type lease struct {
	conn *pgxpool.Conn
	key  int64
}

// errHeld tells that another process has the lease.
var errHeld = errors.New("held by another process")

// leaseTime bounds a word with the database about a lease.
const leaseTime = 5 * time.Second

// take takes the lease of a name, or errs with errHeld.
func (q *Queue) take(ctx context.Context, name string) (*lease, error) {
	conn, err := q.pool.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	l := &lease{conn, leaseKey(name)}
	var ours bool
	err = conn.QueryRow(ctx, "SELECT pg_try_advisory_lock($1)", l.key).Scan(&ours)
	if err == nil && !ours {
		err = errHeld
	}
	if err != nil {
		conn.Release()
		return nil, err
	}
	return l, nil
}

// leaseKey is the number that PostgreSQL locks for a name.
func leaseKey(name string) int64 {
	sum := sha256.Sum256([]byte("lanmu\x00" + name))
	return int64(binary.BigEndian.Uint64(sum[:8]))
}

// held tells whether the lease is still ours: the connection answers.
func (l *lease) held(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, leaseTime)
	defer cancel()
	return l.conn.Ping(ctx)
}

// release gives the lease back. A connection that does not take it back is
// closed, which ends the lease as well. To give it back twice does nothing.
func (l *lease) release() {
	if l.conn == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), leaseTime)
	defer cancel()
	if _, err := l.conn.Exec(ctx, "SELECT pg_advisory_unlock($1)", l.key); err != nil {
		_ = l.conn.Conn().Close(ctx)
	}
	l.conn.Release()
	l.conn = nil
}
