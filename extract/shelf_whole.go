package extract

import (
	"encoding/binary"
	"errors"

	"lanmu"
)

var errPacked = errors.New("not what was packed")

// packLists adds to a page packed what only pages have that the shelf keeps as
// they are.
func (s *shelf) packLists(f *lanmu.Facts, page []byte) []byte {
	p := packing{s: s, out: page}
	p.lists(f)
	return p.out
}

func (p *packing) lists(f *lanmu.Facts) {
	nav := uint64(0)
	if !p.reads && len(f.Nav) > 0 {
		nav = uint64(p.s.crumbs.number(&p.s.names, f.Nav)) + 1
	}
	if p.number(&nav); nav > 0 {
		f.Nav = p.s.crumbs.list[nav-1]
	}
	if n := p.length(len(f.NextPages)); n > 0 {
		if p.reads {
			f.NextPages = make([]string, n)
		}
		for i := range f.NextPages {
			p.bytes(&f.NextPages[i])
		}
	}
	n := p.length(len(f.Blocks))
	if p.reads && n > 0 {
		f.Blocks = make([]*lanmu.Block, n)
	}
	for i := range f.Blocks {
		p.listed(&f.Blocks[i], i == f.List || f.Home)
	}
}

// listed is one of the page's lists. Its own stands with it; of others, which
// its template shows on other pages too, the number does.
func (p *packing) listed(b **lanmu.Block, own bool) {
	if p.reads {
		*b = &lanmu.Block{}
	}
	if own {
		p.block(*b)
		return
	}
	if !p.reads {
		from := len(p.out)
		p.block(*b)
		packed := p.out[from:]
		n, there := p.s.kept.number(packed)
		if !there && p.s.fresh != nil {
			p.s.fresh.block(packed)
		}
		p.out = binary.AppendUvarint(p.out[:from], uint64(n))
		return
	}
	var n uint64
	p.number(&n)
	q := packing{s: p.s, in: p.s.kept.list[n], reads: true, gap: -1}
	q.block(*b)
}

func (p *packing) block(b *lanmu.Block) {
	p.number(&b.Hash)
	for _, s := range [...]*string{&b.Where, &b.Heading, &b.More, &b.Refused} {
		p.shared(s)
	}
	p.int(&b.Dated)
	p.int(&b.Score)
	p.end()
	n := p.length(len(b.Rows))
	if p.reads && n > 0 {
		b.Rows = make([]lanmu.Row, n)
	}
	for i := range b.Rows {
		p.row(&b.Rows[i])
	}
}

func (p *packing) row(r *lanmu.Row) {
	p.text(&r.Title)
	p.text(&r.URL)
	p.text(&r.Raw)
	p.date(&r.Date)
	p.bool(&r.Pinned)
	p.end()
}
