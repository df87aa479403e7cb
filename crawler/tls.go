package crawler

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"lanmu"
)

// tlsLimit is how long the look at the certificate may take.
const tlsLimit = 8 * time.Second

// lookAtTLS sees whether the site answers on https and with what certificate.
// What was seen goes on the tape as an exchange without status; nil: not known.
func (r *crawling) lookAtTLS(home string) *lanmu.TLSState {
	addr := "https://" + tlsHost(home) + "/"
	if x, ok := r.tape.Next(http.MethodConnect, addr, purposeTLS); ok {
		state := &lanmu.TLSState{}
		if json.Unmarshal(x.Body, state) != nil {
			return nil
		}
		return state
	}
	if r.replaying() || r.ctx.Err() != nil {
		return nil
	}
	start, at := time.Now(), r.opt.Now()
	state, remote, err := r.handshake(tlsHost(home))
	if r.ctx.Err() != nil {
		return nil
	}
	body, _ := json.Marshal(state) // strings and a time: it cannot fail
	x := &Exchange{Method: http.MethodConnect, URL: addr, Purpose: purposeTLS, Body: body, At: at, Took: time.Since(start), RemoteAddr: remote}
	if err != nil {
		x.Fail = failOf(r.ctx, err)
	}
	if err := r.tape.Put(x); err != nil {
		r.cancel(recordingLost{err})
	}
	return state
}

// tlsHost is where https would be: the site's own port where it speaks https,
// else the usual one.
func tlsHost(home string) string {
	if strings.HasPrefix(home, "https://") {
		return hostOf(home)
	}
	return hostname(hostOf(home))
}

// handshake shakes hands and looks at the certificate.
func (r *crawling) handshake(host string) (*lanmu.TLSState, string, error) {
	ctx, cancel := context.WithTimeout(r.ctx, min(tlsLimit, r.tune.timeout))
	defer cancel()
	addr := host
	if hostname(host) == host {
		addr += ":443"
	}
	raw, err := dialer(r.site.Crawl.Resolve)(ctx, "tcp", addr)
	if err != nil {
		return &lanmu.TLSState{}, "", err
	}
	defer raw.Close()
	conn := tls.Client(raw, &tls.Config{
		ServerName: hostname(host), MinVersion: tls.VersionTLS10, CipherSuites: allCiphers(), InsecureSkipVerify: true,
	})
	if err := conn.HandshakeContext(ctx); err != nil {
		return &lanmu.TLSState{}, raw.RemoteAddr().String(), err
	}
	return tlsState(conn.ConnectionState(), hostname(host), r.opt.Now()), raw.RemoteAddr().String(), nil
}

// tlsState says what a certificate is, and what a browser would hold against it.
func tlsState(cs tls.ConnectionState, host string, now time.Time) *lanmu.TLSState {
	s := &lanmu.TLSState{Offered: true, Version: tls.VersionName(cs.Version)}
	if len(cs.PeerCertificates) == 0 {
		s.Problem = "no certificate"
		return s
	}
	leaf := cs.PeerCertificates[0]
	s.NotAfter, s.Issuer = leaf.NotAfter.UTC(), firstOr(leaf.Issuer.Organization, leaf.Issuer.CommonName)
	s.Names = slices.Clone(leaf.DNSNames)
	for _, ip := range leaf.IPAddresses {
		s.Names = append(s.Names, ip.String())
	}
	cs.ServerName = strings.Trim(host, "[]")
	if err := verify(cs, now); err != nil {
		s.Problem = err.Error()
		var fail *lanmu.Fail
		if errors.As(err, &fail) {
			s.Problem = fail.Detail
		}
		s.Problem = short(s.Problem)
	}
	return s
}
