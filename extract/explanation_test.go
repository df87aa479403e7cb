package extract

import (
	"strings"
	"testing"

	"lanmu"
)

// What is quoted is the sentence that explains, not what stands before it.
func TestExplanationQuotesItsSentence(t *testing.T) {
	const body = `<!doctype html><meta charset="utf-8"><title>在线访谈-示例市商务局</title><body><div class="nav"><a href="/">首页</a> <a href="/hd/">互动交流</a></div>
<div class="main"><h2>在线访谈</h2><p>尊敬的网友：本栏目正在建设中，敬请期待。</p></div></body>`
	addr := "http://swj.example.gov.cn/hd/zxft/"
	p := &lanmu.Page{URL: addr, Asked: addr, Status: 200, MediaType: "text/html", Charset: "utf-8", Body: []byte(body)}
	f := Read(p, Options{At: lanmu.NewDate(2026, 11, 23)}).Facts
	if f.Empty != lanmu.EmptyExplanation || !strings.HasPrefix(f.EmptyWhy, "尊敬的网友：本栏目正在建设中") {
		t.Errorf("empty %q, quoted %q", f.Empty, f.EmptyWhy)
	}
}
