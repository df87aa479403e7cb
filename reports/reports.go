// Package reports shows an audit: HTML, XLSX, CSV, JSON, metrics. It decides nothing.
package reports

import "lanmu"

// Options say what to write.
type Options struct {
	Formats []string // html, xlsx, csv, json, prom; nil: all
	Lang    string   // zh or en
	Version string
}

// Write writes an audit's files to dir, each to a temporary name and then
// renamed, and returns their paths.
func Write(dir string, a *lanmu.Audit, opt Options) ([]string, error) { return nil, nil }
