package crawler

import (
	"io"
	"log"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	log.SetOutput(io.Discard) // net/http tells of the broken servers that tests are
	goleak.VerifyTestMain(m)
}
