package crawler

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPackedBodiesAreStored: what came compressed stands in its member as it
// came, of any size, and is given back as it was.
func TestPackedBodiesAreStored(t *testing.T) {
	noise := make([]byte, 200_000)
	rand.NewChaCha8([32]byte{7}).Read(noise)
	for name, size := range map[string]int{"small": 100, "page": 6000, "just a block": 65_535, "more than one": 65_536, "large": 200_000} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "r.warc.gz")
			body := append([]byte("\x1f\x8b\x08"), noise[:size-3]...)
			x := anExchange("http://h/a", string(body), func(x *Exchange) { x.Header.Set("Content-Encoding", "gzip") })
			recordTo(t, path, Options{}, x, anExchange("http://h/b", "<p>正文</p>"))
			file, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(file, body[:min(size, 60_000)]) && size > smallRecord {
				t.Error("the body was compressed again")
			}
			z, err := gzip.NewReader(bytes.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			if text, err := io.ReadAll(z); err != nil || !bytes.Contains(text, body) {
				t.Fatalf("%d bytes are read back (%v), without the body", len(text), err)
			}
			rec, err := openRecording(path)
			if err != nil {
				t.Fatal(err)
			}
			defer rec.Close()
			got, ok := rec.next("GET", "http://h/a", purposePage)
			if !ok || rec.notice() != "" || !cmp.Equal(got, x, sameExchange) {
				t.Errorf("%v %s: %s", ok, rec.notice(), cmp.Diff(x, got, sameExchange))
			}
		})
	}
}
