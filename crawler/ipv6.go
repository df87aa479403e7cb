package crawler

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"time"

	"lanmu"
)

// methodResolve marks, on the tape, a look at a name's addresses.
const methodResolve = "RESOLVE"

// resolveLimit is how long the look may take.
const resolveLimit = 5 * time.Second

// names looks up addresses; *net.Resolver is one.
type names interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// lookUpIPv6 asks once whether the home page's host has an IPv6 address. What
// was seen goes on the tape as an exchange without status; "": it could not be
// told.
func (r *crawling) lookUpIPv6(home string) lanmu.IPv6State {
	host := hostname(hostOf(home))
	addr := "http://" + host + "/"
	if x, ok := r.tape.Next(methodResolve, addr, purposeResolve); ok {
		var state lanmu.IPv6State
		if json.Unmarshal(x.Body, &state) != nil {
			return ""
		}
		return state
	}
	if r.replaying() || r.ctx.Err() != nil {
		return ""
	}
	start, at := time.Now(), r.opt.Now()
	state := r.ipv6Of(host)
	if r.ctx.Err() != nil {
		return ""
	}
	body, _ := json.Marshal(state) // a string: it cannot fail
	x := &Exchange{Method: methodResolve, URL: addr, Purpose: purposeResolve, Header: http.Header{}, Body: body, At: at, Took: time.Since(start)}
	if err := r.tape.Put(x); err != nil {
		r.cancel(recordingLost{err})
	}
	return state
}

// ipv6Of asks the resolver. Only where it answers well, and as it would answer
// the public, is the lack of an address the site's own: a name that the profile
// leads elsewhere, that a proxy looks up, that a hosts file or a network's own
// resolver gives a private address tells nothing.
func (r *crawling) ipv6Of(host string) lanmu.IPv6State {
	if _, err := netip.ParseAddr(host); err == nil || host == "" || host == "localhost" || r.site.Crawl.Proxy != "" {
		return ""
	}
	for name := range r.site.Crawl.Resolve {
		if hostname(name) == host {
			return ""
		}
	}
	ctx, cancel := context.WithTimeout(r.ctx, resolveLimit)
	defer cancel()
	six, err := r.tune.names.LookupNetIP(ctx, "ip6", host)
	if public(six) {
		return lanmu.IPv6Yes
	}
	var unknown *net.DNSError
	if err != nil && (!errors.As(err, &unknown) || !unknown.IsNotFound || unknown.IsTimeout || unknown.IsTemporary) {
		return ""
	}
	four, err := r.tune.names.LookupNetIP(ctx, "ip4", host)
	if err != nil || !public(four) {
		return ""
	}
	return lanmu.IPv6No
}

// public tells that one of the addresses can be reached from everywhere.
func public(list []netip.Addr) bool {
	for _, a := range list {
		if a = a.Unmap(); a.IsGlobalUnicast() && !a.IsPrivate() && !carrier.Contains(a) && !benchmark.Contains(a) {
			return true
		}
	}
	return false
}

// Addresses of networks behind a carrier's translation (RFC 6598), and those
// that proxies make up for names (RFC 2544).
var carrier, benchmark = netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("198.18.0.0/15")
