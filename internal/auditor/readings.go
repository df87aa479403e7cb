package auditor

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"reflect"
	"sync"

	"lanmu"
	"lanmu/extract"
	"lanmu/rules"
)

// reading is what reading and judging one page came to, as far as it is the
// page's own.
type reading struct {
	Facts *lanmu.Facts
	Links []lanmu.Link
	Told  *rules.Told
	File  *lanmu.Attachment // of an attachment, without its text; nil: a page
}

// readings are kept from night to night, in a file beside the recording: a page
// whose bytes are the same need be neither decoded, parsed nor judged again.
//
// The file is a line that says what made the readings, then frames: a kind, a
// length, that many bytes and their CRC-32. Frames 'S', 'L' and 'R' hold strings,
// links and rows, each numbered from 1 through the file; frame 'P' a page's key
// and its packed reading. New pages are added at the end; a frame that was cut
// is where the file ends.
type readings struct {
	path  string
	at    lanmu.Date
	file  *os.File
	known known // what numbers stand for in the file as it was found
	index map[readingKey]frame

	mu     sync.Mutex
	pack   pack
	out    *bufio.Writer
	frames int // of pages, in the file
	used   int // of them tonight
	err    error
}

// readingKey is a digest of all that reading may depend on.
type readingKey [16]byte

type frame struct {
	offset int64
	size   int
}

const (
	readingsForm = "lanmu readings 2 "
	maxFrame     = 64 << 20
)

// openReadings opens the file at path, or begins it anew where it was made by
// another lanmu, profile or standard, or cannot be read. It never fails for what
// the file holds: the readings only save time.
func openReadings(path, maker string, at lanmu.Date) (*readings, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	r := &readings{path: path, at: at, file: f, index: map[readingKey]frame{}, pack: newPack()}
	head := readingsForm + maker + "\n"
	end := r.load(head)
	if end == 0 {
		r.known, r.index, r.frames, r.pack = known{}, map[readingKey]frame{}, 0, newPack()
	}
	if err := f.Truncate(end); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if _, err := f.Seek(end, io.SeekStart); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	r.out = bufio.NewWriterSize(f, 256<<10)
	if end == 0 {
		_, r.err = r.out.WriteString(head)
	}
	return r, nil
}

// load reads the file and tells where its last whole frame ends; 0: it is not
// ours to use.
func (r *readings) load(head string) (end int64) {
	in := bufio.NewReaderSize(r.file, 256<<10)
	line, err := in.ReadString('\n')
	if err != nil || line != head {
		return 0
	}
	end = int64(len(line))
	var buf []byte
	for {
		kind, err := in.ReadByte()
		if err != nil {
			return end
		}
		n, err := binary.ReadUvarint(in)
		if err != nil || n > maxFrame {
			return end
		}
		size := len(binary.AppendUvarint(nil, n)) + 1
		buf = append(buf[:0], make([]byte, n+4)...)
		if _, err := io.ReadFull(in, buf); err != nil || crc32.ChecksumIEEE(buf[:n]) != binary.LittleEndian.Uint32(buf[n:]) {
			return end
		}
		switch {
		case kind == 'S' || kind == 'L' || kind == 'R':
			if !r.learn(kind, buf[:n]) {
				return 0
			}
		case kind == 'P' && n >= uint64(len(readingKey{})):
			k := readingKey(buf[:len(readingKey{})])
			r.index[k] = frame{end + int64(size) + int64(len(k)), int(n) - len(k)}
			r.frames++
		default:
			return end
		}
		end += int64(size) + int64(n) + 4
	}
}

