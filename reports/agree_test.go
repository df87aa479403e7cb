package reports

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"lanmu"
)

// The same findings stand in all files.
func TestFilesAgree(t *testing.T) {
	dir := t.TempDir()
	a := sampleAudit()
	paths, err := Write(dir, a, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var want, departments []string
	for _, f := range a.Findings {
		want = append(want, f.ID)
	}
	slices.Sort(want)
	for name, got := range map[string][]string{
		"report.html":   htmlIDs(t, read(t, filepath.Join(dir, "report.html"))),
		"findings.json": jsonIDs(t, read(t, filepath.Join(dir, "findings.json"))),
		"ledger.csv":    csvIDs(t, read(t, filepath.Join(dir, "ledger.csv"))),
		"ledger.xlsx":   xlsxIDs(t, filepath.Join(dir, "ledger.xlsx")),
	} {
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for _, p := range paths {
		if strings.Contains(p, "departments") {
			departments = append(departments, htmlIDs(t, read(t, p))...)
		}
	}
	slices.Sort(departments)
	if diff := cmp.Diff(want, departments); diff != "" {
		t.Errorf("departments' lists together: %s", diff)
	}
}

// htmlIDs are the ids of findings: list items with an id, wherever they stand.
func htmlIDs(t *testing.T, page []byte) []string {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for n := range doc.Descendants() {
		if n.Data != "li" {
			continue
		}
		for _, a := range n.Attr {
			if a.Key == "id" {
				ids = append(ids, a.Val)
			}
		}
	}
	return ids
}

// Every anchor of the page leads to something on it.
func TestAnchorsLead(t *testing.T) {
	page, err := renderPage(sampleAudit(), Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	doc, _ := html.Parse(bytes.NewReader(page))
	ids, links := map[string]int{}, []string{}
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			switch {
			case a.Key == "id":
				ids[a.Val]++
			case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
				links = append(links, a.Val[1:])
			}
		}
	}
	for id, count := range ids {
		if count > 1 {
			t.Errorf("id %s stands %d times", id, count)
		}
	}
	for _, l := range links {
		if ids[l] == 0 {
			t.Errorf("#%s leads nowhere", l)
		}
	}
	if len(links) < 20 {
		t.Errorf("only %d links within the page", len(links))
	}
}

func jsonIDs(t *testing.T, b []byte) []string {
	t.Helper()
	var a lanmu.Audit
	if err := json.Unmarshal(b, &a); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, f := range a.Findings {
		ids = append(ids, f.ID)
	}
	return ids
}

func csvIDs(t *testing.T, b []byte) []string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte(utf8BOM)))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return lastColumn(rows)
}

func lastColumn(rows [][]string) []string {
	var ids []string
	for _, row := range rows[1:] {
		ids = append(ids, row[len(ledgerHeader)-1])
	}
	return ids
}

func xlsxIDs(t *testing.T, path string) []string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(speak("zh").say("ledger.sheet"))
	if err != nil {
		t.Fatal(err)
	}
	return lastColumn(rows)
}
