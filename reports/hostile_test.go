package reports

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"lanmu"
)

// attacks are what a page may call itself.
var attacks = []string{
	`"><script>document.title="owned"</script>`,
	`'><img src=x onerror=alert(1)>`,
	`</style></script><iframe src="http://evil.example/"></iframe>`,
	`=cmd|'/c calc'!A1`, `+1+1`, `-2+3`, `@SUM(A1)`, "\t=1+1", "\r\n=HYPERLINK(\"http://evil.example\")", "＝1+1", "  =1+1",
	"nul\x00bell\x07esc\x1b[31mred", "\u202Egnp.exe\u202C 公告", "a\u2066b\u2069c\u200Bd\uFEFF", "bad\xff\xfe utf8", "\uFFFE\uFFFF",
	`{{.Secret}}<!--`, `]]></v>`, "line\u2028sep\u2029para\nnew",
	strings.Repeat("很长的标题", 1<<20/15),
}

// attackURLs are addresses that must never be clickable.
var attackURLs = []string{
	"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x",
	"file:///C:/secret", "http://www.gov.cn@evil.example/", "//evil.example/", "http:", "\x01javascript:alert(1)", "java\nscript:alert(1)",
	"http://swj.example.gov.cn/\u202Egpj.exe",
}

// hostileAudit says everything a site says in every attack.
func hostileAudit() *lanmu.Audit {
	a := sampleAudit()
	a.Site.Name = attacks[0]
	a.Meta.Limits = attacks
	a.Warnings = attacks
	for i, c := range a.Columns {
		s := attacks[i%len(attacks)]
		c.Name, c.Path, c.Reason, c.URL = s, []string{s, s}, s, attackURLs[i%len(attackURLs)]
		c.Evidence = lanmu.Evidence{Excerpt: s, Raw: s, Selector: s, Refused: []lanmu.DateMark{{Raw: s, Why: s}}}
	}
	for i, f := range a.Findings {
		s := attacks[i%len(attacks)]
		f.Title, f.Message, f.Fix, f.Anchor, f.Note, f.FixLink = s, s, s+fmt.Sprint(i), s, s, attackURLs[i%len(attackURLs)]
		f.URL, f.On, f.OnCount = attackURLs[i%len(attackURLs)], attackURLs, len(attackURLs)
		f.Evidence = lanmu.Evidence{Excerpt: s, Raw: s + "!", Selector: s}
	}
	for i := range a.Skipped {
		a.Skipped[i].Reason, a.Skipped[i].URL = attacks[i%len(attacks)], attackURLs[i%len(attackURLs)]
	}
	for i := range a.Departments {
		a.Departments[i].Name, a.Departments[i].Contact = "../../"+attacks[i], attacks[i]
	}
	for i := range a.Verdict.Vetoes {
		a.Verdict.Vetoes[i].Name, a.Verdict.Vetoes[i].Note = attacks[i], attacks[i]
	}
	return a
}

func TestHostileHTML(t *testing.T) {
	dir := t.TempDir()
	paths, err := Write(dir, hostileAudit(), Options{Formats: []string{FormatHTML}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range paths {
		if rel, err := filepath.Rel(dir, p); err != nil || strings.HasPrefix(rel, "..") {
			t.Errorf("%s lies outside the folder", p)
		}
		b := read(t, p)
		if len(b) > maxSize {
			t.Errorf("%s has %d bytes, more than %d", filepath.Base(p), len(b), maxSize)
		}
		checkPage(t, b)
		if i := strings.IndexFunc(string(b), func(r rune) bool { return invisible(r) && r != '\n' }); i >= 0 {
			t.Errorf("%s holds an invisible character at %d: %q", filepath.Base(p), i, b[max(0, i-20):i+20])
		}
	}
}

// checkPage sees to it that a page is one file: no attribute or style fetches
// anything, no script runs but ours, no link leads to anything but http, https,
// the page itself and the departments' lists.
func checkPage(t *testing.T, page []byte) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	scripts, policies := 0, 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script":
			scripts++
			if n.FirstChild == nil || n.FirstChild.Data != reportJS {
				t.Error("a script is not ours")
			}
		case "style":
			if n.FirstChild.Data != reportCSS || strings.Contains(reportCSS, "url(") || strings.Contains(reportCSS, "@import") {
				t.Error("a style is not ours or fetches something")
			}
		case "link", "base", "iframe", "frame", "img", "image", "object", "embed", "audio", "video", "source", "track", "portal", "use":
			t.Errorf("<%s> has no place in the page", n.Data)
		}
		for _, a := range n.Attr {
			checkAttribute(t, n.Data, a)
			if a.Key == "content" && strings.Contains(a.Val, "default-src") {
				policies++
				if want := policy(reportCSS, reportJS); a.Val != want {
					t.Errorf("policy is %s, want %s", a.Val, want)
				}
			}
		}
	}
	if scripts != 1 || policies != 1 {
		t.Errorf("%d scripts and %d policies, want one of each", scripts, policies)
	}
}

