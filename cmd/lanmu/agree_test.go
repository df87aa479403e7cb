package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lanmu/internal/config"
	"lanmu/rules"
)

// TestRulesMayBeWaived holds the profile's list of rules against the rules
// there are: a rule that no waiver may name cannot be waived.
func TestRulesMayBeWaived(t *testing.T) {
	all, err := rules.All()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("url: http://swj.example.gov.cn/\nwaivers:\n")
	for _, r := range all {
		b.WriteString("  - {rule: " + r.ID + ", reason: 试, approved_by: 试, until: 2026-12-31}\n")
	}
	site, err := load(t, b.String())
	if err != nil {
		t.Fatal(err)
	}
	if len(site) != len(all) {
		t.Errorf("%d waivers of %d rules", len(site), len(all))
	}
}

// TestDocsProfiles reads every profile that the documentation shows.
func TestDocsProfiles(t *testing.T) {
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```")
	for _, doc := range []string{"README.md", "README.zh-CN.md", "docs/profile.md"} {
		text, err := os.ReadFile(filepath.Join("..", "..", doc))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, m := range blocks.FindAllStringSubmatch(string(text), -1) {
			if !strings.Contains(m[1], "url:") {
				continue
			}
			n++
			if _, err := load(t, m[1]); err != nil {
				t.Errorf("%s: %v", doc, err)
			}
		}
		if n == 0 {
			t.Errorf("%s shows no profile", doc)
		}
	}
}

// load reads a profile's text, beside a word list and a calendar, and returns whom it waives.
func load(t *testing.T, text string) (waived []string, err error) {
	t.Helper()
	dir := t.TempDir()
	for name, body := range map[string]string{"site.yaml": text, "words.csv": "错词,正词\n", "holidays.txt": "year 2027 本地通知\noff 2027-01-01 元旦\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	site, err := config.Load(filepath.Join(dir, "site.yaml"), rules.StandardIDs()...)
	if err != nil {
		return nil, err
	}
	for _, w := range site.Waivers {
		waived = append(waived, w.Rule)
	}
	return waived, nil
}

// TestExamplesOfHelp takes every example of the help for what it is: a command
// line that lanmu understands.
func TestExamplesOfHelp(t *testing.T) {
	a := &app{lang: "zh"}
	root := a.root()
	for _, cmd := range root.Commands() {
		if cmd.Example == "" {
			t.Errorf("%s has no example", cmd.Name())
		}
		for line := range strings.Lines(cmd.Example) {
			line, _, _ = strings.Cut(strings.TrimSpace(line), " >")
			found, args, err := root.Find(strings.Fields(line)[1:])
			if err != nil || found == root {
				t.Errorf("%q: no such command", line)
				continue
			}
			if err := found.ParseFlags(args); err != nil {
				t.Errorf("%q: %v", line, err)
			} else if err := found.ValidateArgs(found.Flags().Args()); err != nil {
				t.Errorf("%q: %v", line, err)
			}
		}
	}
}
