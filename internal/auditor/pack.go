package auditor

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"reflect"
)

// pack writes plain values (structs of exported fields, slices, maps, pointers,
// strings, whole numbers) in few bytes. A string that came before is a number:
// a site's pages repeat most of theirs. Who reads must know the types.
type pack struct {
	known *numbers // of each string, from 1
	fresh []string // not known before
	out   []byte
}

// longString is from how many bytes on a string is no one's but its page's.
const longString = 256

// numbers tells strings apart by a hash, for there may be millions of
// them and to keep them all would be most of an audit's memory. Of a million
// strings two are mistaken for each other once in some thirty million nights.
type numbers struct {
	seed maphash.Seed
	by   map[uint64]uint32
	last uint32
}

func newNumbers() *numbers { return &numbers{seed: maphash.MakeSeed(), by: map[uint64]uint32{}} }

// of is the number of s, the next one where it had none.
func (n *numbers) of(s string) (number uint64, known bool) {
	h := maphash.String(n.seed, s)
	if old, ok := n.by[h]; ok {
		return uint64(old), true
	}
	n.last++
	n.by[h] = n.last
	return uint64(n.last), false
}

// next numbers a string of a file, where each stands once.
func (n *numbers) next(s string) {
	n.last++
	n.by[maphash.String(n.seed, s)] = n.last
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
		for i := range v.Len() {
			p.value(v.Index(i))
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
	n, ok := p.known.of(s)
	if !ok {
		p.fresh = append(p.fresh, s)
	}
	p.out = binary.AppendUvarint(p.out, n)
}

var errPacked = errors.New("not what was packed")

// unpack reads what pack wrote.
type unpack struct {
	known []string // by number less one
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
	for i := range v.Len() {
		u.value(v.Index(i))
	}
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
		if n > uint64(len(u.known)) {
			u.fail(true)
			return ""
		}
		return u.known[n-1]
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
