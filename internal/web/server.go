// Package web shows the service in a browser: what stands where, the list that
// staff work through, and /metrics for Prometheus. It asks history and
// schedule; it judges nothing.
package web

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"lanmu"
	"lanmu/internal/probe"
	"lanmu/internal/schedule"
	"lanmu/internal/store"
	"lanmu/reports"
)

//go:embed static/*
var static embed.FS

// Options are what the pages show and what they may set in motion.
type Options struct {
	Store    *store.Store
	Keeper   *schedule.Keeper
	Sites    func() []*lanmu.Site                                                          // as configured now
	Problems func() []string                                                               // why the newest configuration was not taken; nil: none
	Profile  func(site string) (string, error)                                             // text of a site's profile
	Reload   func() error                                                                  // read the configuration again
	Recheck  func(ctx context.Context, site *lanmu.Site, f *lanmu.Finding) (string, error) // look at one finding again; the answer is a sentence
	Progress func(site string) (lanmu.Progress, bool)                                      // of a running audit
	Queue    func(ctx context.Context) (QueueDepth, bool)                                  // of the machines that share the audits; false: there is none, or it does not answer
	Changed  func(site string)                                                             // people changed something of a site's findings
	Audits   func() []*lanmu.Audit                                                         // newest of each site, for metrics
	Probes   *probe.Metrics
	Version  string
	Editors  []string // users who may write; empty: everybody who is let in
	Users    bool     // users are set up: the name of basic authentication can be trusted
	Now      func() time.Time
	Lang     string // zh or en, where the browser does not say
	Log      *slog.Logger
}

// Server answers the pages.
type Server struct {
	opt   Options
	mux   *http.ServeMux
	pages *pages
}

// New makes a server; its Handler is what to serve.
func New(opt Options) (*Server, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	p, err := parsePages()
	if err != nil {
		return nil, err
	}
	s := &Server{opt: opt, mux: http.NewServeMux(), pages: p}
	s.routes()
	return s, nil
}

func (s *Server) routes() {
	files, err := fs.Sub(static, "static")
	if err != nil {
		panic(err) // the folder is embedded
	}
	s.mux.Handle("GET /static/", cached(http.StripPrefix("/static/", http.FileServerFS(files))))
	s.mux.Handle("GET /metrics", promhttp.HandlerFor(registry(s.opt), promhttp.HandlerOpts{}))
	s.mux.HandleFunc("GET /-/healthy", func(w http.ResponseWriter, _ *http.Request) { answer(w, "ok") })
	s.mux.HandleFunc("GET /-/ready", s.ready)
	s.mux.Handle("POST /-/reload", s.editor(s.reload))

	for pattern, show := range map[string]view{
		"GET /{$}":                           s.overview,
		"GET /expiring":                      s.expiring,
		"GET /judged":                        s.judged,
		"GET /sites/{site}":                  s.site,
		"GET /sites/{site}/findings":         s.findings,
		"GET /sites/{site}/profile":          s.profile,
		"GET /sites/{site}/columns/{column}": s.column,
		"GET /findings/{finding}":            s.finding,
		"GET /audits/{audit}":                s.audit,
	} {
		s.mux.HandleFunc(pattern, s.show(show))
	}
	s.mux.HandleFunc("GET /judged.csv", s.judgedFile)
	s.mux.HandleFunc("GET /sites/{site}/progress", s.live)
	s.mux.HandleFunc("GET /sites/{site}/ledger.xlsx", s.ledger)
	s.mux.HandleFunc("GET /sites/{site}/ledger.csv", s.ledger)
	s.mux.Handle("POST /sites/{site}/run", s.editor(s.run))
	s.mux.Handle("POST /sites/{site}/pause", s.editor(s.pause))
	s.mux.Handle("POST /sites/{site}/mark", s.editor(s.mark))
	s.mux.Handle("POST /findings/{finding}/note", s.editor(s.note))
	s.mux.Handle("POST /findings/{finding}/recheck", s.editor(s.recheck))
}

// registry gathers what /metrics shows (contract §5).
func registry(opt Options) *prometheus.Registry {
	reg := prometheus.NewRegistry()
	reg.MustRegister(
		reports.NewCollector(opt.Audits), reports.BuildInfo(opt.Version), opt.Probes,
		queueCollector{opt.Queue}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return reg
}

// Handler answers requests, guarded.
func (s *Server) Handler() http.Handler {
	cross := http.NewCrossOriginProtection()
	return headers(cross.Handler(s.mux))
}

// headers keep a browser from doing anything the pages do not need.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

func cached(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=3600")
		next.ServeHTTP(w, r)
	})
}

// who is the signed-in user; "" where no users are set up.
func (s *Server) who(r *http.Request) string {
	if !s.opt.Users {
		return ""
	}
	name, _, _ := r.BasicAuth()
	return name
}

// mayEdit tells whether the asker may change anything.
func (s *Server) mayEdit(r *http.Request) bool {
	return !s.opt.Users || len(s.opt.Editors) == 0 || slices.Contains(s.opt.Editors, s.who(r))
}

// editor lets only those through who may write.
func (s *Server) editor(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.mayEdit(r) {
			http.Error(w, "您的账号只有查看权限，不能修改。(read only)", http.StatusForbidden)
			return
		}
		next(w, r)
	})
}

// answer is a line for programs; one that went away needs none.
func answer(w io.Writer, line string) { _, _ = fmt.Fprintln(w, line) }

func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	if err := s.opt.Store.Ping(ctx); err != nil {
		s.opt.Log.Error("history does not answer", "err", err)
		http.Error(w, "history does not answer", http.StatusServiceUnavailable)
		return
	}
	answer(w, "ready")
}

func (s *Server) reload(w http.ResponseWriter, r *http.Request) {
	if err := s.opt.Reload(); err != nil {
		http.Error(w, "配置未更新，继续使用原配置：\n"+err.Error(), http.StatusUnprocessableEntity)
		return
	}
	s.opt.Log.Info("configuration read again", "who", s.who(r))
	answer(w, "ok")
}

// configured finds a site of the configuration.
func (s *Server) configured(id string) (*lanmu.Site, error) {
	for _, site := range s.opt.Sites() {
		if site.ID == id {
			return site, nil
		}
	}
	return nil, fmt.Errorf("%s: %w", id, schedule.ErrUnknown)
}

// reach is what a week of visits says of a site.
func (s *Server) reach(ctx context.Context, site *lanmu.Site) (probe.Outcome, error) {
	now := s.opt.Now()
	visits, err := s.opt.Store.Visits(ctx, site.ID, now.Add(-probe.Window))
	return probe.Judge(visits, now, site.Location), err
}

func missing(err error) bool {
	return errors.Is(err, store.ErrNone) || errors.Is(err, schedule.ErrUnknown)
}
