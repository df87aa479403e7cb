// Package attachment reads the text of the files that pages link to: PDF, DOCX
// and XLSX. Files are hostile: size, entries, unpacked bytes, depth, text and
// time are bounded, archives inside archives are not opened, and XML entities
// are never expanded. What cannot be read is told with its reason.
//
// Files of before 2007 (.doc, .xls, .wps, .ppt) are not read.
package attachment

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"

	"lanmu"
)

// Limits bound the reading of one file. Time does not run while a PDF waits for
// others before it.
type Limits struct {
	Size     int           // bytes of the file
	Unpacked int64         // bytes unpacked from an archive, all parts together
	Entries  int           // files in an archive
	Depth    int           // of XML elements
	Text     int           // bytes of text
	Pages    int           // of a PDF, or sheets of a workbook
	Time     time.Duration // for the whole file
}

// Usual are bounds that every office document of a bureau's keeps.
var Usual = Limits{Size: 20 << 20, Unpacked: 64 << 20, Entries: 2000, Depth: 200, Text: 2 << 20, Pages: 300, Time: 20 * time.Second}

// fault is why reading ended.
type fault struct {
	why    lanmu.Unread
	detail string
}

func (f *fault) Error() string { return string(f.why) + ": " + f.detail }

func faultf(why lanmu.Unread, format string, args ...any) error {
	return &fault{why, fmt.Sprintf(format, args...)}
}

// Read reads the file data, found at url. It never fails: what could not be
// read is told in Unread, and what was read until then is kept.
func Read(ctx context.Context, url string, data []byte, limits Limits) (a *lanmu.Attachment) {
	a = &lanmu.Attachment{URL: url}
	t := &text{limits: limits}
	defer func() {
		if e := recover(); e != nil {
			a.Unread, a.Detail = lanmu.UnreadInternal, fmt.Sprint(e)
		}
		a.Parts = t.parts
	}()
	var err error
	if a.Kind, err = read(ctx, data, t); err == nil {
		return a
	}
	var f *fault
	switch {
	case errors.As(err, &f):
		a.Unread, a.Detail = f.why, f.detail
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		a.Unread, a.Detail = lanmu.UnreadTooLong, err.Error()
	default:
		a.Unread, a.Detail = lanmu.UnreadDamaged, err.Error()
	}
	return a
}

// read tells what sort of file data is, by its bytes alone, and reads it.
func read(ctx context.Context, data []byte, t *text) (kind string, err error) {
	switch {
	case len(data) > t.limits.Size:
		return "", faultf(lanmu.UnreadTooLarge, "%d bytes", len(data))
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return readOffice(ctx, data, t)
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return "pdf", readPDF(ctx, data, t)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		if bytes.Contains(data, encryptedPackage) {
			return "", faultf(lanmu.UnreadLocked, "an encrypted package")
		}
		return "", faultf(lanmu.UnreadLegacy, "OLE")
	case bytes.HasPrefix(data, []byte(`{\rtf`)):
		return "", faultf(lanmu.UnreadForm, "RTF")
	}
	return "", faultf(lanmu.UnreadForm, "no known form")
}

// encryptedPackage is the name of the stream that holds a DOCX or XLSX with a
// password (MS-OFFCRYPTO 2.3.4.4).
var encryptedPackage = func() []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune("EncryptedPackage")) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}()

// text gathers parts under a limit.
type text struct {
	limits Limits
	parts  []lanmu.AttachmentPart
	size   int
}

// add takes one part in, cut where there is too much.
func (t *text) add(name, s string) error {
	over := t.size+len(s) > t.limits.Text
	if over {
		s = strings.ToValidUTF8(s[:t.limits.Text-t.size], "")
	}
	t.size += len(s)
	if strings.TrimSpace(s) != "" {
		t.parts = append(t.parts, lanmu.AttachmentPart{Name: name, Text: s})
	}
	if over {
		return faultf(lanmu.UnreadTooMuch, "more than %d bytes of text", t.limits.Text)
	}
	return nil
}

// room is how many bytes of text may still come.
func (t *text) room() int { return t.limits.Text - t.size }
