package main

import (
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"lanmu"
	"lanmu/internal/config"
)

// lineEvery is how often progress is told where there is no terminal.
const lineEvery = 10 * time.Second

// progress is where an audit tells how it goes on, and what ends it: a bar on a
// terminal, a line now and then elsewhere, nothing when quiet.
func (a *app) progress() (tell func(lanmu.Progress), done func()) {
	switch {
	case a.quiet:
		return nil, func() {}
	case isTerminal(a.std.err) && !a.verbose:
		return a.bar()
	}
	ticker := time.NewTicker(lineEvery)
	tell, end := a.lines(ticker.C)
	return tell, func() { ticker.Stop(); end() }
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// lines prints the newest progress at every tick.
func (a *app) lines(ticks <-chan time.Time) (tell func(lanmu.Progress), done func()) {
	last := &latest{}
	quit, over := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		for {
			select {
			case <-quit:
				return
			case <-ticks:
				if p, ok := last.get(); ok {
					a.errln(a.progressLine(p))
				}
			}
		}
	}()
	return last.set, func() { close(quit); <-over }
}

// latest keeps the newest word of workers that do not wait.
type latest struct {
	mu  sync.Mutex
	p   lanmu.Progress
	any bool
}

func (l *latest) set(p lanmu.Progress) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.p, l.any = p, true
}

func (l *latest) get() (lanmu.Progress, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.p, l.any
}

// progressLine is progress in a sentence.
func (a *app) progressLine(p lanmu.Progress) string {
	s := a.say("%s：已读 %d 页，待读 %d 页，已核验链接 %d 个，每秒 %.1f 页", "%s: %d pages read, %d waiting, %d links verified, %.1f pages/s",
		a.stage(p), p.Pages, p.Queue, p.Links, p.Rate).In(a.lang)
	if left := timeLeft(p); left > 0 {
		s += a.say("，约剩 %s", ", about %s left", a.span(left)).In(a.lang)
	}
	return s
}

// stage names what the audit is doing. Pages and links go on side by side: as
// long as pages wait it is crawling.
func (a *app) stage(p lanmu.Progress) config.Text {
	switch {
	case p.Stage == "render":
		return a.say("浏览器读取", "rendering")
	case p.Stage == "judge":
		return a.say("判断", "judging")
	case p.Stage == "report":
		return a.say("写报告", "writing reports")
	case p.Stage == "links" && p.Queue == 0:
		return a.say("核验链接", "verifying links")
	}
	return a.say("抓取", "crawling")
}

// timeLeft is a guess from the rate so far; 0 where there is none.
func timeLeft(p lanmu.Progress) time.Duration {
	if p.Rate <= 0 || p.Queue <= 0 {
		return 0
	}
	return time.Duration(float64(p.Queue) / p.Rate * float64(time.Second)).Round(time.Second)
}

// span is a duration as people say it.
func (a *app) span(d time.Duration) config.Text {
	switch {
	case d < time.Minute:
		return a.say("%d 秒", "%d s", int(d.Seconds()))
	case d < time.Hour:
		return a.say("%d 分 %d 秒", "%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
	}
	return a.say("%d 小时 %d 分", "%d h %d min", int(d.Hours()), int(d.Minutes())%60)
}
