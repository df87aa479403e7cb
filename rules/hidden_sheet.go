package rules

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What a style sheet of its own file hides is known when the sheet was read,
// which may be after the page was let go. So of links to other sites the way
// from the page's root is kept, and judged when the crawl is over.

// HiddenLink is a link of a page to another site, kept until the page's style
// sheets are known. All its strings are short and shared by many pages.
type HiddenLink struct {
	Way    []string // from the root: tag, id and classes of each element, see wayPart
	Sheets []string // the page's style sheets, in order; a leading ? marks one that holds on some screens only
	Host   string
	Text   string
	Where  string
	Foul   bool
}

// maxWays bounds how many different ones are kept.
const maxWays = 5000

// hiddenNote is a link with the first page that has it.
type hiddenNote struct {
	page, title string
	link        HiddenLink
}

// Sheet tells what a style sheet of the site's says. It may be called concurrently.
func (s *Session) Sheet(addr, text string) {
	read := readSheet(text)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sheets[addr] = read
}

// noteHidden keeps a link, once for all pages that have it.
func (s *Session) noteHidden(page, title string, l HiddenLink) {
	key := strings.Join(l.Way, "\x00") + "\x01" + strings.Join(l.Sheets, "\x00") + "\x01" + l.Host
	if l.Foul {
		key += "\x01" + l.Text
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	had, there := s.ways[key]
	switch {
	case !there && len(s.ways) < maxWays, there && page < had.page:
		s.ways[key] = &hiddenNote{page, title, l}
	}
}

// keepHidden keeps a page's links to other sites that its own style does not
// hide.
func (p *PagePass) keepHidden(links []*html.Node, hosts []string) {
	sheets := p.sheets()
	if len(sheets) == 0 {
		return
	}
	var kept []HiddenLink
	for i, n := range links {
		text := clip(clean(nodeText(n)), 60)
		l := HiddenLink{Sheets: sheets, Host: hosts[i], Text: text, Foul: foul.MatchString(text)}
		if l.Way = p.way(n); l.Way == nil {
			continue
		}
		// Of many links at one place one for each site is enough.
		if slices.ContainsFunc(kept, func(h HiddenLink) bool { return h.Host == l.Host && h.Foul == l.Foul && slices.Equal(h.Way, l.Way) }) {
			continue
		}
		l.Where = pathOf(n)
		kept = append(kept, l)
		if len(kept) == 200 {
			break
		}
	}
	for _, l := range kept {
		p.s.noteHidden(p.url, p.title(), l)
	}
	if p.tell != nil {
		p.tell.Hidden = kept
	}
}

// sheets are the page's style sheets by address.
func (p *PagePass) sheets() []string {
	base := p.base()
	if base == nil {
		return nil
	}
	var list []string
	for n := range p.Doc.Nodes[0].Descendants() {
		if n.DataAtom != atom.Link || !slices.Contains(strings.Fields(strings.ToLower(attr(n, "rel"))), "stylesheet") {
			continue
		}
		media := attr(n, "media")
		u, err := base.Parse(strings.TrimSpace(attr(n, "href")))
		if err != nil || strings.Contains(strings.ToLower(media), "print") || strings.Contains(strings.ToLower(attr(n, "rel")), "alternate") {
			continue
		}
		u.Fragment = ""
		addr := u.String()
		if !everyScreen(media) {
			addr = "?" + addr
		}
		list = append(list, addr)
	}
	for _, n := range p.elements().styles {
		if text := nodeText(n); strings.Contains(text, "@import") {
			list = append(list, importsIn(base, text)...)
		}
	}
	return list
}

// importsIn are the sheets that a page's own style imports.
func importsIn(base *url.URL, text string) (list []string) {
	for _, to := range readSheet(text).imports {
		to, some := strings.CutPrefix(to, "?")
		u, err := base.Parse(to)
		if err != nil {
			continue
		}
		u.Fragment = ""
		if some {
			list = append(list, "?"+u.String())
		} else {
			list = append(list, u.String())
		}
	}
	return list
}

// maxWay bounds the depth of a way.
const maxWay = 40

// way tells an element and what it stands in, root first; nil: nothing in it has
// a name that a sheet could hide it by.
func (p *PagePass) way(n *html.Node) []string {
	var way []string
	named := false
	for ; n != nil && n.Type == html.ElementNode; n = n.Parent {
		part, has := p.wayPart(n)
		named = named || has && n.DataAtom != atom.Body && n.DataAtom != atom.Html
		way = append(way, part)
		if len(way) == maxWay {
			return nil
		}
	}
	if !named {
		return nil
	}
	slices.Reverse(way)
	return way
}

// wayPart is an element as "tag#id.class.class"; ! at its end says that the page
// itself has a say in how it looks: a style of its own, or a script or style that
// names it.
func (p *PagePass) wayPart(n *html.Node) (part string, named bool) {
	var b strings.Builder
	b.WriteString(n.Data)
	touched := attr(n, "style") != ""
	add := func(mark, name string) {
		if !plainName(name) {
			return
		}
		b.WriteString(mark + name)
		touched = touched || p.speaksOf(name)
		named = true
	}
	if id := attr(n, "id"); id != "" {
		add("#", id)
	}
	for i, c := range strings.Fields(attr(n, "class")) {
		if i == 8 {
			break
		}
		add(".", c)
	}
	if touched {
		b.WriteString("!")
	}
	return b.String(), named
}

// speaksOf tells a name that the page's own scripts or styles hold.
func (p *PagePass) speaksOf(name string) bool {
	e := p.elements()
	for _, list := range [][]*html.Node{e.scripts, e.styles} {
		for _, n := range list {
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if strings.Contains(c.Data, name) {
					return true
				}
			}
		}
	}
	return false
}
