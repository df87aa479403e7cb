package store_test

import (
	"os"
	"testing"

	"lanmu/internal/pgtest"
)

// postgres gives the address of a new, empty database.
func postgres(t *testing.T) string {
	t.Helper()
	return pgtest.Database(t)
}

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }
