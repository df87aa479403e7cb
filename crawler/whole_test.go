package crawler

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"lanmu"
)

// askWhole sends one GET for a path of a server through w.
func askWhole(t *testing.T, w whole, addr string, c *call) (*http.Response, error) {
	t.Helper()
	wire := &http.Transport{DisableCompression: true}
	t.Cleanup(wire.CloseIdleConnections)
	w.next, w.now = wire, time.Now
	ctx := context.WithValue(context.Background(), callKey{}, &desk{call: c})
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, addr, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.ctx = context.Background()
	return w.RoundTrip(req)
}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// rawServer answers every connection with bytes as they are and closes it.
func rawServer(t *testing.T, answer string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			buf := make([]byte, 4096)
			_, _ = c.Read(buf)
			fmt.Fprint(c, answer)
			c.Close()
		}
	}()
	t.Cleanup(func() { l.Close(); <-done })
	return "http://" + l.Addr().String()
}

func TestWhole(t *testing.T) {
	const limit = 64 << 10
	drip := func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			fmt.Fprint(w, "滴")
			w.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
			case <-time.After(5 * time.Millisecond):
			}
		}
	}
	tests := []struct {
		name    string
		handler http.HandlerFunc
		raw     string
		call    call
		want    lanmu.FailKind
		size    int
		cut     bool
	}{
		{name: "whole", handler: func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "页面") }, size: 6},
		{name: "empty", handler: func(http.ResponseWriter, *http.Request) {}},
		{name: "body that drips for ever", handler: drip, want: lanmu.FailTimeout, size: -1},
		{name: "head that never comes", handler: func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, want: lanmu.FailTimeout},
		{name: "body that never ends", handler: func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				fmt.Fprint(w, strings.Repeat("x", 4096))
			}
		}, want: lanmu.FailTooLarge, size: limit},
		{name: "1 GiB announced", handler: func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "1073741824") }, want: lanmu.FailTooLarge},
		{name: "half a page", raw: "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<html>", want: lanmu.FailTruncated, size: 6},
		{name: "chunks that break off", raw: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\n", want: lanmu.FailTruncated, size: 6},
		{name: "no HTTP", raw: "SSH-2.0-OpenSSH_7.4\r\n", want: lanmu.FailProtocol},
		{name: "nothing at all", raw: "", want: lanmu.FailReset},
		{name: "HTTP/1.0", raw: "HTTP/1.0 200 OK\r\n\r\nok", size: 2},
		{name: "file cut on purpose", handler: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/pdf")
			fmt.Fprint(w, strings.Repeat("x", 50<<10))
		}, call: call{limit: 4 << 10}, size: 4 << 10, cut: true},
		{name: "small file read to its end", handler: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "20000")
			fmt.Fprint(w, strings.Repeat("x", 20000))
		}, call: call{limit: 4 << 10}, size: 20000},
		{name: "text is not cut", handler: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, strings.Repeat("x", 50<<10))
		}, call: call{limit: 4 << 10, text: true}, size: 50 << 10},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var addr string
			if tt.handler != nil {
				addr = serve(t, tt.handler)
			} else {
				addr = rawServer(t, tt.raw)
			}
			timeout := 5 * time.Second
			if tt.want == lanmu.FailTimeout {
				timeout = 100 * time.Millisecond
			}
			resp, err := askWhole(t, whole{timeout: timeout, max: limit}, addr, &tt.call)
			got := lanmu.FailKind("")
			var h *held
			if err != nil {
				got = failOf(context.Background(), err).Kind
			} else if h = bodyOf(resp); h.fail != nil {
				got = h.fail.Kind
			}
			if got != tt.want {
				t.Fatalf("fail %q (%v), want %q", got, err, tt.want)
			}
			if h != nil && (tt.size >= 0 && len(h.data) != tt.size || h.cut != tt.cut) {
				t.Errorf("%d bytes, cut %t; want %d, %t", len(h.data), h.cut, tt.size, tt.cut)
			}
			if h != nil && (h.at.IsZero() || h.addr == "") {
				t.Error("when or by whom it was answered is not told")
			}
		})
	}
}

func TestWholeTellsStopFromTimeout(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	addr := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	wire := &http.Transport{}
	defer wire.CloseIdleConnections()
	w := whole{next: wire, timeout: time.Minute, max: 1 << 20, now: time.Now}
	req, err := http.NewRequestWithContext(context.WithValue(ctx, callKey{}, &desk{call: &call{ctx: ctx}}), http.MethodGet, addr, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.RoundTrip(req)
	if f := failOf(ctx, err); f == nil || f.Kind != lanmu.FailStopped {
		t.Errorf("got %v", f)
	}
	var l *late
	if !errors.As(err, &l) || l.at.IsZero() {
		t.Errorf("when it was asked is not told: %v", err)
	}
}

func TestFailKinds(t *testing.T) {
	wire := &http.Transport{}
	defer wire.CloseIdleConnections()
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	defer secure.Close()
	closed := serve(t, nil)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	refused := "http://" + l.Addr().String()
	l.Close()
	for addr, want := range map[string]lanmu.FailKind{
		refused:    lanmu.FailRefused,
		secure.URL: lanmu.FailTLS,
		strings.Replace(closed, "http:", "https:", 1): lanmu.FailTLS,
	} {
		req, err := http.NewRequest(http.MethodGet, addr, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := wire.RoundTrip(req)
		if err == nil {
			resp.Body.Close()
			t.Errorf("%s answered", addr)
			continue
		}
		if f := failOf(context.Background(), err); f.Kind != want {
			t.Errorf("%s: %v, want %s", addr, f, want)
		}
	}
	for err, want := range map[error]lanmu.FailKind{
		&net.DNSError{IsNotFound: true}:  lanmu.FailDNS,
		&net.DNSError{IsTimeout: true}:   lanmu.FailResolver,
		&net.DNSError{IsTemporary: true}: lanmu.FailResolver,
		context.DeadlineExceeded:         lanmu.FailTimeout,
	} {
		if f := failOf(context.Background(), err); f.Kind != want {
			t.Errorf("%v: %s, want %s", err, f.Kind, want)
		}
	}
}
