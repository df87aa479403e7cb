package lanmu_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors says who may import whom among our own packages: the architecture as
// a test. A package that is not named here may not exist; every package may
// import the vocabulary (the root).
var floors = map[string][]string{
	"lanmu": nil,

	// leaves: no opinion, no state
	"lanmu/internal/charset":  nil,
	"lanmu/internal/address":  nil,
	"lanmu/internal/calendar": nil,
	"lanmu/rules/yearly":      nil,

	// reads files and nothing else
	"lanmu/internal/attachment": nil,

	// trades: they do not know each other
	"lanmu/crawler":         {"lanmu/internal/charset", "lanmu/internal/address"},
	"lanmu/extract":         {"lanmu/internal/charset", "lanmu/internal/address"},
	"lanmu/rules":           {"lanmu/internal/calendar", "lanmu/rules/yearly"},
	"lanmu/reports":         {"lanmu/internal/calendar"},
	"lanmu/internal/store":  {"lanmu/internal/calendar"},
	"lanmu/internal/config": {"lanmu/internal/address"},

	// the one use case
	"lanmu/internal/auditor": {"lanmu/internal/attachment", "lanmu/crawler", "lanmu/extract", "lanmu/rules", "lanmu/reports", "lanmu/internal/store"},

	// tests' PostgreSQL
	"lanmu/internal/pgtest": nil,

	// what runs it
	"lanmu/internal/queue":    {"lanmu/internal/auditor", "lanmu/internal/store", "lanmu/internal/config"},
	"lanmu/internal/schedule": {"lanmu/internal/auditor", "lanmu/internal/store", "lanmu/internal/config"},
	"lanmu/internal/probe":    {"lanmu/internal/store", "lanmu/internal/config"},
	"lanmu/internal/service": {
		"lanmu/internal/auditor", "lanmu/internal/store", "lanmu/internal/config", "lanmu/internal/schedule",
		"lanmu/internal/probe", "lanmu/internal/web", "lanmu/internal/queue", "lanmu/reports",
	},
	"lanmu/internal/web": {
		"lanmu/internal/auditor", "lanmu/internal/store", "lanmu/internal/config", "lanmu/internal/schedule",
		"lanmu/internal/probe", "lanmu/reports", "lanmu/rules",
	},
}

// anywhere are packages that wire or measure: they may import every floor.
var anywhere = []string{"lanmu/cmd/", "lanmu/demo", "lanmu/accuracy", "lanmu/bench"}

// doors names, for each outside module with a side effect or an opinion, the
// packages through which alone it comes in. Tests are free.
var doors = map[string][]string{
	"github.com/gocolly/colly":               {"lanmu/crawler"},
	"github.com/chromedp":                    {"lanmu/crawler"},
	"github.com/temoto/robotstxt":            {"lanmu/crawler"},
	"github.com/riverqueue":                  {"lanmu/internal/queue"},
	"github.com/uptrace/bun":                 {"lanmu/internal/store"},
	"github.com/pressly/goose":               {"lanmu/internal/store"},
	"github.com/jackc/pgx":                   {"lanmu/internal/store", "lanmu/internal/queue"},
	"modernc.org/sqlite":                     {"lanmu/internal/store"},
	"database/sql":                           {"lanmu/internal/store", "lanmu/internal/queue"},
	"github.com/prometheus/client_golang":    {"lanmu/reports", "lanmu/internal/probe", "lanmu/internal/web"},
	"github.com/prometheus/exporter-toolkit": {"lanmu/internal/web"},
	"github.com/goccy/go-yaml":               {"lanmu/internal/config", "lanmu/rules"},
	"github.com/invopop/jsonschema":          {"lanmu/internal/config", "lanmu/reports"},
	"github.com/xuri/excelize":               {"lanmu/reports", "lanmu/rules"},
	"github.com/klippa-app/go-pdfium":        {"lanmu/internal/attachment"},
	"github.com/tetratelabs/wazero":          {"lanmu/internal/attachment"},
	"archive/zip":                            {"lanmu/internal/attachment", "lanmu/demo"},
	"github.com/tdewolff/parse":              {"lanmu/rules"},
	"github.com/PuerkitoBio/goquery":         {"lanmu/extract", "lanmu/rules", "lanmu/internal/auditor", "lanmu/bench"},
	"github.com/andybalholm/cascadia":        {"lanmu/extract", "lanmu/rules", "lanmu/internal/config"},
	"github.com/spf13/cobra":                 {"lanmu/cmd/"},
	"github.com/vbauerster/mpb":              {"lanmu/cmd/"},
	"github.com/netresearch/go-cron":         {"lanmu/internal/schedule", "lanmu/internal/config"},
}

func TestFloors(t *testing.T) {
	for _, f := range goFiles(t) {
		pkg := "lanmu"
		if dir := filepath.ToSlash(filepath.Dir(f.path)); dir != "." {
			pkg += "/" + dir
		}
		test := strings.HasSuffix(f.path, "_test.go")
		for _, imp := range f.imports {
			if why := forbidden(pkg, imp, test); why != "" {
				t.Errorf("%s imports %s: %s", f.path, imp, why)
			}
		}
	}
}

// forbidden says why pkg may not import imp, or "".
func forbidden(pkg, imp string, test bool) string {
	if strings.HasPrefix(imp, "lanmu/") {
		if test || slices.ContainsFunc(anywhere, func(p string) bool { return strings.HasPrefix(pkg, p) }) {
			return ""
		}
		allowed, known := floors[pkg]
		if !known {
			return pkg + " has no floor yet: name it in floors_test.go"
		}
		if imp != pkg && !slices.Contains(allowed, imp) {
			return "that is another floor's or another trade's"
		}
		return ""
	}
	for module, through := range doors {
		if imp != module && !strings.HasPrefix(imp, module+"/") {
			continue
		}
		if test || slices.ContainsFunc(through, func(p string) bool { return pkg == p || strings.HasSuffix(p, "/") && strings.HasPrefix(pkg, p) }) {
			return ""
		}
		return "its door is " + strings.Join(through, ", ")
	}
	return ""
}

// The test of the test: what must be refused is refused.
func TestForbidden(t *testing.T) {
	for _, c := range []struct {
		pkg, imp string
		refused  bool
	}{
		{"lanmu/rules", "lanmu/extract", true},
		{"lanmu/rules", "lanmu", false},
		{"lanmu", "lanmu/rules", true},
		{"lanmu/extract", "github.com/gocolly/colly/v2", true},
		{"lanmu/crawler", "github.com/gocolly/colly/v2", false},
		{"lanmu/reports", "modernc.org/sqlite", true},
		{"lanmu/internal/newcomer", "lanmu/rules", true},
		{"lanmu/cmd/lanmu", "lanmu/internal/auditor", false},
	} {
		if got := forbidden(c.pkg, c.imp, false) != ""; got != c.refused {
			t.Errorf("forbidden(%s, %s) = %t, want %t", c.pkg, c.imp, got, c.refused)
		}
	}
}

type goFile struct {
	path    string
	imports []string
}

func goFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name != "." && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		f := goFile{path: path}
		for _, spec := range parsed.Imports {
			imp, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			f.imports = append(f.imports, imp)
		}
		files = append(files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 10 {
		t.Fatalf("found %d Go files only: is the test run from the module's root?", len(files))
	}
	return files
}
