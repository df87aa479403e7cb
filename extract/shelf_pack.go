package extract

import (
	"encoding/binary"
	"strings"

	"lanmu"
)

// packing writes a page's facts in few bytes, or reads them back: one list of
// fields serves both, so that they cannot drift apart. A field without a value
// takes no room: before each of the others stands how many were passed over.
type packing struct {
	s     *shelf
	out   []byte // written
	in    string // still to be read
	reads bool
	gap   int // writing: fields passed over; reading: those still to pass, -1 not read yet
}

// pack is f in bytes, good until the next call.
func (s *shelf) pack(f *lanmu.Facts) []byte {
	p := packing{s: s, out: s.buf[:0]}
	p.facts(f)
	p.end()
	s.buf = p.out
	return p.out
}

func (s *shelf) unpack(in string) *lanmu.Facts {
	p := packing{s: s, in: in, reads: true, gap: -1}
	f := &lanmu.Facts{}
	p.facts(f)
	return f
}

// fieldsEnd stands for more fields passed over than there are.
const fieldsEnd = 255

// head are the fields by which pages are found, and columns named: many look
// through all pages for these alone. The address comes first, see packedURL.
func (p *packing) head(f *lanmu.Facts) {
	p.text(&f.URL)
	p.like(&f.Asked, f.URL)
	p.int(&f.Status)
	p.name((*string)(&f.Kind))
	p.crumbs(&f.Crumbs)
}

// facts are all fields but those of which a packed page has none.
func (p *packing) facts(f *lanmu.Facts) {
	p.head(f)
	p.name(&f.Charset)
	p.text(&f.Title)
	p.like(&f.HeadTitle, f.Title)
	p.date(&f.Published)
	p.text(&f.PubRaw)
	p.text(&f.PubClock)
	p.name(&f.ColumnName)
	p.int(&f.List)
	p.name((*string)(&f.Empty))
	p.text(&f.EmptyWhy)
	p.name((*string)(&f.EmptyElse))
	p.text(&f.EmptyElseWhy)
	p.bool(&f.NeedsScript)
	p.text(&f.ScriptWhy)
	p.texts(&f.DataURLs)
	p.int(&f.PageCount)
	p.name(&f.PagerSends)
	p.int(&f.ItemCount)
	p.text(&f.RedirectTo)
	p.text(&f.Soft)
	p.dates(f)
	p.tags(&f.Tags)
	p.marks(&f.Marks)
	for _, n := range [...]*int{&f.TextLen, &f.Images, &f.Tables, &f.Frames, &f.Files, &f.Forms, &f.Links} {
		p.int(n)
	}
	p.text(&f.Text)
	p.sketch(&f.Shingle)
	p.sum(&f.Digest)
	p.texts(&f.Trouble)
	for _, b := range [...]*bool{&f.Home, &f.Rendered, &f.Unread} {
		p.bool(b)
	}
	p.text(&f.Missed)
	p.text(&f.Unfilled)
}

// end is behind the last field.
func (p *packing) end() {
	switch {
	case !p.reads:
		p.out, p.gap = append(p.out, fieldsEnd), 0
		return
	case p.gap < 0: // there was no field left to pass
		p.in = p.in[1:]
	}
	p.gap = -1
}

// packedURL reads the address alone.
func packedURL(in string) string {
	p := packing{in: in, reads: true, gap: -1}
	var url string
	p.text(&url)
	return url
}

// here tells whether a field has a value: reading, by what was written.
func (p *packing) here(has bool) bool {
	if !p.reads {
		if !has {
			p.gap++
			return false
		}
		p.out = append(p.out, byte(p.gap))
		p.gap = 0
		return true
	}
	if p.gap < 0 {
		p.gap, p.in = int(p.in[0]), p.in[1:]
	}
	p.gap--
	return p.gap < 0
}

// length writes or reads how many elements follow, each of which takes a byte
// at least.
func (p *packing) length(n int) int {
	x := uint64(n)
	p.number(&x)
	if p.reads && x > uint64(len(p.in)) {
		panic(errPacked)
	}
	return int(x)
}

// number writes *n or reads it.
func (p *packing) number(n *uint64) {
	if !p.reads {
		p.out = binary.AppendUvarint(p.out, *n)
		return
	}
	*n = 0
	for shift := 0; ; shift += 7 {
		b := p.in[0]
		p.in = p.in[1:]
		*n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return
		}
	}
}

