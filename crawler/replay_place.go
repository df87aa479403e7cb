package crawler

import "io"

// place is where an exchange stands in a recording, so that it can be referred
// to, and copied without being compressed again.
type place struct {
	rec     *recording
	offset  int64
	size    int64  // of the gzip member; 0 unknown
	id      string // WARC-Record-ID
	date    string // WARC-Date as written
	target  string
	revisit bool
	asleep  bool   // only a glimpse of it was had, see asleep.go
	body    int64  // of a glimpse: bytes of its body
	raw     []byte // member, where it was read already
}

// member is the record's gzip member, byte for byte. nil: there is none of its own.
func (p *place) member() ([]byte, error) {
	if p.raw != nil {
		return p.raw, nil
	}
	if p.rec == nil || !p.rec.gzip || p.rec.spool != nil || p.size == 0 {
		return nil, nil
	}
	raw := make([]byte, p.size)
	_, err := io.ReadFull(io.NewSectionReader(p.rec.file, p.offset, p.size), raw)
	return raw, noEOF(err)
}
