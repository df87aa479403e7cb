package crawler

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"

	"lanmu"
)

// failOf says why a request came to nothing. ctx is the audit's own: where it
// has ended the site is not to blame.
func failOf(ctx context.Context, err error) *lanmu.Fail {
	var fail *lanmu.Fail
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return &lanmu.Fail{Kind: lanmu.FailStopped, Detail: context.Cause(ctx).Error()}
	case errors.As(err, &fail):
		return fail
	}
	return &lanmu.Fail{Kind: kindOf(err), Detail: short(err.Error())}
}

// kindOf tells what sort of failure err is. What fits nowhere is a broken
// connection: that is never counted before it happened again.
func kindOf(err error) lanmu.FailKind {
	var (
		dns    *net.DNSError
		alert  tls.AlertError
		record tls.RecordHeaderError
		cert   *tls.CertificateVerificationError
		host   x509.HostnameError
		tmo    net.Error
	)
	switch {
	case errors.As(err, &dns):
		if dns.IsNotFound {
			return lanmu.FailDNS
		}
		return lanmu.FailResolver
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, errTooSlow):
		return lanmu.FailTimeout
	case errors.Is(err, syscall.ECONNREFUSED):
		return lanmu.FailRefused
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.EADDRNOTAVAIL):
		return lanmu.FailUnreachable
	case errors.As(err, &cert), errors.As(err, &host), errors.As(err, &alert), errors.As(err, &record):
		return lanmu.FailTLS
	case errors.As(err, &tmo) && tmo.Timeout():
		return lanmu.FailTimeout
	case errors.Is(err, io.ErrUnexpectedEOF):
		return lanmu.FailTruncated
	}
	return kindOfText(err.Error())
}

// kindOfText is for the errors of net/http and crypto/tls that have no type.
func kindOfText(text string) lanmu.FailKind {
	for _, t := range []struct {
		part string
		kind lanmu.FailKind
	}{
		{"tls: ", lanmu.FailTLS},
		{"x509: ", lanmu.FailTLS},
		{"server gave HTTP response to HTTPS client", lanmu.FailTLS},
		{"malformed", lanmu.FailProtocol},
		{"invalid header", lanmu.FailProtocol},
		{"unsupported transfer encoding", lanmu.FailProtocol},
		{"unsupported protocol", lanmu.FailURL},
		{"server response headers exceeded", lanmu.FailProtocol},
		{"too many 1xx", lanmu.FailProtocol},
		{"missing 'Location'", lanmu.FailProtocol},
		{"invalid byte in chunk", lanmu.FailProtocol},
		{"no Host in request URL", lanmu.FailURL},
		{"invalid URL", lanmu.FailURL},
		{"timeout awaiting", lanmu.FailTimeout},
		{"TLS handshake timeout", lanmu.FailTimeout},
	} {
		if strings.Contains(text, t.part) {
			return t.kind
		}
	}
	return lanmu.FailReset
}

// short bounds what a server may write into our logs.
func short(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
	if len(s) > 300 {
		s = strings.ToValidUTF8(s[:300], "") + "…"
	}
	return s
}

// transient tells a status that may be different a moment later.
func transient(status int) bool { return status >= 500 && !refusal(status) }

// refusal tells a status by which servers and firewalls turn programs away
// while people get in (standards: 请人工点开核实). It is never counted.
func refusal(status int) bool {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusProxyAuthRequired, http.StatusPreconditionFailed,
		http.StatusTooManyRequests, http.StatusUnavailableForLegalReasons, 521, 999:
		return true
	}
	return false
}
