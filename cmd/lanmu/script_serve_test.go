package main

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
)

// cmdPort sets an environment variable to an address nobody listens on: port ADDR.
func cmdPort(ts *testscript.TestScript, _ bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], l.Addr().String())
	ts.Check(l.Close())
}

// cmdAsked asks an address until the answer holds a text: asked URL text.
func cmdAsked(ts *testscript.TestScript, _ bool, args []string) {
	last := ""
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		resp, err := http.Get(args[0])
		if err != nil {
			last = err.Error()
			continue
		}
		b, err := io.ReadAll(resp.Body)
		ts.Check(err)
		ts.Check(resp.Body.Close())
		if last = string(b); strings.Contains(last, args[1]) {
			return
		}
	}
	ts.Fatalf("%s never said %q, but %s", args[0], args[1], last)
}

// apart is how far two looks at a link lay apart.
var apart = regexp.MustCompile(`隔(?: \d+ (?:秒|分钟)|不到 1 秒)再看|(?:\d+ (?:秒|分钟)|不到 1 秒)前看`)

// cmdSameVerdict compares columns, findings and verdict of two findings.json; how
// often and when the site was asked may differ: sameverdict a.json b.json.
func cmdSameVerdict(ts *testscript.TestScript, _ bool, args []string) {
	read := func(name string) map[string]any {
		var v map[string]any
		ts.Check(json.Unmarshal(apart.ReplaceAll([]byte(ts.ReadFile(name)), nil), &v))
		delete(v, "audit")
		return v
	}
	if diff := cmp.Diff(read(args[0]), read(args[1])); diff != "" {
		ts.Fatalf("%s and %s differ:\n%s", args[0], args[1], diff)
	}
}
