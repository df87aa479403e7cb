package extract

import (
	"encoding/binary"
	"strings"

	"lanmu"
)

// Other nights' pages need not be read again: Keep hands out what the collector
// keeps of a page, and Again takes it in as Add would have taken the page. Both
// speak of names by number, so that Learn must be told first, before any page is
// added, all names that Keep handed out on other nights, in order.

// Learn takes in names of other nights, none on the first, and has those taken
// down that are new tonight. false: they cannot be used, nor can any page that
// was kept with them, and nothing was learnt.
func (c *Collector) Learn(names []string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shelf = shelf{}
	for _, in := range names {
		if !c.shelf.learn(in) {
			c.shelf = shelf{}
			c.shelf.keep()
			return false
		}
	}
	c.shelf.keep()
	return true
}

// Keep is Add, and hands out the page as bytes for another night's Again, with
// the names that are new since it last did. Both are good until write returns;
// it is not called by two workers at once. Learn must have been called.
func (c *Collector) Keep(f *lanmu.Facts, write func(names, page []byte)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.settled = false
	stands := c.standsOf(f)
	c.count(f, stands)
	c.trim(f)
	page := c.shelf.pack(f)
	if packable(f) {
		c.shelf.stand(c.shelf.boxes.put(page))
		page = append(page, formPacked)
	} else {
		page = c.shelf.packLists(f, append(page, formWhole))
		c.share(f)
		c.shelf.add(f)
	}
	for _, k := range stands {
		page = binary.LittleEndian.AppendUint64(page, k.hash)
		page = binary.AppendUvarint(page, uint64(k.where))
	}
	c.shelf.buf = page
	write(c.shelf.fresh.out, page)
	c.shelf.fresh.out = c.shelf.fresh.out[:0]
}

// What stands behind a page's own fields: at once where its blocks stand, or its
// lists first.
const (
	formPacked byte = iota
	formWhole
)

// Again takes a page in that Keep handed out on another night, and tells its
// facts; false: it cannot be used, and nothing was taken in.
func (c *Collector) Again(page []byte) (f *lanmu.Facts, ok bool) {
	in := string(page)
	c.mu.Lock()
	defer c.mu.Unlock()
	f, size, stands, ok := c.unpack(in)
	if !ok {
		return nil, false
	}
	c.settled = false
	c.count(f, stands)
	if packable(f) {
		c.shelf.stand(c.shelf.boxes.put(page[:size]))
		f.URL = strings.Clone(f.URL) // it may be kept, and not all that was packed with it
		return f, true
	}
	ownAddresses(f)
	c.share(f)
	c.shelf.add(f)
	return f, true
}

// ownAddresses copies what letGo leaves: as it was unpacked it would keep all
// that was packed with it.
func ownAddresses(f *lanmu.Facts) {
	f.URL, f.Asked = strings.Clone(f.URL), strings.Clone(f.Asked)
	f.RedirectTo, f.Missed = strings.Clone(f.RedirectTo), strings.Clone(f.Missed)
	for _, list := range [...][]string{f.NextPages, f.DataURLs, f.Trouble} {
		for i := range list {
			list[i] = strings.Clone(list[i])
		}
	}
}

// unpack reads a page that may be anybody's; size is how many bytes its own
// fields take.
func (c *Collector) unpack(in string) (f *lanmu.Facts, size int, stands []standing, ok bool) {
	defer func() {
		if recover() != nil { // an index beyond what there is
			ok = false
		}
	}()
	p := packing{s: &c.shelf, in: in, reads: true, gap: -1}
	f = &lanmu.Facts{}
	p.facts(f)
	p.end()
	size = len(in) - len(p.in)
	form := p.in[0]
	p.in = p.in[1:]
	if form == formWhole {
		p.lists(f)
	}
	if packable(f) != (form == formPacked) {
		return nil, 0, nil, false
	}
	c.here = c.here[:0]
	for len(p.in) > 0 {
		k := standing{hash: binary.LittleEndian.Uint64([]byte(p.in[:8]))}
		p.in = p.in[8:]
		var where uint64
		p.number(&where)
		_ = c.shelf.names.list[where]
		k.where = uint32(where)
		c.here = append(c.here, k)
	}
	return f, size, c.here, true
}
