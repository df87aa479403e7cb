package service

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"lanmu"
	"lanmu/internal/pgtest"
)

// A service in a process of its own, so that it can be killed: the test's own
// program, started again with this variable set to its data folder.
const (
	childData    = "LANMU_TEST_SERVE"
	childProfile = "LANMU_TEST_PROFILE"
	childClock   = "LANMU_TEST_CLOCK" // what time it is for the child at its start
	childLimit   = "LANMU_TEST_LIMIT" // largest file it may write, bytes
)

func TestMain(m *testing.M) {
	if data := os.Getenv(childData); data != "" {
		os.Exit(serveAsChild(data))
	}
	if dsn := os.Getenv(childWork); dsn != "" {
		os.Exit(workAsChild(dsn))
	}
	os.Exit(pgtest.Run(m))
}

func serveAsChild(data string) int {
	base, err := time.Parse(time.RFC3339, os.Getenv(childClock))
	if err != nil {
		fmt.Println("failed", err)
		return 2
	}
	if err := limitFiles(os.Getenv(childLimit)); err != nil {
		fmt.Println("failed", err)
		return 2
	}
	began := time.Now()
	err = Run(context.Background(), Options{
		Data: data, Profiles: []string{os.Getenv(childProfile)}, Listen: "127.0.0.1:0", Schedule: "0 0 29 2 *", Version: "test",
		Now:   func() time.Time { return base.Add(time.Since(began)) },
		Log:   slog.New(slog.NewTextHandler(os.Stderr, nil)),
		Ready: func(addr string) { fmt.Println("ready", addr) },
		Audited: func(_ string, a *lanmu.Audit, err error) {
			if err != nil {
				fmt.Println("failed", strings.ReplaceAll(err.Error(), "\n", " "))
				return
			}
			fmt.Println("audited", a.Meta.ID)
		},
	}, nil)
	fmt.Println("failed", err)
	return 1
}

// child is such a process.
type child struct {
	cmd   *exec.Cmd
	url   string
	lines chan string // what it says: "audited ID", "failed WHY"; closed at its end
}

func spawn(t *testing.T, data, profile string, clock time.Time, env ...string) *child {
	t.Helper()
	c := &child{cmd: exec.Command(os.Args[0]), lines: make(chan string, 100)}
	c.cmd.Env = append(os.Environ(), childData+"="+data, childProfile+"="+profile, childClock+"="+clock.Format(time.RFC3339))
	c.cmd.Env = append(c.cmd.Env, env...)
	c.start(t)
	c.url = "http://" + c.wait(t, "ready")
	return c
}

// start begins the process and reads what it says.
func (c *child) start(t *testing.T) {
	t.Helper()
	var said strings.Builder
	c.cmd.Stderr = &said
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.kill()
		if t.Failed() {
			t.Logf("the service said:\n%s", said.String())
		}
	})
	go func() {
		for s := bufio.NewScanner(out); s.Scan(); {
			c.lines <- s.Text()
		}
		close(c.lines)
	}()
}

// wait gives what the process says after a word.
func (c *child) wait(t *testing.T, word string) string {
	t.Helper()
	for {
		select {
		case line, ok := <-c.lines:
			if !ok {
				t.Fatalf("the service ended before it said %q", word)
			}
			if rest, found := strings.CutPrefix(line, word+" "); found {
				return rest
			}
			if strings.HasPrefix(line, "failed") {
				t.Fatalf("waiting for %q: %s", word, line)
			}
		case <-time.After(time.Minute):
			t.Fatalf("the service did not say %q within a minute", word)
		}
	}
}

func (c *child) run(t *testing.T) {
	t.Helper()
	resp, err := http.Post(c.url+"/sites/swj/run", "application/x-www-form-urlencoded", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode >= 400 {
		t.Fatalf("asking for an audit: %s", resp.Status)
	}
}

// kill ends the process as kill -9 does, and waits until it is gone.
func (c *child) kill() {
	if c.cmd.ProcessState == nil {
		_ = c.cmd.Process.Kill()
		for range c.lines { // its output ends first, then Wait may be called
		}
		_ = c.cmd.Wait()
	}
}
