package store_test

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"lanmu"
	"lanmu/internal/store"
)

// What docs/operations.md tells of backup and restore, done: the copy is taken
// while the history is in use, and what comes back is what was there.
func TestBackupAndRestore(t *testing.T) {
	restored := func(t *testing.T, live *store.Store, dsn string) {
		t.Helper()
		s := open(t, dsn)
		want, _, err := live.Findings(t.Context(), store.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := s.Findings(t.Context(), store.Filter{})
		if err != nil || len(got) != len(want) || len(got) == 0 || got[0].Message != want[0].Message || got[0].Note != want[0].Note {
			t.Errorf("restored are %d findings (%v), want %d", len(got), err, len(want))
		}
		// The next night goes on where the copy was taken.
		if f := audit(t, s, night("2026-11-04", "wording-typo"))["wording-typo"]; f.State != lanmu.StateOpen || f.FirstSeen != date("2026-11-02") {
			t.Errorf("after restoring, the next night says %+v", f)
		}
	}
	filled := func(t *testing.T, dsn string) *store.Store {
		t.Helper()
		s := open(t, dsn)
		id := audit(t, s, night("2026-11-02", "wording-typo", "privacy-id"))["wording-typo"].ID
		audit(t, s, night("2026-11-03", "wording-typo"))
		note := "已改正“错字”"
		if _, err := s.Mark(t.Context(), []string{id}, "张三", store.Mark{Note: &note}); err != nil {
			t.Fatal(err)
		}
		return s
	}
	t.Run("sqlite", func(t *testing.T) {
		dir := t.TempDir()
		dsn, copied := filepath.Join(dir, "lanmu.db"), filepath.Join(dir, "backup.db")
		live := filled(t, dsn)
		db, err := sql.Open("sqlite", "file:"+dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.ExecContext(t.Context(), "VACUUM INTO ?", copied); err != nil {
			t.Fatal(err)
		}
		restored(t, live, copied)
	})
	t.Run("postgres", func(t *testing.T) {
		from, to := postgres(t), postgres(t)
		for _, name := range []string{"pg_dump", "pg_restore"} {
			if _, err := exec.LookPath(name); err != nil {
				if os.Getenv("LANMU_CI") != "" {
					t.Fatal(err)
				}
				t.Skip(err)
			}
		}
		live := filled(t, from)
		file := filepath.Join(t.TempDir(), "lanmu.dump")
		for _, args := range [][]string{{"pg_dump", "-Fc", "-f", file, from}, {"pg_restore", "--no-owner", "-d", to, file}} {
			if out, err := exec.CommandContext(t.Context(), args[0], args[1:]...).CombinedOutput(); err != nil {
				t.Fatalf("%v: %v\n%s", args, err, out)
			}
		}
		restored(t, live, to)
	})
}
