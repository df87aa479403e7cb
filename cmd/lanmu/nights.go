package main

import (
	"errors"
	"os"
	"path/filepath"

	"lanmu"
	"lanmu/crawler"
	"lanmu/internal/auditor"
)

// The files of a folder that serve the next night.
const (
	recordingFile = "recording.warc.gz"
	previousFile  = "recording.previous.warc.gz" // last night's, until tonight's is whole
	readingsFile  = "recording.readings"         // how its pages were read
)

// nights readies the recordings of the folder for tonight. As long as there is a
// previous one, tonight's is not whole: one of the two always is.
func (f *auditFlags) nights(opt *auditor.Options) error {
	dir, err := filepath.Abs(f.out) // the history may be read from another folder than this one
	if err != nil {
		return err
	}
	previous := filepath.Join(dir, previousFile)
	opt.Record = filepath.Join(dir, recordingFile)
	opt.Resume = f.resume && exists(opt.Record)
	if !opt.Resume && exists(opt.Record) && !exists(previous) {
		if err := crawler.SetAside(opt.Record, previous); err != nil {
			return err
		}
	}
	if f.fresh {
		return nil
	}
	opt.Readings = filepath.Join(dir, readingsFile)
	if len(f.rules) > 0 {
		opt.Readings += ".part" // the whole audit's stay as they are
	}
	if exists(previous) {
		opt.Previous = previous
	}
	return nil
}

// wholeNight lets last night's recording go once tonight's is whole, or, where a
// limit never lets one be whole, holds as much.
func wholeNight(opt *auditor.Options, audit *lanmu.Audit) error {
	if opt.Record == "" || audit == nil {
		return nil
	}
	previous := filepath.Join(filepath.Dir(opt.Record), previousFile)
	if !audit.Meta.Complete && size(opt.Record) < size(previous) {
		return nil
	}
	if err := os.Remove(previous); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// size is that of a file in bytes, 0 where there is none.
func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
