package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// code is one script of the page.
type code struct {
	*scriptRead
	node   *html.Node
	parent int32 // element around it
}

// scriptRead is what a script says, whatever page it stands on.
type scriptRead struct {
	text    string // without its comments
	records bool   // it is no script but records
	pages   bool   // it calls a function that writes a pager
	pager   pagerArgs
	paged   bool // it tells how many pages there are: pager
	party   bool // it draws the sign of 党政机关
	raw     string
	days    known // see dated
	names   known // see named
}

// dated tells that the script holds figures.
func (r *scriptRead) dated() bool {
	return r.days.ask(func() bool { return maybeDate(r.raw) })
}

// named tells that it names a day of publication, see namesDay.
func (r *scriptRead) named() bool {
	return r.names.ask(func() bool { return namesDay(r.raw) })
}

// readScript reads a script.
func readScript(text string) *scriptRead {
	if strings.Contains(text, "<record>") || strings.Contains(text, "<datastore>") {
		return &scriptRead{records: true}
	}
	r := &scriptRead{raw: text, text: uncommented(text)}
	if strings.Contains(r.text, "age") { // of page, in all that pagers are written with
		r.pages = pagerCall(r.text)
		if r.pager, r.paged = readPagerCall(r.text); !r.paged {
			r.pager, r.paged = pagerVars(r.text)
		}
	}
	r.party = strings.Contains(r.text, "onac") && hasAny(r.text, "conac.cn", "_ideConac")
	return r
}

// maxScript is how long a script may be and be remembered, in bytes.
const maxScript = 16 << 10

// readScript reads a script; pages of a site hold the same ones, so they are
// remembered.
func (pg *page) readScript(text string) *scriptRead {
	if len(text) > maxScript {
		return readScript(text)
	}
	return pg.scriptReads.ask(text, readScript)
}

// script sorts a script element: code, or data that is kept in one.
func (pg *page) script(n *html.Node, parent int32) {
	if src := attr(n, "src"); src != "" {
		pg.src = append(pg.src, src)
	}
	if n.FirstChild == nil {
		return
	}
	text := n.FirstChild.Data
	switch kind := strings.ToLower(strings.TrimSpace(attr(n, "type"))); kind {
	case "", "text/javascript", "application/javascript", "text/ecmascript", "module", "text/jscript", "javascript", "application/x-javascript":
		read := pg.readScript(text)
		if read.records {
			pg.islands = append(pg.islands, island{node: n, el: parent, kind: "text/xml", text: text})
			return
		}
		pg.codes = append(pg.codes, code{read, n, parent})
		if parent >= 0 && read.pages {
			pg.pagerCalls = append(pg.pagerCalls, parent)
		}
	default:
		pg.islands = append(pg.islands, island{node: n, el: parent, kind: kind, text: text})
	}
}

// textarea keeps data that is hidden in a text area.
func (pg *page) textarea(n *html.Node, parent int32) {
	if n.FirstChild != nil && strings.Contains(n.FirstChild.Data, "<record>") {
		pg.islands = append(pg.islands, island{node: n, el: parent, kind: "text/xml", text: n.FirstChild.Data})
	}
}

// uncommented is a script without /* … */ and // comments. Strings are kept
// whole; a script that has no comment is returned as it is.
func uncommented(s string) string {
	if !strings.Contains(s, "//") && !strings.Contains(s, "/*") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\'' || c == '"' || c == '`':
			i = literalEnd(s, i)
		case c == '/' && i+1 < len(s) && s[i+1] == '/':
			b.WriteString(s[start:i])
			for i < len(s) && s[i] != '\n' {
				i++
			}
			start = i
		case c == '/' && i+1 < len(s) && s[i+1] == '*':
			b.WriteString(s[start:i])
			end := strings.Index(s[i+2:], "*/")
			if end < 0 {
				return b.String()
			}
			i += 2 + end + 1
			start = i + 1
		}
	}
	if start < len(s) {
		b.WriteString(s[start:])
	}
	return b.String()
}

// literalEnd is where the string that begins at i of a script ends: at its
// closing quote, else with its line; one in back quotes may go over lines.
func literalEnd(s string, i int) int {
	quote := s[i]
	for i++; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == quote || c == '\n' && quote != '`':
			return i
		}
	}
	return len(s)
}
