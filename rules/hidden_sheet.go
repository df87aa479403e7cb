package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
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

// hiddenBySheets judges the links kept.
func hiddenBySheets(p *SitePass) {
	type fault struct {
		note *hiddenNote
		how  string
	}
	byPlace := map[string][]fault{}
	for _, note := range p.s.ways {
		how, sure := p.s.hiddenWay(&note.link)
		if how == "" || !note.link.Foul && !sure {
			continue
		}
		key := strings.Join(note.link.Way, " ")
		byPlace[key] = append(byPlace[key], fault{note, how})
	}
	for _, list := range byPlace {
		slices.SortFunc(list, func(a, b fault) int {
			return cmp.Or(strings.Compare(a.note.page, b.note.page), strings.Compare(a.note.link.Host, b.note.link.Host), strings.Compare(a.note.link.Text, b.note.link.Text))
		})
		var hosts []string
		first := list[0]
		for _, f := range list {
			if !slices.Contains(hosts, f.note.link.Host) {
				hosts = append(hosts, f.note.link.Host)
			}
			if f.note.link.Foul && !first.note.link.Foul {
				first = f
			}
		}
		slices.Sort(hosts)
		l := &first.note.link
		r := Report{
			URL: first.note.page, Group: hosts[0], Anchor: l.Text,
			Evidence: lanmu.Evidence{Excerpt: l.Text, Selector: l.Where, Raw: "样式表把它藏起来：" + first.how},
			Message:  fmt.Sprintf("《%s》中藏有指向外部网站的链接，访客看不见（样式表中的%s）：%s，例如“%s”。", first.note.title, first.how, hostList(hosts), clip(l.Text, 40)),
			Pages:    []lanmu.Use{{Page: first.note.page, Text: first.note.title, Where: l.Where}},
		}
		if l.Foul {
			r.Certainty = lanmu.Likely
		}
		p.Report(r)
	}
}

// forReaders are names by which pages hide what only programs that read pages
// aloud, or share buttons, are to find.
var forReaders = []string{"sr-only", "sronly", "screen-reader", "visually-hidden", "visuallyhidden", "skip", "share", "wza", "assist", "a11y", "offscreen"}

// hiddenWay says how a page's style sheets hide a link; "" they do not, or what
// shows it again may be there. sure says that no menu, tab or script that is
// usual hides this way.
func (s *Session) hiddenWay(l *HiddenLink) (how string, sure bool) {
	var sheets []*sheet
	sure = true
	for _, addr := range l.Sheets {
		bare, sometimes := strings.CutPrefix(addr, "?")
		sh := s.sheets[bare]
		if sh == nil || sh.partly {
			sure = false // what shows it again may stand there
		}
		if sh != nil {
			if sometimes {
				sh = sh.sometimes()
			}
			sheets = append(sheets, sh)
		}
	}
	if len(sheets) == 0 {
		return "", false
	}
	nodes, touched := wayNodes(l.Way)
	for i, n := range nodes {
		if touched[i] {
			continue
		}
		decl := lookOf(n, sheets)
		how, property := hiddenLook(decl)
		if how == "" || shownAgain(n, property, decl[property], sheets) {
			continue
		}
		name := strings.ToLower(l.Way[i])
		if slices.ContainsFunc(forReaders, func(w string) bool { return strings.Contains(name, w) }) {
			continue
		}
		switch property {
		case "left", "top", "font-size", "width", "height", "color":
			return how, sure && l.Text != ""
		}
		return how, false
	}
	return "", false
}

// sometimes is the sheet on screens that may be or not be.
func (s *sheet) sometimes() *sheet {
	out := &sheet{partly: s.partly, rules: slices.Clone(s.rules)}
	for i := range out.rules {
		out.rules[i].match = nil
	}
	return out
}

// wayNodes builds the elements of a way, one inside the other.
func wayNodes(way []string) (nodes []*html.Node, touched []bool) {
	var parent *html.Node
	for _, part := range way {
		part, mark := strings.CutSuffix(part, "!")
		n := &html.Node{Type: html.ElementNode}
		end := strings.IndexAny(part, "#.")
		if end < 0 {
			end = len(part)
		}
		n.Data = part[:end]
		n.DataAtom = atom.Lookup([]byte(n.Data))
		var classes []string
		for rest := part[end:]; rest != ""; {
			next := strings.IndexAny(rest[1:], "#.") + 1
			if next == 0 {
				next = len(rest)
			}
			if rest[0] == '#' {
				n.Attr = append(n.Attr, html.Attribute{Key: "id", Val: rest[1:next]})
			} else {
				classes = append(classes, rest[1:next])
			}
			rest = rest[next:]
		}
		if classes != nil {
			n.Attr = append(n.Attr, html.Attribute{Key: "class", Val: strings.Join(classes, " ")})
		}
		if parent != nil {
			parent.AppendChild(n)
		}
		nodes, touched, parent = append(nodes, n), append(touched, mark), n
	}
	return nodes, touched
}

// lookOf is what the sheets declare of an element: by importance, specificity
// and order (CSS Cascade 4, 6.1).
func lookOf(n *html.Node, sheets []*sheet) map[string]string {
	type weight struct {
		loud bool
		spec [3]int
	}
	won := map[string]weight{}
	decl := map[string]string{}
	for _, sh := range sheets {
		for i := range sh.rules {
			r := &sh.rules[i]
			if r.match == nil || !r.match.Match(n) {
				continue
			}
			for name, v := range r.decl {
				w := weight{r.loud[name], r.match.Specificity()}
				had, there := won[name]
				if there && (had.loud && !w.loud || had.loud == w.loud && slices.Compare(had.spec[:], w.spec[:]) > 0) {
					continue
				}
				won[name], decl[name] = w, v
			}
		}
	}
	return decl
}

// hiddenLook says how declarations hide an element and by which property.
func hiddenLook(d map[string]string) (how, property string) {
	placed := d["position"] == "absolute" || d["position"] == "fixed"
	background := d["background-color"]
	if background == "" && !strings.Contains(d["background"], "url") {
		background = d["background"]
	}
	switch {
	case d["display"] == "none":
		return "display:none", "display"
	case d["visibility"] == "hidden":
		return "visibility:hidden", "visibility"
	case d["opacity"] == "0":
		return "完全透明", "opacity"
	case placed && away(d["left"]):
		return "移出屏幕之外", "left"
	case placed && away(d["top"]):
		return "移出屏幕之外", "top"
	case zero(d["font-size"]) && !strings.Contains(d["background"]+d["background-image"], "url"):
		return "字号为零", "font-size"
	case d["overflow"] == "hidden" && zero(d["width"]):
		return "放在没有大小的框里", "width"
	case d["overflow"] == "hidden" && zero(d["height"]):
		return "放在没有大小的框里", "height"
	case d["color"] != "" && d["color"] == background && !strings.Contains(d["background-image"], "url") && background != "transparent" && background != "inherit":
		return "文字与背景同色", "color"
	}
	return "", ""
}

// shownAgain tells that some rule gives an element like n another value of the
// property: under the pointer, on another screen, in another state. Menus and
// tabs are hidden like that.
func shownAgain(n *html.Node, property, value string, sheets []*sheet) bool {
	for _, sh := range sheets {
		for i := range sh.rules {
			r := &sh.rules[i]
			v, there := r.decl[property]
			if !there && property == "color" {
				v, there = cmp.Or(r.decl["background-color"], r.decl["background"]), r.decl["background-color"] != "" || r.decl["background"] != ""
			}
			if there && v != value && (r.match == nil || !r.match.Match(n)) && r.mayBe(n) {
				return true
			}
		}
	}
	return false
}
