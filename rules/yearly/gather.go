package yearly

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// document is what a report is made of.
type document struct {
	lines    []string
	tables   []*grid
	pictures int
	files    int
}

var (
	silent  = set("script style noscript template head svg iframe object select")
	block   = set("p div br tr td th li ul ol table tbody h1 h2 h3 h4 h5 h6 section article dd dt center form")
	fileEnd = regexp.MustCompile(`(?i)\.(docx?|pdf|xlsx?|wps|et|ofd|zip|rar)([?#].*)?$`)
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// gather walks the element once: lines of text outside data tables, and the
// tables.
func gather(root *html.Node) *document {
	d := &document{}
	var line strings.Builder
	flush := func() {
		if s := strings.TrimSpace(line.String()); s != "" {
			d.lines = append(d.lines, s)
		}
		line.Reset()
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch n.Type {
		case html.TextNode:
			line.WriteString(n.Data)
			return
		case html.ElementNode:
			if silent[n.Data] {
				return
			}
			switch n.Data {
			case "img":
				if !small(n) {
					d.pictures++
				}
			case "a":
				if fileEnd.MatchString(attr(n, "href")) {
					d.files++
				}
			case "table":
				if g := dataTable(n); g != nil {
					flush()
					d.tables = append(d.tables, g)
					return
				}
			}
		}
		breaks := n.Type == html.ElementNode && block[n.Data]
		if breaks {
			flush()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if breaks {
			flush()
		}
	}
	if root != nil {
		walk(root)
	}
	flush()
	return d
}

// small tells icons of files and buttons, which are no picture of a table.
func small(n *html.Node) bool {
	for _, name := range []string{"width", "height"} {
		if v := strings.TrimSuffix(attr(n, name), "px"); v != "" && isDigits(v) && len(v) <= 2 {
			return true
		}
	}
	src := strings.ToLower(attr(n, "src"))
	return strings.Contains(src, "icon") || strings.Contains(src, "/fileicon") || strings.HasSuffix(src, ".gif") && attr(n, "width") == ""
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func linesOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
}
