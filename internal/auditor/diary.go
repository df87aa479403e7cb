package auditor

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode"

	"lanmu"
)

// diary is an audit's own log while it is written: bounded, in order of time,
// and without what the profile keeps secret. A nil diary takes nothing.
type diary struct {
	now    func() time.Time
	secret *strings.Replacer

	mu    sync.Mutex
	lines []lanmu.LogLine
	left  int // notes for which there was no room
	began time.Time
	next  time.Time // when progress is told again
}

// The bounds of a log. Outcomes are few by themselves; notes and progress are
// what a bad night has thousands of.
const (
	maxNotes    = 300
	maxLineRune = 300
)

func newDiary(site *lanmu.Site, now func() time.Time) *diary {
	return &diary{now: now, began: now(), next: now().Add(progressEvery(0)), secret: strings.NewReplacer(secrets(site)...)}
}

// minSecret is how long a header's value is at least to be kept out of the log:
// shorter ones ("1", "zh") are no secrets, and stand in every other word.
const minSecret = 6

// secrets are what the profile says to the site or the proxy alone.
func secrets(site *lanmu.Site) []string {
	var pairs []string
	for _, v := range site.Crawl.Headers {
		if len(v) >= minSecret {
			pairs = append(pairs, v, "……")
		}
	}
	if u, err := url.Parse(site.Crawl.Proxy); err == nil && u.User != nil {
		pairs = append(pairs, u.User.String()+"@", "")
		if p, ok := u.User.Password(); ok && len(p) >= minSecret {
			pairs = append(pairs, p, "……")
		}
	}
	return pairs
}

// userinfo is a name and password inside an address.
var userinfo = regexp.MustCompile(`://[^/\s@]*@`)

// clean makes a text fit to be kept.
func (d *diary) clean(text string) string {
	text = userinfo.ReplaceAllString(d.secret.Replace(text), "://")
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
	if r := []rune(text); len(r) > maxLineRune {
		text = string(r[:maxLineRune]) + "…"
	}
	return text
}

// say adds a line; warn says that it cost time or coverage.
func (d *diary) say(warn bool, format string, args ...any) {
	if d == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, lanmu.LogLine{At: d.now(), Warn: warn, Text: d.clean(fmt.Sprintf(format, args...))})
}

// note adds a line of which there may be any number.
func (d *diary) note(l lanmu.LogLine) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.lines) >= maxNotes {
		d.left++
		return
	}
	l.Text = d.clean(l.Text)
	d.lines = append(d.lines, l)
}

// progressEvery is how long after an audit's first so many minutes it is told
// again how far it is: every minute at first, some sixty times in a whole night.
func progressEvery(gone time.Duration) time.Duration {
	switch {
	case gone < 10*time.Minute:
		return time.Minute
	case gone < time.Hour:
		return 5 * time.Minute
	}
	return 15 * time.Minute
}

// progress tells how far the crawl is, from time to time.
func (d *diary) progress(p lanmu.Progress) {
	d.mu.Lock()
	now := d.now()
	due := !now.Before(d.next)
	if due {
		d.next = now.Add(progressEvery(now.Sub(d.began)))
	}
	d.mu.Unlock()
	if !due {
		return
	}
	text := fmt.Sprintf("已看 %d 页，待看 %d 页，已验证链接 %d 个。", p.Pages, p.Queue, p.Links)
	if p.Stage == "render" {
		text = fmt.Sprintf("用浏览器打开页面：%d / %d。", p.Pages, p.Total)
	}
	d.note(lanmu.LogLine{At: now, Text: text})
}

// log is what stands in the diary.
func (d *diary) log() []lanmu.LogLine {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.left > 0 {
		d.lines = append(d.lines, lanmu.LogLine{At: d.now(), Warn: true, Text: fmt.Sprintf("这次检查遇到的情况太多，另有 %d 条没有记下。", d.left)})
		d.left = 0
	}
	return append([]lanmu.LogLine(nil), d.lines...)
}
