package probe

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"lanmu"
	"lanmu/internal/store"
)

func TestVisit(t *testing.T) {
	hang := make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/ok", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "首页") })
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/ok", http.StatusFound) })
	mux.HandleFunc("/503", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) })
	mux.HandleFunc("/hang", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-hang:
		case <-r.Context().Done():
		}
	})
	mux.HandleFunc("/half", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		fmt.Fprint(w, "half")
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	defer close(hang)
	secure := httptest.NewTLSServer(mux)
	defer secure.Close()
	shut := httptest.NewServer(mux)
	shut.Close()
	addr := srv.Listener.Addr().String()

	for _, c := range []struct {
		url    string
		ok     bool
		status int
		reason string
	}{
		{srv.URL + "/ok", true, 200, ""},
		{srv.URL + "/moved", true, 200, ""},
		{secure.URL + "/ok", true, 200, ""},
		{srv.URL + "/503", false, 503, "首页返回状态码 503"},
		{srv.URL + "/half", false, 200, "连接中途断开"},
		{shut.URL + "/ok", false, 0, "服务器拒绝连接"},
		{"http://swj.example.gov.cn/ok", true, 200, ""},
	} {
		site := &lanmu.Site{ID: "swj", URL: c.url, Crawl: lanmu.CrawlSettings{Resolve: map[string]string{"swj.example.gov.cn": addr}}}
		at := time.UnixMilli(1_600_000_000_000)
		v := Visitor{Now: func() time.Time { return at }}.Visit(t.Context(), site)
		if https := strings.HasPrefix(c.url, "https"); https == v.CertEnds.IsZero() {
			t.Errorf("%s: certificate until %s", c.url, v.CertEnds)
		}
		if v.OK != c.ok || v.Status != c.status || v.Reason != c.reason || v.At != at || v.Site != "swj" {
			t.Errorf("%s: %+v, want ok %t status %d reason %q", c.url, v, c.ok, c.status, c.reason)
		}
	}
	// The limit itself is tried with a short one; a hanging server never answers.
	v := Visitor{Timeout: time.Millisecond}.Visit(t.Context(), &lanmu.Site{ID: "swj", URL: srv.URL + "/hang"})
	if v.OK || v.Reason != "超过 0 秒仍未打开" {
		t.Errorf("hanging: %+v", v)
	}
}

func TestJudge(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*3600)
	now := time.Date(2026, 11, 23, 9, 30, 0, 0, shanghai)
	week := func(days, failed int) (visits []store.Visit) {
		for i := range days * 24 {
			visits = append(visits, store.Visit{At: now.Add(-time.Duration(i) * time.Hour), OK: i >= failed})
		}
		return visits
	}
	for _, c := range []struct {
		name        string
		visits      []store.Visit
		enough, hit bool
	}{
		{"nothing", nil, false, false},
		{"two days, all failed", week(2, 48), false, false},
		{"a week, all fine", week(7, 0), true, false},
		{"a week, 8 of 168", week(7, 8), true, false},
		{"a week, 9 of 168", week(7, 9), true, true},
		{"a month, failures long ago", append(week(7, 0), store.Visit{At: now.Add(-20 * 24 * time.Hour)}), true, false},
	} {
		if o := Judge(c.visits, now, shanghai); o.Enough != c.enough || o.Hit != c.hit {
			t.Errorf("%s: %+v, want enough %t hit %t", c.name, o, c.enough, c.hit)
		}
	}
}

type keeper struct {
	mu     sync.Mutex
	visits []store.Visit
}

func (k *keeper) PutVisit(_ context.Context, v store.Visit) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.visits = append(k.visits, v)
	return nil
}

// A day of running gives at least twenty visits, an hour apart, and none while
// maintenance is declared.
func TestRunSpacesVisits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &keeper{}
		begun := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 48*time.Hour)
		defer cancel()
		r := Runner{
			Keeper: k, Log: slog.New(slog.DiscardHandler),
			Paused: func() bool { return time.Since(begun) > 24*time.Hour },
		}
		// A listener inside the bubble would block it for ever: the host is
		// refused by its address instead, without a connection.
		r.Run(ctx, &lanmu.Site{ID: "swj", URL: "http://" + net.IPv4zero.String() + ":99999/"})
		if len(k.visits) < PerDay || len(k.visits) > 24 {
			t.Fatalf("%d visits on the first day and none on the second, want %d to 24", len(k.visits), PerDay)
		}
		for i, v := range k.visits[1:] {
			if d := v.At.Sub(k.visits[i].At); d != Every {
				t.Errorf("visit %d came %s after the last", i+1, d)
			}
		}
	})
}
