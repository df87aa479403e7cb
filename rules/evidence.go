package rules

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"lanmu"
)

// evidenceOf is the proof an element gives: its text, its path, its own tag.
func evidenceOf(sel *goquery.Selection) lanmu.Evidence {
	if sel == nil || len(sel.Nodes) == 0 {
		return lanmu.Evidence{}
	}
	n := sel.Nodes[0]
	return lanmu.Evidence{Excerpt: clip(clean(sel.Text()), 160), Selector: pathOf(n), Raw: clip(openTag(n), 240)}
}

// pathOf is a CSS path that finds the element again: down from the nearest id
// that is a plain name, else from the root.
func pathOf(n *html.Node) string {
	var steps []string
	for ; n != nil && n.Type == html.ElementNode; n = n.Parent {
		if id := attr(n, "id"); plainName(id) {
			steps = append(steps, n.Data+"#"+id)
			break
		}
		steps = append(steps, step(n))
	}
	for i, j := 0, len(steps)-1; i < j; i, j = i+1, j-1 {
		steps[i], steps[j] = steps[j], steps[i]
	}
	return strings.Join(steps, " > ")
}

// step is a tag with its place among its like, where it has like.
func step(n *html.Node) string {
	place, like := 1, false
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if s.Type == html.ElementNode && s.Data == n.Data {
			place++
		}
	}
	for s := n.NextSibling; s != nil && !like; s = s.NextSibling {
		like = s.Type == html.ElementNode && s.Data == n.Data
	}
	if place == 1 && !like {
		return n.Data
	}
	return fmt.Sprintf("%s:nth-of-type(%d)", n.Data, place)
}

func plainName(s string) bool {
	if s == "" || len(s) > 40 || !unicode.IsLetter(rune(s[0])) || s[0] >= 0x80 {
		return false
	}
	for _, r := range s {
		if r >= 0x80 || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' {
			return false
		}
	}
	return true
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func openTag(n *html.Node) string {
	var b strings.Builder
	b.WriteString("<" + n.Data)
	for _, a := range n.Attr {
		fmt.Fprintf(&b, " %s=%q", a.Key, a.Val)
	}
	b.WriteString(">")
	return b.String()
}

// clip cuts to n runes and says so with an ellipsis.
func clip(s string, n int) string {
	count := 0
	for i := range s {
		if count == n {
			return s[:i] + "…"
		}
		count++
	}
	return s
}
