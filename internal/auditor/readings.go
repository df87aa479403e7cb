package auditor

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"hash/maphash"
	"io"
	"os"
	"slices"
	"sync"

	"lanmu"
	"lanmu/extract"
	"lanmu/rules"
)

// reading is what reading and judging one page came to, as far as it is the
// page's own.
type reading struct {
	Page  []byte // the collector's, see extract.Collector.Keep; nil: an attachment
	Links []lanmu.Link
	Told  *rules.Told
	File  *lanmu.Attachment // of an attachment, without its text; nil: a page
}

// readings are kept from night to night, in a file beside the recording: a page
// whose bytes are the same need be neither decoded, parsed nor judged again.
//
// The file is a line that says what made the readings, then frames: a kind, a
// length, that many bytes and their CRC-32. Some hold what pages have alike, see
// the kinds, numbered through the file; a page's holds its key and its packed
// reading. New pages are added at the end; a frame that was cut is where the
// file ends.
type readings struct {
	path  string
	at    lanmu.Date
	pages *extract.Collector
	file  *os.File
	words *lexicon
	index map[readingKey]frame

	mu     sync.Mutex
	buf    []byte // the last page's frame
	out    *bufio.Writer
	frames int // of pages, in the file
	used   int // of them tonight
	err    error
}

// The kinds of frames.
const (
	frameNames   = 'N' // the collector's names
	frameStrings = 'S' // strings of links and reports, each numbered from 1
	frameLinks   = 'L' // links, likewise
	framePage    = 'P'
)

// readingKey is a digest of all that reading may depend on.
type readingKey [16]byte

type frame struct {
	offset int64
	size   int
}

const (
	readingsForm = "lanmu readings 3 "
	maxFrame     = 64 << 20
)

// openReadings opens the file at path, or begins it anew where it was made by
// another lanmu, profile or standard, or cannot be read. It never fails for what
// the file holds: the readings only save time. Pages is what the readings' pages
// will be added to, and empty.
func openReadings(path, maker string, at lanmu.Date, pages *extract.Collector) (*readings, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	r := &readings{path: path, at: at, pages: pages, file: f}
	head := readingsForm + maker + "\n"
	r.forget()
	end, names := r.load(head)
	if !pages.Learn(names) {
		end = 0
	}
	if end == 0 {
		r.forget()
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

// forget lets go of all that was read of the file.
func (r *readings) forget() {
	r.words, r.index, r.frames = &lexicon{seed: maphash.MakeSeed()}, map[readingKey]frame{}, 0
}

// load reads the file and tells where its last whole frame ends, and the
// collector's names; 0: it is not ours to use.
func (r *readings) load(head string) (end int64, names []string) {
	in := bufio.NewReaderSize(r.file, 256<<10)
	line, err := in.ReadString('\n')
	if err != nil || line != head {
		return 0, nil
	}
	end = int64(len(line))
	var buf []byte
	for {
		kind, err := in.ReadByte()
		if err != nil {
			return end, names
		}
		n, err := binary.ReadUvarint(in)
		if err != nil || n > maxFrame {
			return end, names
		}
		size := len(binary.AppendUvarint(nil, n)) + 1
		buf = slices.Grow(buf[:0], int(n)+4)[:n+4]
		if _, err := io.ReadFull(in, buf); err != nil || crc32.ChecksumIEEE(buf[:n]) != binary.LittleEndian.Uint32(buf[n:]) {
			return end, names
		}
		switch {
		case kind == frameNames:
			names = append(names, string(buf[:n]))
		case kind == frameStrings || kind == frameLinks:
			if !r.words.learn(kind, buf[:n]) {
				return 0, nil
			}
		case kind == framePage && n >= uint64(len(readingKey{})):
			k := readingKey(buf[:len(readingKey{})])
			r.index[k] = frame{end + int64(size) + int64(len(k)), int(n) - len(k)}
			r.frames++
		default:
			return end, names
		}
		end += int64(size) + int64(n) + 4
	}
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
	p := &pack{words: r.words, in: raw, reads: true}
	var day lanmu.Date
	if p.date(&day); p.err != nil || day.After(r.at) {
		return nil // judged for an earlier day: what was past may be future
	}
	out := &reading{}
	p.reading(out)
	if p.err != nil {
		return nil
	}
	r.mu.Lock()
	r.used++
	r.mu.Unlock()
	return out
}

// keep adds a reading that another night may use, with the names that its page
// is the first to have.
func (r *readings) keep(k readingKey, in *reading, names []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil {
		return
	}
	r.words.fresh()
	p := &pack{words: r.words, out: append(r.buf[:0], k[:]...)}
	p.date(&r.at)
	p.reading(in)
	r.buf = p.out
	for _, f := range [...]struct {
		kind byte
		new  []byte
	}{{frameNames, names}, {frameStrings, r.words.newStrings}, {frameLinks, r.words.newLinks}} {
		if len(f.new) > 0 {
			r.frame(f.kind, f.new)
		}
	}
	r.frame(framePage, p.out)
	r.frames++
	r.used++
}

// lasts tells a page whose reading another night may use. Facts must be as they
// were read.
func (r *readings) lasts(f *lanmu.Facts, told *rules.Told) bool {
	return !f.Unread && len(f.Trouble) == 0 && !told.Partial && !extract.DayMatters(f, r.at)
}

// reading is written or read; its page is whatever stands at the end.
func (p *pack) reading(r *reading) {
	file := r.File != nil
	if p.flag(&file); file {
		if p.reads {
			r.File = &lanmu.Attachment{}
		}
		p.file(r.File)
	}
	p.links(&r.Links)
	if p.reads {
		r.Told = &rules.Told{}
	}
	p.told(r.Told)
	if !p.reads {
		p.out = append(p.out, r.Page...)
	} else if len(p.in) > 0 {
		r.Page = p.in
	}
}

func (r *readings) frame(kind byte, b []byte) {
	var room [16]byte
	head := binary.AppendUvarint(append(room[:0], kind), uint64(len(b)))
	sum := binary.LittleEndian.AppendUint32(head[len(head):], crc32.ChecksumIEEE(b))
	for _, part := range [...][]byte{head, b, sum} {
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
	r.words, r.index, r.buf = nil, nil, nil // what is judged now needs the room
	if err != nil || r.frames > 3*r.used+1000 {
		err = errors.Join(err, os.Remove(r.path))
	}
	return err
}
