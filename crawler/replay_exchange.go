package crawler

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"net/textproto"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"

	"lanmu"
)

var errNoHTTP = errors.New("no HTTP head")

// unzipper reads single gzip members.
type unzipper struct {
	in  *bufio.Reader
	zip *gzip.Reader
	out *bufio.Reader
}

var unzippers = sync.Pool{New: func() any {
	return &unzipper{in: bufio.NewReaderSize(nil, 16<<10), zip: new(gzip.Reader), out: bufio.NewReaderSize(nil, 4<<10)}
}}

// load reads the exchange at e, with the earlier answer that it stands for.
func (r *recording) load(e entry) (*Exchange, error) {
	x, err := r.read(e.offset, e.size)
	if err != nil {
		return nil, fmt.Errorf("reading %s at byte %d: %w", r.path, e.offset, err)
	}
	if e.base >= 0 {
		if x.Earlier, err = r.read(e.base, e.size); err != nil {
			return nil, fmt.Errorf("reading %s at byte %d: %w", r.path, e.base, err)
		}
		if x.Status != http.StatusNotModified {
			x.Body, x.sum = x.Earlier.Body, x.Earlier.sum
		}
	} else if x.at.revisit {
		return nil, fmt.Errorf("%s holds only a reference to an earlier recording of %s", r.path, x.URL)
	}
	return x, nil
}

// read reads the record at offset.
func (r *recording) read(offset, size int64) (*Exchange, error) {
	u := unzippers.Get().(*unzipper)
	defer unzippers.Put(u)
	src := r.file
	if r.spool != nil {
		src = r.spool
	}
	at := &place{rec: r, offset: offset, size: size}
	u.in.Reset(io.NewSectionReader(src, offset, 1<<62))
	body := u.in
	if r.gzip {
		if err := u.zip.Reset(u.in); err != nil {
			return nil, noEOF(err)
		}
		u.zip.Multistream(false)
		u.out.Reset(u.zip)
		body = u.out
	}
	rec, err := readRecordHead(body)
	if err != nil {
		return nil, noEOF(err)
	}
	block, err := rec.block(body)
	if err != nil {
		return nil, err
	}
	at.id, at.date, at.target = rec.get(fieldID), rec.get(fieldDate), trimURI(rec.get(fieldTarget))
	at.revisit = strings.EqualFold(rec.get(fieldType), typeRevisit)
	x, err := rec.exchange(block)
	if err != nil {
		return nil, err
	}
	x.at = at
	if r.mine && !at.revisit {
		x.sum = rec.get(fieldPayloadDigest) // the index found the record's checksum right
	}
	return x, nil
}

// exchange makes an Exchange of a record and its block.
func (r *record) exchange(block []byte) (*Exchange, error) {
	x := &Exchange{
		Method: r.get(fieldMethod), URL: trimURI(r.get(fieldTarget)), Purpose: r.get(fieldPurpose),
		At: parseDate(r.get(fieldDate)), RemoteAddr: r.get(fieldRemote), Cut: r.get(fieldCut) == "yes",
	}
	if x.Method == "" {
		x.Method = http.MethodGet
	}
	x.Took, _ = time.ParseDuration(r.get(fieldTook)) // other tools tell none: 0
	if f := r.get(fieldFail); f != "" {
		x.Fail = new(lanmu.Fail)
		if err := json.Unmarshal([]byte(f), x.Fail); err != nil {
			return nil, fmt.Errorf("%s: %w", fieldFail, err)
		}
	}
	var err error
	switch kind := strings.ToLower(r.get(fieldType)); kind {
	case typeMetadata:
		err = x.setFields(block)
	case typeConversion, typeResource:
		err = x.setBare(r, block)
	default:
		err = x.setHTTP(block)
	}
	if err != nil {
		return nil, err
	}
	switch r.get(fieldProtocol) {
	case "":
	case "h2":
		x.Proto = "HTTP/2.0"
	default:
		x.Proto = strings.ToUpper(r.get(fieldProtocol))
	}
	if t := r.get(fieldTruncated); t != "" && x.Fail == nil && !x.Cut {
		// Another tool did not record all of it: not to be judged as whole.
		x.Fail = &lanmu.Fail{Kind: lanmu.FailTruncated, Detail: "WARC-Truncated: " + t}
	}
	return x, nil
}

// setFields reads the block of a metadata record: a request without an answer.
func (x *Exchange) setFields(block []byte) error {
	for line := range strings.Lines(string(block)) {
		name, value, _ := strings.Cut(strings.TrimRight(line, "\r\n"), ": ")
		var err error
		switch name {
		case "header":
			err = json.Unmarshal([]byte(value), &x.Header)
		case "body":
			x.Body, err = base64.StdEncoding.DecodeString(value)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// setBare reads a record that is a body without an HTTP head.
func (x *Exchange) setBare(r *record, block []byte) error {
	x.Body, x.Status = block, http.StatusOK
	if s := r.get(fieldStatus); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			return fmt.Errorf("%s: %w", fieldStatus, err)
		}
		x.Status = n
	}
	if h := r.get(fieldHeader); h != "" {
		return json.Unmarshal([]byte(h), &x.Header)
	}
	x.Header = http.Header{fieldContentType: {r.get(fieldContentType)}}
	return nil
}

func (x *Exchange) setHTTP(block []byte) error {
	br := bufio.NewReaderSize(bytes.NewReader(block), 4<<10)
	head, err := readHTTPHead(br)
	if err != nil {
		return err
	}
	x.Proto, x.Status, x.Header = head.proto, head.status, head.header
	x.Body = block[head.size:]
	if strings.EqualFold(x.Header.Get("Transfer-Encoding"), "chunked") {
		// Some tools keep the bytes of the wire, some only the head's word for it.
		whole, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(x.Body)))
		if err == nil {
			x.Body = whole
		}
		x.Header.Del("Transfer-Encoding")
	}
	return nil
}

// httpHead is the head of an HTTP answer.
type httpHead struct {
	proto  string
	status int
	header http.Header
	size   int // bytes of it
}

// readHTTPHead reads an answer's head more kindly than net/http, which reads
// from the wire: what another tool kept is to be read, not judged.
func readHTTPHead(br *bufio.Reader) (*httpHead, error) {
	h := &httpHead{header: http.Header{}}
	line, err := h.line(br)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoHTTP, noEOF(err))
	}
	proto, rest, _ := strings.Cut(line, " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	if h.status, err = strconv.Atoi(code); err != nil || !strings.HasPrefix(proto, "HTTP/") || h.status < 0 {
		return nil, fmt.Errorf("%w: it begins with %.40q", errNoHTTP, line)
	}
	h.proto = proto
	for {
		line, err := h.line(br)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errNoHTTP, noEOF(err))
		}
		if line == "" {
			return h, nil
		}
		if name, value, ok := strings.Cut(line, ":"); ok {
			name = textproto.CanonicalMIMEHeaderKey(name)
			h.header[name] = append(h.header[name], strings.Trim(value, " \t"))
		}
	}
}

// line reads a line and counts its bytes.
func (h *httpHead) line(br *bufio.Reader) (string, error) {
	var long []byte
	for {
		part, err := br.ReadSlice('\n')
		h.size += len(part)
		if h.size > maxHead {
			return "", fmt.Errorf("longer than %d bytes", maxHead)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			long = append(long, part...)
			continue
		}
		if err != nil {
			return "", err
		}
		return strings.TrimRight(string(append(long, part...)), "\r\n"), nil
	}
}
