package service

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A worker in a process of its own: the test's own program, started again with
// childWork set to the database.
const (
	childWork       = "LANMU_TEST_WORK"
	childRecordings = "LANMU_TEST_RECORDINGS"
)

// turnTime is the longest turn in these tests: an audit takes several.
const turnTime = 1500 * time.Millisecond

func workAsChild(dsn string) int {
	base, err := time.Parse(time.RFC3339, os.Getenv(childClock))
	if err != nil {
		fmt.Println("failed", err)
		return 2
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	began := time.Now()
	err = Work(ctx, Options{
		DSN: dsn, Recordings: os.Getenv(childRecordings), Profiles: strings.Fields(os.Getenv(childProfile)),
		Parallel: 1, Slice: turnTime, Version: "test",
		Now:   func() time.Time { return base.Add(time.Since(began)) },
		Log:   slog.New(slog.NewTextHandler(os.Stderr, nil)),
		Ready: func(name string) { fmt.Println("ready", name) },
	}, nil)
	if err != nil {
		fmt.Println("failed", err)
		return 1
	}
	fmt.Println("ended well")
	return 0
}

// spawnWorker starts a worker and waits until it takes audits.
func spawnWorker(t *testing.T, dsn, recordings string, profiles ...string) *child {
	t.Helper()
	c := &child{cmd: exec.Command(os.Args[0]), lines: make(chan string, 100)}
	c.cmd.Env = append(os.Environ(), childWork+"="+dsn, childRecordings+"="+recordings,
		childProfile+"="+strings.Join(profiles, " "), childClock+"="+now.Format(time.RFC3339))
	c.start(t)
	_, pid, _ := strings.Cut(c.wait(t, "ready"), ":")
	if pid != strconv.Itoa(c.cmd.Process.Pid) {
		t.Fatalf("the worker calls itself %s, and is %d", pid, c.cmd.Process.Pid)
	}
	return c
}
