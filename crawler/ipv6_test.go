package crawler

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"path/filepath"
	"testing"

	"lanmu"
)

// book answers look-ups; its keys are "ip6 host".
type book map[string]any

func (b book) LookupNetIP(_ context.Context, network, host string) ([]netip.Addr, error) {
	switch x := b[network+" "+host].(type) {
	case string:
		return []netip.Addr{netip.MustParseAddr(x)}, nil
	case error:
		return nil, x
	}
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}

func TestIPv6(t *testing.T) {
	const four = "ip4 www.example.gov.cn"
	for _, c := range []struct {
		name  string
		book  book
		proxy string
		want  lanmu.IPv6State
	}{
		{"has one", book{"ip6 www.example.gov.cn": "240e::1", four: "1.2.3.4"}, "", lanmu.IPv6Yes},
		{"has none", book{four: "1.2.3.4"}, "", lanmu.IPv6No},
		{"resolver fails", book{"ip6 www.example.gov.cn": &net.DNSError{IsTimeout: true}, four: "1.2.3.4"}, "", ""},
		{"resolver fails otherwise", book{"ip6 www.example.gov.cn": errors.New("no network"), four: "1.2.3.4"}, "", ""},
		{"resolver knows nothing", book{}, "", ""},
		{"a network's own answer", book{four: "10.1.2.3"}, "", ""},
		{"a proxy's answer", book{four: "198.18.0.7"}, "", ""},
		{"only a private one", book{"ip6 www.example.gov.cn": "fd00::1", four: "1.2.3.4"}, "", lanmu.IPv6No},
		{"through a proxy", book{four: "1.2.3.4"}, "http://proxy:3128", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			site := siteOf("http://www.example.gov.cn/")
			site.Crawl.Proxy = c.proxy
			r := &crawling{ctx: t.Context(), site: site, tune: tuning{names: c.book}}
			if got := r.ipv6Of("www.example.gov.cn"); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestIPv6Recorded: the answer stands in the recording; who has no name of the
// public's is not looked up.
func TestIPv6Recorded(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/a.html"))
	p.page("/a.html", anchors("/"))
	tune := func(t *tuning) {
		quick(t)
		t.names = book{"ip4 www.example.gov.cn": "1.2.3.4"}
		t.dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, p.Listener.Addr().String())
		}
	}
	tape := filepath.Join(t.TempDir(), "r.warc.gz")
	site := siteOf("http://www.example.gov.cn/")
	if l := crawlSite(t, site, Options{Record: tape, tune: tune}); l.IPv6 != lanmu.IPv6No {
		t.Errorf("live %q", l.IPv6)
	}
	if l := crawlSite(t, site, Options{Replay: tape}); l.IPv6 != lanmu.IPv6No {
		t.Errorf("judged again %q", l.IPv6)
	}
	site.Crawl.Resolve = map[string]string{"www.example.gov.cn": p.Listener.Addr().String()}
	if l := crawlSite(t, site, Options{tune: tune}); l.IPv6 != "" {
		t.Errorf("led elsewhere: %q", l.IPv6)
	}
	if l := crawlSite(t, siteOf(p.URL), Options{tune: tune}); l.IPv6 != "" || p.times("/") == 0 {
		t.Errorf("an address: %q", l.IPv6)
	}
}
