package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// ErrNewer is returned for a history that a newer lanmu has written.
var ErrNewer = errors.New("此历史库由更新版本的 lanmu 写成，本版本不能读取，未作任何改动；请升级 lanmu (written by a newer lanmu; left untouched)")

// migrate brings db forward, version by version, each in its own transaction.
func migrate(ctx context.Context, db *sql.DB, pg bool) error {
	dialect := goose.DialectSQLite3
	if pg {
		dialect = goose.DialectPostgres
	}
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(dialect, db, dir)
	if err != nil {
		return err
	}
	have, want, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("reading its version: %w", err)
	}
	if have > want {
		return fmt.Errorf("version %d, this program knows %d: %w", have, want, ErrNewer)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrating from version %d to %d: %w", have, want, err)
	}
	return nil
}
