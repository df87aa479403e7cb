package main

import (
	"os"
	"path/filepath"
	"testing"

	"lanmu"
	"lanmu/internal/auditor"
)

// Whatever becomes of tonight's audit, one whole recording is in the folder.
func TestOneRecordingIsWhole(t *testing.T) {
	dir := t.TempDir()
	record, previous := filepath.Join(dir, recordingFile), filepath.Join(dir, previousFile)
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	holds := func(when, path, want string) {
		t.Helper()
		if got, _ := os.ReadFile(path); string(got) != want {
			t.Errorf("%s: %s holds %q, want %q", when, filepath.Base(path), got, want)
		}
	}
	night := func(f auditFlags) (opt auditor.Options) {
		t.Helper()
		f.out = dir
		if err := f.nights(&opt); err != nil {
			t.Fatal(err)
		}
		return opt
	}
	audited := func(complete bool) *lanmu.Audit { return &lanmu.Audit{Meta: lanmu.Meta{Complete: complete}} }

	if opt := night(auditFlags{}); opt.Record != record || opt.Previous != "" || opt.Readings == "" {
		t.Errorf("first night: %+v", opt)
	}
	write(record, "first, whole")
	opt := night(auditFlags{})
	if opt.Previous != previous || opt.Resume {
		t.Errorf("second night: %+v", opt)
	}
	holds("second night begun", previous, "first, whole")
	write(record, "cut")
	if err := wholeNight(&opt, audited(false)); err != nil {
		t.Error(err)
	}
	holds("second night cut", previous, "first, whole")

	if opt := night(auditFlags{resume: true}); !opt.Resume || opt.Previous != previous {
		t.Errorf("resumed: %+v", opt)
	}
	holds("resumed", record, "cut")
	if opt := night(auditFlags{fresh: true}); opt.Previous != "" || opt.Readings != "" {
		t.Errorf("fresh: %+v", opt)
	}
	opt = night(auditFlags{})
	holds("begun again", previous, "first, whole")
	write(record, "third")
	if err := wholeNight(&opt, audited(true)); err != nil {
		t.Error(err)
	}
	holds("whole", record, "third")
	holds("whole", previous, "")

	opt = night(auditFlags{})
	write(record, "as far as the limit lets it")
	if err := wholeNight(&opt, audited(false)); err != nil {
		t.Error(err)
	}
	holds("limited, and holds more", previous, "")
}
