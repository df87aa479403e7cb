package crawler

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"

	"lanmu"
)

// level is the gzip level of a recording (docs/adr/0002): the levels above it
// cost more processor time than the disk they save is worth.
const level = gzip.BestSpeed

// smallRecord is the size in bytes below which a record is stored in its gzip
// member as it is: making a code for so little text takes as long as for a
// page, and every page has such a record, its request.
const smallRecord = 1 << 10

// encoder turns exchanges into gzip members. It is reused: a fresh gzip writer
// costs more than compressing a page.
type encoder struct {
	out    bytes.Buffer // finished members
	head   bytes.Buffer // head of the record being written, or all of a small one
	http   bytes.Buffer // HTTP head
	fields []field      // of the record being written
	names  []string     // of an HTTP head
	zip    *gzip.Writer
}

// encoders are as many as there are processors: a gzip writer holds most of a
// megabyte, and more of them at work would compress nothing sooner. nil stands
// for one that is not made yet.
var encoders = func() chan *encoder {
	c := make(chan *encoder, max(runtime.GOMAXPROCS(0), 2))
	for range cap(c) {
		c <- nil
	}
	return c
}()

// takeEncoder waits for an encoder that nobody uses. Release it.
func takeEncoder() *encoder {
	if e := <-encoders; e != nil {
		e.out.Reset()
		return e
	}
	zip, err := gzip.NewWriterLevel(nil, level)
	if err != nil {
		panic(err) // the level is a constant
	}
	return &encoder{zip: zip}
}

// release gives e back, unless a huge page made it grow; nil was given back.
func (e *encoder) release() {
	switch {
	case e == nil:
	case e.out.Cap() > 1<<20:
		encoders <- nil
	default:
		encoders <- e
	}
}

// field is one line of a record's head. An empty value is left out.
type field struct{ name, value string }

// record writes one record as a gzip member of its own. Its block has a digest
// where the payload, which is nearly all of it, has none of its own: the member
// has a checksum besides, and one more pass over each page is a fifth of the
// cost of recording.
func (e *encoder) record(fields []field, block ...[]byte) error {
	n := 0
	for _, b := range block {
		n += len(b)
	}
	e.head.Reset()
	e.head.WriteString(warcVersion + "\r\n")
	digested := false
	for _, f := range fields {
		if f.value != "" {
			line(&e.head, f.name, fieldSafe(f.value))
		}
		digested = digested || f.name == fieldPayloadDigest && fields[0].value != typeRevisit
	}
	if !digested {
		line(&e.head, fieldBlockDigest, digestOf(block...))
	}
	line(&e.head, fieldLength, strconv.Itoa(n))
	e.head.WriteString("\r\n")
	if e.head.Len()+n < smallRecord {
		for _, b := range block {
			e.head.Write(b)
		}
		e.head.WriteString("\r\n\r\n")
		e.store(e.head.Bytes())
		return nil
	}
	parts := append(append(make([][]byte, 0, 4), e.head.Bytes()), block...)
	parts = append(parts, []byte("\r\n\r\n"))
	if len(block) > 0 && packed(block[len(block)-1]) {
		e.store(parts...)
		return nil
	}
	e.zip.Reset(&e.out)
	for _, b := range parts {
		if _, err := e.zip.Write(b); err != nil {
			return err
		}
	}
	return e.zip.Close()
}

// line writes one line of a head.
func line(to *bytes.Buffer, name, value string) {
	to.WriteString(name)
	to.WriteString(": ")
	to.WriteString(value)
	to.WriteString("\r\n")
}

// info writes the record that opens a recording.
func (e *encoder) info(at time.Time, fields []field) error {
	e.http.Reset()
	for _, f := range fields {
		if f.value != "" {
			e.http.WriteString(f.name + ": " + fieldSafe(f.value) + "\r\n")
		}
	}
	return e.record([]field{
		{fieldType, typeInfo},
		{fieldID, newRecordID()},
		{fieldDate, warcDate(at)},
		{fieldContentType, mediaFields},
	}, e.http.Bytes())
}

