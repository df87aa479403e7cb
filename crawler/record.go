package crawler

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
)

// recorder appends exchanges to a recording. Compressing is done by whoever
// calls Put, so by all of the crawler's workers; writing by one goroutine, so
// that a slow disk holds nobody up until its backlog is full. What was put is
// written at once, whole exchanges only: killing the program loses the backlog
// at most and leaves the file whole but for its last exchange.
type recorder struct {
	path string
	out  outFile
	size int64  // bytes of whole exchanges in the file
	free func() // lets other processes write it; nil: they may

	mu      sync.Mutex
	work    sync.Cond // backlog, err or closed changed
	room    sync.Cond
	backlog batch
	closed  bool
	err     error // the first fault; the recording ends before it
	done    chan struct{}
}

// outFile is what a recorder needs of *os.File.
type outFile interface {
	io.WriteCloser
	Truncate(size int64) error
}

// batch is bytes to write, and where in them each exchange ends.
type batch struct {
	bytes []byte
	ends  []int
}

// maxBacklog is how many compressed bytes may wait for the disk.
const maxBacklog = 8 << 20

var errRecorderClosed = errors.New("the recording is closed")

// newRecorder appends to out, which holds size bytes of whole exchanges.
func newRecorder(path string, out outFile, size int64) *recorder {
	r := &recorder{path: path, out: out, size: size, done: make(chan struct{})}
	r.work.L, r.room.L = &r.mu, &r.mu
	go r.write()
	return r
}

// createRecording makes the file at path anew. A file of that name is let go,
// not written over: it may be the previous recording that is being read. One
// that another process is writing is left alone.
func createRecording(path string) (*recorder, error) {
	switch f, free, err := openLocked(path); {
	case errors.Is(err, errLocked):
		return nil, err
	case err == nil:
		f.Close()
		free()
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, cannotRecord(path, err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, cannotRecord(path, err)
	}
	free, err := lockRecording(path, f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	r := newRecorder(path, f, 0)
	r.free = free
	return r, nil
}

// appendRecording goes on with the file, opened by openLocked, after its first
// size bytes.
func appendRecording(path string, f *os.File, free func(), size int64) (*recorder, error) {
	if err := f.Truncate(size); err != nil {
		return nil, errors.Join(cannotRecord(path, err), f.Close())
	}
	r := newRecorder(path, f, size)
	r.free = free
	return r, nil
}

func cannotRecord(path string, err error) error {
	return fmt.Errorf("不能写入录制文件 %s，请检查文件夹是否存在、权限和磁盘空间：%w", path, err)
}

// Put adds x. It errs where an earlier write failed: from then on nothing more
// is recorded.
func (r *recorder) Put(x *Exchange) error {
	return r.add(func(e *encoder) error { return e.exchange(x) })
}

// add encodes on the caller's goroutine and hands the bytes on.
func (r *recorder) add(encode func(*encoder) error) error {
	if err := r.fault(); err != nil {
		return err
	}
	e := takeEncoder()
	defer func() { e.release() }()
	if err := encode(e); err != nil {
		return cannotRecord(r.path, err)
	}
	packed := e.out.Bytes()
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.hasRoom(len(packed)) {
		packed = bytes.Clone(packed)
		e.release() // others may record elsewhere while this disk is slow
		e = nil
	}
	for !r.hasRoom(len(packed)) {
		r.room.Wait()
	}
	if r.closed {
		return errRecorderClosed
	}
	if r.err != nil {
		return r.err
	}
	r.backlog.bytes = append(r.backlog.bytes, packed...)
	r.backlog.ends = append(r.backlog.ends, len(r.backlog.bytes))
	r.work.Signal()
	return nil
}

// hasRoom tells that n bytes need not wait: the backlog has room, or nothing
// will be written any more.
func (r *recorder) hasRoom(n int) bool {
	waiting := len(r.backlog.bytes)
	return waiting == 0 || waiting+n <= maxBacklog || r.err != nil || r.closed
}

func (r *recorder) fault() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// write takes the backlog to the disk until the recorder is closed.
func (r *recorder) write() {
	defer close(r.done)
	var now batch
	r.mu.Lock()
	defer r.mu.Unlock()
	for {
		for len(r.backlog.bytes) == 0 && !r.closed {
			r.work.Wait()
		}
		if len(r.backlog.bytes) == 0 {
			return
		}
		now, r.backlog = r.backlog, batch{now.bytes[:0], now.ends[:0]}
		r.room.Broadcast()
		r.mu.Unlock()
		err := r.flush(now)
		r.mu.Lock()
		if err != nil {
			r.err, r.backlog = cannotRecord(r.path, err), batch{}
			r.room.Broadcast()
			return
		}
	}
}

// flush writes whole exchanges, and takes back what it wrote of another.
func (r *recorder) flush(b batch) error {
	n, err := r.out.Write(b.bytes)
	if err == nil {
		r.size += int64(n)
		return nil
	}
	whole := 0
	for _, end := range b.ends {
		if end > n {
			break
		}
		whole = end
	}
	r.size += int64(whole)
	return errors.Join(err, r.out.Truncate(r.size))
}

// Close writes what waits and tells the first fault of the recording, if any.
func (r *recorder) Close() error {
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		return errRecorderClosed
	}
	r.closed = true
	r.work.Broadcast()
	r.room.Broadcast()
	r.mu.Unlock()
	<-r.done
	if err := r.out.Close(); err != nil && r.err == nil {
		r.err = cannotRecord(r.path, err)
	}
	if r.free != nil {
		r.free()
	}
	return r.err
}
