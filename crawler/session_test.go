package crawler

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lanmu"
)

func TestStripSessions(t *testing.T) {
	const sid = "sid=0123456789abcdef0123"
	tests := []struct {
		name string
		in   []string
		want []string
	}{
		{"a session on all", []string{"http://h/a?" + sid, "http://h/b?x=1&" + sid, "http://h/c?" + sid + "&y=2", "http://h/d"}, []string{"http://h/a", "http://h/b?x=1", "http://h/c?y=2", "http://h/d"}},
		{"numbers of pages", []string{"http://h/a?sid=0123456789abcdef0001", "http://h/a?sid=0123456789abcdef0002", "http://h/a?sid=0123456789abcdef0003"}, nil},
		{"short", []string{"http://h/a?sid=12", "http://h/b?sid=12", "http://h/c?sid=12"}, nil},
		{"only twice", []string{"http://h/a?" + sid, "http://h/b?" + sid}, nil},
		{"another host's", []string{"http://o/a?" + sid, "http://o/b?" + sid, "http://o/c?" + sid}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var links []lanmu.Link
			for _, u := range tt.in {
				links = append(links, lanmu.Link{URL: u})
			}
			stripSessions(links, newScope(siteOf("http://h/")).own)
			var got []string
			for _, l := range links {
				got = append(got, l.URL)
			}
			want := tt.want
			if want == nil {
				want = tt.in
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// Looking at single addresses again fetches them, and no other page.
func TestOnly(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/a", "/b"))
	p.page("/a", anchors("/", "/b", "/gone")+`<a href="/a_2" class="pager">下一页</a>`)
	p.page("/a_2", anchors("/c"))
	l := crawlSite(t, siteOf(p.URL+"/"), Options{Only: []string{p.URL + "/a", p.URL + "/gone", p.URL + "/f.doc"}})
	if p.times("/a") != 1 || p.times("/a_2") != 1 || p.times("/b") != 0 || p.times("/c") != 0 || p.times("/") != 0 {
		t.Errorf("asked %v", p.asked)
	}
	l.verdict(t, "/gone", lanmu.LinkBroken)
	l.verdict(t, "/f.doc", lanmu.LinkBroken)
	if l.pages[p.URL+"/a"] == nil || l.pages[p.URL+"/a_2"] == nil || !l.Complete {
		t.Errorf("%v, complete %t, limits %v", l.order, l.Complete, l.Limits)
	}
}
