package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"lanmu": main})
}

// TestScripts runs lanmu as people do: one script a matter.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code":      cmdCode,
			"site":      cmdSite,
			"requested": cmdRequested,
			"cut":       cmdCut,
			"samejudge": cmdSameJudgement,

			"port":        cmdPort,
			"asked":       cmdAsked,
			"sameverdict": cmdSameVerdict,
		},
		Setup: func(env *testscript.Env) error {
			// a bad profile of internal/config's own tests, where a script wants one
			bad, err := filepath.Abs("../../internal/config/testdata/bad")
			env.Setenv("BAD", bad)
			// No script may touch the history of whoever runs it.
			env.Setenv("XDG_STATE_HOME", filepath.Join(env.WorkDir, "state"))
			// What takes seconds to make is made once for all scripts.
			if cache, err := os.UserCacheDir(); err == nil {
				env.Setenv("XDG_CACHE_HOME", cache)
			}
			env.Values[sitesKey{}] = map[string]*hostile{}
			return err
		},
	})
}

// cmdCode runs lanmu and wants an exit code: code 2 lanmu check bad.yaml.
func cmdCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N program [args…]")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := "0"
	if err != nil {
		code = exitCodeOf(err)
	}
	if code != args[0] {
		ts.Fatalf("%v: exit code %s, want %s", args[1:], code, args[0])
	}
}

// cmdCut leaves the first N percent of a file: cut 60 recording.warc.gz.
func cmdCut(ts *testscript.TestScript, _ bool, args []string) {
	name := ts.MkAbs(args[1])
	info, err := os.Stat(name)
	ts.Check(err)
	ts.Check(os.Truncate(name, info.Size()*int64(atoi(ts, args[0]))/100))
}
