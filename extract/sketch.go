package extract

import (
	"slices"
	"unicode/utf8"

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
	runes := pg.bodyRunes(f.Title)
	if len(runes) < sketchFrom {
		return
	}
	digest := uint64(14695981039346656037)
	hashes := make([]uint32, 0, 5*sketchSize)
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
	for _, r := range runes[:shingleRunes] {
		digest = (digest ^ uint64(r)) * 1099511628211
		window = window*base + uint32(r)
	}
	if m := mix(window); m <= bar {
		hashes = append(hashes, m)
	}
	rest := runes[shingleRunes:]
	for i, gone := range runes[:len(rest)] { // the rune that leaves the window as rest[i] enters it
		r := rest[i]
		digest = (digest ^ uint64(r)) * 1099511628211
		window = window*base + (uint32(r) - pow*uint32(gone))
		if m := mix(window); m <= bar {
			hashes = append(hashes, m)
		}
	}
	f.Digest = digest
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	f.Shingle = slices.Clone(hashes[:min(len(hashes), sketchSize)])
}

// bodyRunes is the article's text from its first long piece to its last,
// without white space: title, dates and source stand before, neighbours behind;
// figures in tables between count, or all annual reports would be alike. It is
// good until the page is let go.
func (pg *page) bodyRunes(title string) []rune {
	const off = inNav | inFoot | inCrumb | inPager | inLinks | inHidden | inSide
	const long = 20 // runes of a piece that is the article's own
	out := pg.runes[:0]
	size := 0 // bytes taken, white space too
	end := 0  // of the last long piece
	title = squeeze(title)
	from := pg.body()
	if pg.crumb >= 0 {
		from = pg.els[pg.crumb].end
	}
	for i := from; int(i) < len(pg.els) && size < 3*sketchText; {
		e := &pg.els[i]
		if e.region&off != 0 || e.tag == atom.A {
			i = e.end
			continue
		}
		for k := e.firstText; k != 0; k = pg.shown.segs[k-1].next {
			t := &pg.shown.segs[k-1]
			if s := t.node.Data; t.runes < long && size == 0 || len(s) < 400 && (t.signs&signHead != 0 && headLine.in(s) || squeezesTo(s, title)) {
				continue
			}
			size += len(t.node.Data)
			out = appendRunes(out, t.node.Data)
			if t.runes >= long {
				end = len(out)
			}
		}
		i++
	}
	pg.runes = out
	return out[:end]
}

// squeezesTo tells that squeeze(s) is want, mostly by a look at how s begins.
func squeezesTo(s, want string) bool {
	if len(s) < len(want) {
		return false
	}
	for _, r := range s { // the first that squeezing leaves
		switch {
		case r >= 0x4E00 && r <= 0x9FFF:
			first, _ := utf8.DecodeRuneInString(want)
			return r == first && squeeze(s) == want
		case r == '\u3000' || r == '\u00a0' || r <= ' ' || r == '（' || r == '【' || r == '《' || r == '“':
		default:
			return squeeze(s) == want
		}
	}
	return squeeze(s) == want
}

// headLine are the words of the line with date and source under a title.
var headLine = newWordSet("来源：", "来源:", "时间：", "时间:", "日期：", "日期:", "上一篇", "下一篇", "浏览次数", "点击", "阅读：")

// appendRunes adds the runes of s that are no white space.
func appendRunes(out []rune, s string) []rune {
	out = slices.Grow(out, len(s))
	n, room := len(out), out[:cap(out)]
	for i := 0; i < len(s); {
		c := s[i]
		if i+3 < len(s) {
			if x := uint32(c) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24; ideograph(x) {
				room[n] = rune(x&0xF<<12 | x>>8&0x3F<<6 | x>>16&0x3F)
				n++
				i += 3
				continue
			}
		}
		switch {
		case c < utf8.RuneSelf:
			i++
			if c > ' ' || !isSpace(rune(c)) {
				room[n] = rune(c)
				n++
			}
		case three(s, i) && !spaceRunes.has3(c, s[i+1], s[i+2]):
			room[n] = rune(c&0x0F)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F)
			n++
			i += 3
		default:
			r, w := utf8.DecodeRuneInString(s[i:])
			i += w
			if !spaceRunes.has(r) {
				room[n] = r
				n++
			}
		}
	}
	return room[:n]
}

// mix spreads the bits of a rolling hash, so that the smallest are a fair sample.
func mix(x uint32) uint32 {
	x ^= x >> 16
	x *= 0x7feb352d
	x ^= x >> 15
	x *= 0x846ca68b
	return x ^ x>>16
}
