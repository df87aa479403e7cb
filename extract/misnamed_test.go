package extract

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"lanmu"
)

// A short text is what its page is for, whatever the class words around it
// promise: a box called top, wz or bottom that holds it makes no blank column.
func TestShortTextUnderAnyClass(t *testing.T) {
	texts := map[string]string{
		"big picture":  `<img src="/up/jigoutu.jpg" width="700" height="500">`,
		"picture":      `<p style="text-align:center"><img src="/upload/2021/3.jpg"></p>`,
		"frame":        `<iframe src="/form/query.html" width="700" height="500"></iframe>`,
		"embedded":     `<embed src="/up/2026.pdf" width="700" height="900">`,
		"video":        `<video src="/up/2026.mp4" controls></video>`,
		"file":         `<p><a href="/up/biaoge.doc">附件：申请表</a></p>`,
		"table":        `<table border="1"><tr><td>科室</td><td>职责</td><td>电话</td></tr><tr><td>办公室</td><td>文秘机要</td><td>1234567</td></tr><tr><td>人事科</td><td>人事工资</td><td>1234568</td></tr></table>`,
		"rows":         `<ul><li><a href="/jg/sj/t20200306_1.html">值班安排表</a></li><li><a href="/jg/sj/t20200307_2.html">数据开放目录</a></li></ul>`,
		"one row":      `<ul><li><a href="/jg/sj/t20200306_1.html">关于数据开放的通知</a><span>2020-03-06</span></li></ul>`,
		"paragraph":    `<p>本中心承担全市示例数据的收集整理工作，为机关和群众提供查询服务，并负责有关制度的起草与解释工作。</p>`,
		"bare text":    `本中心承担全市示例数据的收集整理工作，为机关和群众提供查询服务，并负责有关制度的起草与解释工作。`,
		"with picture": `<span>为提升示例区域的发展水平，各方共同建立了一套运营、服务与合作的工作机制，共享各方的资源。<br><br><img src="/up/1.png"></span>`,
	}
	frames := map[string]string{
		"breadcrumb of its own": `<section class="navigation"><div class="bar"><img src="/style/x.png" alt=""><span><a href="/">首页</a>&nbsp;>&nbsp;<a href="/jg/">机构概况</a>&nbsp;>&nbsp;<a href="/jg/sj/">数据中心</a></span></div></section>`,
		"breadcrumb in line":    `<div class="bar"><a href="/">首页</a> &gt; <a href="/jg/">机构概况</a> &gt; 数据中心</div>`,
		"none":                  ``,
	}
	shapes := []string{
		`<section class="nr2"><div class="%s"><h2>数据中心</h2><div class="xwnry">$</div><div class="turnpage"><span>上一篇：<a href="/jg/sj/">返回列表</a></span><span>下一篇：<a href="/jg/sj/">返回列表</a></span></div></div></section>`,
		`<h2>数据中心</h2><div class="box2%s">$</div>`,
		`<div class="%s">$</div><div class="turnpage"><span>上一篇：<a href="/jg/sj/">返回列表</a></span></div>`,
	}
	for frame, crumb := range frames {
		for name, text := range texts {
			for _, shape := range shapes {
				for _, w := range slices.Sorted(maps.Keys(classWords)) {
					box := fmt.Sprintf(shape, w)
					readShort(t, fmt.Sprintf("%s, %s, class %s in %.34s", frame, name, w, shape), crumb, box, text)
				}
			}
		}
	}
}

// readShort wants the page with text in box not to be called blank.
func readShort(t *testing.T, name, crumb, box, text string) {
	t.Helper()
	before, after, _ := strings.Cut(box, "$")
	body := `<!doctype html><meta charset="utf-8"><title>数据中心-示例市商务局</title><body><nav class="header"><div class="logo"></div><ul><li><a href="/">首页</a></li><li><a href="/jg/">机构概况</a></li><li><a href="/zw/">政务公开</a></li></ul></nav>` +
		crumb + before + text + after + `<footer class="footer"><div><p>示例研究院公众号</p></div><div>Copyright @ 2021-2025 . All rights reserved. <a href="https://beian.miit.gov.cn/">示ICP备12345678号</a></div></footer></body>`
	addr := "http://swj.example.gov.cn/m/jg/sj/28.html"
	p := &lanmu.Page{URL: addr, Asked: addr, Status: 200, MediaType: "text/html", Charset: "utf-8", Body: []byte(body)}
	if f := Read(p, Options{At: lanmu.NewDate(2026, 11, 23)}).Facts; f.Empty != lanmu.NotEmpty {
		t.Errorf("%s: empty %q (%s)", name, f.Empty, f.EmptyWhy)
	}
}
