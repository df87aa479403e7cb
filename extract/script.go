package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// script sorts a script element: code, or data that is kept in one.
func (pg *page) script(n *html.Node) {
	if src := attr(n, "src"); src != "" {
		pg.src = append(pg.src, src)
	}
	if n.FirstChild == nil {
		return
	}
	switch kind := strings.ToLower(strings.TrimSpace(attr(n, "type"))); kind {
	case "", "text/javascript", "application/javascript", "text/ecmascript", "module", "text/jscript", "javascript":
		if strings.Contains(n.FirstChild.Data, "<record>") {
			pg.islands = append(pg.islands, island{node: n, kind: "text/xml", text: n.FirstChild.Data})
			return
		}
		pg.scripts = append(pg.scripts, n)
	default:
		pg.islands = append(pg.islands, island{node: n, kind: kind, text: n.FirstChild.Data})
	}
}

// textarea keeps data that is hidden in a text area.
func (pg *page) textarea(n *html.Node) {
	if n.FirstChild != nil && strings.Contains(n.FirstChild.Data, "<record>") {
		pg.islands = append(pg.islands, island{node: n, kind: "text/xml", text: n.FirstChild.Data})
	}
}
