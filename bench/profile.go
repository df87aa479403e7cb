package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"runtime/pprof"
	"time"

	"lanmu"
	"lanmu/internal/auditor"
	"lanmu/internal/config"
	"lanmu/reports"
)

// runProfile audits one address in this process, as `lanmu audit` does, and
// writes what go tool pprof reads: cpu.pprof, allocs.pprof, heap.pprof (what
// lives when the crawl is over), most.pprof (what lived when most did).
func runProfile(args []string) (err error) {
	fs := flag.NewFlagSet("profile", flag.ExitOnError)
	dir := fs.String("dir", ".", "folder for the profiles and the audit's files")
	day := fs.String("at", firstNight, "day on which it is judged")
	record := fs.Bool("record", true, "keep the crawl, and how its pages were read")
	previous := fs.String("previous", "", "an earlier recording of the site")
	if err := fs.Parse(args); err != nil {
		return err
	}
	site, err := config.FromURL(fs.Arg(0))
	if err != nil {
		return err
	}
	at, err := lanmu.ParseDate(*day)
	if err != nil {
		return err
	}
	site.Crawl.Rate, site.Crawl.Concurrency, site.Crawl.MaxPages = 0, 16, 0
	site.Crawl.Render = lanmu.RenderNever
	opt := auditor.Options{At: at}
	if *record {
		opt.Record, opt.Readings = filepath.Join(*dir, "recording.warc.gz"), filepath.Join(*dir, "readings")
		opt.Previous = *previous
	}
	began := time.Now()
	said := ""
	opt.Progress = func(p lanmu.Progress) {
		if p.Stage != said {
			said = p.Stage
			fmt.Printf("%-7s from %.2f s\n", said, time.Since(began).Seconds())
			if said == "judge" {
				err = errors.Join(err, writeProfile("heap", filepath.Join(*dir, "heap.pprof")))
			}
		}
	}
	cpu, err := os.Create(filepath.Join(*dir, "cpu.pprof"))
	if err != nil {
		return err
	}
	defer cpu.Close()
	if err := pprof.StartCPUProfile(cpu); err != nil {
		return err
	}
	most := watchHeap(filepath.Join(*dir, "most.pprof"))
	sink := auditor.SinkFunc(func(_ context.Context, a *lanmu.Audit) error {
		fmt.Printf("%-7s from %.2f s\n", "report", time.Since(began).Seconds())
		_, err := reports.Write(*dir, a, reports.Options{Version: "bench"})
		return err
	})
	_, failed := auditor.New(opt, sink).Audit(context.Background(), site)
	fmt.Printf("%-7s at %.2f s\n", "done", time.Since(began).Seconds())
	pprof.StopCPUProfile()
	fmt.Printf("most live %d MiB\n", most()>>20)
	return errors.Join(err, failed, writeProfile("allocs", filepath.Join(*dir, "allocs.pprof")))
}

// watchHeap writes the heap's profile to file whenever a tenth more lives than
// when it was last written; most ends it and tells how many bytes lived at most.
func watchHeap(file string) (most func() uint64) {
	stop, done, largest := make(chan struct{}), make(chan struct{}), uint64(0)
	go func() {
		defer close(done)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		written := uint64(0)
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
			}
			live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
			metrics.Read(live)
			largest = max(largest, live[0].Value.Uint64())
			if largest*10 > written*11 {
				written = largest
				if f, err := os.Create(file); err == nil {
					_ = errors.Join(pprof.Lookup("heap").WriteTo(f, 0), f.Close())
				}
			}
		}
	}()
	return func() uint64 { close(stop); <-done; return largest }
}

func writeProfile(name, file string) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	runtime.GC()
	return errors.Join(pprof.Lookup(name).WriteTo(f, 0), f.Close())
}
