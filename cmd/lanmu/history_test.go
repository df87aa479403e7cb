package main

import (
	"path/filepath"
	"testing"

	"lanmu"
)

// Only a new look at a real site as it stands today goes into the user's own
// history; any look goes into one that is named.
func TestHistoryAt(t *testing.T) {
	state := t.TempDir()
	t.Setenv("XDG_STATE_HOME", state)
	own := filepath.Join(state, "lanmu", "lanmu.db")
	day := dateFlag{lanmu.NewDate(2026, 11, 23)}
	for _, c := range []struct {
		flags           auditFlags
		target, address string
		given           bool
		want            string
	}{
		{auditFlags{}, "site.yaml", "http://swj.example.gov.cn/", false, own},
		{auditFlags{db: "none"}, "site.yaml", "http://swj.example.gov.cn/", true, ""},
		{auditFlags{from: "r.warc.gz"}, "site.yaml", "http://swj.example.gov.cn/", false, ""},
		{auditFlags{at: day}, "site.yaml", "http://swj.example.gov.cn/", false, ""},
		{auditFlags{}, "demo:table", "http://jmj.example.gov.cn/", false, ""},
		{auditFlags{}, "http://127.0.0.1:8080/", "http://127.0.0.1:8080/", false, ""},
		{auditFlags{}, "http://[::1]/", "http://[::1]/", false, ""},
		{auditFlags{}, "localhost", "http://localhost/", false, ""},
		{auditFlags{}, "10.0.0.8", "http://10.0.0.8/", false, own},
		{auditFlags{db: "h.db", at: day}, "demo", "http://127.0.0.1:8080/", true, "h.db"},
	} {
		got, err := (&app{}).historyAt(&c.flags, c.target, c.address, c.given)
		if err != nil || got != c.want {
			t.Errorf("%s (%+v): %q (%v), want %q", c.target, c.flags, got, err, c.want)
		}
	}
	if _, err := (&app{}).historyAt(&auditFlags{}, "site.yaml", "http://swj.example.gov.cn/", true); err == nil {
		t.Error("an empty --db was taken")
	}
}