// learn takes in the strings, links or rows of a frame, and numbers them as they
// were; false: that is not what the frame holds.
func (r *readings) learn(kind byte, b []byte) bool {
	k, p := &r.known, &r.pack
	u, text := &unpack{known: k, in: b}, ""
	if kind == 'S' {
		text = string(b)
	}
	for len(u.in) > 0 {
		switch kind {
		case 'S':
			n := u.number()
			if u.err != nil || n > uint64(len(u.in)) {
				return false
			}
			at := len(b) - len(u.in)
			s := text[at : at+int(n)]
			u.in = u.in[n:]
			k.strings = append(k.strings, s)
			p.text(s)
		case 'L':
			var l lanmu.Link
			u.value(reflect.ValueOf(&l).Elem())
			k.links = append(k.links, l)
			p.link(&l)
		case 'R':
			var row lanmu.Row
			u.value(reflect.ValueOf(&row).Elem())
			k.rows = append(k.rows, row)
			p.row(&row)
		}
		if u.err != nil {
			return false
		}
	}
	p.fresh()
	p.out = p.out[:0]
	return len(k.strings) == len(p.strings.hashes) && len(k.links) == len(p.links.hashes) && len(k.rows) == len(p.rows.hashes)
}

// key is p's, as far as it can be read from its bytes alone; false: it cannot.
func (r *readings) key(p *lanmu.Page) (k readingKey, ok bool) {
	if r == nil || !p.OK() || p.Rendered || p.Digest == "" {
		return k, false
	}
	h := sha256.New()
	// Charset and media type follow from what was declared and the bytes.
	fmt.Fprintf(h, "%s\n%s\n%d %d\n%s\n%s\n%s\n", p.Asked, p.URL, p.Status, len(p.Redirects), p.Declared, p.Soft, p.Digest)
	return readingKey(h.Sum(nil)), true
}

// find gives the reading of a page that is what it was; nil: there is none.
func (r *readings) find(k readingKey) *reading {
	at, ok := r.index[k]
	if !ok {
		return nil
	}
	raw := make([]byte, at.size)
	if _, err := r.file.ReadAt(raw, at.offset); err != nil {
		return nil
	}
	u := &unpack{known: &r.known, in: raw}
	var day lanmu.Date
	u.value(reflect.ValueOf(&day).Elem())
	out := &reading{}
	if u.err != nil || day.After(r.at) {
		return nil // judged for an earlier day: what was past may be future
	}
	u.value(reflect.ValueOf(out).Elem())
	if u.err != nil || len(u.in) > 0 || out.Facts == nil || out.Told == nil {
		return nil
	}
	r.mu.Lock()
	r.used++
	r.mu.Unlock()
	return out
}

// keep adds a reading that another night may use. Facts must be as they were
// read.
func (r *readings) keep(k readingKey, in *reading) {
	if f := in.Facts; f.Unread || len(f.Trouble) > 0 || in.Told.Partial || extract.DayMatters(f, r.at) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil {
		return
	}
	r.pack.fresh()
	r.pack.out = append(r.pack.out[:0], k[:]...)
	r.pack.value(reflect.ValueOf(&r.at).Elem())
	r.pack.value(reflect.ValueOf(in).Elem())
	for _, f := range []struct {
		kind byte
		new  []byte
	}{{'S', r.pack.newStrings}, {'L', r.pack.newLinks}, {'R', r.pack.newRows}} {
		if len(f.new) > 0 {
			r.frame(f.kind, f.new)
		}
	}
	r.frame('P', r.pack.out)
	r.frames++
	r.used++
}

func (r *readings) frame(kind byte, b []byte) {
	head := binary.AppendUvarint([]byte{kind}, uint64(len(b)))
	for _, part := range [][]byte{head, b, binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(b))} {
		if _, err := r.out.Write(part); err != nil {
			r.err = err
			return
		}
	}
}

// close writes what waits. A file that is mostly pages of other nights goes: the
// next night makes it anew.
func (r *readings) close() error {
	if r == nil {
		return nil
	}
	err := errors.Join(r.err, r.out.Flush(), r.file.Close())
	r.known, r.index, r.pack = known{}, nil, pack{} // what is judged now needs the room
	if err != nil || r.frames > 3*r.used+1000 {
		err = errors.Join(err, os.Remove(r.path))
	}
	return err
}
