package config

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestBombs are files of the size limit made to keep a parser busy: each is
// answered, and soon.
func TestBombs(t *testing.T) {
	fill := func(s string) string { return strings.Repeat(s, (maxFile-100)/len(s)) }
	var keys, indent strings.Builder
	for i := range 150_000 {
		fmt.Fprintf(&keys, "k%d: v\n", i)
	}
	for i := range 1900 {
		fmt.Fprintf(&indent, "%sa:\n", strings.Repeat(" ", i))
	}
	for name, src := range map[string]string{
		"brackets": "url: " + fill("["), "braces": "url: {" + fill("a: {"), "dashes": fill("- "), "questions": fill("? "),
		"tags": "url: " + fill("!a "), "aliases": "url: " + fill("*a "), "quote": `url: "` + fill("x"), "keys": keys.String(), "indent": indent.String(),
	} {
		t.Run(name, func(t *testing.T) {
			// a minute is far above what it takes, and far below what the square takes
			slow := time.AfterFunc(time.Minute, func() { panic(name + " took a minute") })
			defer slow.Stop()
			if _, err := parse("x.yaml", []byte(src), nil); err == nil {
				t.Error("taken for a profile")
			}
		})
	}
}
