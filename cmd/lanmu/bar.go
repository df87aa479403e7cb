package main

import (
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
		mpb.PrependDecorators(word(func(p lanmu.Progress) string { return a.stage(p).In(a.lang) + " " })),
		mpb.AppendDecorators(word(func(p lanmu.Progress) string {
			s := a.say(" %d 页，待读 %d，链接 %d，%.1f 页/秒", " %d pages, %d waiting, %d links, %.1f pages/s", p.Pages, p.Queue, p.Links, p.Rate).In(a.lang)
			if left := timeLeft(p); left > 0 {
				s += a.say("，约剩 %s", ", about %s left", a.span(left)).In(a.lang)
			}
			return s
		})),
	)
	tell = func(p lanmu.Progress) {
		last.set(p)
		b.SetTotal(int64(p.Pages+p.Queue+1), false) // +1: it ends when we say so
		b.SetCurrent(int64(p.Pages))
	}
	return tell, func() {
		b.Abort(true)
		container.Wait()
	}
}
