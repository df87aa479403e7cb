package crawler

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"lanmu"
)

// TestMemoryOfPages bounds what a site's pages cost while they are crawled,
// those that are well and those that wait: it decides how large a site can be
// audited. Bytes are those that live after a collection, so no machine's speed
// counts.
func TestMemoryOfPages(t *testing.T) {
	const pages, links = 6000, 60
	addr := func(i int) string {
		return fmt.Sprintf("http://www.example.gov.cn/zwgk/tzgg/202601/t20260101_%d.html", i%pages)
	}
	f := newFrontier(newScope(&lanmu.Site{URL: "http://www.example.gov.cn/"}))
	wants := func(*lanmu.Link, *node) wish { return wishVisit }
	page := func(i int) {
		id := f.intern(addr(i))
		list := make([]lanmu.Link, links)
		for k := range list {
			to := i*7 + k*k*31
			list[k] = lanmu.Link{URL: addr(to), Raw: addr(to)[25:], Text: fmt.Sprintf("相关事项%d", to%pages), Where: "div.more > ul > li > a"}
		}
		f.take(id, f.nextTurn(), list, wants)
		f.claim(id)
		f.node(id).state = stateDone
		f.settle(id, &lanmu.Target{URL: f.node(id).url, Verdict: lanmu.LinkOK, Reason: "200", Status: 200, Took: time.Millisecond, Size: 20000})
		f.takeFound()
	}
	before := live()
	for i := range pages / 2 {
		page(i)
	}
	half := (live() - before) / pages
	for i := range pages / 2 {
		page(pages/2 + i)
	}
	whole := (live() - before) / pages
	runtime.KeepAlive(f)
	t.Logf("%d bytes a page half way, %d in the end", half, whole)
	if half > 600 || whole > 350 {
		t.Errorf("a page costs %d bytes half way and %d in the end, want less than 600 and 350", half, whole)
	}
}

func live() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// A page that is well is told in the end as it was settled.
func TestWellPagesAreToldWhole(t *testing.T) {
	f := newFrontier(newScope(&lanmu.Site{URL: "http://h/"}))
	for _, want := range []lanmu.Target{
		{Verdict: lanmu.LinkOK, Reason: "200", Status: 200, Took: 12 * time.Millisecond, Size: 7},
		{Verdict: lanmu.LinkOK, Reason: "200", Status: 200, Final: "http://h/moved"},
		{Verdict: lanmu.LinkOK, Reason: "there, and too large to be read", Fail: &lanmu.Fail{Kind: lanmu.FailTooLarge}},
		{Verdict: lanmu.LinkBroken, Reason: "404", Status: 404},
	} {
		id := f.intern("http://h/" + want.Reason + want.Final)
		want.URL = f.node(id).url
		f.node(id).state = stateDone
		f.settle(id, &lanmu.Target{URL: want.URL, Verdict: lanmu.LinkOK, Reason: "200", Status: 200})
		came := want
		f.settle(id, &came)
		if got := f.node(id).came(); got.Verdict != want.Verdict || got.Final != want.Final || got.Reason != want.Reason || got.Fail != want.Fail || got.Took != want.Took || got.Size != want.Size || got.URL != want.URL {
			t.Errorf("settled %+v, told %+v", want, got)
		}
	}
}

// BenchmarkTake is what taking in the links of a page costs: sixty, half of them
// the same on every page, of a site of ten thousand pages.
func BenchmarkTake(b *testing.B) {
	const pages = 10_000
	addrs := make([]string, pages)
	for i := range addrs {
		addrs[i] = fmt.Sprintf("http://www.example.gov.cn/zwgk/tzgg/202601/t20260101_%d.html", i)
	}
	lists := make([][]lanmu.Link, pages)
	for i := range lists {
		for k := range 60 {
			to := k
			if k >= 30 {
				to = (i*7 + k*k*31) % pages
			}
			lists[i] = append(lists[i], lanmu.Link{URL: addrs[to], Raw: addrs[to][25:], Text: fmt.Sprintf("相关事项%d", to), Where: "div.more > ul > li > a"})
		}
	}
	wants := func(*lanmu.Link, *node) wish { return wishVisit }
	rounds := 0
	for b.Loop() {
		rounds++
		f := newFrontier(newScope(&lanmu.Site{URL: "http://www.example.gov.cn/"}))
		for i := range pages {
			id := f.intern(addrs[i])
			f.take(id, f.nextTurn(), lists[i], wants)
			f.claim(id)
			f.node(id).state = stateDone
			f.settle(id, &lanmu.Target{URL: f.node(id).url, Verdict: lanmu.LinkOK, Reason: "200", Status: 200, Took: time.Millisecond, Size: 20000})
			f.takeFound()
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(rounds*pages)/1000, "µs/page")
}
