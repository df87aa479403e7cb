package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// sentPager tells how further pages of the list are asked for where they have
// no address: by sending a form, as ASP.NET's pagers do, or by a script. They
// are never asked for: sending a form may change something on the site. It is
// asked only where no further page has an address.
func (pg *page) sentPager(f *lanmu.Facts) {
	if len(f.NextPages) > 0 || f.PageCount == 1 {
		return
	}
	current := 1
	for i := range pg.els {
		e := &pg.els[i]
		if e.region&(inNav|inFoot) != 0 {
			continue
		}
		text, code := pg.pagerButton(int32(i))
		if text == "" || hasAttr(e.node, "disabled") {
			continue
		}
		n, err := strconv.Atoi(strings.Trim(text, "[]() "))
		if !nextWord(text) && (err != nil || n <= current || n > 9999) {
			continue
		}
		if how := pg.sends(e.node, code); how != "" && pg.pagersNear(int32(i)) {
			f.PagerSends = how
			return
		}
	}
}

// pagerButton is what a link or button says that turns to another page, and the
// script behind it; "" it does not.
func (pg *page) pagerButton(i int32) (text, code string) {
	n := pg.els[i].node
	switch pg.els[i].tag {
	case atom.A:
		if !pg.els[i].turns {
			return "", ""
		}
		code = attr(n, "onclick")
		if href := strings.TrimSpace(attr(n, "href")); len(href) > 11 && strings.EqualFold(href[:11], "javascript:") {
			code = href[11:] + ";" + code
		} else if !deadHref(href) {
			return "", "" // it has an address
		}
		text = pg.linkText(i)
	case atom.Input, atom.Button:
		switch strings.ToLower(attr(n, "type")) {
		case "submit", "button", "image", "":
		default:
			return "", ""
		}
		if text = attr(n, "value"); text == "" {
			text = attr(n, "alt")
		}
		if text == "" && n.DataAtom == atom.Button {
			text = textOf(n, 12)
		}
		code = attr(n, "onclick")
	default:
		return "", ""
	}
	if text = strings.TrimSpace(text); !pagerWord(text) {
		return "", ""
	}
	return text, code
}

// sends is how a click on n asks for another page: a form's sending in the
// words of the page, a function of the page's own; "" not at all.
func (pg *page) sends(n *html.Node, code string) string {
	for _, w := range [...]string{"__doPostBack", "submit(", "doPost", "postPage", "formPost"} {
		if strings.Contains(code, w) {
			return strings.TrimSuffix(w, "(")
		}
	}
	if n.DataAtom != atom.A && !strings.EqualFold(attr(n, "type"), "button") {
		for p := n.Parent; p != nil; p = p.Parent {
			if p.DataAtom == atom.Form {
				if strings.EqualFold(strings.TrimSpace(attr(p, "method")), "post") {
					return "form method=post"
				}
				return ""
			}
		}
	}
	for _, word := range strings.FieldsFunc(code, func(r rune) bool { return strings.ContainsRune(" ;\t\r\n{}", r) }) {
		if open := strings.IndexByte(word, '('); open > 0 && identifierName(word[:open]) == word[:open] && word[:open] != "void" && pageFunction(word[:open]) {
			return word[:open]
		}
	}
	return ""
}

// pageFunction tells the name of a function that turns pages.
func pageFunction(name string) bool {
	low := strings.ToLower(name)
	for _, w := range [...]string{"page", "goto", "next", "turn", "jump", "fenye", "query", "search", "list"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// pagersNear tells that what stands beside element i turns pages too, or says
// how many there are: a number alone is no pager.
func (pg *page) pagersNear(i int32) bool {
	for n := 0; i >= 0 && n < 4; i, n = pg.els[i].parent, n+1 {
		e := &pg.els[i]
		if e.text > 200 || e.dates > 1 {
			return false
		}
		if e.own&inPager != 0 || pg.pagerText(i) {
			return true
		}
		pagers := 0
		for j := i; j < e.end; j++ {
			if t, _ := pg.pagerButton(j); t != "" {
				pagers++
			}
		}
		if pagers >= 2 {
			return true
		}
	}
	return false
}
