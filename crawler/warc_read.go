package crawler

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Bounds against files that are no recording or a hostile one.
const (
	maxHead  = 256 << 10 // bytes of a record's head, and of an HTTP head
	maxBlock = 1 << 30   // bytes of a block that is held in memory
)

var errNoRecord = errors.New("no WARC record")

// record is a record's head.
type record struct {
	fields []field
	length int64 // of the block
}

// get is the value of a field, "" where there is none; of several of one name
// the last. Upper and lower case are one: WARC does not mind.
func (r *record) get(name string) string {
	for i := len(r.fields) - 1; i >= 0; i-- {
		if f := &r.fields[i]; len(f.name) == len(name) && strings.EqualFold(f.name, name) {
			return f.value
		}
	}
	return ""
}

// readRecordHead reads up to the block. io.EOF: there is nothing more.
func readRecordHead(br *bufio.Reader) (*record, error) {
	version, err := readLine(br)
	for err == nil && version == "" { // stray line ends between records
		version, err = readLine(br)
	}
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(version, "WARC/") {
		return nil, fmt.Errorf("%w: it begins with %.20q", errNoRecord, version)
	}
	r := &record{fields: make([]field, 0, 20)}
	n := 0
	for {
		line, err := readLine(br)
		if err != nil {
			return nil, noEOF(err)
		}
		if line == "" {
			break
		}
		if n += len(line); n > maxHead {
			return nil, fmt.Errorf("%w: its head is longer than %d bytes", errNoRecord, maxHead)
		}
		if last := len(r.fields) - 1; (line[0] == ' ' || line[0] == '\t') && last >= 0 { // folded, as older tools write
			r.fields[last].value += " " + strings.Trim(line, " \t")
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("%w: line %.40q has no colon", errNoRecord, line)
		}
		r.fields = append(r.fields, field{strings.Trim(name, " \t"), strings.Trim(value, " \t")})
	}
	r.length, err = strconv.ParseInt(r.get(fieldLength), 10, 64)
	if err != nil || r.length < 0 {
		return nil, fmt.Errorf("%w: Content-Length is %.40q", errNoRecord, r.get(fieldLength))
	}
	return r, nil
}

// block reads a record's block whole.
func (r *record) block(br *bufio.Reader) ([]byte, error) {
	if r.length > maxBlock {
		return nil, fmt.Errorf("a record of %d bytes is more than can be held", r.length)
	}
	b := make([]byte, r.length)
	_, err := io.ReadFull(br, b)
	return b, noEOF(err)
}

// readLine reads a line without its end. Lines longer than a head may be are
// an error, so that a file of another kind is not read whole.
func readLine(br *bufio.Reader) (string, error) {
	var long []byte
	for {
		part, err := br.ReadSlice('\n')
		switch {
		case err == nil && long == nil:
			return string(bytes.TrimRight(part, "\r\n")), nil
		case err == nil:
			return string(bytes.TrimRight(append(long, part...), "\r\n")), nil
		case errors.Is(err, bufio.ErrBufferFull):
			if long = append(long, part...); len(long) > maxHead {
				return "", fmt.Errorf("%w: a line longer than %d bytes", errNoRecord, maxHead)
			}
		case errors.Is(err, io.EOF) && len(part)+len(long) > 0:
			return "", io.ErrUnexpectedEOF
		default:
			return "", err
		}
	}
}

// noEOF makes an end where more should stand an error.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
