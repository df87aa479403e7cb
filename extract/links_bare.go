package extract

import (
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// rowTitle is how long a title without an address must be to make a row; runes.
const rowTitle = 6

// bareRow tells an anchor without an address that is a row's title all the
// same, as pages that a script has drawn show them: the row holds a date, and
// so does a row of its kind beside it, whose anchor has no address either.
func bareRow(a *html.Node) bool {
	if hasAttr(a, "name") || hasAttr(a, "id") {
		return false
	}
	for n, up := a, 0; n != nil && up < 4; n, up = n.Parent, up+1 {
		switch n.DataAtom {
		case atom.A, atom.Li, atom.Tr, atom.Dd, atom.Dl, atom.P, atom.Div:
			if datedRow(n) && bareBeside(n) {
				return true
			}
		case atom.Ul, atom.Ol, atom.Tbody, atom.Table, atom.Body:
			return false
		}
	}
	return false
}

// bareBeside tells that the next element on one side is a row as n is one.
func bareBeside(n *html.Node) bool {
	for _, next := range [...]func(*html.Node) *html.Node{
		func(n *html.Node) *html.Node { return n.NextSibling },
		func(n *html.Node) *html.Node { return n.PrevSibling },
	} {
		s := next(n)
		for s != nil && s.Type != html.ElementNode {
			s = next(s)
		}
		if s != nil && s.DataAtom == n.DataAtom && bareAnchor(s) && datedRow(s) {
			return true
		}
	}
	return false
}

// datedRow tells an element as short as a row that holds a date.
func datedRow(n *html.Node) bool {
	const short = 200 // runes
	text := textOf(n, short)
	if utf8.RuneCountInString(text) >= short {
		return false
	}
	_, ok := firstDate(text)
	return ok
}

// bareAnchor tells that n is or holds an anchor without an address, and none
// with one.
func bareAnchor(n *html.Node) bool {
	if n.DataAtom == atom.A {
		return !hasAttr(n, "href") && !hasAttr(n, "name") && !hasAttr(n, "id")
	}
	found := false
	for c := range n.Descendants() {
		if c.DataAtom != atom.A {
			continue
		}
		if hasAttr(c, "href") {
			return false
		}
		found = true
	}
	return found
}