// bytes writes *s or reads it, as a part of the box.
func (p *packing) bytes(s *string) {
	n := uint64(len(*s))
	p.number(&n)
	if !p.reads {
		p.out = append(p.out, *s...)
		return
	}
	*s, p.in = p.in[:n], p.in[n:]
}

func (p *packing) shared(s *string) {
	if !p.reads {
		n := uint64(p.s.names.number(*s))
		p.number(&n)
		return
	}
	var n uint64
	p.number(&n)
	*s = p.s.names.list[n]
}

func (p *packing) bool(b *bool) { *b = p.here(*b) }

func (p *packing) int(n *int) {
	if p.here(*n != 0) {
		x := uint64(*n)<<1 ^ uint64(*n>>63) // small where n is, either side of 0
		p.number(&x)
		*n = int(x>>1) ^ -int(x&1)
	}
}

func (p *packing) sum(n *uint64) {
	if p.here(*n != 0) {
		p.number(n)
	}
}

// text is the page's own, name one that pages repeat.
func (p *packing) text(s *string) {
	if p.here(*s != "") {
		p.bytes(s)
	}
}

func (p *packing) name(s *string) {
	if p.here(*s != "") {
		p.shared(s)
	}
}

// like is a text that mostly is another one, or begins with it.
func (p *packing) like(s *string, other string) {
	if !p.here(*s != other) {
		*s = other
		return
	}
	how := uint64(0) // 1: it is all there; else the number of what follows other, and 2
	if !p.reads {
		how = 1
		if rest, begins := strings.CutPrefix(*s, other); begins && other != "" && p.s.names.few(rest) {
			how = uint64(p.s.names.number(rest)) + 2
		}
	}
	p.number(&how)
	switch {
	case how == 1:
		p.bytes(s)
	case p.reads:
		*s = other + p.s.names.list[how-2]
	}
}

func (p *packing) texts(list *[]string) {
	if p.here(len(*list) > 0) {
		p.each(list)
	}
}

func (p *packing) each(list *[]string) {
	n := p.length(len(*list))
	if p.reads {
		*list = make([]string, n)
	}
	for i := range *list {
		p.bytes(&(*list)[i])
	}
}

func (p *packing) date(d *lanmu.Date) {
	if p.here(!d.IsZero()) {
		p.day(d)
	}
}

func (p *packing) day(d *lanmu.Date) {
	n := uint64(uint16(d.Year))<<16 | uint64(uint8(d.Month))<<8 | uint64(uint8(d.Day))
	p.number(&n)
	*d = lanmu.Date{Year: int16(n >> 16), Month: int8(n >> 8), Day: int8(n)}
}

func (p *packing) crumbs(c *[]lanmu.Crumb) {
	if !p.here(len(*c) > 0) {
		return
	}
	n := uint64(0)
	if !p.reads {
		n = uint64(p.s.crumbs.number(&p.s.names, *c))
	}
	p.number(&n)
	*c = p.s.crumbs.list[n]
}

func (p *packing) dates(f *lanmu.Facts) {
	if !p.here(len(f.Dates) > 0) {
		return
	}
	n := p.length(len(f.Dates))
	if p.reads {
		f.Dates = make([]lanmu.DateMark, n)
	}
	for i := range f.Dates {
		d := &f.Dates[i]
		how := uint64(0) // 1: taken, 2: its text is the day of publication's
		if d.Taken {
			how = 1
		}
		if d.Raw == f.PubRaw {
			how |= 2
		}
		p.number(&how)
		d.Taken = how&1 != 0
		if how&2 != 0 {
			d.Raw = f.PubRaw
		} else {
			p.bytes(&d.Raw)
		}
		p.day(&d.Date)
		p.shared((*string)(&d.Role))
		p.shared(&d.Why)
	}
}

func (p *packing) marks(m *lanmu.Marks) {
	for _, s := range [...]*string{&m.SiteCode, &m.ICP, &m.Police, &m.Host, &m.Sitemap, &m.Contact} {
		p.name(s)
	}
	p.bool(&m.PartyGov)
	p.bool(&m.ErrorReport)
}

// sketch is a rising list: what one is more than the one before is less to write.
func (p *packing) sketch(list *[]uint32) {
	if !p.here(len(*list) > 0) {
		return
	}
	n := p.length(len(*list))
	if p.reads {
		*list = make([]uint32, n)
	}
	last := uint32(0)
	for i, v := range *list {
		more := uint64(v - last)
		p.number(&more)
		last += uint32(more)
		(*list)[i] = last
	}
}
