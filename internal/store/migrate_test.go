package store_test

import (
	"database/sql"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pressly/goose/v3"

	"lanmu"
	"lanmu/internal/store"
)

// A history of the first version is brought forward with what is in it.
func TestForwardFromTheFirstVersion(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		first, err := os.ReadFile("migrations/00001_history.sql")
		if err != nil {
			t.Fatal(err)
		}
		driver, dialect := "sqlite", goose.DialectSQLite3
		if strings.HasPrefix(dsn, "postgres") {
			driver, dialect = "pgx", goose.DialectPostgres
		}
		db, err := sql.Open(driver, dsn)
		if err != nil {
			t.Fatal(err)
		}
		p, err := goose.NewProvider(dialect, db, fstest.MapFS{"00001_history.sql": {Data: first}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Up(t.Context()); err != nil {
			t.Fatal(err)
		}
		id := lanmu.FindingID("swj", "wording-typo", "", "http://swj.example.gov.cn/a", "")
		for _, q := range []string{
			"INSERT INTO sites VALUES ('swj', '示例市商务局', 'http://swj.example.gov.cn/', '')",
			"INSERT INTO findings VALUES ('" + id + "', 'swj', 'wording-typo', 'http://swj.example.gov.cn/a', '', 'office', 'certain', 'open', " +
				"'2026-11-01', '2026-11-02', '2026-11-16', '', '', '已报处室', '', 'swj-1', '{\"id\": \"" + id + "\", \"rule\": \"wording-typo\", \"url\": \"http://swj.example.gov.cn/a\"}')",
		} {
			if _, err := db.ExecContext(t.Context(), q); err != nil {
				t.Fatal(err)
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		s := open(t, dsn)
		list, n, err := s.Findings(t.Context(), store.Filter{Site: "swj", Text: "example.gov.cn/a"})
		if err != nil || n != 1 || list[0].Note != "已报处室" {
			t.Errorf("brought forward: %d findings %+v (%v)", n, list, err)
		}
		if f := audit(t, s, night("2026-11-03", "wording-typo"))["wording-typo"]; f.State != lanmu.StateOpen || f.FirstSeen != date("2026-11-01") {
			t.Errorf("the next night: %+v", f)
		}
	})
}
