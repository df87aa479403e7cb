package auditor

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"math/bits"
	"reflect"

	"lanmu"
)

// pack writes plain values (structs of exported fields, slices, maps, pointers,
// strings, whole numbers) in few bytes. A string that came before is a number,
// and so are links and rows: a site's pages repeat most of theirs. Who reads
// must know the types.
type pack struct {
	seed maphash.Seed
	out  []byte
	// What came before, numbered from 1, and what is new since it was last let go.
	strings, links, rows          numbers
	newStrings, newLinks, newRows []byte
}

func newPack() pack { return pack{seed: maphash.MakeSeed()} }

// fresh lets go of what is new.
func (p *pack) fresh() {
	p.newStrings, p.newLinks, p.newRows = p.newStrings[:0], p.newLinks[:0], p.newRows[:0]
}

// longString is from how many bytes on a string is no one's but its page's.
const longString = 256

// numbers tells things apart by a hash, for there may be millions of them and to
// keep them all would be most of an audit's memory: it takes 16 bytes for each.
// Of a million things two are mistaken for each other once in some thirty
// million nights.
type numbers struct {
	hashes []uint64 // by number less one
	table  []uint32 // numbers, each at its hash or after it; 0: free
}

// of is the number of what has the hash, the next one where it had none.
func (n *numbers) of(hash uint64) (number uint64, known bool) {
	if len(n.hashes)*4 >= len(n.table)*3 {
		n.grow()
	}
	mask := uint64(len(n.table) - 1)
	at := hash & mask
	for ; n.table[at] != 0; at = (at + 1) & mask {
		if number := n.table[at]; n.hashes[number-1] == hash {
			return uint64(number), true
		}
	}
	n.hashes = append(n.hashes, hash)
	n.table[at] = uint32(len(n.hashes))
	return uint64(len(n.hashes)), false
}

func (n *numbers) grow() {
	n.table = make([]uint32, max(1024, 2*len(n.table)))
	mask := uint64(len(n.table) - 1)
	for i, hash := range n.hashes {
		at := hash & mask
		for ; n.table[at] != 0; at = (at + 1) & mask {
		}
		n.table[at] = uint32(i + 1)
	}
}

func (p *pack) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		p.text(v.String())
	case reflect.Bool:
		p.flag(v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.out = binary.AppendVarint(p.out, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		p.out = binary.AppendUvarint(p.out, v.Uint())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				p.value(v.Field(i))
			}
		}
	case reflect.Pointer:
		p.flag(!v.IsNil())
		if !v.IsNil() {
			p.value(v.Elem())
		}
	case reflect.Slice:
		p.length(v)
		switch list := v.Interface().(type) {
		case []lanmu.Link:
			for i := range list {
				p.link(&list[i])
			}
		case []lanmu.Row:
			for i := range list {
				p.row(&list[i])
			}
		default:
			for i := range v.Len() {
				p.value(v.Index(i))
			}
		}
	case reflect.Map:
		p.length(v)
		for it := v.MapRange(); it.Next(); {
			p.value(it.Key())
			p.value(it.Value())
		}
	default:
		panic(fmt.Sprintf("pack: no form for %s", v.Type())) // our own types: a mistake in this package
	}
}

func (p *pack) flag(b bool) {
	n := byte(0)
	if b {
		n = 1
	}
	p.out = append(p.out, n)
}

// length tells an empty list from none.
func (p *pack) length(v reflect.Value) {
	if v.IsNil() {
		p.out = append(p.out, 0)
		return
	}
	p.out = binary.AppendUvarint(p.out, uint64(v.Len())+1)
}

func (p *pack) text(s string) {
	if len(s) >= longString {
		p.out = append(p.out, 0)
		p.out = binary.AppendUvarint(p.out, uint64(len(s)))
		p.out = append(p.out, s...)
		return
	}
	n, known := p.strings.of(maphash.String(p.seed, s))
	if !known {
		p.newStrings = append(binary.AppendUvarint(p.newStrings, uint64(len(s))), s...)
	}
	p.out = binary.AppendUvarint(p.out, n)
}

