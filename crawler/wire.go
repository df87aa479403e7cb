package crawler

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"lanmu"
)

// newWire is the transport that speaks HTTP: dialling as the profile says, as
// old a TLS as servers still have, certificates judged only where it is not the
// audited site's own (those are told in Crawl.TLS, and the pages read anyway).
func newWire(site *lanmu.Site, own func(host string) bool, conns int) (*http.Transport, error) {
	t := &http.Transport{
		DialContext:            dialer(site.Crawl.Resolve),
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // inflate does it, under limits
		MaxIdleConns:           4 * conns,
		MaxIdleConnsPerHost:    conns,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
		WriteBufferSize:        4 << 10,
		ReadBufferSize:         16 << 10,
	}
	if p := site.Crawl.Proxy; p != "" {
		u, err := url.Parse(p)
		if err != nil || u.Host == "" {
			return nil, fmt.Errorf("站点配置中的代理地址 %q 无法使用，请写成 http://主机:端口", p)
		}
		t.Proxy = http.ProxyURL(u)
	}
	t.TLSClientConfig = &tls.Config{
		MinVersion:         tls.VersionTLS10,
		CipherSuites:       allCiphers(),
		Renegotiation:      tls.RenegotiateOnceAsClient,
		InsecureSkipVerify: true, // VerifyConnection does it
		VerifyConnection: func(cs tls.ConnectionState) error {
			if own(cs.ServerName) {
				return nil
			}
			return verify(cs, time.Now())
		},
	}
	return t, nil
}

// dialer dials resolve's address where it names the host.
func dialer(resolve map[string]string) func(context.Context, string, string) (net.Conn, error) {
	d := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		if len(resolve) > 0 {
			host, _, err := net.SplitHostPort(addr)
			if to, ok := resolve[addr]; ok {
				addr = to
			} else if to, ok := resolve[strings.ToLower(host)]; ok && err == nil {
				addr = to
			}
		}
		return d.DialContext(ctx, network, addr)
	}
}

// allCiphers are the old suites too: bureaus' servers still speak nothing else.
func allCiphers() []uint16 {
	var ids []uint16
	for _, c := range tls.CipherSuites() {
		ids = append(ids, c.ID)
	}
	for _, c := range tls.InsecureCipherSuites() {
		ids = append(ids, c.ID)
	}
	return ids
}

// verify is what a browser does with a certificate.
func verify(cs tls.ConnectionState, now time.Time) error {
	if len(cs.PeerCertificates) == 0 {
		return x509.CertificateInvalidError{}
	}
	opts := x509.VerifyOptions{DNSName: cs.ServerName, Intermediates: x509.NewCertPool(), CurrentTime: now}
	for _, c := range cs.PeerCertificates[1:] {
		opts.Intermediates.AddCert(c)
	}
	leaf := cs.PeerCertificates[0]
	_, err := leaf.Verify(opts)
	if errors.As(err, new(x509.UnknownAuthorityError)) {
		return unknownIssuer(leaf, err)
	}
	return err
}

// chainUnknown marks, in a failure's detail, a certificate whose chain we could
// not complete. Browsers load missing links of a chain, and know roots that
// this machine may lack: it accuses nobody.
const chainUnknown = "certificate chain unknown here"

func unknownIssuer(leaf *x509.Certificate, err error) error {
	if leaf.Issuer.String() == leaf.Subject.String() {
		return fmt.Errorf("tls: self-signed certificate: %w", err)
	}
	return &lanmu.Fail{Kind: lanmu.FailTLS, Detail: chainUnknown + ": " + short(err.Error())}
}
