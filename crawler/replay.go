package crawler

import (
	"errors"
	"fmt"
	"hash/maphash"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"lanmu"
)

// recording is a WARC file opened for reading: an index made by one pass over
// it, and the file to read single records from. It takes about 70 bytes of
// memory an exchange. Its methods may be called by several at once.
type recording struct {
	path  string
	file  *os.File
	spool *os.File // the text of a file that is one gzip member only; nil: not needed
	gzip  bool     // each record a gzip member
	mine  bool     // lanmu wrote it

	started time.Time // date of its first record
	count   int       // exchanges
	whole   int64     // where the last whole exchange ends
	cut     error     // why reading stopped there; nil: at the file's end

	seed    maphash.Seed
	entries []entry
	mu      sync.Mutex
	queues  map[uint64]queue      // by key
	headers copies                // of valid
	valid   map[uint64]validators // of pages that can be asked conditionally; nil: not wanted
}

// copies keeps one copy of strings that repeat.
type copies map[string]string

// maxCopies bounds them.
const maxCopies = 1000

func (c *copies) one(s string) string {
	if kept, ok := (*c)[s]; ok {
		return kept
	}
	if *c == nil {
		*c = copies{}
	}
	if len(*c) < maxCopies {
		(*c)[s] = s
	}
	return s
}

// entry is where an exchange stands.
type entry struct {
	offset int64
	base   int64 // of the earlier answer of a revisit; -1 none
	size   int64 // of the gzip member that holds the body: the one at base, else at offset
	next   int32 // further exchange of the same key; -1 none
}

// queue holds the exchanges of a key that were not given out yet.
type queue struct{ head, tail int32 }

// openRecording reads the file at path once and indexes it. A file that ends in
// the middle of a record is taken up to the last whole exchange; notice tells.
// Errors are Chinese sentences for the user that wrap their cause.
func openRecording(path string) (*recording, error) { return openIndexed(path, false) }

func openIndexed(path string, forPrevious bool) (*recording, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("打不开录制文件 %s，请检查路径和权限：%w", path, err)
	}
	r := &recording{path: path, file: f, seed: maphash.MakeSeed(), queues: map[uint64]queue{}}
	if forPrevious {
		r.valid = map[uint64]validators{}
	}
	if err := r.index(); err != nil {
		_ = r.Close() // it was only read
		return nil, fmt.Errorf("%s 不能作为录制文件读取，请确认它是 WARC 文件（.warc.gz 或 .warc）：%w", path, err)
	}
	return r, nil
}

// Close lets the file go.
func (r *recording) Close() error {
	err := r.file.Close()
	if r.spool != nil {
		err = errors.Join(err, r.spool.Close(), os.Remove(r.spool.Name()))
	}
	return err
}

// notice is the sentence for the user about a recording that is not whole; "" it is.
func (r *recording) notice() string {
	if r.cut == nil {
		return ""
	}
	return fmt.Sprintf("录制文件 %s 在第 %d 字节之后不完整（可能是录制时中断），只采用此前完整的 %d 次访问。", r.path, r.whole, r.count)
}

// next gives out the next exchange of that method, address and purpose. A
// recording of another tool knows no purposes: each of its answers serves any,
// the newest of an address for as often as it is asked.
func (r *recording) next(method, url, purpose string) (*Exchange, bool) {
	e, ok := r.take(r.key(method, url, purpose))
	if !ok && !r.mine {
		e, ok = r.newest(r.key(method, url, ""))
	}
	if !ok {
		return nil, false
	}
	x, err := r.load(e)
	if err != nil {
		return r.unreadable(method, url, purpose, err), true
	}
	if x.URL != uriSafe(url) {
		return nil, false // another address with the same hash
	}
	x.URL, x.Purpose = url, purpose
	return x, true
}

// unreadable stands for an exchange whose record cannot be read any more.
func (r *recording) unreadable(method, url, purpose string, err error) *Exchange {
	return &Exchange{
		Method: method, URL: url, Purpose: purpose, At: r.started,
		Fail: &lanmu.Fail{Kind: lanmu.FailNotRecorded, Detail: err.Error()},
	}
}

func (r *recording) take(key uint64) (entry, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	q, ok := r.queues[key]
	if !ok || q.head < 0 {
		return entry{}, false
	}
	e := r.entries[q.head]
	q.head = e.next
	r.queues[key] = q
	return e, true
}

func (r *recording) newest(key uint64) (entry, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	q, ok := r.queues[key]
	if !ok {
		return entry{}, false
	}
	return r.entries[q.tail], true
}

// key hashes with a seed of its own, so that no site can choose addresses that collide.
func (r *recording) key(method, url, purpose string) uint64 {
	if method == "" {
		method = http.MethodGet
	}
	var h maphash.Hash
	h.SetSeed(r.seed)
	for _, s := range [...]string{method, purpose, uriSafe(url)} {
		h.WriteString(s)
		h.WriteByte(0)
	}
	return h.Sum64()
}

func isHTTP(url string) bool {
	return strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "https://")
}
