package crawler

import (
	"crypto/rand"
	"crypto/sha1"
	"encoding/base32"
	"encoding/hex"
	"net/http"
	"strings"
)

// The recording is a WARC 1.1 file (ISO 28500:2017), one gzip member a record.
// An exchange is a response, revisit, conversion or metadata record, followed by
// the request that it answers. What WARC has no field for stands in fields of
// our own, which other tools pass over.
const warcVersion = "WARC/1.1"

// The record types that are written and read.
const (
	typeInfo       = "warcinfo"
	typeResponse   = "response"
	typeRequest    = "request"
	typeRevisit    = "revisit"
	typeMetadata   = "metadata"   // an exchange that came to no answer
	typeConversion = "conversion" // a page after the browser ran its scripts
	typeResource   = "resource"   // other tools: a body without its HTTP head
)

// The fields of a record's head. The last ones are ours.
const (
	fieldType          = "WARC-Type"
	fieldID            = "WARC-Record-ID"
	fieldDate          = "WARC-Date"
	fieldTarget        = "WARC-Target-URI"
	fieldConcurrent    = "WARC-Concurrent-To"
	fieldIP            = "WARC-IP-Address"
	fieldTruncated     = "WARC-Truncated"
	fieldBlockDigest   = "WARC-Block-Digest"
	fieldPayloadDigest = "WARC-Payload-Digest"
	fieldProfile       = "WARC-Profile"
	fieldRefersTo      = "WARC-Refers-To"
	fieldRefersTarget  = "WARC-Refers-To-Target-URI"
	fieldRefersDate    = "WARC-Refers-To-Date"
	fieldProtocol      = "WARC-Protocol"
	fieldContentType   = "Content-Type"
	fieldLength        = "Content-Length"

	fieldPurpose = "Lanmu-Purpose"
	fieldMethod  = "Lanmu-Method" // left out: GET
	fieldTook    = "Lanmu-Took"   // a Go duration
	fieldRemote  = "Lanmu-Remote" // host:port
	fieldCut     = "Lanmu-Cut"    // "yes": we stopped reading on purpose
	fieldFail    = "Lanmu-Fail"   // lanmu.Fail as JSON
	fieldStatus  = "Lanmu-Status" // of a rendered page
	fieldHeader  = "Lanmu-Header" // of a rendered page, as JSON
)

// The profiles of revisit records (ISO 28500:2017, 6.7).
const (
	profileDigest      = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	profileNotModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

const (
	mediaHTTPRequest  = "application/http;msgtype=request"
	mediaHTTPResponse = "application/http;msgtype=response"
	mediaFields       = "application/warc-fields"
)

// purposeRender marks a page after the browser ran its scripts.
const purposeRender = "render"

// digestOf is the digest of b as WARC writes it: "sha1:" and base32.
func digestOf(parts ...[]byte) string {
	h := sha1.New()
	for _, p := range parts {
		h.Write(p)
	}
	var sum [sha1.Size]byte
	return "sha1:" + base32.StdEncoding.EncodeToString(h.Sum(sum[:0]))
}

// digest is the digest of x's body. It is made once: the recording, the page
// and the comparison with last night's all ask for it. Body must not change
// after, and no two goroutines may ask first.
func (x *Exchange) digest() string {
	if x.sum == "" {
		x.sum = digestOf(x.Body)
	}
	return x.sum
}

// newRecordID is a random (version 4) UUID as a WARC-Record-ID.
func newRecordID() string {
	var u [16]byte
	rand.Read(u[:]) // never fails: crypto/rand ends the program instead
	u[6] = u[6]&0x0f | 0x40
	u[8] = u[8]&0x3f | 0x80
	return recordID(u)
}

// recordID is a UUID as a WARC-Record-ID.
func recordID(u [16]byte) string {
	s := hex.EncodeToString(u[:])
	return "<urn:uuid:" + s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:] + ">"
}

// fieldSafe is s fit to stand in a field of a record's head: what would end
// the line is percent-encoded. Addresses come from hostile pages.
func fieldSafe(s string) string {
	if !controls(s) {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; isControl(c) {
			b.WriteString("%" + strings.ToUpper(hex.EncodeToString([]byte{c})))
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func controls(s string) bool {
	for i := range len(s) {
		if isControl(s[i]) {
			return true
		}
	}
	return false
}

func isControl(c byte) bool { return c < ' ' || c == 0x7f }

// uriSafe is address as it stands in a recording; what is asked for on replay
// passes through it too.
func uriSafe(address string) string {
	return strings.ReplaceAll(fieldSafe(address), " ", "%20")
}

// secretHeaders are not written to the recording, which is handed about as
// evidence: only that they were sent.
var secretHeaders = map[string]bool{"Authorization": true, "Proxy-Authorization": true, "Cookie": true}

// masked is h without its secrets.
func masked(key string, values []string) []string {
	if !secretHeaders[http.CanonicalHeaderKey(key)] {
		return values
	}
	return []string{"***"}
}
