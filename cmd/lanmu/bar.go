package main

import (
	"fmt"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"lanmu"
)

// bar draws progress on a terminal: stage, pages, queue, rate and time left.
func (a *app) bar() (tell func(lanmu.Progress), done func()) {
	last := &latest{}
	container := mpb.New(mpb.WithOutput(a.std.err), mpb.WithWidth(32))
	word := func(f func(lanmu.Progress) string) decor.Decorator {
		return decor.Any(func(decor.Statistics) string {
			p, _ := last.get()
			return f(p)
		})
	}
	b := container.AddBar(0,
		mpb.PrependDecorators(word(func(p lanmu.Progress) string { return a.stage(p.Stage).In(a.lang) + " " })),
		mpb.AppendDecorators(word(func(p lanmu.Progress) string {
			s := a.say(" %d 页，待读 %d", " %d pages, %d waiting", p.Pages, p.Queue).In(a.lang)
			if p.Stage == "links" {
				s = a.say(" %d/%d 个链接", " %d/%d links", p.Links, p.Total).In(a.lang)
			}
			s += fmt.Sprintf(" %.1f/s", p.Rate)
			if left := timeLeft(p); left > 0 {
				s += a.say("，约剩 %s", ", %s left", a.span(left)).In(a.lang)
			}
			return s
		})),
	)
	tell = func(p lanmu.Progress) {
		last.set(p)
		at, whole := p.Pages, p.Pages+p.Queue
		if p.Stage == "links" {
			at, whole = p.Links, p.Total
		}
		b.SetTotal(int64(max(whole, at)+1), false) // +1: it ends when we say so
		b.SetCurrent(int64(at))
	}
	return tell, func() {
		b.Abort(true)
		container.Wait()
	}
}
