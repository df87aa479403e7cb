package auditor

import (
	"encoding/binary"
	"errors"
	"hash/maphash"
	"math/bits"

	"lanmu"
)

// pack writes links and what rules said in few bytes, or reads them back: one
// list of fields serves both, so that they cannot drift apart. What is written
// is not touched: others may be reading it. A string that
// came before is a number, and so is a link: a site's pages repeat most of
// theirs.
type pack struct {
	words *lexicon
	out   []byte // written
	in    []byte // still to be read
	reads bool
	err   error
}

// lexicon are the strings and links that have numbers, from 1.
type lexicon struct {
	seed maphash.Seed
	// What there is, told apart by a hash.
	strings, links numbers
	// What is new since it was last let go.
	newStrings, newLinks []byte
	// The last link's place and its hash: mostly the next one's too.
	where    string
	whereSum uint64
	// What the numbers stand for that were learnt from a file.
	knownStrings []string
	knownLinks   []lanmu.Link
}

// fresh lets go of what is new.
func (w *lexicon) fresh() { w.newStrings, w.newLinks = w.newStrings[:0], w.newLinks[:0] }

// longString is from how many bytes on a string is no one's but its page's.
const longString = 256

// How a string is written, if not by number less two.
const (
	noString uint64 = iota
	ownString
	numbered
)

var errPacked = errors.New("not what was packed")

// fail ends reading: whatever is asked from here on is nothing.
func (p *pack) fail() { p.err, p.in = errPacked, nil }

func (p *pack) number(n *uint64) {
	if !p.reads {
		p.out = binary.AppendUvarint(p.out, *n)
		return
	}
	x, size := binary.Uvarint(p.in)
	if size <= 0 {
		p.fail()
		*n = 0
		return
	}
	*n, p.in = x, p.in[size:]
}

func (p *pack) int(n *int) {
	x := uint64(*n)<<1 ^ uint64(*n>>63) // small where n is, either side of 0
	if p.number(&x); p.reads {
		*n = int(x>>1) ^ -int(x&1)
	}
}

func (p *pack) flag(b *bool) {
	x := uint64(0)
	if *b {
		x = 1
	}
	if p.number(&x); p.reads {
		*b = x != 0
	}
}

func (p *pack) date(d *lanmu.Date) {
	n := uint64(uint16(d.Year))<<16 | uint64(uint8(d.Month))<<8 | uint64(uint8(d.Day))
	if p.number(&n); p.reads {
		*d = lanmu.Date{Year: int16(n >> 16), Month: int8(n >> 8), Day: int8(n)}
	}
}

// length writes or reads how many elements follow, each of which takes a byte at
// least.
func (p *pack) length(n int) int {
	x := uint64(n)
	p.number(&x)
	if p.reads && x > uint64(len(p.in)) {
		p.fail()
		return 0
	}
	return int(x)
}

// own is a string that no other page has.
func (p *pack) own(s *string) {
	n := p.length(len(*s))
	if !p.reads {
		p.out = append(p.out, *s...)
		return
	}
	*s, p.in = string(p.in[:n]), p.in[n:]
}

// text is a string that other pages may have.
func (p *pack) text(s *string) {
	how := noString
	switch {
	case p.reads || *s == "":
	case len(*s) >= longString:
		how = ownString
	default:
		n, known := p.words.strings.of(maphash.String(p.words.seed, *s))
		if how = n + numbered - 1; !known {
			w := p.words
			w.newStrings = append(binary.AppendUvarint(w.newStrings, uint64(len(*s))), *s...)
		}
	}
	p.number(&how)
	switch {
	case how == ownString:
		p.own(s)
	case !p.reads:
	case how == noString:
		*s = ""
	case how-numbered < uint64(len(p.words.knownStrings)):
		*s = p.words.knownStrings[how-numbered]
	default:
		p.fail()
	}
}

// link writes the number of one: hashing it whole is a tenth of the work of
// packing its fields.
func (p *pack) link(l *lanmu.Link) {
	w, n := p.words, uint64(0)
	if !p.reads {
		var known bool
		if n, known = w.links.of(w.linkSum(l)); !known {
			q := pack{words: w, out: w.newLinks}
			q.fields(l)
			w.newLinks = q.out
		}
	}
	p.number(&n)
	switch {
	case !p.reads:
	case n-1 < uint64(len(w.knownLinks)):
		*l = w.knownLinks[n-1]
	default:
		p.fail()
	}
}

// fields are a link's.
func (p *pack) fields(l *lanmu.Link) {
	for _, s := range [...]*string{&l.URL, &l.Raw, &l.Text, &l.Where, (*string)(&l.Bad), &l.Hidden} {
		p.text(s)
	}
	p.kind(&l.Kind)
}

func (p *pack) kind(k *lanmu.LinkKind) {
	x := uint64(*k)
	if p.number(&x); p.reads {
		*k = lanmu.LinkKind(x)
	}
}

func (w *lexicon) linkSum(l *lanmu.Link) uint64 {
	if l.Where != w.where || w.whereSum == 0 {
		w.where, w.whereSum = l.Where, maphash.String(w.seed, l.Where)
	}
	h := mix(uint64(l.Kind), w.whereSum)
	h = mix(h, maphash.String(w.seed, l.URL))
	h = mix(h, maphash.String(w.seed, l.Raw))
	h = mix(h, maphash.String(w.seed, l.Text))
	if l.Bad != "" || l.Hidden != "" {
		h = mix(mix(h, maphash.String(w.seed, string(l.Bad))), maphash.String(w.seed, l.Hidden))
	}
	return h
}

// mix adds to a hash what comes next.
func mix(h, next uint64) uint64 {
	return (bits.RotateLeft64(h, 29) ^ next) * 0x9e3779b97f4a7c15
}

// learn takes in the strings or links of a frame, and numbers them as they were;
// false: that is not what the frame holds.
func (w *lexicon) learn(kind byte, in []byte) bool {
	p := pack{words: w, in: in, reads: true}
	all := ""
	if kind == frameStrings {
		all = string(in)
	}
	for len(p.in) > 0 {
		var known bool
		switch kind {
		case frameStrings:
			n := p.length(0)
			if p.err != nil {
				return false
			}
			at := len(in) - len(p.in)
			s := all[at : at+n]
			p.in = p.in[n:]
			w.knownStrings = append(w.knownStrings, s)
			_, known = w.strings.of(maphash.String(w.seed, s))
		case frameLinks:
			var l lanmu.Link
			p.fields(&l)
			w.knownLinks = append(w.knownLinks, l)
			_, known = w.links.of(w.linkSum(&l))
		}
		if known || p.err != nil {
			return false
		}
	}
	return true
}
