package queue

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// ErrNewer is returned for tables that a newer lanmu has made.
var ErrNewer = errors.New("任务队列由更新版本的 lanmu 建立，本版本不能使用，未作任何改动；请升级 lanmu (made by a newer lanmu; left untouched)")

// migrationLock keeps machines that start at the same time from migrating at
// the same time. Any fixed number will do.
const migrationLock = 0x6c616e6d75 // "lanmu"

// migrate brings River's tables and ours forward. River's steps are a
// transaction each, for PostgreSQL lets none use what it added to a type: what
// was cut short is gone on with at the next start.
func (q *Queue) migrate(ctx context.Context) error {
	return q.pool.AcquireFunc(ctx, func(conn *pgxpool.Conn) (err error) {
		if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", int64(migrationLock)); err != nil {
			return err
		}
		defer func() {
			_, free := conn.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(migrationLock))
			err = errors.Join(err, free)
		}()
		if err := q.migrateRiver(ctx, conn); err != nil {
			return err
		}
		return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error { return migrateNotes(ctx, tx) })
	})
}

func (q *Queue) migrateRiver(ctx context.Context, conn asker) error {
	m, err := rivermigrate.New(riverpgxv5.New(q.pool), &rivermigrate.Config{Logger: q.riverLog()})
	if err != nil {
		return err
	}
	have, err := version(ctx, conn, "river_migration", "SELECT coalesce(max(version), 0) FROM river_migration WHERE line = 'main'")
	if err != nil {
		return err
	}
	want := 0
	for _, v := range m.AllVersions() {
		want = max(want, v.Version)
	}
	if have > want {
		return fmt.Errorf("version %d of its tables, this program knows %d: %w", have, want, ErrNewer)
	}
	if have == want {
		return nil
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrating its tables from version %d to %d: %w", have, want, err)
	}
	return nil
}

// notesVersion is that of our own table.
const notesVersion = 1

// migrateNotes makes the table of notes: what is worth knowing now and is
// written anew by whoever knows it. Nothing in it need outlive an upgrade.
func migrateNotes(ctx context.Context, tx pgx.Tx) error {
	have, err := version(ctx, tx, "lanmu_notes", "SELECT coalesce(max((doc->>'version')::int), 0) FROM lanmu_notes WHERE kind = 'version'")
	if err != nil {
		return err
	}
	if have > notesVersion {
		return fmt.Errorf("version %d of the notes, this program knows %d: %w", have, notesVersion, ErrNewer)
	}
	if have == notesVersion {
		return nil
	}
	_, err = tx.Exec(ctx, `
CREATE TABLE lanmu_notes (
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  at   TIMESTAMPTZ NOT NULL DEFAULT now(),
  doc  JSONB NOT NULL,
  PRIMARY KEY (kind, name)
);
INSERT INTO lanmu_notes (kind, name, doc) VALUES ('version', '', '{"version": 1}');`)
	if err != nil {
		return fmt.Errorf("making the table of notes: %w", err)
	}
	return nil
}

// asker is a connection or a transaction.
type asker interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// version asks a table for its version; 0 where there is no such table.
func version(ctx context.Context, tx asker, table, ask string) (n int, err error) {
	var there bool
	if err := tx.QueryRow(ctx, "SELECT to_regclass($1) IS NOT NULL", table).Scan(&there); err != nil || !there {
		return 0, err
	}
	err = tx.QueryRow(ctx, ask).Scan(&n)
	return n, err
}