// link and row write the number of one: hashing it whole is a tenth of the work
// of packing its fields.
func (p *pack) link(l *lanmu.Link) {
	h := p.mix(uint64(l.Kind), l.URL, l.Raw, l.Text, l.Where, string(l.Bad), l.Hidden)
	n, known := p.links.of(h)
	if !known {
		p.newLinks = p.apart(p.newLinks, reflect.ValueOf(l).Elem())
	}
	p.out = binary.AppendUvarint(p.out, n)
}

func (p *pack) row(r *lanmu.Row) {
	day := uint64(uint16(r.Date.Year))<<16 | uint64(uint8(r.Date.Month))<<8 | uint64(uint8(r.Date.Day))
	if r.Pinned {
		day |= 1 << 40
	}
	n, known := p.rows.of(p.mix(day, r.URL, r.Title, r.Raw))
	if !known {
		p.newRows = p.apart(p.newRows, reflect.ValueOf(r).Elem())
	}
	p.out = binary.AppendUvarint(p.out, n)
}

// mix hashes strings in order.
func (p *pack) mix(h uint64, parts ...string) uint64 {
	for _, s := range parts {
		h = bits.RotateLeft64(h*0x9e3779b97f4a7c15, 29) ^ maphash.String(p.seed, s)
	}
	return h * 0x9e3779b97f4a7c15
}

// apart packs v at the end of to instead of out.
func (p *pack) apart(to []byte, v reflect.Value) []byte {
	out := p.out
	p.out = to
	p.value(v)
	to, p.out = p.out, out
	return to
}

var errPacked = errors.New("not what was packed")

// known is what numbers stand for, by number less one.
type known struct {
	strings []string
	links   []lanmu.Link
	rows    []lanmu.Row
}

// unpack reads what pack wrote.
type unpack struct {
	known *known
	in    []byte
	err   error
}

func (u *unpack) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(u.text())
	case reflect.Bool:
		v.SetBool(u.number() != 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, size := binary.Varint(u.in)
		u.took(size)
		v.SetInt(n)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(u.number())
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				u.value(f)
			}
		}
	case reflect.Pointer:
		if u.number() != 0 && u.err == nil {
			v.Set(reflect.New(v.Type().Elem()))
			u.value(v.Elem())
		}
	case reflect.Slice:
		u.list(v)
	case reflect.Map:
		u.dict(v)
	}
}

func (u *unpack) list(v reflect.Value) {
	n := u.number()
	if n == 0 || n-1 > uint64(len(u.in)) { // an element takes a byte at least
		u.fail(n > 0)
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), int(n-1), int(n-1)))
	switch list := v.Interface().(type) {
	case []lanmu.Link:
		for i := range list {
			list[i] = numbered(u, u.known.links)
		}
	case []lanmu.Row:
		for i := range list {
			list[i] = numbered(u, u.known.rows)
		}
	default:
		for i := range v.Len() {
			u.value(v.Index(i))
		}
	}
}

// numbered reads a number and is what it stands for.
func numbered[T any](u *unpack, known []T) (t T) {
	n := u.number()
	if n == 0 || n > uint64(len(known)) {
		u.fail(true)
		return t
	}
	return known[n-1]
}

func (u *unpack) dict(v reflect.Value) {
	n := u.number()
	if n == 0 || n-1 > uint64(len(u.in)) {
		u.fail(n > 0)
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), int(n-1)))
	for range n - 1 {
		key, val := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		u.value(key)
		u.value(val)
		v.SetMapIndex(key, val)
	}
}

func (u *unpack) fail(yes bool) {
	if yes && u.err == nil {
		u.err, u.in = errPacked, nil
	}
}

func (u *unpack) took(size int) {
	if size <= 0 {
		u.fail(true)
		return
	}
	u.in = u.in[size:]
}

func (u *unpack) number() uint64 {
	n, size := binary.Uvarint(u.in)
	u.took(size)
	return n
}

func (u *unpack) text() string {
	n := u.number()
	if n > 0 {
		if n > uint64(len(u.known.strings)) {
			u.fail(true)
			return ""
		}
		return u.known.strings[n-1]
	}
	size := u.number()
	if size < longString || size > uint64(len(u.in)) {
		u.fail(true)
		return ""
	}
	s := string(u.in[:size])
	u.in = u.in[size:]
	return s
}
