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
	pieces, n := pg.bodyPieces(f.Title)
	h := shingler{hashes: pg.hashes[:0]}
	for h.n != n || n == 0 { // a second time where the pieces hold what was not counted
		if h.n > 0 {
			n = h.n
		}
		if n < sketchFrom {
			return
		}
		h = shingler{bar: barFor(n), digest: 14695981039346656037, hashes: h.hashes[:0]}
		for _, k := range pieces {
			h.add(pg.shown.segs[k].node.Data)
		}
	}
	f.Digest = h.digest
	f.Shingle = smallest(h.hashes, h.bar)
	pg.hashes = h.hashes
}

// bodyPieces are the pieces of the article's text, from its first long one to
// its last, and how many runes they hold that are no white space: title, dates
// and source stand before, neighbours behind; figures in tables between count,
// or all annual reports would be alike. They are good until the page is let go.
func (pg *page) bodyPieces(title string) (pieces []int32, runes int) {
	const off = inNav | inFoot | inCrumb | inPager | inLinks | inHidden | inSide
	const long = 20 // runes of a piece that is the article's own
	pieces = pg.pieces[:0]
	size := 0        // bytes taken, white space too
	end, all := 0, 0 // pieces to the last long one; runes of all
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
			pieces = append(pieces, k-1)
			all += int(t.runes)
			if t.runes >= long {
				end, runes = len(pieces), all
			}
		}
		i++
	}
	pg.pieces = pieces
	return pieces[:end], runes
}

// barFor is under which about 4 × sketchSize of n even hashes lie: the rest need
// no sorting.
func barFor(n int) uint32 {
	bar := ^uint32(0)
	if n > 4*sketchSize {
		bar = uint32(uint64(bar) * 4 * sketchSize / uint64(n))
	}
	return bar
}

// shingler hashes a text's runes that are no white space, all and by shingles.
type shingler struct {
	n      int // runes so far
	digest uint64
	window uint32
	last   [16]uint32 // the runes of the window
	bar    uint32
	hashes []uint32 // of shingles, those not above bar
}

// shingleBase is what a window is multiplied by for each rune, shinglePow what
// the rune was multiplied by that leaves it.
const shingleBase = 16777619

var shinglePow = func() uint32 {
	pow := uint32(1)
	for range shingleRunes {
		pow *= shingleBase
	}
	return pow
}()

// add takes a piece of text in.
func (h *shingler) add(s string) {
	n, digest, window, pow := h.n, h.digest, h.window, shinglePow
	for i := 0; i < len(s); {
		c := s[i]
		var r uint32
		if i+3 < len(s) {
			if x := uint32(c) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24; ideograph(x) {
				r = x&0xF<<12 | x>>8&0x3F<<6 | x>>16&0x3F
				i += 3
			}
		}
		switch {
		case r != 0:
		case c < utf8.RuneSelf:
			i++
			if c <= ' ' && isSpace(rune(c)) {
				continue
			}
			r = uint32(c)
		case three(s, i) && !spaceRunes.has3(c, s[i+1], s[i+2]):
			r = uint32(c&0x0F)<<12 | uint32(s[i+1]&0x3F)<<6 | uint32(s[i+2]&0x3F)
			i += 3
		default:
			one, w := utf8.DecodeRuneInString(s[i:])
			i += w
			if spaceRunes.has(one) {
				continue
			}
			r = uint32(one)
		}
		digest = (digest ^ uint64(r)) * 1099511628211
		window = window*shingleBase + (r - pow*h.last[(n-shingleRunes)&15])
		h.last[n&15] = r
		if n++; n >= shingleRunes {
			if m := mix(window); m <= h.bar {
				h.hashes = append(h.hashes, m)
			}
		}
	}
	h.n, h.digest, h.window = n, digest, window
}

// smallest are the sketchSize smallest of hashes, none above bar, each once, in
// order. They change their places.
func smallest(hashes []uint32, bar uint32) []uint32 {
	low := 0 // as a rule the lowest third has enough, and is sorted in a quarter of the time
	for k, h := range hashes {
		if h <= bar/3 {
			hashes[low], hashes[k] = h, hashes[low]
			low++
		}
	}
	part := hashes[:low]
	slices.Sort(part)
	distinct := 0
	for k, h := range part {
		if k == 0 || h != part[k-1] {
			distinct++
		}
	}
	if distinct < sketchSize {
		part = hashes
		slices.Sort(part)
	}
	part = slices.Compact(part)
	return slices.Clone(part[:min(len(part), sketchSize)])
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

// mix spreads the bits of a rolling hash, so that the smallest are a fair sample.
func mix(x uint32) uint32 {
	x ^= x >> 16
	x *= 0x7feb352d
	x ^= x >> 15
	x *= 0x846ca68b
	return x ^ x>>16
}