// exchange writes the records of x: first what came back, so that a recording
// cut between the two still holds the answer, then the request.
func (e *encoder) exchange(x *Exchange) error {
	id := newRecordID()
	var err error
	switch {
	case x.Purpose == purposeRender && x.Status != 0:
		return e.conversion(id, x)
	case x.Status == 0:
		err = e.noAnswer(id, x)
	case x.Earlier != nil:
		err = e.revisit(id, x)
	default:
		err = e.response(id, x)
	}
	if err != nil || x.Purpose == purposeRender || x.ReqHeader == nil {
		return err // no request of ours stands behind it
	}
	return e.request(id, x)
}

// common are the fields that every record of x begins with, good until the next
// record's are asked for.
func (e *encoder) common(kind, id string, x *Exchange) []field {
	if e.fields == nil {
		e.fields = make([]field, 0, 20) // more than any record has
	}
	return append(e.fields[:0],
		field{fieldType, kind},
		field{fieldID, id},
		field{fieldDate, warcDate(x.At)},
		field{fieldTarget, uriSafe(x.URL)})
}

// ours are the fields that carry what WARC has none for.
func ours(x *Exchange) []field {
	f := []field{{fieldPurpose, x.Purpose}, {fieldTook, x.Took.String()}, {fieldRemote, x.RemoteAddr}}
	if x.Method != "" && x.Method != http.MethodGet {
		f = append(f, field{fieldMethod, x.Method})
	}
	if x.Cut {
		f = append(f, field{fieldCut, "yes"})
	}
	if x.Fail != nil {
		f = append(f, field{fieldFail, asJSON(x.Fail)})
	}
	return f
}

func (e *encoder) response(id string, x *Exchange) error {
	e.responseHead(x)
	fields := append(e.common(typeResponse, id, x), ours(x)...)
	fields = append(fields,
		field{fieldIP, ipOf(x.RemoteAddr)},
		field{fieldProtocol, protocolName(x.Proto)},
		field{fieldTruncated, truncation(x)},
		field{fieldPayloadDigest, x.digest()},
		field{fieldContentType, mediaHTTPResponse})
	return e.record(fields, e.http.Bytes(), x.Body)
}

// revisit writes that x is what x.Earlier was, and right after it that earlier
// record itself, so that the file can be judged alone (docs/adr/0002). A reader
// knows the copy by standing there; a recording cut between the two ends before
// the revisit.
func (e *encoder) revisit(id string, x *Exchange) error {
	base := x.Earlier
	at := base.at
	if at == nil {
		at = &place{id: newRecordID(), date: warcDate(base.At), target: uriSafe(base.URL)}
	}
	profile, body := profileDigest, []byte(nil)
	if x.Status == http.StatusNotModified {
		profile, body = profileNotModified, x.Body
	}
	e.responseHead(x)
	fields := append(e.common(typeRevisit, id, x), ours(x)...)
	fields = append(fields,
		field{fieldIP, ipOf(x.RemoteAddr)},
		field{fieldProtocol, protocolName(x.Proto)},
		field{fieldProfile, profile},
		field{fieldRefersTo, at.id},
		field{fieldRefersTarget, at.target},
		field{fieldRefersDate, at.date},
		field{fieldPayloadDigest, base.digest()},
		field{fieldContentType, mediaHTTPResponse})
	if err := e.record(fields, e.http.Bytes(), body); err != nil {
		return err
	}
	if raw, err := at.member(); err != nil {
		return err
	} else if raw != nil {
		_, err := e.out.Write(raw)
		return err
	}
	copied := *base
	copied.Earlier = nil
	return e.response(at.id, &copied)
}

// noAnswer writes a request that came to nothing.
func (e *encoder) noAnswer(id string, x *Exchange) error {
	e.http.Reset()
	if x.Fail != nil {
		fmt.Fprintf(&e.http, "fail: %s\r\n", asJSON(x.Fail))
	}
	if len(x.Header) > 0 {
		fmt.Fprintf(&e.http, "header: %s\r\n", asJSON(x.Header))
	}
	if len(x.Body) > 0 {
		fmt.Fprintf(&e.http, "body: %s\r\n", base64.StdEncoding.EncodeToString(x.Body))
	}
	fields := append(e.common(typeMetadata, id, x), ours(x)...)
	fields = append(fields,
		field{fieldIP, ipOf(x.RemoteAddr)},
		field{fieldProtocol, protocolName(x.Proto)},
		field{fieldContentType, mediaFields})
	return e.record(fields, e.http.Bytes())
}

