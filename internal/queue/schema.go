package queue

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// ErrNewer is returned for tables that a newer lanmu has made.
var ErrNewer = errors.New("任务队列由更新版本的 lanmu 建立，本版本不能使用，未作任何改动；请升级 lanmu (made by a newer lanmu; left untouched)")

// migrationLock keeps machines that start at the same time from migrating at
// the same time. Any fixed number will do.
const migrationLock = 0x6c616e6d75 // "lanmu"

// migrate brings River's tables and ours forward: all of it or nothing.
func (q *Queue) migrate(ctx context.Context) error {
	return pgx.BeginFunc(ctx, q.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", int64(migrationLock)); err != nil {
			return err
		}
		if err := migrateRiver(ctx, tx, riverpgxv5.New(q.pool), q); err != nil {
			return err
		}
		return migrateNotes(ctx, tx)
	})
}

func migrateRiver(ctx context.Context, tx pgx.Tx, driver *riverpgxv5.Driver, q *Queue) error {
	m, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: q.riverLog()})
	if err != nil {
		return err
	}
	have, err := version(ctx, tx, "river_migration", "SELECT coalesce(max(version), 0) FROM river_migration WHERE line = 'main'")
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
	if _, err := m.MigrateTx(ctx, tx, rivermigrate.DirectionUp, nil); err != nil {
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

// version asks a table for its version; 0 where there is no such table.
func version(ctx context.Context, tx pgx.Tx, table, ask string) (n int, err error) {
	var there bool
	if err := tx.QueryRow(ctx, "SELECT to_regclass($1) IS NOT NULL", table).Scan(&there); err != nil || !there {
		return 0, err
	}
	err = tx.QueryRow(ctx, ask).Scan(&n)
	return n, err
}
