package crawler

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"lanmu"
)

// reel is the one tape: it answers from a recording, adds to one, does both
// when an audit is resumed, or neither.
type reel struct {
	from    *recording // answers; nil: everything is asked on the network
	to      *recorder  // takes down; nil: nothing is kept
	started time.Time
	notices []string
}

var _ tape = (*reel)(nil)

// openTape opens what opt asks for: Replay answers and takes nothing down,
// Record takes down, Record and Resume go on from what Record holds. Errors are
// Chinese sentences for the user.
func openTape(site *lanmu.Site, opt Options) (*reel, error) {
	now := time.Now
	if opt.Now != nil {
		now = opt.Now
	}
	t := &reel{started: now()}
	switch {
	case opt.Replay != "":
		from, err := openRecording(opt.Replay)
		if err != nil {
			return nil, err
		}
		return t.readFrom(from), nil
	case opt.Record == "":
		return t, nil
	case opt.Resume:
		return t.resume(site, opt, now())
	}
	to, err := createRecording(opt.Record)
	if err != nil {
		return nil, err
	}
	t.to = to
	return t, t.begin(site, opt, now())
}

// resume goes on with the recording, which nobody else may be writing. That its
// end was cut off is no news then: what is missing is asked again.
func (t *reel) resume(site *lanmu.Site, opt Options, now time.Time) (*reel, error) {
	f, free, err := openLocked(opt.Record)
	switch {
	case errors.Is(err, os.ErrNotExist):
		t.to, err = createRecording(opt.Record)
	case errors.Is(err, errLocked):
		return nil, err
	case err != nil:
		return nil, cannotRecord(opt.Record, err)
	default:
		err = t.goOn(opt.Record, f, free)
	}
	if err != nil {
		return nil, err
	}
	return t, t.begin(site, opt, now)
}

// goOn reads what the locked recording f holds and opens its end.
func (t *reel) goOn(path string, f *os.File, free func()) error {
	from, err := openOwn(path)
	if err != nil {
		free()
		return errors.Join(err, f.Close())
	}
	size := int64(0)
	if from != nil {
		t.readFrom(from)
		t.notices, size = nil, from.whole
	}
	if t.to, err = appendRecording(path, f, free, size); err != nil {
		err = errors.Join(err, t.Close())
	}
	return err
}

// openOwn opens the recording at path to go on with it. nil: there is nothing
// there to go on from.
func openOwn(path string) (*recording, error) {
	if info, err := os.Stat(path); errors.Is(err, os.ErrNotExist) || err == nil && info.Mode().IsRegular() && info.Size() == 0 {
		return nil, nil
	}
	from, err := openRecording(path)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, nil // killed while writing its very first record
	}
	if err != nil {
		return nil, err
	}
	if !from.mine || !from.gzip || from.spool != nil {
		return nil, errors.Join(fmt.Errorf("%s 不是本程序录制的文件，不能接着录制，请改用新的录制文件", path), from.Close())
	}
	return from, nil
}

func (t *reel) readFrom(from *recording) *reel {
	t.from = from
	if !from.started.IsZero() {
		t.started = from.started
	}
	if n := from.notice(); n != "" {
		t.notices = append(t.notices, n)
	}
	return t
}

// begin opens what is written with a record of who writes.
func (t *reel) begin(site *lanmu.Site, opt Options, now time.Time) error {
	err := t.to.add(func(e *encoder) error { return e.info(now, infoFields(site, opt)) })
	if err != nil {
		err = errors.Join(err, t.Close())
	}
	return err
}

func infoFields(site *lanmu.Site, opt Options) []field {
	version := opt.Version
	if version == "" {
		version = "devel"
	}
	resumed := ""
	if opt.Resume {
		resumed = "resumed"
	}
	return []field{
		{"software", "lanmu/" + version},
		{"format", "WARC File Format 1.1"},
		{"conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
		{"isPartOf", site.ID},
		{"description", site.URL},
		{"robots", "obey"},
		{"lanmu-session", resumed},
	}
}

// Next is the next exchange not yet given out of that method, address and
// purpose; false: there is none (any more).
func (t *reel) Next(method, url, purpose string) (*Exchange, bool) {
	if t.from == nil {
		return nil, false
	}
	x, ok := t.from.next(method, url, purpose)
	if ok && t.to != nil && x.Fail != nil && x.Fail.Kind == lanmu.FailNotRecorded {
		return nil, false // resumed: what cannot be read again is asked again
	}
	return x, ok
}

// Put adds an exchange seen on the network; without a recording to write it does
// nothing.
func (t *reel) Put(x *Exchange) error {
	if t.to == nil {
		return nil
	}
	return t.to.Put(x)
}

// Started is when the crawl on the tape began: that of the recording where
// there is one.
func (t *reel) Started() time.Time { return t.started }

// Notices are Chinese sentences about a recording that is not whole, for
// lanmu.Crawl.Limits.
func (t *reel) Notices() []string { return t.notices }

// Close ends the recording. Its error is the first fault of writing.
func (t *reel) Close() error {
	var err error
	if t.to != nil {
		err = t.to.Close()
	}
	if t.from != nil {
		err = errors.Join(err, t.from.Close())
	}
	return err
}
