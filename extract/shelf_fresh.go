package extract

import (
	"encoding/binary"
	"hash/maphash"
	"maps"
	"slices"

	"lanmu"
)

// fresh takes down what gets a number on the shelf, in the order of the numbers:
// packed pages are read with its help on another night.
type fresh struct{ out []byte }

// What may get a number, each counted for itself.
const (
	freshName byte = iota
	freshCrumbs
	freshTags
	freshBlock
)

func (f *fresh) text(s string) {
	f.out = append(binary.AppendUvarint(f.out, uint64(len(s))), s...)
}

func (f *fresh) name(s string) {
	if f != nil {
		f.out = append(f.out, freshName)
		f.text(s)
	}
}

func (f *fresh) crumbs(list []lanmu.Crumb) {
	if f == nil {
		return
	}
	f.out = binary.AppendUvarint(append(f.out, freshCrumbs), uint64(len(list)))
	for _, x := range list {
		f.text(x.Name)
		f.text(x.URL)
	}
}

func (f *fresh) tags(tags map[string][]string) {
	if f == nil {
		return
	}
	f.out = binary.AppendUvarint(append(f.out, freshTags), uint64(len(tags)))
	for _, name := range slices.Sorted(maps.Keys(tags)) {
		f.text(name)
		f.out = binary.AppendUvarint(f.out, uint64(len(tags[name])))
		for _, v := range tags[name] {
			f.text(v)
		}
	}
}

func (f *fresh) block(packed []byte) {
	f.out = append(f.out, freshBlock)
	f.out = append(binary.AppendUvarint(f.out, uint64(len(packed))), packed...)
}

// keep makes the shelf take down what it numbers from now on.
func (s *shelf) keep() {
	if s.fresh == nil {
		s.fresh = &fresh{}
		s.names.fresh, s.crumbs.fresh, s.sets.fresh = s.fresh, s.fresh, s.fresh
	}
}

// learn numbers what was taken down on another night as it was then; false:
// these are not such bytes, and the shelf is of no use.
func (s *shelf) learn(in string) (ok bool) {
	defer func() {
		if recover() != nil { // an index beyond what there is
			ok = false
		}
	}()
	p := packing{s: s, in: in, reads: true, gap: -1}
	for len(p.in) > 0 {
		kind := p.in[0]
		p.in = p.in[1:]
		var text string
		switch kind {
		case freshName:
			p.bytes(&text)
			if s.names.add(text); len(s.names.by) != len(s.names.list) {
				return false
			}
		case freshCrumbs:
			list := make([]lanmu.Crumb, p.length(0))
			for i := range list {
				p.known(&list[i].Name)
				p.known(&list[i].URL)
			}
			s.crumbs.add(crumbSum(list), list)
		case freshTags:
			tags := map[string][]string{}
			for range p.length(0) {
				var name string
				p.known(&name)
				values := make([]string, p.length(0))
				for i := range values {
					p.known(&values[i])
				}
				tags[name] = values
			}
			s.sets.add(tagSum(tags), tags)
		case freshBlock:
			p.bytes(&text)
			s.kept.learn(text)
		default:
			return false
		}
	}
	return true
}

// known reads a text of which one copy is kept, if it is a name.
func (p *packing) known(s *string) {
	p.bytes(s)
	*s = p.s.names.known(*s)
}

// keptBlocks are lists that several pages may show, packed. Those of tonight
// are told apart by their hash alone: what they held is taken down.
type keptBlocks struct {
	seed maphash.Seed
	by   map[uint64]uint32
	list []string // of other nights; tonight's have the numbers behind theirs
}

func (k *keptBlocks) number(packed []byte) (n uint32, there bool) {
	return k.of(maphash.Bytes(k.seeded(), packed))
}

func (k *keptBlocks) of(sum uint64) (n uint32, there bool) {
	n, there = k.by[sum]
	if !there {
		n = uint32(len(k.by))
		k.by[sum] = n
	}
	return n, there
}

func (k *keptBlocks) seeded() maphash.Seed {
	if k.by == nil {
		k.by, k.seed = map[uint64]uint32{}, maphash.MakeSeed()
	}
	return k.seed
}

func (k *keptBlocks) learn(packed string) {
	if _, there := k.of(maphash.String(k.seeded(), packed)); there {
		panic(errPacked)
	}
	k.list = append(k.list, packed)
}
