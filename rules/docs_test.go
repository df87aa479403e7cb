package rules_test

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lanmu/rules"
)

var update = flag.Bool("update", false, "write docs/rules.md anew")

const docs = "../docs/rules.md"

// TestDocs: docs/rules.md says what the rules say.
func TestDocs(t *testing.T) {
	got, err := rules.Markdown()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(docs, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(docs)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("docs/rules.md is not what the rules say (-file +rules); run go generate ./rules\n%s", d)
	}
}
