package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// contender is one way to crawl the portal.
type contender struct {
	name    string
	args    func(url string, n int, dir string) []string
	before  func(url string, n int, dir string) []string // run first and not measured; nil: nothing
	needs   string                                       // program that has to be there; "" none
	there   string                                       // file or folder that has to be there besides; "" none
	install string                                       // how to get it
	dead    func(dir string, out []byte) (found int, told bool)
	most    int // pages above which it is left out; 0: none
}

// missing tells that what c needs is not installed.
func (c contender) missing() bool {
	if c.needs != "" {
		if _, err := exec.LookPath(c.needs); err != nil {
			return true
		}
	}
	if c.there != "" {
		if _, err := os.Stat(c.there); err != nil {
			return true
		}
	}
	return false
}

// result is what one contender did.
type result struct {
	name           string
	wall, cpu      time.Duration
	peak           int64 // bytes
	stats          stats
	dead           int
	told, timedOut bool
	failed         error
}

func runAll(args []string) error {
	fs := flag.NewFlagSet("run", flag.ExitOnError)
	sizes := fs.String("pages", "1000,10000", "article pages, a round each")
	lanmu := fs.String("lanmu", "bin/lanmu", "the program measured")
	only := fs.String("only", "", "contenders to run, comma separated; empty: all that are installed")
	rounds := fs.Int("rounds", 1, "rounds of all contenders in turn; of each the least time counts, for other work only adds to it")
	limit := fs.Duration("limit", 5*time.Minute, "time after which a contender is stopped")
	if err := fs.Parse(args); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	m := &series{self: self, lanmu: *lanmu, only: *only, limit: *limit, told: map[string]bool{}}
	fmt.Printf("%s %s/%s, %d processors\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	for _, s := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil {
			return err
		}
		results, err := m.size(n, *rounds)
		if err != nil {
			return err
		}
		table(n, results)
	}
	return nil
}

// series is what all measurements of a run share.
type series struct {
	self, lanmu, only string
	limit             time.Duration
	told              map[string]bool // contenders that were said to be missing
}

// size measures all contenders on a portal of n pages, in turn, rounds times.
func (m *series) size(n, rounds int) ([]result, error) {
	var results []result
	at := map[string]int{}
	for range max(rounds, 1) {
		for _, c := range contenders(m.self, m.lanmu) {
			if !m.takesPart(c, n) {
				continue
			}
			r, err := measure(m.self, c, n, m.limit)
			if err != nil {
				return nil, err
			}
			if i, again := at[c.name]; again {
				results[i].better(r)
				continue
			}
			at[c.name] = len(results)
			results = append(results, r)
		}
	}
	return results, nil
}

// takesPart tells a contender that was asked for, is installed and can cope.
func (m *series) takesPart(c contender, n int) bool {
	if m.only != "" && !strings.Contains(","+m.only+",", ","+c.name+",") || c.most > 0 && n > c.most {
		return false
	}
	if !c.missing() {
		return true
	}
	if !m.told[c.name] {
		m.told[c.name] = true
		fmt.Printf("%s is not installed and left out; to install it: %s\n", c.name, c.install)
	}
	return false
}

// better takes over what another round took less of; memory is the most of all.
func (r *result) better(o result) {
	r.wall, r.cpu, r.peak = min(r.wall, o.wall), min(r.cpu, o.cpu), max(r.peak, o.peak)
}

// measure starts a portal and runs one contender against it.
func measure(self string, c contender, n int, limit time.Duration) (result, error) {
	r := result{name: c.name}
	server := pinned("0,1", self, "portal", "-pages", strconv.Itoa(n))
	pipe, err := server.StdoutPipe()
	if err != nil {
		return r, err
	}
	if err := server.Start(); err != nil {
		return r, err
	}
	defer func() { _ = server.Process.Kill(); _ = server.Wait() }()
	line, err := bufio.NewReader(pipe).ReadString('\n')
	if err != nil {
		return r, fmt.Errorf("portal did not start: %w", err)
	}
	url := "http://" + strings.TrimSpace(line) + "/"
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(dir)
	if c.before != nil {
		if err := prepare(c.before(url, n, dir), url, dir); err != nil {
			return r, err
		}
	}
	a := c.args(url, n, dir)
	cmd := pinned("2,3", a[0], a[1:]...)
	cmd.Dir = dir
	out, err := os.Create(filepath.Join(dir, "stdout"))
	if err != nil {
		return r, err
	}
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return r, err
	}
	stop := time.AfterFunc(limit, func() { r.timedOut = true; _ = cmd.Process.Kill() })
	r.failed = cmd.Wait()
	stop.Stop()
	r.wall = time.Since(begun)
	r.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	r.peak = peakBytes(cmd.ProcessState)
	if err := ask(url, &r.stats); err != nil {
		return r, err
	}
	text, err := os.ReadFile(out.Name())
	if err != nil {
		return r, err
	}
	r.dead, r.told = c.dead(dir, text)
	return r, nil
}

// prepare runs what has to be there before, and lets the portal forget it.
func prepare(args []string, url, dir string) error {
	cmd := pinned("2,3", args[0], args[1:]...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", args[0], err, out)
	}
	resp, err := http.Get(url + "-/reset")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// pinned runs a command on the named processors where there are four of them
// and the system has taskset.
func pinned(cpus, name string, args ...string) *exec.Cmd {
	if path, err := exec.LookPath("taskset"); err == nil && runtime.NumCPU() >= 4 {
		return exec.Command(path, append([]string{"-c", cpus, name}, args...)...)
	}
	return exec.Command(name, args...)
}

func ask(url string, s *stats) error {
	resp, err := http.Get(url + "-/stats")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(s)
}

// table prints what was measured, with ratios to the parse floor of this run.
func table(n int, results []result) {
	var floor result
	for _, r := range results {
		if r.name == "floor-parse" {
			floor = r
		}
	}
	fmt.Printf("\n%d pages, %d dead targets planted\n\n", n, planted(n))
	fmt.Println("| contender | wall s | CPU s | peak MiB | MiB fetched | requests | asked twice | at once | dead found | wall ÷ floor | CPU ÷ floor |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|---|---|")
	for _, r := range results {
		dead := "does not tell"
		if r.told {
			dead = strconv.Itoa(r.dead)
		}
		note := ""
		if r.timedOut {
			note = " (stopped)"
		}
		fmt.Printf("| %s%s | %.2f | %.2f | %.0f | %.1f | %d | %d | %d | %s | %s | %s |\n", r.name, note, r.wall.Seconds(), r.cpu.Seconds(),
			float64(r.peak)/(1<<20), float64(r.stats.Sent)/(1<<20), r.stats.Requests, r.stats.Twice, r.stats.Most, dead, ratio(r.wall, floor.wall), ratio(r.cpu, floor.cpu))
	}
}

func ratio(a, b time.Duration) string {
	if b == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f", a.Seconds()/b.Seconds())
}
