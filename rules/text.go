package rules

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// joined puts texts together; one alone is not copied.
type joined struct {
	one string
	all strings.Builder // from the second on
}

func (j *joined) add(s string) {
	switch {
	case s == "":
	case j.all.Len() > 0:
		j.all.WriteString(s)
	case j.one == "":
		j.one = s
	default:
		j.all.Grow(2 * (len(j.one) + len(s)))
		j.all.WriteString(j.one)
		j.all.WriteString(s)
	}
}

func (j *joined) size() int { return max(len(j.one), j.all.Len()) }

func (j *joined) text() string {
	if j.all.Len() > 0 {
		return j.all.String()
	}
	return j.one
}

// nodeText is all text inside an element, scripts' too.
func nodeText(n *html.Node) string {
	var j joined
	j.inside(n)
	return j.text()
}

func (j *joined) inside(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			j.add(c.Data)
		} else if c.DataAtom != atom.Script && c.DataAtom != atom.Style { // nobody reads those
			j.inside(c)
		}
	}
}

// namesOf are what a link is called: its pictures' alts, its text, its title.
func namesOf(n *html.Node, yield func(string)) {
	title := attr(n, "title")
	if c := n.FirstChild; c != nil && c.Type == html.TextNode && c.NextSibling == nil {
		yield(c.Data)
		if title != "" && title != c.Data {
			yield(title)
		}
		return
	}
	var j joined
	j.names(n, yield)
	yield(j.text())
	yield(title)
}

// maxName is from how many bytes on a link's text is no longer added to.
const maxName = 400

func (j *joined) names(n *html.Node, yield func(string)) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			if j.size() < maxName {
				j.add(c.Data)
			}
		case c.Type == html.ElementNode && c.Data == "img":
			yield(attr(c, "alt"))
			j.names(c, yield)
		default:
			j.names(c, yield)
		}
	}
}
