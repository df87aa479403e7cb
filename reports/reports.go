// Package reports shows an audit: HTML, XLSX, CSV, JSON, metrics and a few
// lines for the terminal. It decides nothing: what stands in one file stands in
// all of them, and none holds what the audit does not.
//
// Everything scraped is hostile here. clean.go makes text fit for a reader, a
// cell and a file name; html/template does the escaping.
package reports

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"lanmu"
)

// Options say what to write.
type Options struct {
	Formats []string // html, xlsx, csv, json, prom; nil: all
	Lang    string   // zh or en
	Version string
}

// The formats, in the order they are written.
const (
	FormatHTML = "html"
	FormatXLSX = "xlsx"
	FormatCSV  = "csv"
	FormatJSON = "json"
	FormatProm = "prom"
)

// Formats lists them all.
var Formats = []string{FormatHTML, FormatXLSX, FormatCSV, FormatJSON, FormatProm}

// writers make the files of each format and return their paths.
var writers = map[string]func(dir string, a *lanmu.Audit, opt Options) ([]string, error){
	FormatHTML: writeHTML,
	FormatXLSX: one("ledger.xlsx", writeXLSX),
	FormatCSV:  one("ledger.csv", writeCSV),
	FormatJSON: one("findings.json", func(w io.Writer, a *lanmu.Audit, _ Options) error { return writeJSON(w, a) }),
	FormatProm: writeProm,
}

// Write writes an audit's files to dir, each to a temporary name and then
// renamed, and returns their paths. The audit is not changed. An error names
// the format and what is to be done; the other files are there all the same.
func Write(dir string, a *lanmu.Audit, opt Options) ([]string, error) {
	t := speak(opt.Lang)
	formats := opt.Formats
	if formats == nil {
		formats = Formats
	}
	for _, f := range formats {
		if writers[f] == nil {
			return nil, errors.New(t.say("error.format", f, strings.Join(Formats, ",")))
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("%s: %w", t.say("error.dir", dir), err)
	}
	written, errs := make([][]string, len(Formats)), make([]error, len(Formats))
	var wait sync.WaitGroup
	for i, f := range Formats {
		if slices.Contains(formats, f) {
			wait.Go(func() { written[i], errs[i] = writers[f](dir, a, opt) })
		}
	}
	wait.Wait()
	for i, err := range errs {
		if err != nil {
			errs[i] = fmt.Errorf("%s: %w", t.say("error.write", Formats[i], dir), err)
		}
	}
	return slices.Concat(written...), errors.Join(errs...)
}

// one is a format of a single file.
func one(name string, fill func(io.Writer, *lanmu.Audit, Options) error) func(string, *lanmu.Audit, Options) ([]string, error) {
	return func(dir string, a *lanmu.Audit, opt Options) ([]string, error) {
		path := filepath.Join(dir, name)
		if err := writeFile(path, func(w io.Writer) error { return fill(w, a, opt) }); err != nil {
			return nil, err
		}
		return []string{path}, nil
	}
}
