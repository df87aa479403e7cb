package demo

import "strings"

// plantDuties plants what was neglected in disclosure, interaction and service.
// The other portals do the same right.
func (p *Portal) plantDuties() {
	docs, notes := p.column("gfxwj").items, p.column("zcjd").items
	switch p.ID {
	case "trs":
		late := notes[4]
		late.date = docs[4].date.AddDays(21) // long after three working days
		late.path = p.skin.articlePath(late)
		docs[4].more = strings.Replace(docs[4].more, "相关解读：", "解读：", 1)
		p.relink(docs[4], late)
		p.plant("interpretation-late", late.path)
		slow := docs[6]
		slow.more = strings.Replace(slow.more, slow.date.AddDays(-6).String(), slow.date.AddDays(-75).String(), 1)
		p.plant("disclosure-late", slow.path)
		p.unanswered("jzxx")
	case "hanweb":
		alone := notes[5]
		alone.more = ""
		p.plant("interpretation-unlinked", alone.path)
		it := p.column("zxzx").items[4]
		it.body = strings.Replace(it.body, it.date.AddDays(-2).String(), it.date.AddDays(-41).String(), 1)
		p.plant("message-late", it.path)
		g := p.column("gkzn")
		g.body = strings.NewReplacer("20个工作日内答复", "15个工作日内答复", "（国务院令第711号）", "（国务院令第492号）").Replace(g.body)
		p.plant("guide-outdated", g.path)
	case "table":
		p.plant("platform-incomplete", "/", "制度") // this portal has no such column
		docs[5].more = ""
		docs[5].unmarked = true
		notes[5].title, notes[5].more = "一图读懂便民商业圈建设", ""
		p.plant("policy-uninterpreted", docs[5].path)
		p.plant("validity-unmarked", docs[5].path)
		p.incompleteGuide(p.column("bszn").items[3])
		g := p.column("gkzn")
		g.body = strings.NewReplacer("<p>　　传真号码：0000-12345679</p>", "", "<p>　　办公时间：工作日上午8:30至11:30，下午13:30至17:00</p>", "").Replace(g.body)
		p.plant("guide-incomplete", g.path, "传真")
	}
}

// relink makes a document and its interpretation point at each other again
// after one of them got another address.
func (p *Portal) relink(doc, note *item) {
	doc.more, _, _ = strings.Cut(doc.more, `<p>解读：`)
	doc.add(`<p>相关解读：<a href="%s">%s</a></p>`, note.path, note.title)
}

// unanswered leaves a letter without an answer for more than three months; a
// letter of last week may still wait.
func (p *Portal) unanswered(key string) {
	items := p.column(key).items
	for _, it := range []*item{items[0], items[len(items)-1]} {
		if i := strings.Index(it.body, "<tr><td>答复单位"); i > 0 {
			it.body = it.body[:i] + "<tr><td>办理状态</td><td>未答复</td></tr></table>\n"
		}
	}
	p.plant("message-unanswered", items[len(items)-1].path)
	p.decoy("message-unanswered", items[0].path, "上周的来信，还在办理期限内")
}

// incompleteGuide takes four of the eight elements off a guide.
func (p *Portal) incompleteGuide(it *item) {
	for _, name := range []string{"设定依据", "办理材料", "联系电话", "办理流程"} {
		i := strings.Index(it.body, "<tr><td>"+name)
		j := strings.Index(it.body[max(i, 0):], "</tr>")
		if i >= 0 && j >= 0 {
			it.body = it.body[:i] + it.body[i+j+len("</tr>"):]
		}
	}
	p.plant("service-guide-incomplete", it.path)
}
