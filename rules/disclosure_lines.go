package rules

import (
	"hash/fnv"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// A page's menus and footer hold 电话, 地址 and 流程 too. What of a page is its
// own is told by the home page: a line that stands on the page no oftener than
// on the home page is the frame's.

// lineHit is a line that has a word looked for.
type lineHit struct {
	line uint64
	n    int // how often it stands on the page
}

// maxHits bounds the lines kept for one word.
const maxHits = 12

// hits are the page's lines, inside its own part, that match.
func (t *ownText) hits(word *regexp.Regexp) []lineHit {
	var out []lineHit
	for _, l := range t.lines {
		if l = squeeze(l); word.MatchString(l) && len(out) < maxHits {
			h := lineHash(l)
			out = append(out, lineHit{h, max(t.tally[h], 1)})
		}
	}
	return out
}

// tallyLines counts the lines of the whole page.
func (p *PagePass) tallyLines() map[uint64]int {
	m := map[uint64]int{}
	if p.Doc == nil {
		return m
	}
	for _, t := range p.texts() {
		m[lineHash(squeeze(t.text))]++
	}
	for _, root := range p.Doc.Nodes {
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && n.Data == "img" {
				m[pictureHash(n)]++
			}
		}
	}
	return m
}

// pictureHash is of an image's file name: the frame's stands under many paths.
func pictureHash(n *html.Node) uint64 {
	src, _, _ := strings.Cut(attr(n, "src"), "?")
	return lineHash("\x00img " + src[strings.LastIndexByte(src, '/')+1:])
}

func lineHash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

// shown tells that one of the lines is the page's own.
func (p *SitePass) shown(hits []lineHit) bool {
	frame := p.frameLines()
	for _, h := range hits {
		if h.n > frame[h.line] {
			return true
		}
	}
	return false
}

// frameLines are the lines of the home page; empty where it was not read.
func (p *SitePass) frameLines() map[uint64]int {
	if p.index.frame == nil {
		p.index.frame = map[uint64]int{}
		for _, n := range p.Notes("home-lines") {
			for h, k := range n.Value.(map[uint64]int) {
				p.index.frame[h] = max(p.index.frame[h], k)
			}
		}
	}
	return p.index.frame
}
