// Command pages measures how fast the service's web pages answer when the list
// is long: a history of many findings over three nights, the pages that staff
// use, a few readers at once, everything over loopback.
//
//	go run ./bench/pages -findings 100000 -readers 4 -requests 600
//
// It reports what it measured; it asserts nothing.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"lanmu"
	"lanmu/internal/probe"
	"lanmu/internal/schedule"
	"lanmu/internal/store"
	"lanmu/internal/web"
)

func main() {
	findings := flag.Int("findings", 100_000, "findings in the list")
	readers := flag.Int("readers", 4, "readers at once")
	requests := flag.Int("requests", 600, "requests in all")
	dsn := flag.String("db", "", "history to fill, an empty one; default a new SQLite file")
	flag.Parse()
	if err := run(context.Background(), *findings, *readers, *requests, *dsn); err != nil {
		fmt.Fprintln(os.Stderr, "pages:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, findings, readers, requests int, dsn string) error {
	if dsn == "" {
		dir, err := os.MkdirTemp("", "lanmu-pages")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		dsn = filepath.Join(dir, "lanmu.db")
	}
	st, err := store.Open(ctx, dsn, store.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	began := time.Now()
	nights, err := fill(ctx, st, findings)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(os.Stdout, "%d findings, %d nights written in %.1f s\n", findings, len(nights), time.Since(began).Seconds())
	server, err := serve(ctx, st)
	if err != nil {
		return err
	}
	defer server.Close()
	took, err := load(ctx, server.URL, nights, readers, requests)
	if err != nil {
		return err
	}
	report(os.Stdout, took)
	return nil
}

// serve shows the history.
func serve(ctx context.Context, st *store.Store) (*httptest.Server, error) {
	site := &lanmu.Site{ID: "swj", Name: "示例市商务局", URL: "http://swj.example.gov.cn/", Location: time.UTC, Departments: departments}
	plan, err := schedule.NewPlan("0 0 29 2 *", time.UTC, 0)
	if err != nil {
		return nil, err
	}
	keeper := &schedule.Keeper{
		Plan: plan, Log: slog.New(slog.DiscardHandler), Deed: func(context.Context, *lanmu.Site) error { return nil },
		Last: func(context.Context, string) (time.Time, error) { return time.Time{}, nil },
	}
	keeper.Start(ctx, []*lanmu.Site{site})
	st.Warm(ctx, site.ID) // as the service does at its start
	newest, err := st.Newest(ctx, site.ID)
	if err != nil {
		return nil, err
	}
	s, err := web.New(web.Options{
		Store: st, Keeper: keeper, Sites: func() []*lanmu.Site { return []*lanmu.Site{site} }, Probes: probe.NewMetrics(),
		Progress: func(string) (lanmu.Progress, bool) { return lanmu.Progress{}, false },
		Audits:   func() []*lanmu.Audit { return []*lanmu.Audit{newest} }, Version: "bench", Log: slog.New(slog.NewTextHandler(os.Stderr, nil)),
	})
	if err != nil {
		return nil, err
	}
	return httptest.NewServer(s.Handler()), nil
}

// page is one kind of page, and an address of it by chance.
type page struct {
	name    string
	address func(r *rand.Rand) string
}

func pagesOf(nights []*lanmu.Audit) []page {
	last := nights[len(nights)-1]
	list := func(query func(r *rand.Rand) string) func(r *rand.Rand) string {
		return func(r *rand.Rand) string { return "/sites/swj/findings?" + query(r) }
	}
	fixed := func(path string) func(*rand.Rand) string { return func(*rand.Rand) string { return path } }
	return []page{
		{"overview", fixed("/")},
		{"expiring", fixed("/expiring")},
		{"site", fixed("/sites/swj")},
		{"list", fixed("/sites/swj/findings")},
		{"list, later page", list(func(r *rand.Rand) string { return fmt.Sprintf("page=%d", 1+r.IntN(500)) })},
		{"list of a department", list(func(r *rand.Rand) string { return "department=" + departments[r.IntN(len(departments))].ID })},
		{"list of a rule", list(func(r *rand.Rand) string { return "rule=" + ruleIDs[r.IntN(len(ruleIDs))] })},
		{"list, all states", list(func(*rand.Rand) string { return "state=all" })},
		{"list, search", list(func(r *rand.Rand) string { return fmt.Sprintf("q=item-%d", r.IntN(len(last.Findings))) })},
		{"finding", func(r *rand.Rand) string { return "/findings/" + last.Findings[r.IntN(len(last.Findings))].ID }},
		{"column", func(r *rand.Rand) string {
			return "/sites/swj/columns/" + last.Columns[r.IntN(len(last.Columns))].ID
		}},
		{"audit", func(r *rand.Rand) string { return "/audits/" + nights[r.IntN(len(nights))].Meta.ID }},
		{"audit beside another", fixed("/audits/" + last.Meta.ID + "?with=" + nights[0].Meta.ID)},
		{"metrics", fixed("/metrics")},
	}
}

// load asks for pages in turn and gives how long each answer took, body and all.
func load(ctx context.Context, base string, nights []*lanmu.Audit, readers, requests int) (map[string][]time.Duration, error) {
	pages := pagesOf(nights)
	took := map[string][]time.Duration{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	var failed error
	jobs := make(chan int)
	for i := range readers {
		random := rand.New(rand.NewPCG(1, uint64(i)))
		wg.Go(func() {
			for n := range jobs {
				p := pages[n%len(pages)]
				began := time.Now()
				err := get(ctx, base+p.address(random))
				mu.Lock()
				took[p.name] = append(took[p.name], time.Since(began))
				if err != nil && failed == nil {
					failed = fmt.Errorf("%s: %w", p.name, err)
				}
				mu.Unlock()
			}
		})
	}
	for n := range requests {
		jobs <- n
	}
	close(jobs)
	wg.Wait()
	return took, failed
}

// patient bounds one answer.
var patient = &http.Client{Timeout: time.Minute}

func get(ctx context.Context, address string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return err
	}
	resp, err := patient.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s", resp.Status)
	}
	return nil
}

func report(out io.Writer, took map[string][]time.Duration) {
	var all []time.Duration
	names := make([]string, 0, len(took))
	for name, list := range took {
		names = append(names, name)
		all = append(all, list...)
	}
	slices.Sort(names)
	_, _ = fmt.Fprintf(out, "%-22s %6s %8s %8s %8s\n", "page", "asked", "p50 ms", "p95 ms", "max ms")
	for _, name := range names {
		line(out, name, took[name])
	}
	line(out, "all", all)
}

func line(out io.Writer, name string, list []time.Duration) {
	slices.Sort(list)
	at := func(p float64) float64 { return float64(list[int(p*float64(len(list)-1))].Microseconds()) / 1000 }
	_, _ = fmt.Fprintf(out, "%-22s %6d %8.1f %8.1f %8.1f\n", name, len(list), at(0.5), at(0.95), at(1))
}
