package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
)

// contenders are the floors, lanmu, and the peers that may be installed. Each
// peer is told to use 16 connections, to stay on the site and to skip nothing.
func contenders(self, lanmu string) []contender {
	bin, err := filepath.Abs(lanmu)
	if err != nil {
		bin = lanmu
	}
	return []contender{
		{name: "floor-fetch", args: func(u string, n int, _ string) []string {
			return []string{self, "floor", "-mode", "fetch", "-pages", strconv.Itoa(n), u}
		}, dead: silent},
		{name: "floor-parse", args: func(u string, n int, _ string) []string {
			return []string{self, "floor", "-mode", "parse", u}
		}, dead: counted(regexp.MustCompile(`dead (\d+)`))},
		{name: "lanmu", needs: bin, args: func(u string, _ int, dir string) []string {
			return []string{bin, "audit", u, "--rate", "0", "--concurrency", "16", "--max-pages", "0", "--at", "2026-01-20", "--db", "none", "--render", "never", "--quiet", "--out", dir, "--fail-on", "never"}
		}, dead: findings},
		{name: "lanmu-bare", needs: bin, args: func(u string, _ int, dir string) []string {
			return []string{bin, "audit", u, "--rate", "0", "--concurrency", "16", "--max-pages", "0", "--at", "2026-01-20", "--db", "none", "--render", "never", "--quiet", "--record=false", "--formats", "json", "--out", dir, "--fail-on", "never"}
		}, dead: findings},
		{name: "wget2", needs: "wget2", args: func(u string, _ int, _ string) []string {
			return []string{"wget2", "--recursive", "--level=0", "--spider", "--max-threads=16", "--no-robots", "--quiet", u}
		}, dead: silent},
		{name: "muffet", needs: "muffet", args: func(u string, _ int, _ string) []string {
			return []string{"muffet", "--max-connections=16", "--max-connections-per-host=16", "--buffer-size=65536", u}
		}, dead: lines(regexp.MustCompile(`/dead/\d+\.html`))},
		{name: "katana", needs: "katana", args: func(u string, _ int, _ string) []string {
			return []string{"katana", "-u", u, "-c", "16", "-d", "100", "-silent"}
		}, dead: silent},
		{name: "linkchecker", needs: "linkchecker", most: 10000, args: func(u string, _ int, _ string) []string {
			return []string{"linkchecker", "--threads=16", "--no-warnings", "--no-status", "-o", "csv", u}
		}, dead: lines(regexp.MustCompile(`/dead/\d+\.html`))},
		{name: "linkinator", needs: "linkinator", most: 10000, args: func(u string, _ int, _ string) []string {
			return []string{"linkinator", u, "--recurse", "--concurrency", "16", "--format", "csv"}
		}, dead: lines(regexp.MustCompile(`/dead/\d+\.html`))},
		{name: "scrapy", needs: "scrapy", most: 10000, args: func(u string, _ int, dir string) []string {
			return []string{"scrapy", "runspider", "--nolog", spider(dir), "-a", "url=" + u}
		}, dead: lines(regexp.MustCompile(`/dead/\d+\.html`))},
	}
}

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

// spider writes the smallest spider that follows every link and names what is
// not there.
func spider(dir string) string {
	const source = `import scrapy
class S(scrapy.Spider):
    name = "s"
    handle_httpstatus_all = True
    custom_settings = {"CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "ROBOTSTXT_OBEY": False}
    def start_requests(self):
        yield scrapy.Request(self.url)
    def parse(self, r):
        if r.status >= 400:
            print(r.url, r.request.headers.get("Referer"))
            return
        for h in r.css("a::attr(href)").getall():
            yield r.follow(h)
`
	path := filepath.Join(dir, "spider.py")
	if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
		panic(err)
	}
	return path
}
