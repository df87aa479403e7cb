//go:build unix

// Package pgtest gives tests a real PostgreSQL: one server for all tests of a
// package, started on first need on a free port of loopback.
package pgtest

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
)

var server struct {
	once  sync.Once
	dsn   string
	skip  string
	stop  func()
	halt  func() error
	begin func() error

	mu sync.Mutex
	n  int
}

// Database gives the address of a new, empty database. Where there is no
// PostgreSQL the test is skipped, and fails in CI.
func Database(t testing.TB) string {
	t.Helper()
	server.once.Do(start)
	if server.skip != "" {
		if os.Getenv("LANMU_CI") != "" {
			t.Fatal(server.skip)
		}
		t.Skip(server.skip)
	}
	server.mu.Lock()
	defer server.mu.Unlock()
	server.n++
	name := "t" + strconv.Itoa(server.n)
	if out, err := exec.CommandContext(t.Context(), "psql", fmt.Sprintf(server.dsn, "postgres"), "-qc", "CREATE DATABASE "+name).CombinedOutput(); err != nil {
		t.Fatalf("creating a database: %v\n%s", err, out)
	}
	return fmt.Sprintf(server.dsn, name)
}

// Halt stops the server as an operator does, for Begin to start it again.
func Halt() error { return server.halt() }

// Begin starts the server that Halt stopped.
func Begin() error { return server.begin() }

// Run runs a package's tests and then stops the server: for TestMain.
func Run(m *testing.M) int {
	code := m.Run()
	if server.stop != nil {
		server.stop()
	}
	return code
}

func start() {
	bin := binaries()
	if bin == "" {
		server.skip = "no PostgreSQL on this machine (initdb not found)"
		return
	}
	dir, err := os.MkdirTemp("", "lanmu-pg")
	if err != nil {
		server.skip = err.Error()
		return
	}
	cred := unprivileged(dir)
	run := func(name string, args ...string) error {
		cmd := exec.CommandContext(context.Background(), filepath.Join(bin, name), args...) // it outlives a test
		cmd.Dir, cmd.SysProcAttr = dir, cred
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", name, err, out)
		}
		return nil
	}
	data := filepath.Join(dir, "data")
	if err := run("initdb", "-D", data, "-U", "lanmu", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"); err != nil {
		server.skip = err.Error()
		return
	}
	port, err := freePort()
	if err != nil {
		server.skip = err.Error()
		return
	}
	opts := fmt.Sprintf("-c listen_addresses=127.0.0.1 -c port=%d -c unix_socket_directories=%s -c fsync=off", port, dir)
	server.begin = func() error {
		return run("pg_ctl", "-D", data, "-o", opts, "-w", "-t", "60", "-l", filepath.Join(dir, "log"), "start")
	}
	server.halt = func() error { return run("pg_ctl", "-D", data, "-w", "-m", "fast", "stop") }
	if err := server.begin(); err != nil {
		server.skip = err.Error()
		return
	}
	server.dsn = fmt.Sprintf("postgres://lanmu@127.0.0.1:%d/%%s?sslmode=disable", port)
	server.stop = func() {
		_ = run("pg_ctl", "-D", data, "-m", "immediate", "stop")
		_ = os.RemoveAll(dir)
	}
}

// binaries is the newest installation's folder of programs.
func binaries() string {
	if p, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(p)
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return ""
	}
	return filepath.Dir(found[len(found)-1])
}

// unprivileged makes the server run as somebody else where the test runs as
// root, which PostgreSQL refuses; dir becomes that user's.
func unprivileged(dir string) *syscall.SysProcAttr {
	if os.Geteuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.Atoi(u.Uid)
		gid, err2 := strconv.Atoi(u.Gid)
		if err1 != nil || err2 != nil || os.Chown(dir, uid, gid) != nil {
			continue
		}
		return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
	return nil
}

func freePort() (int, error) {
	l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}
