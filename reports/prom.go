package reports

import (
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"

	"github.com/prometheus/client_golang/prometheus"

	"lanmu"
)

// writeProm writes lanmu.prom for node_exporter's textfile collector.
func writeProm(dir string, a *lanmu.Audit, opt Options) ([]string, error) {
	reg := prometheus.NewRegistry()
	for _, c := range []prometheus.Collector{NewCollector(func() []*lanmu.Audit { return []*lanmu.Audit{a} }), BuildInfo(opt.Version)} {
		if err := reg.Register(c); err != nil {
			return nil, err
		}
	}
	path := filepath.Join(dir, "lanmu.prom")
	// WriteToTextfile renames over our temporary file, so that the one the
	// collector reads is synced before it is there.
	err := replaceFile(path, func(f *os.File) error {
		if err := prometheus.WriteToTextfile(f.Name(), reg); err != nil {
			return err
		}
		return syncFile(f.Name())
	})
	if err != nil {
		return nil, err
	}
	return []string{path}, nil
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// BuildInfo is lanmu_build_info: version, revision and Go version of this program.
func BuildInfo(version string) prometheus.Collector {
	revision := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = s.Value
			}
		}
	}
	g := prometheus.NewGauge(prometheus.GaugeOpts{
		Name:        "lanmu_build_info",
		Help:        "The program that wrote these metrics; always 1.",
		ConstLabels: prometheus.Labels{"version": label(version), "revision": revision, "goversion": runtime.Version()},
	})
	g.Set(1)
	return g
}
