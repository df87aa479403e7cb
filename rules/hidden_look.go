package rules

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

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
