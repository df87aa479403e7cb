package demo

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// answer is what one address says.
type answer struct {
	status   int
	media    string
	location string // of a redirect
	body     []byte
}

// mood is a server's odd but harmless way.
type mood int

const (
	moodNone     mood = iota
	moodBusyOnce      // 503 the first time
	moodNoHead        // 405 to HEAD
	moodSlow          // takes its time
)

// mood gives a path its mood; pages are drawn later, so it is kept apart.
func (p *Portal) mood(path string, m mood) { p.moods[p.host+path] = m }

// handler serves one run of a portal: what happens once happens once a run.
type handler struct {
	p     *Portal
	mu    sync.Mutex
	asked map[string]int
	sids  int
}

// Handler serves the portal and every outside host it links to, told apart by
// the Host header; a host it does not know is the portal's own, so that a
// browser can look at it by its loopback address.
func (p *Portal) Handler() http.Handler {
	return &handler{p: p, asked: map[string]int{}}
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host := strings.ToLower(r.Host)
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if outside(w, r, host, h.first) {
		return
	}
	h.own(w, r)
}

// first tells whether an address is asked for the first time in this run.
func (h *handler) first(key string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.asked[key]++
	return h.asked[key] == 1
}

func (h *handler) own(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	if r.URL.RawQuery != "" {
		path += "?" + r.URL.RawQuery
	}
	key := h.p.host + path
	a, ok := h.p.answers[key]
	if !ok {
		a = h.p.dynamic(r)
	}
	if a == nil {
		a = h.p.nothing()
	}
	switch h.p.moods[key] {
	case moodBusyOnce:
		if h.first(key) {
			w.Header().Set("Retry-After", "1")
			http.Error(w, "busy", http.StatusServiceUnavailable)
			return
		}
	case moodSlow:
		select {
		case <-time.After(slowness):
		case <-r.Context().Done():
			return
		}
	case moodNoHead:
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
	}
	h.write(w, a)
}

func (h *handler) write(w http.ResponseWriter, a *answer) {
	if a.location != "" {
		w.Header().Set("Location", a.location)
		w.WriteHeader(a.status)
		return
	}
	body := a.body
	if bytes.Contains(body, sessionMark) {
		h.mu.Lock()
		h.sids++
		sid := fmt.Sprintf("%08X%08X", h.p.seed, h.sids*7919)
		h.mu.Unlock()
		body = bytes.ReplaceAll(body, sessionMark, []byte(sid))
	}
	w.Header().Set("Content-Type", a.media)
	w.WriteHeader(a.status)
	_, _ = w.Write(body) // a client that went away is no concern of the portal's
}

var sessionMark = []byte("@SID@")

// nothing answers what is not there: the old table system says 200 to everything.
func (p *Portal) nothing() *answer {
	if p.small {
		return &answer{status: http.StatusNotFound, media: p.skin.mediaTyp, body: []byte("<html><head><title>404</title></head><body>404 Not Found</body></html>")}
	}
	a := &answer{status: http.StatusNotFound, media: p.skin.mediaTyp, body: p.notFound()}
	if p.ID == "table" {
		a.status = http.StatusOK
	}
	return a
}

// dynamic answers what has no fixed page: calendar, login, search, query.
func (p *Portal) dynamic(r *http.Request) *answer {
	path := r.URL.Path
	if p.small {
		return nil
	}
	switch {
	case path == "/rili/":
		return p.calendar(r.URL.Query())
	case strings.HasPrefix(path, "/yhdl/index.html"):
		return p.text("用户登录", `<form action="/yhdl/index.html;jsessionid=@SID@" method="post">用户名<input name="u">密码<input name="p" type="password"><input type="submit" value="登录"></form><p><a href="/yhdl/index.html;jsessionid=@SID@">刷新</a></p>`)
	case path == "/search/":
		return p.search(r.URL.Query().Get("q"))
	case path == "/query/":
		if !p.rightCharset(r.URL.Query().Get("key")) {
			return nil
		}
		return p.text("检索结果", "<p>　　共找到与检索词有关的信息若干条，请在上方栏目中查看。检索范围为标题。</p>")
	case strings.HasSuffix(path, "articlehits.jsp"), path == "/hits.asp":
		return &answer{status: 200, media: "application/javascript", body: []byte("document.write('128');")}
	}
	return nil
}

