package reports

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the goldens anew")

// buildLine differs from one toolchain to the next.
var buildLine = regexp.MustCompile(`(?m)^lanmu_build_info\{.*$`)

func TestGoldens(t *testing.T) {
	dir := t.TempDir()
	if _, err := Write(dir, sampleAudit(), Options{Version: "1.0"}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"report.html", "departments/对外贸易处.html", "ledger.csv", "findings.json", "lanmu.prom"} {
		golden(t, name, buildLine.ReplaceAll(read(t, filepath.Join(dir, name)), nil))
	}
	for _, lang := range []string{"zh", "en"} {
		var b bytes.Buffer
		if err := Summary(&b, sampleAudit(), lang, "out/report.html", "out/ledger.xlsx"); err != nil {
			t.Fatal(err)
		}
		golden(t, "summary."+lang+".txt", b.Bytes())
	}
	golden(t, "findings.schema.json", FindingsSchema())
	en, err := renderPage(sampleAudit(), Options{Version: "1.0", Lang: "en_US.UTF-8"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "report.en.html", en)
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", filepath.FromSlash(name))
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(read(t, path)), string(got)); diff != "" {
		t.Errorf("%s differs from its golden (-update writes it anew):\n%.4000s", name, diff)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
