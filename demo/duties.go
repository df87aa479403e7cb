package demo

import (
	"fmt"
	"strings"
)

// rightDuties are what the three portals do right and the poor one does not.
var rightDuties = []struct{ rule, why string }{
	{"guide-missing", "有指南，各网站叫法不同"},
	{"catalogue-missing", "有目录，各网站叫法不同"},
	{"application-channel-missing", "有依申请公开页"},
	{"statutory-content-missing", "各类内容都有栏目"},
	{"annual-report-missing", "历年年报都在"},
	{"website-report-missing", "有网站年度报表"},
	{"leader-info-incomplete", "领导信息在表格或图片里"},
	{"organisation-info-incomplete", "机构信息分在几个页面"},
	{"consult-channel-missing", "有信箱或在线咨询"},
	{"slow-page", "打得开，也不慢"},
	{"site-unreachable", "首页打得开"},
	{"certificate-expiring", "没有 https，也就没有证书"},
}

// writeDuties gives documents, letters and guides what the rules of disclosure,
// interaction and service look for.
func (p *Portal) writeDuties() {
	for _, d := range rightDuties {
		p.decoy(d.rule, "/", d.why)
	}
	p.writeReports()
	p.writePolicies()
	p.writeLetters()
	p.writeGuides()
}

// writePolicies links every normative document with its interpretation, which
// comes two days later.
func (p *Portal) writePolicies() {
	docs, notes := p.column("gfxwj"), p.column("zcjd")
	n := min(len(docs.items), len(notes.items))
	for i := range n {
		doc, note := docs.items[i], notes.items[i]
		note.date = doc.date.AddDays(2)
		note.path = p.skin.articlePath(note)
		name := strings.TrimSuffix(doc.title, "的通知")
		note.title = "《" + name + "》政策解读"
	}
	for i := range n {
		doc, note := docs.items[i], notes.items[i]
		doc.add(`<p>成文日期：%s</p>`, doc.date.AddDays(-6))
		doc.add(`<p>相关解读：<a href="%s">%s</a></p>`, note.path, note.title)
		note.add(`<p>相关文件：<a href="%s">%s</a></p>`, doc.path, doc.title)
	}
	for _, it := range docs.items[n:] {
		it.add(`<p>成文日期：%s</p>`, it.date.AddDays(-6))
	}
}

// writeLetters makes letters with their answers.
func (p *Portal) writeLetters() {
	for _, c := range p.columns {
		if c.shape != shapeMessages {
			continue
		}
		w := newWords(p, "letters "+c.key)
		for _, it := range c.items {
			topic := w.one(topics)
			it.title = fmt.Sprintf("咨询%s%s的有关问题", w.one(places), topic)
			it.body = fmt.Sprintf(`<table border="1" width="100%%"><tr><td>来信标题</td><td>%s</td></tr><tr><td>来信人</td><td>%s**</td></tr><tr><td>来信时间</td><td>%s</td></tr>
<tr><td>来信内容</td><td>　　请问%s需要准备哪些材料，到哪里办理？</td></tr><tr><td>答复单位</td><td>%s</td></tr><tr><td>答复时间</td><td>%s</td></tr>
<tr><td>答复内容</td><td>　　您好！您反映的问题收悉。%s请携带申请表到政务服务大厅窗口办理，咨询电话0000-12345678。感谢您的关注。</td></tr></table>`+"\n",
				it.title, w.one(surnames), it.date.AddDays(-2), topic, p.Name, it.date, w.sentence(it))
		}
	}
}

// writeGuides makes service guides with their eight elements.
func (p *Portal) writeGuides() {
	c := p.column("bszn")
	w := newWords(p, "guides")
	for i, it := range c.items {
		name := topics[i%len(topics)] + "备案"
		it.title = name + "办事指南"
		it.body = fmt.Sprintf(`<table border="1" width="100%%"><tr><td>事项名称</td><td>%s</td></tr><tr><td>设定依据</td><td>《范例市商务领域管理办法》第十二条</td></tr><tr><td>申请条件</td><td>在本市依法登记的企业法人</td></tr>
<tr><td>办理材料</td><td>1.申请表；2.营业执照复印件；3.%s说明</td></tr><tr><td>办理地点</td><td>市政务服务大厅三楼窗口</td></tr><tr><td>办理时间</td><td>工作日8:30至17:00</td></tr>
<tr><td>联系电话</td><td>0000-12345678</td></tr><tr><td>办理流程</td><td>申请—受理—审查—决定—送达</td></tr><tr><td>办理时限</td><td>5个工作日</td></tr><tr><td>收费标准</td><td>不收费</td></tr></table>`+"\n", name, w.one(things))
	}
}

// catalogue is the 政府信息公开目录 as a table of index numbers.
func (p *Portal) catalogue() string {
	var b strings.Builder
	b.WriteString(`<table border="1" width="100%"><tr><th>索引号</th><th>信息名称</th><th>内容概述</th><th>生成日期</th></tr>` + "\n")
	docs := append(append([]*item{}, p.column("gfxwj").items[:6]...), p.column("zcwj").items[:6]...)
	for i, it := range docs {
		fmt.Fprintf(&b, `<tr><td>%s-%04d</td><td><a href="%s">%s</a></td><td>规定了%s的管理要求</td><td>%s</td></tr>`+"\n", p.code, 100+i, it.path, it.title, topics[i%len(topics)], it.date)
	}
	b.WriteString("</table>")
	return b.String()
}