// conversion writes a page after its scripts ran.
func (e *encoder) conversion(id string, x *Exchange) error {
	fields := append(e.common(typeConversion, id, x), ours(x)...)
	fields = append(fields,
		field{fieldStatus, strconv.Itoa(x.Status)},
		field{fieldHeader, asJSON(x.Header)},
		field{fieldTruncated, truncation(x)},
		field{fieldPayloadDigest, x.digest()},
		field{fieldContentType, x.Header.Get(fieldContentType)})
	return e.record(fields, x.Body)
}

func (e *encoder) request(answer string, x *Exchange) error {
	method := cmp.Or(x.Method, http.MethodGet)
	host, path := asked(x.URL)
	e.http.Reset()
	e.http.WriteString(method)
	e.http.WriteString(" ")
	e.http.WriteString(uriSafe(path))
	e.http.WriteString(" HTTP/1.1\r\n")
	if host != "" && x.ReqHeader.Get("Host") == "" {
		line(&e.http, "Host", fieldSafe(host))
	}
	e.headerLines(x.ReqHeader)
	return e.record(append(e.common(typeRequest, newRecordID(), x),
		field{fieldConcurrent, answer},
		field{fieldContentType, mediaHTTPRequest}), e.http.Bytes())
}

// asked is what stands in a request for addr: the host, and path and query.
func asked(addr string) (host, path string) {
	if plainAddress(addr) {
		return hostOf(addr), pathOf(addr)
	}
	u, err := url.Parse(addr)
	if err != nil {
		return "", "/"
	}
	return u.Host, u.RequestURI()
}

// responseHead writes the HTTP head of x. Tools know HTTP/1 only: a later
// protocol's name stands in WARC-Protocol.
func (e *encoder) responseHead(x *Exchange) {
	e.http.Reset()
	proto := x.Proto
	if proto != "HTTP/1.0" {
		proto = "HTTP/1.1"
	}
	fmt.Fprintf(&e.http, "%s %03d %s\r\n", proto, x.Status, http.StatusText(x.Status))
	e.headerLines(x.Header)
}

// headerLines writes h, in order of name so that equal answers are equal bytes.
func (e *encoder) headerLines(h http.Header) {
	e.names = slices.AppendSeq(e.names[:0], maps.Keys(h))
	slices.Sort(e.names)
	for _, key := range e.names {
		for _, v := range masked(key, h[key]) {
			line(&e.http, lineSafe.Replace(key), lineSafe.Replace(v))
		}
	}
	e.http.WriteString("\r\n")
}

var lineSafe = strings.NewReplacer("\r", " ", "\n", " ", "\x00", " ")

// warcDate is t as WARC-Date, to the nanosecond that version 1.1 allows.
func warcDate(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// truncation is why the body is not whole, in WARC's words; "" it is.
func truncation(x *Exchange) string {
	switch {
	case x.Fail == nil && x.Cut:
		return "length"
	case x.Fail == nil:
		return ""
	case x.Fail.Kind == lanmu.FailTooLarge:
		return "length"
	case x.Fail.Kind == lanmu.FailTimeout, x.Fail.Kind == lanmu.FailStopped:
		return "time"
	case x.Fail.Kind == lanmu.FailReset, x.Fail.Kind == lanmu.FailTruncated:
		return "disconnect"
	}
	return "unspecified"
}

// protocolName is proto for WARC-Protocol where the status line cannot say it.
func protocolName(proto string) string {
	switch proto {
	case "HTTP/1.0", "HTTP/1.1":
		return ""
	case "HTTP/2.0":
		return "h2"
	}
	return strings.ToLower(proto)
}

func ipOf(addr string) string {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		host = addr
	}
	if net.ParseIP(host) == nil {
		return "" // a proxy's name is no address
	}
	return host
}

// asJSON is v in one line. Only our own plain types come here.
func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}
