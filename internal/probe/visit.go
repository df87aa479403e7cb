// Package probe visits home pages as an inspector does: at least twenty times a
// day, spaced, 15 seconds each, over a week (国办秘函〔2019〕19号, 单项否决
// “站点无法访问”: failed visits ≥ 5 %).
package probe

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"os"
	"syscall"
	"time"

	"lanmu"
	"lanmu/internal/store"
)

// Timeout is how long a home page may take to open (国办秘函〔2019〕19号).
const Timeout = 15 * time.Second

// maxBody bounds what is read of a home page, bytes.
const maxBody = 20 << 20

// Visitor visits home pages, each time on a new connection as a newcomer would.
type Visitor struct {
	Timeout time.Duration    // 0: Timeout
	Now     func() time.Time // nil: time.Now
	Version string           // for the User-Agent
}

// Visit opens site's home page once and tells how that went. A visit fails when
// the page is not open, body and all, within the limit, or answers 4xx or 5xx.
func (v Visitor) Visit(ctx context.Context, site *lanmu.Site) store.Visit {
	now := v.Now
	if now == nil {
		now = time.Now
	}
	limit := v.Timeout
	if limit == 0 {
		limit = Timeout
	}
	visit := store.Visit{Site: site.ID, At: now()}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()

	begun := time.Now()
	ctx = httptrace.WithClientTrace(ctx, timings(&visit))
	status, err := v.get(ctx, site)
	visit.Took = time.Since(begun)
	visit.Status = status
	switch {
	case err != nil:
		visit.Reason = reason(err, limit)
	case status >= 400:
		visit.Reason = fmt.Sprintf("首页返回状态码 %d", status)
	default:
		visit.OK = true
	}
	return visit
}

func (v Visitor) get(ctx context.Context, site *lanmu.Site) (status int, err error) {
	tr := &http.Transport{
		DisableKeepAlives: true,
		DialContext:       dialer(site.Crawl.Resolve),
		// That a certificate does not verify is another rule's finding; the
		// page opens after one click, so the visit has not failed.
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // see above
	}
	defer tr.CloseIdleConnections()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, site.URL, nil)
	if err != nil {
		return 0, err
	}
	req.Header.Set("User-Agent", userAgent(site, v.Version))
	resp, err := (&http.Client{Transport: tr}).Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, io.LimitReader(resp.Body, maxBody))
	return resp.StatusCode, err
}

func userAgent(site *lanmu.Site, version string) string {
	if site.Crawl.UserAgent != "" {
		return site.Crawl.UserAgent
	}
	return "Mozilla/5.0 (compatible; lanmu/" + version + "; 网站可用性自查)"
}

// dialer dials where the profile says that a host stands.
func dialer(resolve map[string]string) func(ctx context.Context, network, addr string) (net.Conn, error) {
	var d net.Dialer
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		if host, _, err := net.SplitHostPort(addr); err == nil && resolve[host] != "" {
			addr = resolve[host]
		}
		return d.DialContext(ctx, network, addr)
	}
}

// timings notes when each step of a visit was done; after a redirect the last
// request's count.
func timings(v *store.Visit) *httptrace.ClientTrace {
	var dns, connect, hello, sent time.Time
	return &httptrace.ClientTrace{
		DNSStart:          func(httptrace.DNSStartInfo) { dns = time.Now() },
		DNSDone:           func(httptrace.DNSDoneInfo) { v.DNS = time.Since(dns) },
		ConnectStart:      func(string, string) { connect = time.Now() },
		ConnectDone:       func(string, string, error) { v.Connect = time.Since(connect) },
		TLSHandshakeStart: func() { hello = time.Now() },
		TLSHandshakeDone: func(state tls.ConnectionState, _ error) {
			v.TLS = time.Since(hello)
			if len(state.PeerCertificates) > 0 {
				v.CertEnds = state.PeerCertificates[0].NotAfter
			}
		},
		WroteRequest:         func(httptrace.WroteRequestInfo) { sent = time.Now() },
		GotFirstResponseByte: func() { v.FirstByte = time.Since(sent) },
	}
}

// reason says in a clerk's words why a visit failed.
func reason(err error, limit time.Duration) string {
	var dns *net.DNSError
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return fmt.Sprintf("超过 %d 秒仍未打开", int(limit.Seconds()))
	case errors.As(err, &dns):
		return "域名无法解析"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "服务器拒绝连接"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "连接中途断开"
	}
	return "无法打开：" + err.Error()
}
