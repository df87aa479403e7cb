package crawler

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/gzip"
)

// errManyRecords tells a gzip member that holds more than one record: single
// records cannot be read out of such a file.
var errManyRecords = errors.New("several records in one gzip member")

// scanner walks over the records of a file, one pass.
type scanner struct {
	in   *bufio.Reader // the file
	read *counter      // what in has taken from it
	zip  *gzip.Reader  // nil: not compressed
	body *bufio.Reader // the records' text

	start, end int64 // of the record that next told last
	rest       io.LimitedReader
}

type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// newScanner looks at the first bytes to know the form.
func newScanner(f io.Reader) (*scanner, error) {
	s := &scanner{read: &counter{r: f}}
	s.in = bufio.NewReaderSize(s.read, 256<<10)
	magic, err := s.in.Peek(5)
	switch {
	case len(magic) < 5 && errors.Is(err, io.EOF):
		return nil, fmt.Errorf("文件是空的（%w）", io.ErrUnexpectedEOF)
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		s.zip = new(gzip.Reader)
		s.body = bufio.NewReaderSize(nil, 32<<10)
	case bytes.HasPrefix(magic, []byte("WARC/")):
		s.body = s.in
	case bytes.HasPrefix(magic, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return nil, fmt.Errorf("文件是 zstd 压缩的，请先解压为 .warc（%w）", errNoRecord)
	default:
		return nil, fmt.Errorf("开头不是 WARC 记录（%w）", errNoRecord)
	}
	return s, nil
}

func (s *scanner) pos() int64 { return s.read.n - int64(s.in.Buffered()) }

// next reads the head of the next record; its block can be read from s.block
// until finish. io.EOF: the file ends here, whole.
func (s *scanner) next() (*record, error) {
	s.start = s.pos()
	if s.zip != nil {
		if err := s.zip.Reset(s.in); err != nil {
			return nil, err // io.EOF only at a member's border
		}
		s.zip.Multistream(false)
		s.body.Reset(s.zip)
	}
	r, err := readRecordHead(s.body)
	if err != nil {
		if s.zip != nil {
			err = noEOF(err)
		}
		return nil, err
	}
	s.rest = io.LimitedReader{R: s.body, N: r.length}
	return r, nil
}

// block is what is left of the record's block.
func (s *scanner) block() io.Reader { return &s.rest }

// finish reads to the end of the record, which proves that it is whole.
func (s *scanner) finish() error {
	if _, err := io.Copy(io.Discard, &s.rest); err != nil {
		return noEOF(err)
	}
	if s.rest.N > 0 {
		return io.ErrUnexpectedEOF
	}
	var tail [4]byte
	n, err := io.ReadFull(s.body, tail[:])
	if err != nil && (s.zip == nil || !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF)) {
		return noEOF(err)
	}
	if string(tail[:n]) != "\r\n\r\n"[:n] {
		return fmt.Errorf("%w: its block is longer than its head says", errNoRecord)
	}
	if s.zip != nil {
		if _, err := s.body.ReadByte(); err == nil {
			return errManyRecords
		} else if !errors.Is(err, io.EOF) {
			return err
		}
	}
	s.end = s.pos()
	return nil
}

// spoolOut unpacks a file that is one gzip member into a temporary one, as far
// as it goes.
func spoolOut(f *os.File) (*os.File, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	out, err := os.CreateTemp("", "lanmu-*.warc")
	if err != nil {
		return nil, err
	}
	zip, err := gzip.NewReader(bufio.NewReaderSize(f, 256<<10))
	if err == nil {
		_, err = io.Copy(out, zip)
		if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) {
			err = nil // cut: the pass over the text finds where
		}
	}
	if err == nil {
		_, err = out.Seek(0, io.SeekStart)
	}
	if err != nil {
		out.Close()
		os.Remove(out.Name())
		return nil, err
	}
	return out, nil
}
