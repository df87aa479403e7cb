package crawler

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"lanmu"
)

func TestRobotRules(t *testing.T) {
	tests := []struct {
		name   string
		status int
		body   string
		addr   string
		want   bool
		notes  int
	}{
		{"disallowed", 200, "User-agent: *\nDisallow: /admin/\n", "http://h/admin/x", false, 0},
		{"allowed", 200, "User-agent: *\nDisallow: /admin/\n", "http://h/zwgk/", true, 0},
		{"by our name", 200, "User-agent: *\nDisallow: /\n\nUser-agent: lanmu\nDisallow: /a\n", "http://h/b", true, 0},
		{"mark and CRLF", 200, "\ufeffUser-agent: *\r\nDisallow: /a\r\n", "http://h/a", false, 0},
		{"Chinese folder", 200, "User-agent: *\nDisallow: /内部/ # 不公开\n", "http://h/%E5%86%85%E9%83%A8/x", false, 0},
		{"escape in lower case", 200, "User-agent: *\nDisallow: /%e5%86%85/\n", "http://h/%E5%86%85/x", false, 0},
		{"GBK comment", 200, "# \xcd\xa8\xd6\xaa\nUser-agent: *\nDisallow: /a\n", "http://h/a", false, 0},
		{"query", 200, "User-agent: *\nDisallow: /*?sort=\n", "http://h/l?sort=1", false, 0},
		{"page in its place", 200, "<html><body>Disallow: /</body></html>", "http://h/a", true, 0},
		{"missing", 404, "Disallow: /", "http://h/a", true, 0},
		{"forbidden", 403, "", "http://h/a", true, 0},
		{"server error", 503, "", "http://h/a", true, 1},
		{"no answer", 0, "", "http://h/a", true, 1},
		{"10 MB", 200, "User-agent: *\nDisallow: /a\n" + strings.Repeat("# 很长的注释\n", 600000), "http://h/a", false, 1},
		{"empty", 200, "", "http://h/a", true, 0},
		{"malformed", 200, "Disallow: /\nUser-agent\n:::\n", "http://h/a", true, -1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := parseRobots("http://h", tt.status, []byte(tt.body), false)
			if got := r.allowed(tt.addr); got != tt.want {
				t.Errorf("allowed %t, want %t", got, tt.want)
			}
			if tt.notes >= 0 && len(r.notes) != tt.notes {
				t.Errorf("notes %q", r.notes)
			}
		})
	}
}

func TestRobotsKeepOut(t *testing.T) {
	p := newBureau(t)
	p.handle("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "User-agent: *\nDisallow: /admin/\nDisallow: /oa\n")
	})
	p.page("/", anchors("/a", "/admin/login", "/oa", "/admin/f.doc", "/jump"))
	p.page("/a", anchors("/admin/login"))
	p.handle("/jump", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/admin/secret", 302) })
	l := crawlSite(t, siteOf(p.URL+"/"), Options{})
	for _, path := range []string{"/admin/login", "/oa", "/admin/f.doc", "/jump"} {
		l.verdict(t, path, lanmu.LinkSkipped)
	}
	for _, path := range []string{"/admin/login", "/oa", "/admin/f.doc", "/admin/secret"} {
		if p.times(path) != 0 {
			t.Errorf("%s was asked", path)
		}
	}
	if l.NotLooked[p.URL+"/admin/login"] != lanmu.FailRobots || !l.Robots || !l.Complete || l.Coverage != 1 || p.times("/robots.txt") != 1 {
		t.Errorf("not looked %v, robots %t, complete %t, coverage %v", l.NotLooked, l.Robots, l.Complete, l.Coverage)
	}
}

func TestRobotsForbidHome(t *testing.T) {
	p := newBureau(t)
	p.handle("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "User-agent: *\nDisallow: /\n") })
	p.page("/", anchors("/a"))
	l := crawlSite(t, siteOf(p.URL+"/"), Options{})
	if l.Home == nil || l.Home.Kind != lanmu.FailRobots || l.Complete || p.times("/") != 0 || len(l.Limits) == 0 {
		t.Errorf("home %v, complete %t, limits %v", l.Home, l.Complete, l.Limits)
	}
}

func TestCrawlDelay(t *testing.T) {
	r := parseRobots("http://h", 200, []byte("User-agent: *\nCrawl-delay: 3\n"), false)
	if r.delay != 3*time.Second {
		t.Errorf("delay %s", r.delay)
	}
	if r := parseRobots("http://h", 200, []byte("User-agent: *\nCrawl-delay: 86400\n"), false); r.delay != 10*time.Second {
		t.Errorf("delay %s", r.delay)
	}
}
