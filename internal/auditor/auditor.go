// Package auditor is the one use case: it hands the crawler's pages to extract,
// extract's facts to the rules, and what they found to the standard. It is the
// only place where the trades meet, and it decides nothing of its own.
package auditor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"lanmu"
	"lanmu/crawler"
	"lanmu/extract"
	"lanmu/rules"
)

// Sink takes a finished audit: files, history, metrics. Put is idempotent: the
// same audit put twice leaves what putting it once leaves.
type Sink interface {
	Put(context.Context, *lanmu.Audit) error
}

// History is what is remembered of earlier audits. Recall sets, on a fresh
// audit's findings, what they have been before: state, first seen, due, what
// staff wrote; it adds those that are fixed now. It writes nothing.
type History interface {
	Recall(context.Context, *lanmu.Audit) error
}

// Past is what earlier audits saw of a site's lists. Tonight tells it what
// tonight's audit found, before the rules ask.
type Past interface {
	rules.History
	Tonight(at lanmu.Date, columns []*lanmu.Column)
}

// SinkFunc makes a function a Sink.
type SinkFunc func(context.Context, *lanmu.Audit) error

// Put calls f.
func (f SinkFunc) Put(ctx context.Context, a *lanmu.Audit) error { return f(ctx, a) }

// Options are what one run adds to the site's profile.
type Options struct {
	At       lanmu.Date    // day on which the site is judged; zero: today in the site's zone
	Standard string        // edition's id or file; "": the profile's, else the one in force on At
	Record   string        // recording to write; "" none
	Replay   string        // recording to judge instead of the network
	Previous string        // an earlier recording of the same site, for conditional requests
	Rules    []string      // judge by these rules alone, by id; nil: by all
	Only     []string      // look at these addresses alone, and at further pages of their lists; nil: the whole site
	Resume   bool          // go on from what Record holds
	Spent    time.Duration // of the profile's max_time, by the runs that Resume goes on from
	Readings string        // file of how pages were read, kept from night to night; used while Record is written; "" none
	Browser  string        // path of Chromium; "" found on the system
	Version  string        // for the User-Agent

	History History // nil: every finding is new
	// Past reads what earlier audits saw of a site's lists; nil: the rules that
	// need it are not run.
	Past     func(ctx context.Context, site string) (Past, error)
	Now      func() time.Time // nil: time.Now
	Progress func(lanmu.Progress)
	Log      *slog.Logger // nil: discarded
}

// Auditor runs audits.
type Auditor struct {
	opt   Options
	sinks []Sink
}

// New makes an auditor that hands each finished audit to sinks, in order.
func New(opt Options, sinks ...Sink) *Auditor {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.Progress == nil {
		opt.Progress = func(lanmu.Progress) {}
	}
	return &Auditor{opt: opt, sinks: sinks}
}

// Audit visits site, judges it and hands the outcome to the sinks. A site that
// cannot be reached is an audit too, one that says so; an error means that there
// is none. When ctx ends, what was seen by then is judged and Meta.Complete is
// false; the error then is ctx's, beside the audit.
func (a *Auditor) Audit(ctx context.Context, site *lanmu.Site) (*lanmu.Audit, error) {
	at := a.opt.At
	if at.IsZero() {
		at = lanmu.DateOf(a.opt.Now().In(site.Location))
	}
	std, err := rules.LoadStandard(firstOf(a.opt.Standard, site.Standard), at)
	if err != nil {
		return nil, err
	}
	past, known, err := a.past(ctx, site)
	if err != nil {
		return nil, err
	}
	judge, err := rules.NewSession(site, at, std, append(known, rules.WithRules(a.opt.Rules...))...)
	if err != nil {
		return nil, err
	}
	v := &visitor{site: site, at: at, std: std, judge: judge, pages: extract.NewCollector(site, at), diary: newDiary(site, a.opt.Now)}
	v.diary.begin(site, at, std.ID, &a.opt)

	seen, columns, err := a.look(ctx, site, v)
	if err != nil {
		return nil, err
	}
	a.opt.Progress(lanmu.Progress{Stage: "judge", Pages: seen.Pages})
	facts := v.pages.Facts()
	if past != nil {
		past.Tonight(at, columns)
	}
	if err := a.rotten(ctx, site, at, columns); err != nil {
		return nil, err
	}
	findings, skipped := judge.Finish(seen, columns, facts)
	audit := assemble(site, at, std, seen, columns, facts, findings, skipped)
	audit.RulesRun = judge.Refs()
	if left := judge.LeftOut(); len(left) > 0 {
		audit.Meta.Rules = slices.Compact(slices.Sorted(slices.Values(a.opt.Rules)))
		audit.Meta.Limits = append(audit.Meta.Limits, fmt.Sprintf("本次只按指定的 %d 条规则检查（--rules），其余 %d 条没有检查，结论未定。", len(audit.Meta.Rules), len(left)))
	}
	audit.Meta.Recording = firstOf(a.opt.Replay, a.opt.Record)
	v.diary.judged(audit)
	if a.opt.History != nil {
		if err := a.opt.History.Recall(ctx, audit); err != nil {
			return nil, fmt.Errorf("recalling earlier audits of %s: %w", site.ID, err)
		}
	}
	audit.Verdict = std.Weigh(audit)
	v.diary.weighed(audit, a.opt.History != nil)
	audit.Log = v.diary.log()

	// The sinks still get what there is when somebody pressed Ctrl-C.
	var failed []error
	for _, s := range a.sinks {
		if err := s.Put(context.WithoutCancel(ctx), audit); err != nil {
			failed = append(failed, err)
			v.diary.say(true, "结果没有全部写出，请查看服务日志。")
			audit.Log = v.diary.log() // for the sinks that follow
		}
	}
	if len(failed) == 0 && ctx.Err() != nil {
		return audit, ctx.Err()
	}
	return audit, errors.Join(failed...)
}

