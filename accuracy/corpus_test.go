package accuracy

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"lanmu"
	"lanmu/extract"
	"lanmu/internal/charset"
)

// label is one page of the corpus with what people read on it.
type label struct {
	File     string `json:"file"`
	Path     string `json:"path"`
	URL      string `json:"url"`
	Kind     string `json:"kind"`
	RealSite string `json:"real_site"`
	Truth    struct {
		Items   *int           `json:"items"`
		Newest  string         `json:"newest"`
		PubDate string         `json:"pub_date"`
		Title   string         `json:"title"`
		Footer  map[string]any `json:"footer"` // of a home page; null: it has none
	} `json:"truth"`
}

func labels(t *testing.T, dir string) []label {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "INDEX.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []label
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var l label
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		out = append(out, l)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

var hostName = regexp.MustCompile(`\b([\w.-]+\.(?:cn|com|net|org))\b`)

// address is where a saved page once stood.
func (l *label) address() string {
	if l.URL != "" {
		return l.URL
	}
	host := "site.example.gov.cn"
	if m := hostName.FindStringSubmatch(l.RealSite); m != nil {
		host = m[1]
	}
	return (&url.URL{Scheme: "http", Host: host, Path: "/" + strings.TrimPrefix(l.Path, "/")}).String()
}

// load makes a saved page the page a crawler would have seen.
func load(t *testing.T, dir string, l *label) *lanmu.Page {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "pages", l.File))
	if err != nil {
		t.Fatal(err)
	}
	text, name, _ := charset.Decode(raw, "text/html")
	return &lanmu.Page{Asked: l.address(), URL: l.address(), Status: 200, Body: text, RawSize: len(raw), Charset: name, MediaType: "text/html"}
}

// squeeze keeps letters and digits, so that punctuation is no difference.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// sameTitle holds two titles for one where one contains the other and is not
// much shorter.
func sameTitle(got, want string) bool {
	x, y := []rune(squeeze(got)), []rune(squeeze(want))
	near := strings.Contains(string(x), string(y)) || strings.Contains(string(y), string(x))
	return len(x) > 0 && near && 2*len(x) >= len(y)
}

// score is right and asked of one question.
type score struct{ right, asked int }

type scores map[string]*score

func (s scores) mark(t *testing.T, l *label, question string, ok bool, got, want any) {
	t.Helper()
	key := l.Kind + ": " + question
	if s[key] == nil {
		s[key] = &score{}
	}
	s[key].asked++
	if ok {
		s[key].right++
		return
	}
	t.Logf("- %s: %s %v, should be %v", l.File, question, got, want)
}

// TestRealPages asks about single pages what their labels answer. Each question
// must be right at 0.95, all together at 0.98, and no full list or page that a
// script fills may be called empty at all.
func TestRealPages(t *testing.T) {
	dir := corpus(t)
	at := lanmu.NewDate(2026, 11, 23)
	all := scores{}
	for _, l := range labels(t, dir) {
		if l.Kind == "template" {
			continue
		}
		f := extract.Read(load(t, dir, &l), extract.Options{At: at}).Facts
		ask(t, all, &l, f, at)
	}
	keys := make([]string, 0, len(all))
	total := score{}
	for k, s := range all {
		keys = append(keys, k)
		total.right, total.asked = total.right+s.right, total.asked+s.asked
	}
	slices.Sort(keys)
	var b strings.Builder
	for _, k := range keys {
		s := all[k]
		fmt.Fprintf(&b, "%-28s %3d/%-3d\n", k, s.right, s.asked)
		if float64(s.right) < 0.95*float64(s.asked) {
			t.Errorf("%s: %d of %d right, want 0.95", k, s.right, s.asked)
		}
	}
	t.Logf("\n%sreal pages: %d/%d right = %s", b.String(), total.right, total.asked, share(total.right, total.asked))
	if float64(total.right) < 0.98*float64(total.asked) {
		t.Errorf("%d of %d right, want 0.98", total.right, total.asked)
	}
}

func ask(t *testing.T, s scores, l *label, f *lanmu.Facts, at lanmu.Date) {
	t.Helper()
	items := f.Items()
	newest := lanmu.Newest(items, at).String()
	empty := f.Empty != lanmu.NotEmpty
	switch l.Kind {
	case "list":
		if empty {
			t.Errorf("%s: a full list is called empty (%s)", l.File, f.EmptyWhy)
		}
		if l.Truth.Items != nil {
			s.mark(t, l, "rows", len(items) == *l.Truth.Items, len(items), *l.Truth.Items)
		}
		if l.Truth.Newest != "" {
			s.mark(t, l, "newest", newest == l.Truth.Newest, newest, l.Truth.Newest)
		}
	case "empty":
		s.mark(t, l, "empty", empty, empty, true)
	case "shell":
		if empty {
			t.Errorf("%s: a list that a script fills is called empty", l.File)
		}
		s.mark(t, l, "needs script", f.NeedsScript, f.NeedsScript, true)
	case "article":
		if l.Truth.PubDate != "" {
			s.mark(t, l, "published", f.Published.String() == l.Truth.PubDate, f.Published, l.Truth.PubDate)
		}
		if l.Truth.Title != "" {
			s.mark(t, l, "title", sameTitle(f.Title, l.Truth.Title), f.Title, l.Truth.Title)
		}
	case "home":
		if l.Truth.Newest != "" {
			home := homeNewest(f, at)
			s.mark(t, l, "newest", home == l.Truth.Newest, home, l.Truth.Newest)
		}
		askFooter(t, s, l, f.Marks)
	case "error", "redirect":
		s.mark(t, l, "kind", string(f.Kind) == l.Kind, f.Kind, l.Kind)
	}
}

// askFooter asks what the foot of a home page says.
func askFooter(t *testing.T, s scores, l *label, m lanmu.Marks) {
	t.Helper()
	for key, got := range map[string]string{"site_id_code": m.SiteCode, "icp": m.ICP, "police": m.Police} {
		want, asked := l.Truth.Footer[key]
		if !asked {
			continue
		}
		text, _ := want.(string)
		x, y := squeeze(got), squeeze(text)
		ok := x == y || y != "" && len([]rune(x)) >= 8 && (strings.Contains(x, y) || strings.Contains(y, x))
		s.mark(t, l, key, ok, got, text)
	}
	if want, asked := l.Truth.Footer["sitemap"]; asked {
		s.mark(t, l, "sitemap", (m.Sitemap != "") == want, m.Sitemap, want)
	}
}

// homeNewest is the newest row of all a home page's blocks.
func homeNewest(f *lanmu.Facts, at lanmu.Date) string {
	var newest lanmu.Date
	for _, b := range f.Blocks {
		if d := lanmu.Newest(b.Rows, at); d.After(newest) {
			newest = d
		}
	}
	return newest.String()
}
