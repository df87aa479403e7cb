package reports

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"lanmu"
)

var (
	//go:embed assets/report.html
	reportHTML string
	//go:embed assets/report.css
	reportCSS string
	//go:embed assets/report.js
	reportJS string
)

// density bounds what is shown of one finding, so that a report of ten thousand
// still opens: everything stands in findings.json.
type density struct {
	Message, Excerpt int  // runes; no excerpt: no evidence either
	Pages            int  // holding pages listed under a finding
	Rows             int  // skipped addresses, columns behind a veto
	Bare             bool // a finding is its sentence and its address alone
}

// densities from roomy to tight; the first that stays below maxSize is taken.
var densities = []density{
	{Message: 300, Excerpt: 400, Pages: 20, Rows: 30},
	{Message: 160, Excerpt: 120, Pages: 3, Rows: 10},
	{Message: 90, Excerpt: 40, Pages: 1, Rows: 5},
	{Message: 60, Pages: 1, Rows: 5},
	{Message: 30, Rows: 3, Bare: true},
}

// maxSize is the size a report should not pass, in bytes. Above some 13,000
// findings even the tightest page does.
const maxSize = 3 << 20

// writeHTML writes report.html and a list for each department.
func writeHTML(dir string, a *lanmu.Audit, opt Options) ([]string, error) {
	path := filepath.Join(dir, "report.html")
	if err := writePage(path, a, opt, nil); err != nil {
		return nil, err
	}
	lists, err := writeDepartments(dir, a, opt)
	return append([]string{path}, lists...), err
}

func writePage(path string, a *lanmu.Audit, opt Options, only *string) error {
	b, err := renderPage(a, opt, only)
	if err != nil {
		return err
	}
	return writeFile(path, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// renderPage makes the page, of one department where only is set.
func renderPage(a *lanmu.Audit, opt Options, only *string) ([]byte, error) {
	t := pageTemplates[speak(opt.Lang)]()
	for i, d := range densities {
		p := newPage(a, opt, only, d)
		p.Tight = i > 0
		w := bounded{max: maxSize}
		if i == len(densities)-1 {
			w.max = math.MaxInt
		}
		err := t.Execute(&w, p)
		switch {
		case err == nil:
			return w.Bytes(), nil
		case !errors.Is(err, errTooLarge):
			return nil, fmt.Errorf("report template: %w", err)
		}
	}
	return nil, errTooLarge
}

// bounded is a buffer that refuses to grow above a size, so that a page that
// will be too large is given up at once.
type bounded struct {
	bytes.Buffer
	max int
}

var errTooLarge = errors.New("page too large")

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.max {
		return 0, errTooLarge
	}
	return b.Buffer.Write(p)
}

// WriteString keeps io.WriteString from going round the bound.
func (b *bounded) WriteString(s string) (int, error) { return b.Write([]byte(s)) }

// pageTemplates are the page in each language, parsed when first asked for.
var pageTemplates = map[language]func() *template.Template{
	chinese: sync.OnceValue(func() *template.Template { return parsePage(chinese) }),
	english: sync.OnceValue(func() *template.Template { return parsePage(english) }),
}

func parsePage(l language) *template.Template {
	return template.Must(template.New("report").Funcs(template.FuncMap{"t": l.say}).Parse(tighten(reportHTML)))
}

// tighten takes indentation and line ends out of the template: with ten
// thousand findings they are a third of the page.
func tighten(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString(strings.TrimSpace(line))
	}
	return b.String()
}

// policy is the page's Content-Security-Policy: nothing is fetched, and only
// our own script and style run, known by their digests. Text scraped from a
// site could not run even if it came through unescaped.
func policy(css, js string) string {
	return "default-src 'none'; style-src " + digest(css) + "; script-src " + digest(js) + "; base-uri 'none'; form-action 'none'"
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// writeDepartments writes departments/NAME.html, one for each that has findings
// or columns, and removes the lists of an earlier audit.
func writeDepartments(dir string, a *lanmu.Audit, opt Options) ([]string, error) {
	dir = filepath.Join(dir, "departments")
	files := departmentFiles(a, opt.Lang)
	if len(files) > 0 {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, err
		}
	}
	var paths []string
	keep := map[string]bool{}
	var tasks errgroup.Group
	tasks.SetLimit(runtime.GOMAXPROCS(0))
	for _, id := range departmentsOf(a) {
		name, ok := files[id]
		if !ok {
			continue
		}
		path := filepath.Join(dir, name)
		paths, keep[name] = append(paths, path), true
		tasks.Go(func() error { return writePage(path, a, opt, &id) })
	}
	if err := tasks.Wait(); err != nil {
		return nil, err
	}
	return paths, removeOld(dir, keep)
}

// departmentFiles names the lists: safe and different on any file system. A
// site without any department has none.
func departmentFiles(a *lanmu.Audit, lang string) map[string]string {
	n := namesOf(a, lang)
	ids := departmentsOf(a)
	if len(ids) == 1 && ids[0] == "" {
		return nil
	}
	files, taken := map[string]string{}, map[string]bool{}
	for _, id := range ids {
		base := or(fileName(n.department(id)), "_")
		name := base
		for i := 2; taken[strings.ToLower(name)]; i++ {
			name = fmt.Sprintf("%s-%d", base, i)
		}
		taken[strings.ToLower(name)] = true
		files[id] = name + ".html"
	}
	return files
}

// generated is how a page of ours is known.
const generated = `<meta name="generator" content="lanmu">`

// removeOld removes lists that an earlier audit left and this one did not
// write: a stale list would send a department to work for nothing.
func removeOld(dir string, keep map[string]bool) error {
	old, err := filepath.Glob(filepath.Join(globEscape.Replace(dir), "*.html"))
	if err != nil {
		return err
	}
	for _, path := range old {
		if keep[filepath.Base(path)] {
			continue
		}
		if ours, err := startsWith(path, generated); err != nil || !ours {
			continue // not ours to remove
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

var globEscape = strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]")

// startsWith tells whether mark stands in the first kilobyte of a file.
func startsWith(path, mark string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, 1024))
	return bytes.Contains(head, []byte(mark)), err
}
