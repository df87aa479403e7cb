package config

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// FuzzProfile reads mangled profiles: never a panic, never a hang, mistakes
// always inside the file; what is taken can be merged and read again.
func FuzzProfile(f *testing.F) {
	for _, pattern := range []string{"testdata/bad/*.yaml", "testdata/good/*.yaml", "testdata/merge/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(src)
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if legible("x.yaml", src) != nil {
			return
		}
		slow := time.AfterFunc(5*time.Second, func() { panic("a profile took five seconds") })
		defer slow.Stop()
		p, err := parse("x.yaml", src, nil)
		if err != nil {
			var m *Mistakes
			if !errors.As(err, &m) {
				t.Fatalf("no mistakes but %v", err)
			}
			if len(m.List) == 0 || m.In("zh") == "" || m.In("en") == "" {
				t.Fatal("refused without a word")
			}
			for _, x := range m.List {
				if x.Line < 1 || x.Line > len(m.lines)+1 || x.Column < 1 {
					t.Fatalf("a mistake at %d:%d of %d lines", x.Line, x.Column, len(m.lines))
				}
			}
			return
		}
		if _, err := p.site(""); err != nil {
			t.Fatalf("checked, and still no site: %v", err)
		}
		if merged, n, _, err := Merge("x.yaml", src, discovered); err == nil && n > 0 {
			if _, err := parse("x.yaml", merged, nil); err != nil {
				t.Fatalf("merged into what cannot be read: %v", err)
			}
		}
	})
}
