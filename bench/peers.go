package main

import (
	_ "embed"
	"os"
	"path/filepath"
	"regexp"
)

// Our own drivers of peers that are libraries: each follows every link of the
// site and prints what is not there, with a page that leads to it.
var (
	//go:embed spider.py
	scrapySpider []byte
	//go:embed crawlee.cjs
	crawleeCrawler []byte
)

// npmFolder is where `make bench-peers` puts the peers that npm has.
const npmFolder = "bin/peers"

var deadAddress = regexp.MustCompile(`/dead/\d+\.html`)

// peers are other crawlers and link checkers. Each is told to use 16
// connections, to stay on the site and to skip nothing.
func peers() []contender {
	modules, err := filepath.Abs(filepath.Join(npmFolder, "node_modules"))
	if err != nil {
		modules = npmFolder
	}
	debian := func(name string) string { return "apt-get install " + name }
	return []contender{
		{name: "wget2", needs: "wget2", install: debian("wget2"), args: func(u string, _ int, _ string) []string {
			return []string{"wget2", "--recursive", "--level=0", "--spider", "--max-threads=16", "--no-robots", "--quiet", u}
		}, dead: silent},
		{name: "muffet", needs: "muffet", install: "go install github.com/raviqqe/muffet/v2@latest", args: func(u string, _ int, _ string) []string {
			return []string{"muffet", "--max-connections=16", "--max-connections-per-host=16", "--buffer-size=65536", u}
		}, dead: lines(deadAddress)},
		{name: "katana", needs: "katana", install: "go install github.com/projectdiscovery/katana/cmd/katana@latest", args: func(u string, _ int, _ string) []string {
			return []string{"katana", "-u", u, "-c", "16", "-d", "100", "-silent"}
		}, dead: silent},
		{name: "linkchecker", needs: "linkchecker", install: debian("linkchecker"), most: 10000, args: func(u string, _ int, dir string) []string {
			// It keeps to ten requests a second unless told otherwise.
			config := file(dir, "linkcheckerrc", []byte("[checking]\nthreads=16\nmaxrequestspersecond=100000\n"))
			return []string{"linkchecker", "--config", config, "--no-warnings", "--no-status", "-o", "csv", u}
		}, dead: lines(deadAddress)},
		{name: "linkinator", needs: filepath.Join(modules, ".bin", "linkinator"), install: "make bench-peers", most: 10000, args: func(u string, _ int, _ string) []string {
			return []string{filepath.Join(modules, ".bin", "linkinator"), u, "--recurse", "--concurrency", "16", "--format", "csv", "--verbosity", "error"}
		}, dead: lines(deadAddress)},
		{name: "crawlee", needs: "node", there: filepath.Join(modules, "crawlee"), install: "make bench-peers", most: 10000, args: func(u string, _ int, dir string) []string {
			return []string{"env", "NODE_PATH=" + modules, "node", file(dir, "crawlee.cjs", crawleeCrawler), u}
		}, dead: lines(deadAddress)},
		{name: "scrapy", needs: "scrapy", install: debian("python3-scrapy"), most: 10000, args: func(u string, _ int, dir string) []string {
			return []string{"scrapy", "runspider", "--nolog", file(dir, "spider.py", scrapySpider), "-a", "url=" + u}
		}, dead: lines(deadAddress)},
	}
}

// file writes what a peer reads into the folder it runs in.
func file(dir, name string, text []byte) string {
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		panic(err) // the folder was made a moment ago
	}
	return path
}
