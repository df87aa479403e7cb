package service

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// tap stands before a site and sees which process asks: it passes on what it
// gets, a little later, and notes where two processes ask at once.
type tap struct {
	addr, site string
	delay      time.Duration

	mu       sync.Mutex
	among    []int            // processes that may ask
	asking   map[net.Conn]int // connections with a question under way, by process
	asked    map[int]int      // questions by process
	total    int
	changes  int // how often another process went on
	last     int
	together []string // what must not be
	waiting  map[int]chan struct{}
}

func newTap(t *testing.T, site string, delay time.Duration) *tap {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	p := &tap{addr: l.Addr().String(), site: site, delay: delay, asking: map[net.Conn]int{}, asked: map[int]int{}, waiting: map[int]chan struct{}{}}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c)
		}
	}()
	return p
}

func (p *tap) serve(c net.Conn) {
	defer c.Close()
	defer p.answered(c)
	up, err := net.Dial("tcp", p.site)
	if err != nil {
		return
	}
	defer up.Close()
	go func() {
		defer c.Close()
		buf := make([]byte, 64<<10)
		for {
			n, err := up.Read(buf)
			if n > 0 {
				p.answered(c)
				if _, err := c.Write(buf[:n]); err != nil {
					return
				}
			}
			if err != nil {
				return
			}
		}
	}()
	buf := make([]byte, 64<<10)
	pid := 0
	for {
		n, err := c.Read(buf)
		if err != nil {
			return
		}
		if pid == 0 {
			pid = p.processOf(c.RemoteAddr().(*net.TCPAddr).Port)
		}
		p.question(c, pid)
		<-time.After(p.delay) // a site that takes its time
		if _, err := up.Write(buf[:n]); err != nil {
			return
		}
	}
}

// question notes who asks. The asker waits for its answer, so it still has its
// end of the connection.
func (p *tap) question(c net.Conn, pid int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if pid == 0 {
		return // it was killed meanwhile
	}
	for _, other := range p.asking {
		if other != pid {
			p.together = append(p.together, fmt.Sprintf("%d asks while %d does", pid, other))
		}
	}
	p.asking[c] = pid
	p.asked[pid]++
	p.total++
	if p.last != pid {
		p.last = pid
		p.changes++
	}
	for n, ch := range p.waiting {
		if p.total >= n {
			close(ch)
			delete(p.waiting, n)
		}
	}
}

func (p *tap) answered(c net.Conn) {
	p.mu.Lock()
	delete(p.asking, c)
	p.mu.Unlock()
}

// after waits for n more questions and tells who asked the last.
func (p *tap) after(t *testing.T, n int) (pid int) {
	t.Helper()
	p.mu.Lock()
	ch := make(chan struct{})
	p.waiting[p.total+n] = ch
	p.mu.Unlock()
	select {
	case <-ch:
	case <-time.After(2 * time.Minute):
		t.Fatalf("%s was not asked %d times more within two minutes", p.site, n)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last
}

// alone fails where two processes asked at once.
func (p *tap) alone(t *testing.T) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.together) > 0 {
		t.Errorf("%d times two at once: %v", len(p.together), p.together[:min(len(p.together), 5)])
	}
}

// watch makes a process one that may ask.
func (p *tap) watch(c *child) {
	p.mu.Lock()
	p.among = append(p.among, c.cmd.Process.Pid)
	p.mu.Unlock()
}

// processOf finds the watched process whose end of a loopback connection has
// this port; 0: none.
func (p *tap) processOf(port int) int {
	table, err := os.ReadFile("/proc/net/tcp")
	if err != nil {
		return 0
	}
	inode := ""
	// The same port may lead to somebody else as well: both ends are compared.
	var here int
	if _, tail, ok := strings.Cut(p.addr, ":"); ok {
		here, _ = strconv.Atoi(tail)
	}
	local, remote := fmt.Sprintf(":%04X", port), fmt.Sprintf(":%04X", here)
	for line := range strings.Lines(string(table)) {
		if f := strings.Fields(line); len(f) > 9 && strings.HasSuffix(f[1], local) && strings.HasSuffix(f[2], remote) && f[9] != "0" {
			inode = f[9]
		}
	}
	p.mu.Lock()
	among := slices.Clone(p.among)
	p.mu.Unlock()
	for _, pid := range among {
		ends, err := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
		if err != nil {
			continue
		}
		for _, fd := range ends {
			if to, err := os.Readlink(fd); err == nil && to == "socket:["+inode+"]" {
				return pid
			}
		}
	}
	return 0
}
