package demo

import (
	"bytes"
	"embed"
	"fmt"
	"strings"
	"text/template"

	"golang.org/x/text/encoding/simplifiedchinese"

	"lanmu"
)

// Templates are text/template on purpose: html/template would quote and mend
// exactly the attributes whose roughness is what the portals are for. All that
// goes in is ours.
//
//go:embed skins/*.html
var skinFiles embed.FS

// skin is how one page system addresses and draws pages.
type skin struct {
	id       string
	tmpl     *template.Template
	gbk      bool
	perPage  int
	mediaTyp string // Content-Type of pages
}

func loadSkin(id string) (*skin, error) {
	s := &skin{id: id, perPage: 15, mediaTyp: "text/html; charset=utf-8"}
	if id == "table" {
		s.gbk, s.perPage, s.mediaTyp = true, 20, "text/html" // the charset stands in the page alone
	}
	t, err := template.New(id).Funcs(template.FuncMap{
		"date": rowDate, "add": func(a, b int) int { return a + b },
		"upTo":    upTo,
		"slashed": func(s string) string { return strings.ReplaceAll(s, "-", "/") },
	}).ParseFS(skinFiles, "skins/"+id+".html")
	if err != nil {
		return nil, err
	}
	s.tmpl = t
	return s, nil
}

// upTo counts from 0, for templates.
func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// draw renders one named template to the bytes the portal sends.
func (s *skin) draw(name string, v any) ([]byte, error) {
	var b bytes.Buffer
	if err := s.tmpl.ExecuteTemplate(&b, name, v); err != nil {
		return nil, err
	}
	return s.encode(b.String())
}

func (s *skin) encode(text string) ([]byte, error) {
	if !s.gbk {
		return []byte(text), nil
	}
	out, err := simplifiedchinese.GBK.NewEncoder().String(text)
	return []byte(out), err
}

// columnPath is where a column's first page stands.
func (s *skin) columnPath(c *column) string {
	switch s.id {
	case "hanweb":
		return fmt.Sprintf("/col/col%d/index.html", 1200+c.seq)
	case "table":
		return fmt.Sprintf("/list_%d.asp?id=%d", 10+c.seq, c.seq)
	case "cards":
		if c.parent == "" {
			return "/" + c.key + "/index.html"
		}
		return "/" + c.parent + "/" + c.key + "/index.html"
	}
	if c.parent != "" {
		return "/" + c.parent + "/" + c.key + "/"
	}
	return "/" + c.key + "/"
}

// pagePath is where the n-th further page of a list stands; 0 is the first.
func (s *skin) pagePath(c *column, n int) string {
	switch {
	case n == 0:
		return c.path
	case s.id == "hanweb":
		return fmt.Sprintf("/module/web/jpage/dataproxy.jsp?page=%d&columnid=%d", n+1, 1200+c.seq)
	case s.id == "table":
		return fmt.Sprintf("%s&page=%d", c.path, n+1)
	case s.id == "cards":
		return strings.TrimSuffix(c.path, ".html") + fmt.Sprintf("_%d.html", n)
	}
	return fmt.Sprintf("%sindex_%d.html", c.path, n)
}

func (s *skin) articlePath(it *item) string {
	d := it.date
	if it.col.form == formNone && s.id != "table" { // else the address would tell the day
		return fmt.Sprintf("/%s/content_%d.html", it.col.key, it.seq)
	}
	switch s.id {
	case "hanweb":
		return fmt.Sprintf("/art/%d/%d/%d/art_%d_%d.html", d.Year, d.Month, d.Day, 1200+it.col.seq, it.seq)
	case "table":
		return fmt.Sprintf("/show.asp?id=%d", it.seq)
	case "cards":
		return fmt.Sprintf("/article/%d.html", 100000+7*it.seq)
	}
	return fmt.Sprintf("%s%04d%02d/t%04d%02d%02d_%d.html", it.col.path, d.Year, d.Month, d.Year, d.Month, d.Day, it.seq)
}

// rowDate writes an item's date as its column's list does.
func rowDate(it *item) string {
	if it.shown != "" {
		return it.shown
	}
	d := it.date
	switch it.col.form {
	case formBracket:
		return fmt.Sprintf("[%s]", d)
	case formYearless:
		return fmt.Sprintf("%02d-%02d", d.Month, d.Day)
	case formTwoDigit:
		return fmt.Sprintf("%02d-%02d-%02d", d.Year%100, d.Month, d.Day)
	case formChinese:
		return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
	case formSlash:
		return fmt.Sprintf("%d/%d/%d", d.Year, d.Month, d.Day)
	case formNone:
		return ""
	}
	return d.String()
}

// weekday is the Chinese name of a day's weekday.
func weekday(d lanmu.Date) string {
	return "星期" + string([]rune("日一二三四五六")[d.Time(utc).Weekday()])
}

// PagePath is where a list's n-th further page stands, for templates.
func (p *Portal) PagePath(c *column, n int) string { return p.skin.pagePath(c, n) }
