package main

import (
	"context"
	"errors"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lanmu"
	"lanmu/internal/auditor"
	"lanmu/internal/store"
)

// noHistory is what --db takes for none.
const noHistory = "none"

// historyPatience is how long a history that is locked is waited for.
const historyPatience = time.Minute

// historyAt is where an audit's history is: as --db says, else in the user's
// state folder. What is no new look at a real site as it stands today (the
// sample portal, a recording, another day, a part of the rules, a copy on this machine, where many
// sites share one name) leaves the default one alone.
func (a *app) historyAt(f *auditFlags, target, address string, given bool) (string, error) {
	switch {
	case f.db == noHistory:
		return "", nil
	case given && f.db == "":
		return "", usage(a.say("--db 不能为空；不要历史请写 --db none", "--db may not be empty; for no history write --db none"))
	case given:
		return f.db, nil
	case len(f.rules) > 0, f.from != "", !f.at.IsZero(), target == "demo", strings.HasPrefix(target, "demo:"), onThisMachine(address):
		return "", nil
	}
	dir, err := stateFolder(os.Getenv)
	if err != nil {
		return "", a.say("找不到存放历史的位置：%v。请用 --db 指明，或写 --db none", "no place for the history: %v; name one with --db, or write --db none", err)
	}
	return filepath.Join(dir, "lanmu.db"), nil
}

// onThisMachine tells a loopback address.
func onThisMachine(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// stateFolder is the user's state folder, as the XDG base directories say.
func stateFolder(getenv func(string) string) (string, error) {
	if dir := getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "lanmu"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(home, ".local", "state", "lanmu"), nil
}

// remember opens the history before anything is crawled for it and adds it to
// the options and the sinks. close ends its use, and tells what went wrong with
// it: a history that fails at the end costs the states, not the reports.
func (a *app) remember(ctx context.Context, dsn string, opt *auditor.Options) (sinks []auditor.Sink, closeIt func() error, err error) {
	if dsn == "" {
		return nil, func() error { return nil }, nil
	}
	s, err := store.Open(ctx, dsn, store.Options{Patience: historyPatience, Log: a.logger()})
	if err != nil {
		return nil, nil, a.say("历史库打不开：%v。可用 --db 换一个，或写 --db none", "the history cannot be opened: %v; name another with --db, or write --db none", err)
	}
	h := &history{store: s, asked: ctx}
	opt.History = h
	opt.Past = func(ctx context.Context, site string) (auditor.Past, error) { return s.Past(ctx, site) }
	return []auditor.Sink{auditor.SinkFunc(h.put)}, func() error {
		if err := errors.Join(h.failed, s.Close()); err != nil {
			return a.say("报告已写出，但没有记入历史：%v", "the reports are written, but not the history: %v", err)
		}
		return nil
	}, nil
}

// history lets the reports be written where the history fails meanwhile.
type history struct {
	store  *store.Store
	asked  context.Context // of the command: it ends at Ctrl-C
	failed error
}

// Recall is auditor.History's.
func (h *history) Recall(ctx context.Context, a *lanmu.Audit) error {
	h.failed = h.store.Recall(context.WithoutCancel(ctx), a)
	return nil
}

// LastRead tells what a column's list held; a history that fails costs the hint.
func (h *history) LastRead(ctx context.Context, site, column string, before lanmu.Date) (lanmu.Earlier, error) {
	then, err := h.store.LastRead(ctx, site, column, before)
	if err != nil && h.failed == nil {
		h.failed = err
	}
	return then, nil
}

func (h *history) put(ctx context.Context, a *lanmu.Audit) error {
	// What was interrupted is gone on from with --resume; it is remembered then.
	if h.failed == nil && h.asked.Err() == nil {
		h.failed = h.store.Put(ctx, a)
	}
	return nil
}