// past is what is remembered of the site's lists, and the same for the rules:
// before two audits have seen a list whole there is none.
func (a *Auditor) past(ctx context.Context, site *lanmu.Site) (Past, []rules.Option, error) {
	if a.opt.Past == nil {
		return nil, nil, nil
	}
	past, err := a.opt.Past(ctx, site.ID)
	if err != nil {
		return nil, nil, fmt.Errorf("recalling the lists of %s: %w", site.ID, err)
	}
	if past.Since().IsZero() {
		return nil, nil, nil
	}
	return past, []rules.Option{rules.WithHistory(past)}, nil
}

// look crawls, and lets a browser fill what only a script fills.
func (a *Auditor) look(ctx context.Context, site *lanmu.Site, v *visitor) (*lanmu.Crawl, []*lanmu.Column, error) {
	s, err := crawler.Open(ctx, site, crawler.Options{
		Record: a.opt.Record, Replay: a.opt.Replay, Resume: a.opt.Resume, Spent: a.opt.Spent, Only: a.opt.Only, Previous: a.opt.Previous,
		Browser: a.opt.Browser, Version: a.opt.Version, Now: a.opt.Now, Note: v.diary.note,
		Progress: func(p lanmu.Progress) { v.diary.progress(p); a.opt.Progress(p) },
		Links:    true, Glance: extract.Glance, Known: v.known, File: v.file,
	})
	if err != nil {
		return nil, nil, fmt.Errorf("crawling %s: %w", site.URL, err)
	}
	if a.opt.Readings != "" && a.opt.Record != "" {
		v.readings = a.readings(v) // once the recording is ours: two audits must not write one file
	}
	seen := s.Crawl(v.visit)
	v.diary.crawled(seen)
	if err := v.readings.close(); err != nil {
		a.opt.Log.Warn("readings not kept", "site", site.ID, "err", err)
	}
	columns := v.pages.Columns(seen)
	if ask := toRender(columns, site.Crawl.Render); len(ask) > 0 {
		v.diary.say(false, "有 %d 个列表由脚本加载，用浏览器打开。", len(ask))
		if err := v.render(s, ask); err != nil {
			a.opt.Log.Warn("pages not rendered", "site", site.ID, "pages", len(ask), "err", err)
		}
		columns = v.pages.Columns(seen)
	}
	if len(a.opt.Only) == 0 && ctx.Err() == nil {
		v.search(s, columns)
	}
	if err := s.Close(); err != nil {
		return nil, nil, fmt.Errorf("recording %s: %w", site.URL, err)
	}
	return seen, columns, nil
}

// readings opens those of other nights. They only save time: without them the
// audit is the same.
func (a *Auditor) readings(v *visitor) *readings {
	made, err := maker(a.opt.Version, v.site, v.std, v.judge.Refs())
	if err == nil {
		var r *readings
		if r, err = openReadings(a.opt.Readings, made, v.at, v.pages); err == nil {
			return r
		}
	}
	v.diary.say(true, "前几夜的读取结果不能用，所有页面重新读取。")
	a.opt.Log.Warn("readings of earlier nights not used", "site", v.site.ID, "err", err)
	return nil
}

// visitor reads pages on the crawler's workers.
type visitor struct {
	site     *lanmu.Site
	at       lanmu.Date
	std      *rules.Standard
	judge    *rules.Session
	pages    *extract.Collector
	readings *readings // nil: every page is read
	diary    *diary
}

// known answers for a page that was read on another night.
func (v *visitor) known(p *lanmu.Page) (lanmu.Seen, bool) {
	key, keyed := v.readings.key(p)
	if !keyed {
		return lanmu.Seen{}, false
	}
	known := v.readings.find(key)
	if known == nil || known.Page == nil {
		return lanmu.Seen{}, false
	}
	f, ok := v.pages.Again(known.Page)
	if !ok {
		return lanmu.Seen{}, false
	}
	v.judge.Repeat(p, f, known.Told)
	return lanmu.Seen{Links: known.Links, Soft: f.Soft}, true
}

func (v *visitor) visit(p *lanmu.Page) lanmu.Seen {
	if seen, ok := v.known(p); ok {
		return seen
	}
	key, keyed := v.readings.key(p)
	r := extract.Read(p, extract.Options{At: v.at, Site: v.site})
	if !keyed || r.Doc == nil {
		v.judge.Page(p, r.Doc, r.Facts)
		return v.seen(r.Facts, r.Links)
	}
	return v.keep(key, r, v.judge.Hear(p, r.Doc, r.Facts))
}

// keep is seen, and keeps a page for other nights where they may use it.
func (v *visitor) keep(key readingKey, r *extract.Reading, told *rules.Told) lanmu.Seen {
	if !v.readings.lasts(r.Facts, told) {
		return v.seen(r.Facts, r.Links)
	}
	seen := lanmu.Seen{Links: r.Links, Soft: r.Facts.Soft}
	v.pages.Keep(r.Facts, func(names, page []byte) {
		v.readings.keep(key, &reading{Page: page, Links: r.Links, Told: told}, names)
	})
	return seen
}

// seen hands a page's facts on; they are the collector's from here on.
func (v *visitor) seen(f *lanmu.Facts, links []lanmu.Link) lanmu.Seen {
	seen := lanmu.Seen{Links: links, Soft: f.Soft}
	v.pages.Add(f)
	return seen
}

func firstOf(s ...string) string {
	for _, x := range s {
		if x != "" {
			return x
		}
	}
	return ""
}
