package crawler

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"lanmu"
)

// memoryTape is a tape in memory.
type memoryTape struct {
	has  map[string]*Exchange // by method, address and purpose
	put  []*Exchange
	fail error
}

func (m *memoryTape) Next(method, url, purpose string) (*Exchange, bool) {
	x, ok := m.has[method+" "+url+" "+purpose]
	return x, ok
}
func (m *memoryTape) Put(x *Exchange) error { m.put = append(m.put, x); return m.fail }
func (m *memoryTape) Close() error          { return nil }

func sendThrough(ctx context.Context, t *testing.T, rt http.RoundTripper, addr, purpose string) (*http.Response, *call, error) {
	t.Helper()
	c := &call{ctx: ctx, url: addr, purpose: purpose}
	req, err := http.NewRequestWithContext(context.WithValue(ctx, callKey{}, &desk{call: c}), http.MethodGet, addr, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := rt.RoundTrip(req)
	return resp, c, err
}

func TestTapedReplays(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	m := &memoryTape{has: map[string]*Exchange{
		"GET http://h/a page": {Method: "GET", URL: "http://h/a", Status: 404, Header: http.Header{"X": {"1"}}, Body: []byte("没有"), At: at},
		"GET http://h/b page": {Method: "GET", URL: "http://h/b", Fail: &lanmu.Fail{Kind: lanmu.FailRefused}, At: at},
	}}
	tl := &tally{}
	rt := &taped{tape: m, replay: true, tally: tl, next: roundTripFunc(func(*http.Request) (*http.Response, error) {
		t.Error("the network was asked")
		return nil, errors.New("no")
	})}
	resp, c, err := sendThrough(t.Context(), t, rt, "http://h/a", purposePage)
	if err != nil || resp.StatusCode != 404 || string(bodyOf(resp).data) != "没有" || c.exchange.At != at {
		t.Errorf("%v %v", resp, err)
	}
	if _, _, err := sendThrough(t.Context(), t, rt, "http://h/b", purposePage); failOf(t.Context(), err).Kind != lanmu.FailRefused {
		t.Errorf("got %v", err)
	}
	if _, _, err := sendThrough(t.Context(), t, rt, "http://h/a", purposeSlow); failOf(t.Context(), err).Kind != lanmu.FailNotRecorded {
		t.Errorf("got %v", err)
	}
	if n, _, first, _ := tl.read(); n != 2 || first != at || len(m.put) != 0 {
		t.Errorf("%d requests counted, first at %s, %d put", n, first, len(m.put))
	}
}

func TestTapedRecords(t *testing.T) {
	m := &memoryTape{}
	live := &held{data: []byte("页"), cut: true, at: time.Unix(9, 0), took: time.Second, addr: "127.0.0.1:80"}
	rt := &taped{tape: m, tally: &tally{}, next: canned(http.Header{"A": {"b"}}, live)}
	if _, _, err := sendThrough(t.Context(), t, rt, "http://h/a", purposeCheck); err != nil {
		t.Fatal(err)
	}
	if len(m.put) != 1 {
		t.Fatalf("%d put", len(m.put))
	}
	if x := m.put[0]; x.Status != 200 || string(x.Body) != "页" || !x.Cut || x.RemoteAddr != "127.0.0.1:80" || x.At != live.at || x.Took != time.Second || x.Purpose != purposeCheck {
		t.Errorf("%+v", x)
	}
	rt.next = roundTripFunc(func(*http.Request) (*http.Response, error) {
		return nil, &late{&lanmu.Fail{Kind: lanmu.FailTimeout}, time.Unix(8, 0), time.Minute}
	})
	if _, _, err := sendThrough(t.Context(), t, rt, "http://h/b", purposeCheck); err == nil {
		t.Error("no error")
	}
	if x := m.put[1]; x.Fail == nil || x.Fail.Kind != lanmu.FailTimeout || x.At != time.Unix(8, 0) || x.Took != time.Minute {
		t.Errorf("%+v", x)
	}
}

// A request that we broke off ourselves is nothing to judge later.
func TestTapedKeepsNoStop(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	m := &memoryTape{}
	rt := &taped{tape: m, tally: &tally{}, next: roundTripFunc(func(req *http.Request) (*http.Response, error) {
		cancel()
		return nil, req.Context().Err()
	})}
	_, _, err := sendThrough(ctx, t, rt, "http://h/", purposePage)
	if f := failOf(ctx, err); f.Kind != lanmu.FailStopped || len(m.put) != 0 {
		t.Errorf("%v, %d put", f, len(m.put))
	}
}

func TestTapedTellsLostRecording(t *testing.T) {
	m := &memoryTape{fail: errors.New("disk full")}
	var told error
	rt := &taped{tape: m, tally: &tally{}, next: canned(http.Header{}, &held{}), failed: func(err error) { told = err }}
	if _, _, err := sendThrough(t.Context(), t, rt, "http://h/", purposePage); err != nil {
		t.Fatal(err)
	}
	if told == nil {
		t.Error("not told")
	}
}
