package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// A sketch is the smallest hashes of the text's shingles (bottom-k): texts that
// share most of their shingles share most of their sketches.
const (
	sketchSize   = 40
	shingleRunes = 9
	sketchFrom   = 160   // runes; shorter texts are alike by chance
	sketchText   = 20000 // runes that are looked at
)

// sketch fills f's digest and sketch from the article's own text.
func (pg *page) sketch(f *lanmu.Facts) {
	if f.TextLen < sketchFrom {
		return
	}
	runes := squeezed(pg.bodyText(f.Title))
	if len(runes) < sketchFrom {
		return
	}
	digest := uint64(14695981039346656037)
	hashes := make([]uint32, 0, 4*sketchSize)
	// Of n even hashes about 4 × sketchSize lie under the bar: the rest need no sorting.
	bar := ^uint32(0)
	if n := len(runes); n > 4*sketchSize {
		bar = uint32(uint64(bar) * 4 * sketchSize / uint64(n))
	}
	var window uint32
	const base = 16777619
	pow := uint32(1)
	for range shingleRunes {
		pow *= base
	}
	for i, r := range runes {
		digest = (digest ^ uint64(r)) * 1099511628211
		window = window*base + uint32(r)
		if i >= shingleRunes {
			window -= pow * uint32(runes[i-shingleRunes])
		}
		if i >= shingleRunes-1 {
			if m := mix(window); m <= bar {
				hashes = append(hashes, m)
			}
		}
	}
	f.Digest = digest
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	f.Shingle = slices.Clone(hashes[:min(len(hashes), sketchSize)])
}

// bodyText is the article's text from its first long piece to its last: title,
// dates and source stand before, neighbours behind; figures in tables between
// count, or all annual reports would be alike.
func (pg *page) bodyText(title string) string {
	const off = inNav | inFoot | inCrumb | inPager | inLinks | inHidden | inSide
	var b strings.Builder
	end := 0 // of the last long piece
	title = squeeze(title)
	from := pg.body()
	if pg.crumb >= 0 {
		from = pg.els[pg.crumb].end
	}
	for i := from; int(i) < len(pg.els) && b.Len() < 3*sketchText; {
		e := &pg.els[i]
		if e.region&off != 0 || e.node.DataAtom == atom.A {
			i = e.end
			continue
		}
		for c := e.node.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.TextNode || blank(c.Data) || len(c.Data) < 400 && (headLine(c.Data) || squeeze(c.Data) == title) {
				continue
			}
			long := visible(c.Data) >= 20
			if b.Len() == 0 && !long {
				continue
			}
			b.WriteString(c.Data)
			if long {
				end = b.Len()
			}
		}
		i++
	}
	return b.String()[:end]
}

// headLine tells the line with date and source under a title.
func headLine(s string) bool {
	for _, w := range [...]string{"来源：", "来源:", "时间：", "时间:", "日期：", "日期:", "上一篇", "下一篇", "浏览次数", "点击", "阅读："} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// squeezed are the runes of s that are no white space.
func squeezed(s string) []rune {
	out := make([]rune, 0, len(s)/3)
	for _, r := range s {
		if !isSpace(r) {
			out = append(out, r)
		}
	}
	return out
}

// mix spreads the bits of a rolling hash, so that the smallest are a fair sample.
func mix(x uint32) uint32 {
	x ^= x >> 16
	x *= 0x7feb352d
	x ^= x >> 15
	x *= 0x846ca68b
	return x ^ x>>16
}
