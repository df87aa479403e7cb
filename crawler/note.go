package crawler

import (
	"fmt"
	"strconv"
	"sync"
	"time"

	"lanmu"
)

// What a crawl meets that is not in its outcome is noted for the audit's own
// log: why it took so long. Notes are few; the log bounds them all the same.

// note tells the log one thing; format is a Chinese sentence. A recording that
// is judged again meets nothing.
func (r *crawling) note(format string, args ...any) {
	if r.opt.Note == nil || r.replaying() {
		return
	}
	r.opt.Note(lanmu.LogLine{At: r.opt.Now(), Warn: true, Text: fmt.Sprintf(format, args...)})
}

// slowedEvery is how often it is told that a host is asked more slowly: one that
// errs now and then is slowed down and let go again all night.
const slowedEvery = time.Minute

// slowed notes that a host is asked more slowly from now on.
func (r *crawling) slowed(host string) func(atOnce int, gap time.Duration) {
	var mu sync.Mutex
	var told time.Time
	return func(atOnce int, gap time.Duration) {
		mu.Lock()
		now := time.Now()
		again := now.Sub(told) >= slowedEvery
		if again {
			told = now
		}
		mu.Unlock()
		switch {
		case !again:
		case gap > 0:
			r.note("%s 出错或应答太慢，已放慢：同时 %d 个请求，间隔 %s。", host, atOnce, seconds(gap))
		default:
			r.note("%s 出错或应答太慢，已放慢：同时 %d 个请求。", host, atOnce)
		}
	}
}

// asksToWait notes that a host asks to be left alone for a while.
func (r *crawling) asksToWait(host string, d time.Duration) {
	r.note("%s 要求稍后再来（Retry-After），等待 %s。", host, seconds(d))
}

func seconds(d time.Duration) string {
	return strconv.FormatFloat(d.Round(time.Millisecond).Seconds(), 'f', -1, 64) + " 秒"
}
