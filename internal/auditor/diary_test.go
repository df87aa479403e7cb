package auditor

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lanmu"
	"lanmu/crawler"
)

var diaryDay = time.Date(2026, 11, 23, 1, 30, 0, 0, time.UTC)

func words(lines []lanmu.LogLine) string {
	var s strings.Builder
	for _, l := range lines {
		s.WriteString(l.Text + "\n")
	}
	return s.String()
}

// What the profile says to the site and the proxy alone is not in the log.
func TestDiaryKeepsSecrets(t *testing.T) {
	site := &lanmu.Site{ID: "swj", URL: "http://who:pass123@swj.example.gov.cn/"}
	site.Crawl.Headers = map[string]string{"Authorization": "Bearer tok-4711-xyz", "X-Lang": "zh"}
	site.Crawl.Proxy = "http://lanmu:geheim99@10.0.0.1:3128"
	d := newDiary(site, func() time.Time { return diaryDay })
	d.begin(site, lanmu.NewDate(2026, 11, 23), "check-2019", &Options{})
	d.rendered(1, 0, errors.New("proxy http://lanmu:geheim99@10.0.0.1:3128 refused Bearer tok-4711-xyz (geheim99), zh"))
	d.note(lanmu.LogLine{At: diaryDay, Text: "x\x1b[31m\n\u202e" + strings.Repeat("长", 5000)})
	all := words(d.log())
	for _, secret := range []string{"pass123", "tok-4711-xyz", "geheim99", "\x1b", "\u202e"} {
		if strings.Contains(all, secret) {
			t.Errorf("the log holds %q:\n%.600s", secret, all)
		}
	}
	if !strings.Contains(all, "swj.example.gov.cn") || !strings.Contains(all, "zh") {
		t.Errorf("what is no secret is gone:\n%.300s", all)
	}
	for _, l := range d.log() {
		if len([]rune(l.Text)) > maxLineRune+1 {
			t.Errorf("a line of %d runes", len([]rune(l.Text)))
		}
	}
}

// A bad night fills the log up to its bound, and how it ended stands in it all
// the same.
func TestDiaryIsBounded(t *testing.T) {
	clock := diaryDay
	site := &lanmu.Site{ID: "swj", URL: "http://swj.example.gov.cn/"}
	d := newDiary(site, func() time.Time { return clock })
	for range 8 * 60 * 60 {
		clock = clock.Add(time.Second)
		d.progress(lanmu.Progress{Stage: "crawl", Pages: 12, Queue: 30, Links: 4})
	}
	if n := len(d.log()); n < 20 || n > 60 {
		t.Errorf("%d lines of progress in a night of eight hours", n)
	}
	for i := range 10 * maxNotes {
		d.note(lanmu.LogLine{At: clock, Text: fmt.Sprint("第", i, "次")})
	}
	d.weighed(&lanmu.Audit{Verdict: lanmu.Verdict{Result: lanmu.Undecided}}, false)
	lines := d.log()
	if len(lines) > maxNotes+10 {
		t.Errorf("%d lines", len(lines))
	}
	all := words(lines)
	if !strings.Contains(all, "未能判定") || !strings.Contains(all, "没有记下") {
		t.Errorf("the end is missing:\n%s", all[len(all)-300:])
	}
}

// What went wrong is told, and what did not is not.
func TestDiaryTellsWhatHappened(t *testing.T) {
	d := newDiary(&lanmu.Site{ID: "swj"}, func() time.Time { return diaryDay })
	d.begin(&lanmu.Site{ID: "swj", URL: "http://swj.example.gov.cn/"}, lanmu.NewDate(2026, 11, 23), "check-2019",
		&Options{Resume: true, Record: "/var/lib/lanmu/recordings/swj/20261123T013000Z.warc.gz"})
	dead := &lanmu.Fail{Kind: lanmu.FailDNS}
	d.crawled(&lanmu.Crawl{
		Requests: 12, Bytes: 3 << 20, Pages: 7, Revisited: 2, NotLooked: map[string]lanmu.FailKind{"/a": lanmu.FailRobots, "/b": lanmu.FailStopped, "/c": lanmu.FailStopped},
		Targets: []*lanmu.Target{
			{URL: "http://dead.example.com/1", Verdict: lanmu.LinkBroken, Fail: dead},
			{URL: "http://dead.example.com/2", Verdict: lanmu.LinkBroken, Fail: dead},
			{URL: "http://swj.example.gov.cn/x", Verdict: lanmu.LinkBroken, Status: 404},
			{URL: "http://fine.example.com/", Verdict: lanmu.LinkOK},
		},
	})
	d.rendered(3, 0, fmt.Errorf("starting: %w", crawler.ErrNoBrowser))
	a := &lanmu.Audit{Warnings: []string{"栏目“通知公告”：选择器没有匹配"}, Skipped: []lanmu.Skip{{Rule: "column-empty"}}}
	a.Meta.Limits = []string{"检查达到时间上限（5h0m0s），尚未检查的页面没有再看。"}
	a.Findings = []*lanmu.Finding{{State: lanmu.StateNew}, {State: lanmu.StateFixed}}
	d.judged(a)
	d.weighed(a, true)
	all := words(d.log())
	for _, want := range []string{
		"从录制 20261123T013000Z.warc.gz 接着做", "12 个请求", "3.0 MB", "2 页与上次相同", "主机 dead.example.com 没有应答：域名不存在，涉及 2 个链接",
		"有 3 个已知页面没有看：检查提前结束 2 个，robots.txt 不允许 1 个", "没有找到浏览器，3 个", "达到时间上限", "选择器没有匹配", "”有 1 处未能判断", "新发现 1 条", "没有做完整",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("the log does not say %q:\n%s", want, all)
		}
	}
	for _, not := range []string{"/var/lib", "fine.example.com", "主机 swj"} {
		if strings.Contains(all, not) {
			t.Errorf("the log says %q:\n%s", not, all)
		}
	}
}

// Every way to fail has words of its own.
func TestFailWords(t *testing.T) {
	for _, k := range []lanmu.FailKind{
		lanmu.FailDNS, lanmu.FailRefused, lanmu.FailTimeout, lanmu.FailTLS, lanmu.FailReset, lanmu.FailTruncated, lanmu.FailTooLarge, lanmu.FailRedirectLoop, lanmu.FailProtocol,
		lanmu.FailRobots, lanmu.FailNotRecorded, lanmu.FailStopped, lanmu.FailURL, lanmu.FailResolver, lanmu.FailUnreachable, lanmu.FailInternal, lanmu.FailBlocked, lanmu.FailIncomplete,
	} {
		if failWord(k) == string(k) {
			t.Errorf("%s is told in English", k)
		}
	}
}
