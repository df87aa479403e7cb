package reports

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lanmu"
)

func entriesOf(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func TestWriteMakesTheContractsFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "out")
	paths, err := Write(dir, sampleAudit(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"departments", "findings.json", "lanmu.prom", "ledger.csv", "ledger.xlsx", "report.html"}
	if diff := cmp.Diff(want, entriesOf(t, dir)); diff != "" {
		t.Error(diff)
	}
	for _, p := range paths {
		if info, err := os.Stat(p); err != nil || info.Size() == 0 {
			t.Errorf("%s is said to be written: %v", p, err)
		}
	}
	if len(paths) != 9 {
		t.Errorf("%d paths, want 5 files and 4 departments", len(paths))
	}
}

func TestWriteOnlyTheFormatsAsked(t *testing.T) {
	dir := t.TempDir()
	if _, err := Write(dir, sampleAudit(), Options{Formats: []string{FormatJSON, FormatCSV}}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"findings.json", "ledger.csv"}, entriesOf(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestUnknownFormat(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	_, err := Write(dir, sampleAudit(), Options{Formats: []string{"html", "pdf"}})
	if err == nil || !strings.Contains(err.Error(), "“pdf”") || !strings.Contains(err.Error(), "html,xlsx,csv,json,prom") {
		t.Errorf("told %v", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Error("the folder was made all the same")
	}
}

func TestFolderThatIsAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "out")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"zh": "无法建立报告目录 " + file, "en": "cannot make the report folder " + file} {
		if _, err := Write(file, sampleAudit(), Options{Lang: lang}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("told %v, want %s", err, want)
		}
	}
}

// A target that cannot be replaced fails that format, says so, and leaves the
// others whole.
func TestOneFormatFails(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "ledger.csv", "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	paths, err := Write(dir, sampleAudit(), Options{})
	if err == nil || !strings.Contains(err.Error(), "无法写入 csv 报告") {
		t.Errorf("told %v", err)
	}
	if len(paths) != 8 {
		t.Errorf("%d other files, want 8", len(paths))
	}
	if left := leftovers(t, dir); len(left) > 0 {
		t.Errorf("temporary files left: %v", left)
	}
}

func leftovers(t *testing.T, dir string) []string {
	t.Helper()
	return slices.DeleteFunc(entriesOf(t, dir), func(n string) bool { return !strings.HasSuffix(n, ".tmp") && !strings.HasPrefix(n, ".") })
}

// A file is whole or the old one stays.
func TestWriteFileKeepsTheOldOne(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "findings.json")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("disk full")
	err := writeFile(path, func(w io.Writer) error {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("error is %v", err)
	}
	if got := string(read(t, path)); got != "old" {
		t.Errorf("the old file became %d bytes", len(got))
	}
	if left := leftovers(t, dir); len(left) > 0 {
		t.Errorf("temporary files left: %v", left)
	}
}

func TestDepartmentFiles(t *testing.T) {
	name := map[string]string{"a": "办公室", "b": "../../etc/passwd", "c": "CON", "d": "办公室", "e": "a/b:c*?", "f": "A_B_C__", "g": "...", "h": strings.Repeat("处", 500), "i": "\u202E室", "j": "人事#1 50%"}
	a := &lanmu.Audit{}
	for id, n := range name {
		a.Departments = append(a.Departments, lanmu.Department{ID: id, Name: n})
		a.Findings = append(a.Findings, &lanmu.Finding{ID: id, Department: id})
	}
	slices.SortFunc(a.Departments, func(x, y lanmu.Department) int { return strings.Compare(x.ID, y.ID) })
	a.Findings = append(a.Findings, &lanmu.Finding{ID: "none"})
	files := departmentFiles(a, "zh")
	want := map[string]string{
		"a": "办公室.html", "b": "_.._etc_passwd.html", "c": "_CON.html", "d": "办公室-2.html", "e": "a_b_c__.html", "f": "A_B_C__-2.html",
		"g": "_.html", "h": strings.Repeat("处", 50) + ".html", "i": "室.html", "j": "人事_1 50_.html", "": "未划分责任处室.html",
	}
	if diff := cmp.Diff(want, files); diff != "" {
		t.Error(diff)
	}
}

func TestNoDepartmentsNoLists(t *testing.T) {
	a := sampleAudit()
	a.Departments = nil
	for _, f := range a.Findings {
		f.Department = ""
	}
	for _, c := range a.Columns {
		c.Department = ""
	}
	dir := t.TempDir()
	if _, err := Write(dir, a, Options{Formats: []string{FormatHTML}}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"report.html"}, entriesOf(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// The list of a department that has nothing any more is gone; other people's
// files stay.
func TestOldListsGo(t *testing.T) {
	dir := t.TempDir()
	a := sampleAudit()
	if _, err := Write(dir, a, Options{Formats: []string{FormatHTML}}); err != nil {
		t.Fatal(err)
	}
	lists := filepath.Join(dir, "departments")
	if err := os.WriteFile(filepath.Join(lists, "mine.html"), []byte("<p>mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	a.Findings = slices.DeleteFunc(a.Findings, func(f *lanmu.Finding) bool { return f.Department == "trade" })
	a.Columns = slices.DeleteFunc(a.Columns, func(c *lanmu.Column) bool { return c.Department == "trade" })
	if _, err := Write(dir, a, Options{Formats: []string{FormatHTML}}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"mine.html", "办公室.html", "市场运行处.html", "未划分责任处室.html"}, entriesOf(t, lists), cmp.Transformer("sort", sorted)); diff != "" {
		t.Error(diff)
	}
}

func sorted(s []string) []string {
	out := slices.Clone(s)
	slices.Sort(out)
	return out
}