func checkAttribute(t *testing.T, element string, a html.Attribute) {
	t.Helper()
	switch {
	case strings.HasPrefix(a.Key, "on"), a.Key == "style":
		t.Errorf("<%s %s=…>", element, a.Key)
	case a.Key == "src", a.Key == "srcset", a.Key == "data", a.Key == "background", a.Key == "poster", a.Key == "action", a.Key == "formaction",
		a.Key == "ping", a.Key == "manifest", a.Key == "srcdoc", strings.HasSuffix(a.Key, ":href"):
		t.Errorf("<%s %s=%q> fetches something", element, a.Key, a.Val)
	case a.Key == "http-equiv" && a.Val != "Content-Security-Policy":
		t.Errorf("<meta http-equiv=%q>", a.Val)
	case a.Key == "href":
		if element != "a" {
			t.Errorf("<%s href=%q>", element, a.Val)
		}
		ok := strings.HasPrefix(a.Val, "#") || strings.HasPrefix(a.Val, "http://") || strings.HasPrefix(a.Val, "https://") || strings.HasPrefix(a.Val, "departments/")
		if !ok || strings.Contains(a.Val, "@evil") {
			t.Errorf("link to %q", a.Val)
		}
	}
}

func TestSampleIsOneFile(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		b, err := renderPage(sampleAudit(), Options{Lang: lang}, nil)
		if err != nil {
			t.Fatal(err)
		}
		checkPage(t, b)
	}
}

func TestHostileCSV(t *testing.T) {
	var b bytes.Buffer
	if err := writeCSV(&b, hostileAudit(), Options{}); err != nil {
		t.Fatal(err)
	}
	raw := strings.TrimPrefix(b.String(), utf8BOM)
	rows, err := csv.NewReader(strings.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Count(raw, "\r\n"), len(rows); got != want {
		t.Errorf("%d lines for %d rows: a cell breaks its line", got, want)
	}
	for _, row := range rows {
		for _, c := range row {
			checkCell(t, c)
		}
	}
}

func checkCell(t *testing.T, c string) {
	t.Helper()
	if strings.ContainsAny(c[:min(len(c), 1)], "=+-@\t\r") || strings.HasPrefix(c, "＝") {
		t.Errorf("cell %.40q may be taken for a formula", c)
	}
	if i := strings.IndexFunc(c, invisible); i >= 0 {
		t.Errorf("cell %.40q holds an invisible character", c)
	}
}

func TestHostileXLSX(t *testing.T) {
	var b bytes.Buffer
	if err := writeXLSX(&b, hostileAudit(), Options{}); err != nil {
		t.Fatal(err)
	}
	wellFormed(t, b.Bytes())
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, s := range f.GetSheetList() {
		rows, err := f.GetRows(s)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, c := range row {
				checkCell(t, c)
				name, _ := excelize.CoordinatesToCellName(j+1, i+1)
				if formula, _ := f.GetCellFormula(s, name); formula != "" {
					t.Errorf("%s!%s is a formula: %s", s, name, formula)
				}
				if ok, link, _ := f.GetCellHyperLink(s, name); ok && href(link) == "" {
					t.Errorf("%s!%s links to %q", s, name, link)
				}
			}
		}
	}
}

// wellFormed reads every part of a workbook as XML, as strict readers do.
func wellFormed(t *testing.T, book []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(r)
		for err == nil {
			_, err = d.Token()
		}
		if !errors.Is(err, io.EOF) {
			t.Errorf("%s: %v", part.Name, err)
		}
		r.Close()
	}
}

// What leads to gambling is told, never offered for a click.
func TestHijackedLinksAreNoLinks(t *testing.T) {
	a := sampleAudit()
	const bad = "http://hijacked.example/"
	for i, rule := range []string{"link-hijacked", "hidden-link"} {
		a.Findings[i].Rule, a.Findings[i].URL, a.Findings[i].On = rule, bad, []string{sampleHost + "/a.html"}
	}
	page, err := renderPage(a, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(page), `href="`+bad) || strings.Count(string(page), bad) != 2 {
		t.Error("the page offers a hijacked address for a click, or hides it")
	}
	for _, e := range ledger(a, "") {
		if e.TargetLink == bad || e.PageLink == bad {
			t.Error("the ledger offers a hijacked address for a click")
		}
	}
}
