package crawler

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
)

// indexing is the state of the pass that makes a recording's index.
type indexing struct {
	r    *recording
	s    *scanner
	open *pending // the exchange whose further records may follow

	requestID, requestMethod string // the last request that no exchange claimed yet
}

// pending is an exchange that is not filed yet.
type pending struct {
	id, concurrent       string
	method, url, purpose string
	refersTo, target     string // of a revisit
	entry                entry
	valid                validators
}

// index makes the index. The error is for files that hold nothing to use.
func (r *recording) index() error {
	err := r.pass(r.file)
	if errors.Is(err, errManyRecords) {
		if r.spool, err = spoolOut(r.file); err != nil {
			return err
		}
		r.entries, r.queues, r.count, r.whole, r.cut = nil, map[uint64]queue{}, 0, 0, nil
		err = r.pass(r.spool)
	}
	if err != nil {
		return err
	}
	if r.whole == 0 {
		return errors.Join(errors.New("文件中没有一条完整的记录"), r.cut)
	}
	return nil
}

func (r *recording) pass(f io.Reader) error {
	s, err := newScanner(f)
	if err != nil {
		return err
	}
	r.gzip = s.zip != nil
	ix := &indexing{r: r, s: s}
	for {
		rec, err := s.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = ix.add(rec)
		}
		if errors.Is(err, errManyRecords) {
			return err
		}
		if err != nil {
			r.cut = err
			break
		}
	}
	if ix.open.complete() {
		ix.file()
	} else if r.cut == nil {
		r.cut = io.ErrUnexpectedEOF
	}
	return nil
}

// add takes in one record and reads it to its end.
func (ix *indexing) add(rec *record) error {
	r, s := ix.r, ix.s
	if r.started.IsZero() {
		r.started = parseDate(rec.get(fieldDate))
	}
	var err error
	switch kind := strings.ToLower(rec.get(fieldType)); {
	case kind == typeInfo:
		err = ix.info()
	case kind == typeRequest:
		err = ix.request(rec)
	case kind == typeResponse && ix.open.awaits(rec.get(fieldID)):
		ix.open.entry.base = s.start
		err = ix.validators(rec)
	case ix.isAnswer(kind, rec):
		ix.file()
		ix.answer(kind, rec)
		err = ix.validators(rec)
	}
	if err == nil {
		err = s.finish()
	}
	if err != nil {
		// The record that broke is not there: neither is what began with it.
		if ix.open != nil && (ix.open.entry.offset == s.start || ix.open.entry.base == s.start) {
			ix.open = nil
		}
		return err
	}
	if p := ix.open; p != nil && (p.entry.offset == s.start || p.entry.base == s.start) {
		p.entry.size = s.end - s.start
	}
	if ix.open.complete() {
		r.whole = s.end
	}
	return nil
}

// complete tells that nothing is missing of p but, at most, its request.
func (p *pending) complete() bool { return p == nil || p.refersTo == "" || p.entry.base >= 0 }

func (p *pending) awaits(id string) bool { return p != nil && !p.complete() && p.refersTo == id }

func (ix *indexing) info() error {
	text, err := io.ReadAll(io.LimitReader(ix.s.block(), 64<<10))
	if strings.Contains(string(text), "software: lanmu/") {
		ix.r.mine = true
	}
	return err
}

// request learns the method, which only requests tell in other tools' files.
func (ix *indexing) request(rec *record) error {
	if ix.r.mine {
		return nil
	}
	line, err := readLine(bufio.NewReader(io.LimitReader(ix.s.block(), 64)))
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return err
	}
	method, _, _ := strings.Cut(line, " ")
	if p := ix.open; p != nil && (rec.get(fieldConcurrent) == p.id || p.concurrent == rec.get(fieldID)) {
		p.method = method
		return nil
	}
	ix.requestID, ix.requestMethod = rec.get(fieldID), method
	return nil
}

// isAnswer tells the records that are exchanges.
func (ix *indexing) isAnswer(kind string, rec *record) bool {
	if !isHTTP(trimURI(rec.get(fieldTarget))) {
		return false
	}
	switch kind {
	case typeResponse, typeRevisit:
		return true
	case typeMetadata, typeConversion:
		return rec.get(fieldPurpose) != ""
	case typeResource:
		return !ix.r.mine
	}
	return false
}

func (ix *indexing) answer(kind string, rec *record) {
	p := &pending{
		id: rec.get(fieldID), concurrent: rec.get(fieldConcurrent),
		method: rec.get(fieldMethod), url: trimURI(rec.get(fieldTarget)), purpose: rec.get(fieldPurpose),
		entry: entry{offset: ix.s.start, base: -1, next: -1},
	}
	if kind == typeRevisit {
		p.refersTo, p.target = rec.get(fieldRefersTo), trimURI(rec.get(fieldRefersTarget))
		if !ix.r.mine {
			p.refersTo, p.entry.base = "", ix.earlier(p)
		}
	}
	if p.concurrent != "" && p.concurrent == ix.requestID {
		p.method = ix.requestMethod
	}
	ix.open = p
}

// earlier finds the record that a revisit of another tool stands for: the last
// one of the address it names, in the same file. -1: there is none.
func (ix *indexing) earlier(p *pending) int64 {
	url := p.target
	if url == "" {
		url = p.url
	}
	e, ok := ix.r.newest(ix.r.key(http.MethodGet, url, p.purpose))
	switch {
	case !ok:
		return -1
	case e.base >= 0:
		return e.base
	}
	return e.offset
}

// file puts the pending exchange into the index.
func (ix *indexing) file() {
	p, r := ix.open, ix.r
	if p == nil {
		return
	}
	ix.open = nil
	i := int32(len(r.entries))
	r.entries = append(r.entries, p.entry)
	r.count++
	key := r.key(p.method, p.url, p.purpose)
	if q, ok := r.queues[key]; ok {
		r.entries[q.tail].next = i
		r.queues[key] = queue{q.head, i}
	} else {
		r.queues[key] = queue{i, i}
	}
	if r.valid != nil {
		r.remember(p, i)
	}
}

// trimURI takes off the angle brackets that some tools put around addresses.
func trimURI(s string) string {
	if strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") {
		return s[1 : len(s)-1]
	}
	return s
}

// parseDate reads a WARC-Date of version 1.0 or 1.1; zero where it is none.
func parseDate(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}
	}
	return t
}
