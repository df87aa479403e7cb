package web

import (
	"io/fs"
	"regexp"
	"testing"
)

// Everything that the pages say in Chinese they can say in English.
func TestEveryPhraseHasEnglish(t *testing.T) {
	said := map[string]bool{}
	files, err := fs.Glob(templates, "templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	phrase := regexp.MustCompile(`\{\{-? *t "([^"]+)"`)
	bare := regexp.MustCompile(`>[^<>{}]*\p{Han}[^<>{}]*<`)
	for _, f := range files {
		b, err := templates.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range phrase.FindAllSubmatch(b, -1) {
			said[string(m[1])] = true
		}
		for _, m := range bare.FindAll(b, -1) {
			if s := string(m); s != ">栏目 lanmu<" && s != ">中文<" {
				t.Errorf("%s says %s in one language only", f, s)
			}
		}
	}
	for _, w := range statusWords {
		said[w] = true
	}
	for _, w := range stateWords {
		said[w] = true
	}
	for _, w := range stageWords {
		said[w] = true
	}
	for _, w := range kindWords {
		said[w] = true
	}
	for zh := range said {
		if english[zh] == "" {
			t.Errorf("no English for %q", zh)
		}
	}
	if len(said) < 60 {
		t.Errorf("only %d phrases found", len(said))
	}
}
