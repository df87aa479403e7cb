package web

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"lanmu"
)

//go:embed templates/*.html
var templates embed.FS

// pages holds each page's template, joined with the frame.
type pages struct{ byName map[string]*template.Template }

// view gathers what one page shows.
type view func(r *http.Request) (page string, data any, err error)

// frame is what stands around every page.
type frame struct {
	Lang     string
	Title    string
	Who      string
	Edit     bool
	Problems []string
	Data     any
	Path     string
}

var pageNames = []string{"overview", "site", "findings", "finding", "audit", "column", "expiring", "judged", "profile", "progress"}

func parsePages() (*pages, error) {
	p := &pages{byName: map[string]*template.Template{}}
	for _, lang := range []string{"zh", "en"} {
		for _, name := range pageNames {
			t, err := template.New("frame.html").Funcs(helpers(lang)).Funcs(choices(translator(lang))).ParseFS(templates, "templates/frame.html", "templates/parts.html", "templates/"+name+".html")
			if err != nil {
				return nil, fmt.Errorf("page %s: %w", name, err)
			}
			p.byName[lang+name] = t
		}
	}
	return p, nil
}

// show answers with a page, or with a page that says what went wrong.
func (s *Server) show(v view) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		name, data, err := v(r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		lang := s.lang(r)
		if r.URL.Query().Has("lang") {
			http.SetCookie(w, &http.Cookie{Name: "lang", Value: lang, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
		}
		f := frame{Lang: lang, Who: s.who(r), Edit: s.mayEdit(r), Data: data, Path: r.URL.Path}
		if s.opt.Problems != nil {
			f.Problems = s.opt.Problems()
		}
		entry := "frame.html"
		if name == "progress" {
			entry = "progress" // a fragment of another page
		}
		var buf bytes.Buffer
		if err := s.pages.byName[lang+name].ExecuteTemplate(&buf, entry, f); err != nil {
			s.fail(w, r, err)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = buf.WriteTo(w) // the reader went away: nothing to be done
	}
}

func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, say := http.StatusInternalServerError, "服务内部出错，请查看日志。(internal error, see the log)"
	if missing(err) {
		status, say = http.StatusNotFound, err.Error()
	} else {
		s.opt.Log.Error("page failed", "path", r.URL.Path, "err", err)
	}
	http.Error(w, say, status)
}

// lang is the reader's: ?lang=, else as chosen before, else the browser's, else
// the service's.
func (s *Server) lang(r *http.Request) string {
	if q := r.URL.Query().Get("lang"); q == "zh" || q == "en" {
		return q
	}
	if c, err := r.Cookie("lang"); err == nil && (c.Value == "zh" || c.Value == "en") {
		return c.Value
	}
	accept := strings.ToLower(r.Header.Get("Accept-Language"))
	switch {
	case strings.HasPrefix(accept, "zh"):
		return "zh"
	case strings.HasPrefix(accept, "en"):
		return "en"
	}
	if s.opt.Lang == "en" {
		return "en"
	}
	return "zh"
}

// translator says a Chinese phrase in the reader's language.
func translator(lang string) func(string) string {
	return func(zh string) string {
		if en, ok := english[zh]; ok && lang == "en" {
			return en
		}
		return zh
	}
}

// helpers are what templates can say.
func helpers(lang string) template.FuncMap {
	t := translator(lang)
	return template.FuncMap{
		"t":      t,
		"status": func(s lanmu.Status) string { return t(statusWords[s]) },
		"state":  func(s lanmu.State) string { return t(stateWords[s]) },
		"sure":   func(c lanmu.Certainty) string { return t(certaintyWords[c]) },
		"result": func(r lanmu.Result) string { return t(resultWords[r]) },
		"when":   moment,
		"clock":  func(at time.Time) string { return at.In(shanghai).Format("01-02 15:04:05") },
		"link":   safeLink,
		"join":   strings.Join,
		"pct":    func(f float64) string { return strconv.FormatFloat(f*100, 'f', 0, 64) + "%" },
		"dept":   dept,
		"left": func(days int) string {
			if days < 0 {
				return t("超期") + " " + strconv.Itoa(-days) + " " + t("天")
			}
			return strconv.Itoa(days)
		},
		"siteName": func(s *lanmu.Site) string { return cmp.Or(s.Name, s.ID) },
		"spark":    spark,
		"stage":    func(s string) string { return t(stageWords[s]) },
		"kind":     func(k lanmu.Kind) string { return t(kindWords[k]) },
		"rule":     func(id string) string { return ruleBook().title(id) },
		"doc":      func(id string) string { return ruleBook()[id].Doc },
		"path":     func(c *lanmu.Column) string { return strings.Join(c.Path, "＞") },
		"add":      func(a, b int) int { return a + b },
	}
}

func moment(at time.Time) string {
	if at.IsZero() {
		return "—"
	}
	return at.In(shanghai).Format("2006-01-02 15:04")
}

// shanghai is the zone in which sites and staff speak of hours.
var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// dept is a department's name; its id where the profile has no such one.
func dept(site *lanmu.Site, id string) string {
	for _, d := range site.Departments {
		if d.ID == id && d.Name != "" {
			return d.Name
		}
	}
	return id
}

// safeLink is an address that may stand in href: http and https only. Others
// are shown as text by the templates.
func safeLink(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return s
}

// spark draws counts as small bars.
func spark(counts []int) template.HTML {
	top := 1
	for _, n := range counts {
		top = max(top, n)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="spark" viewBox="0 0 %d 20" role="img" aria-label="%s">`, len(counts)*6, sparkLabel(counts))
	for i, n := range counts {
		h := 1 + n*18/top
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="4" height="%d"/>`, i*6, 20-h, h)
	}
	b.WriteString("</svg>")
	return template.HTML(b.String()) //nolint:gosec // made of numbers alone
}

func sparkLabel(counts []int) string {
	words := make([]string, len(counts))
	for i, n := range counts {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, " ")
}
