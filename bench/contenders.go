package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
)

// contenders are the floors, lanmu, and the peers.
func contenders(self, lanmu string) []contender {
	bin, err := filepath.Abs(lanmu)
	if err != nil {
		bin = lanmu
	}
	return append([]contender{
		{name: "floor-fetch", args: func(u string, n int, _ string) []string {
			return []string{self, "floor", "-mode", "fetch", "-pages", strconv.Itoa(n), u}
		}, dead: silent},
		{name: "floor-parse", args: func(u string, n int, _ string) []string {
			return []string{self, "floor", "-mode", "parse", u}
		}, dead: counted(regexp.MustCompile(`dead (\d+)`))},
		{name: "lanmu", needs: bin, install: "make build", args: audit(bin, firstNight), dead: findings},
		// An unchanged site a day later, with the recording of the night before.
		{name: "lanmu-second", needs: bin, before: audit(bin, firstNight), args: audit(bin, "2026-02-03"), dead: findings},
		{name: "lanmu-first", needs: bin, args: audit(bin, firstNight, "--rules", firstRules), dead: findings},
		{name: "lanmu-bare", needs: bin, args: audit(bin, firstNight, "--record=false", "--formats", "json"), dead: findings},
		// The same as lanmu but for the recording: what it costs.
		{name: "lanmu-norecord", needs: bin, args: audit(bin, firstNight, "--record=false"), dead: findings},
	}, peers()...)
}

// firstNight is a day after all that the portal says it published.
const firstNight = "2026-02-02"

// audit is lanmu's command line, without its manners: the portal is ours.
func audit(bin, day string, more ...string) func(url string, n int, dir string) []string {
	return func(url string, _ int, dir string) []string {
		args := []string{
			bin, "audit", url, "--rate", "0", "--concurrency", "16", "--max-pages", "0", "--at", day, "--db", "none",
			"--render", "never", "--quiet", "--out", dir, "--fail-on", "never",
		}
		return append(args, more...)
	}
}

// firstRules are the rules that lanmu began with: columns and links. What all
// rules cost is measured against them.
const firstRules = "column-empty,column-stale,column-undated,column-explanation-only,column-unreachable,home-stale," +
	"link-broken,external-link-broken,image-broken,attachment-broken,link-suspected,link-empty,link-internal-address,soft-404-site,date-future"

func silent(string, []byte) (int, bool) { return 0, false }

func counted(re *regexp.Regexp) func(string, []byte) (int, bool) {
	return func(_ string, out []byte) (int, bool) {
		m := re.FindSubmatch(out)
		if m == nil {
			return 0, true
		}
		n, err := strconv.Atoi(string(m[1]))
		return n, err == nil
	}
}

// lines counts the distinct dead addresses that a checker names.
func lines(re *regexp.Regexp) func(string, []byte) (int, bool) {
	return func(_ string, out []byte) (int, bool) {
		seen := map[string]bool{}
		for _, m := range re.FindAll(out, -1) {
			seen[string(bytes.Clone(m))] = true
		}
		return len(seen), true
	}
}

// findings counts lanmu's broken links that name the page that holds them.
func findings(dir string, _ []byte) (int, bool) {
	b, err := os.ReadFile(filepath.Join(dir, "findings.json"))
	if err != nil {
		return 0, true
	}
	var f struct {
		Findings []struct {
			Rule string
			On   []string
		}
	}
	if err := json.Unmarshal(b, &f); err != nil {
		return 0, true
	}
	n := 0
	for _, x := range f.Findings {
		if x.Rule == "link-broken" && len(x.On) > 0 {
			n++
		}
	}
	return n, true
}
