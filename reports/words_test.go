package reports

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"lanmu"
)

// keyUse finds keys where code and template say them.
var keyUse = regexp.MustCompile(`(?:say\(|\bt |add\(|line\(|head\(|sheet\()"([a-z][a-z.0-9]*)"`)

func TestEveryKeyIsWritten(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, f := range append(files, "assets/report.html") {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range keyUse.FindAllStringSubmatch(string(b), -1) {
			found++
			if _, ok := messages[m[1]]; !ok && !strings.HasSuffix(m[1], ".") {
				t.Errorf("%s says %q, which the table lacks", f, m[1])
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d uses found: the pattern is wrong", found)
	}
}

var verb = regexp.MustCompile(`%[a-z]`)

func TestTableIsWhole(t *testing.T) {
	for key, m := range messages {
		if m[chinese] == "" || m[english] == "" {
			t.Errorf("%s lacks a language", key)
		}
		if a, b := verb.FindAllString(m[chinese], -1), verb.FindAllString(m[english], -1); !slices.Equal(a, b) {
			t.Errorf("%s takes %v in Chinese, %v in English", key, a, b)
		}
		if strings.ContainsFunc(m[english], func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s is not English: %s", key, m[english])
		}
	}
}

func TestEveryWordOfTheVocabularyIsSaid(t *testing.T) {
	var said []string
	for _, l := range []language{chinese, english} {
		for _, s := range lanmu.Statuses {
			said = append(said, l.status(s))
		}
		for _, k := range lanmu.Kinds {
			said = append(said, l.kind(k))
		}
		for _, c := range certainties {
			said = append(said, l.certainty(c))
		}
		for _, s := range states {
			said = append(said, l.state(s))
		}
		for _, r := range []lanmu.Result{lanmu.Pass, lanmu.Failed, lanmu.Undecided} {
			said = append(said, l.result(r))
		}
	}
	for _, s := range said {
		if s == "" || strings.HasPrefix(s, "?") || strings.Contains(s, "_") {
			t.Errorf("a word is %q", s)
		}
	}
}

// Pages never show a key for want of a word.
func TestNoKeyShows(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		b, err := renderPage(sampleAudit(), Options{Lang: lang}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`[?][a-z]+\.[a-z]|%!`).FindAllString(string(b), -1) {
			if !strings.HasPrefix(m, "?id") {
				t.Errorf("the %s page shows %q", lang, m)
			}
		}
	}
}
