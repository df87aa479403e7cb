package rules

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// ownRoot is the element that holds the page's own text: going down from the
// body as long as one child holds nearly all text outside links. Where nothing
// holds nearly all, it is the body: then menus are read too, which may hide
// that something is missing, never invent it.
func (p *PagePass) ownRoot() *html.Node {
	if p.Doc == nil || len(p.Doc.Nodes) == 0 {
		return nil
	}
	weight := map[*html.Node]int{}
	weigh(p.Doc.Nodes[0], weight)
	root := p.Doc.Nodes[0]
	all := weight[root]
	for at := root; ; {
		var next *html.Node
		for c := at.FirstChild; c != nil; c = c.NextSibling {
			if weight[c]*100 >= all*80 && all > 0 {
				next = c
			}
		}
		if next == nil {
			return root
		}
		at = next
		switch at.Data {
		case "table", "tbody", "tr", "p", "span", "font", "strong", "b":
		default:
			root = at
		}
	}
}

// weigh counts the letters of every element outside links, scripts and forms.
func weigh(n *html.Node, weight map[*html.Node]int) int {
	sum := 0
	if n.Type == html.TextNode {
		for _, f := range strings.Fields(n.Data) {
			sum += utf8.RuneCountInString(f)
		}
	}
	if n.Type != html.ElementNode || !silent[n.Data] && n.Data != "a" && n.Data != "select" {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			sum += weigh(c, weight)
		}
	}
	weight[n] = sum
	return sum
}

// ownText is the page's own text in lines, with what else it holds.
type ownText struct {
	lines    []string
	runes    int
	images   int
	pictures []lineHit // the same, told apart from the frame's
	files    int
	frames   int
	root     *html.Node
	forms    int
	joined   string         // all lines, without white space
	anchored string         // texts of its links
	tally    map[uint64]int // lines of the whole page, with how often
}

func (p *PagePass) ownText() *ownText {
	t := &ownText{root: p.ownRoot(), tally: p.tallyLines()}
	if t.root == nil {
		t.lines = strings.Split(p.Facts.Text, "\n")
	} else {
		t.read(t.root)
	}
	var b strings.Builder
	for _, l := range t.lines {
		l = squeeze(l)
		t.runes += utf8.RuneCountInString(l)
		b.WriteString(l)
		b.WriteByte('\n')
	}
	t.joined = b.String()
	return t
}

func (t *ownText) read(root *html.Node) {
	for _, run := range textsUnder(root) {
		t.lines = append(t.lines, run.text)
	}
	var anchors strings.Builder
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "img":
			if !icon(n) {
				t.images++
				if len(t.pictures) < maxHits {
					t.pictures = append(t.pictures, lineHit{pictureHash(n), max(t.tally[pictureHash(n)], 1)})
				}
			}
		case "iframe", "embed", "object", "frame":
			t.frames++
		case "form", "textarea":
			t.forms++
		case "a":
			file := isFile(attr(n, "href"))
			namesOf(n, func(name string) {
				name = squeeze(name)
				file = file || isFile(name)
				anchors.WriteString(name)
				anchors.WriteByte('\n')
			})
			if file {
				t.files++
			}
		}
	}
	t.anchored = anchors.String()
}

// icon tells small pictures: of a file's type, a button, a share.
func icon(n *html.Node) bool {
	for _, name := range []string{"width", "height"} {
		v := strings.TrimSuffix(strings.TrimSpace(attr(n, name)), "px")
		if v != "" && len(v) <= 2 && strings.Trim(v, "0123456789") == "" {
			return true
		}
	}
	src := strings.ToLower(attr(n, "src"))
	return strings.Contains(src, "icon") || strings.HasSuffix(src, ".gif")
}

// isFile tells an address that ends like a document's.
func isFile(href string) bool {
	href, _, _ = strings.Cut(strings.ToLower(href), "?")
	href, _, _ = strings.Cut(href, "#")
	for _, end := range []string{".doc", ".docx", ".pdf", ".xls", ".xlsx", ".wps", ".et", ".ofd", ".zip", ".rar", ".ppt", ".pptx"} {
		if strings.HasSuffix(href, end) {
			return true
		}
	}
	return false
}