// rightCharset tells whether the key came in the portal's own charset.
func (p *Portal) rightCharset(key string) bool {
	want, err := p.skin.encode("通知公告")
	return err == nil && key == string(want)
}

// text draws a small page while serving.
func (p *Portal) text(title, body string) *answer {
	v := p.view(title, nil)
	v.Body = body
	b, err := p.skin.draw("bare", v)
	if err != nil {
		return &answer{status: 500, media: "text/plain", body: []byte(err.Error())}
	}
	return &answer{status: 200, media: p.skin.mediaTyp, body: b}
}

// calendar is a page for every month there ever was or will be.
func (p *Portal) calendar(q url.Values) *answer {
	var y, m int
	if _, err := fmt.Sscan(q.Get("y")+" "+q.Get("m"), &y, &m); err != nil || m < 1 || m > 12 {
		return nil
	}
	prev, next := y*12+m-2, y*12+m
	return p.text(fmt.Sprintf("%d年%d月工作日历", y, m), fmt.Sprintf(`<p><a href="/rili/?y=%d&amp;m=%d">上月</a> <a href="/rili/?y=%d&amp;m=%d">下月</a></p><p>本月没有公开活动安排。</p>`,
		prev/12, prev%12+1, next/12, next%12+1))
}

// search lists titles that hold the words.
func (p *Portal) search(q string) *answer {
	if p.ID == "hanweb" {
		return p.text("站内检索", "<p>　　很抱歉，没有找到与您输入的词语有关的信息。请换一个词，或者到网站地图中查找。</p>")
	}
	if p.skin.gbk {
		if text, err := decodeGBK(q); err == nil {
			q = text
		}
	}
	var b strings.Builder
	n := 0
	for _, c := range p.columns {
		for _, it := range c.items {
			if q != "" && strings.Contains(it.title, q) && n < 20 {
				n++
				fmt.Fprintf(&b, `<p><a href="%s">%s</a></p>`, it.path, it.title)
			}
		}
	}
	return p.text("站内检索", fmt.Sprintf("<p>共检索到%d条结果</p>%s", n, b.String()))
}

// Server is a portal listening on loopback.
type Server struct {
	Addr string // host:port
	http *http.Server
	done chan error
}

// Start serves the portal on a free loopback port until ctx ends or Close.
func (p *Portal) Start(ctx context.Context) (*Server, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("sample portal: %w", err)
	}
	closed, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(fmt.Errorf("sample portal: %w", err), l.Close())
	}
	p.dead = closed.Addr().String() // a port where nobody listens
	if err := closed.Close(); err != nil {
		return nil, errors.Join(fmt.Errorf("sample portal: %w", err), l.Close())
	}
	p.addr = l.Addr().String()
	s := &Server{
		Addr: p.addr, done: make(chan error, 1),
		http: &http.Server{Handler: p.Handler(), ReadHeaderTimeout: 10 * time.Second},
	}
	go func() { s.done <- s.http.Serve(l) }()
	if p.secure {
		if err := s.secure(ctx, p); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	context.AfterFunc(ctx, func() { _ = s.http.Close() }) // Close tells the same error again
	return s, nil
}

// secure serves the portal on https as well.
func (s *Server) secure(ctx context.Context, p *Portal) error {
	cert, err := p.badCertificate()
	if err != nil {
		return err
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("sample portal: %w", err)
	}
	p.secureAddr = l.Addr().String()
	config := &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	go func() { _ = s.http.Serve(tls.NewListener(l, config)) }() // ends with the other listener, which tells why
	return nil
}

// Close stops serving at once.
func (s *Server) Close() error {
	err := s.http.Close()
	if serr := <-s.done; !errors.Is(serr, http.ErrServerClosed) {
		err = errors.Join(err, serr)
	}
	return err
}
