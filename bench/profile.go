package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"time"

	"lanmu"
	"lanmu/internal/auditor"
	"lanmu/internal/config"
	"lanmu/reports"
)

// runProfile audits one address in this process, as `lanmu audit` does, and
// writes what go tool pprof reads: cpu.pprof, allocs.pprof, heap.pprof (what
// lives when the crawl is over).
func runProfile(args []string) (err error) {
	fs := flag.NewFlagSet("profile", flag.ExitOnError)
	dir := fs.String("dir", ".", "folder for the profiles and the audit's files")
	record := fs.Bool("record", true, "keep the crawl")
	if err := fs.Parse(args); err != nil {
		return err
	}
	site, err := config.FromURL(fs.Arg(0))
	if err != nil {
		return err
	}
	site.Crawl.Rate, site.Crawl.Concurrency, site.Crawl.MaxPages = 0, 16, 0
	site.Crawl.Render = lanmu.RenderNever
	opt := auditor.Options{At: lanmu.NewDate(2026, 1, 20)}
	if *record {
		opt.Record = filepath.Join(*dir, "recording.warc.gz")
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
	sink := auditor.SinkFunc(func(_ context.Context, a *lanmu.Audit) error {
		fmt.Printf("%-7s from %.2f s\n", "report", time.Since(began).Seconds())
		_, err := reports.Write(*dir, a, reports.Options{Version: "bench"})
		return err
	})
	_, failed := auditor.New(opt, sink).Audit(context.Background(), site)
	fmt.Printf("%-7s at %.2f s\n", "done", time.Since(began).Seconds())
	pprof.StopCPUProfile()
	return errors.Join(err, failed, writeProfile("allocs", filepath.Join(*dir, "allocs.pprof")))
}

func writeProfile(name, file string) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	runtime.GC()
	return errors.Join(pprof.Lookup(name).WriteTo(f, 0), f.Close())
}
