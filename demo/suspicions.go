package demo

import "fmt"

// plantSuspicions plants what makes an inspector distrust dates and links.
func (p *Portal) plantSuspicions() {
	a := p.article("tzgg", 3)
	a.anchor("http://hijack.example/", "行业服务平台")
	p.plant("link-hijacked", "http://hijack.example/", "行业服务平台")
	a.anchor("http://outside.example/crackdown.html", "专项行动报道")
	p.decoy("link-hijacked", "http://outside.example/crackdown.html", "外站报道打击网络赌博的行动")
	switch p.ID {
	case "trs":
		p.home.Hidden = append(p.home.Hidden,
			`<div style="position:absolute;left:-9999px;top:0"><a href="http://seo.example/">友情推广</a></div>`,
			`<div style="display:none"><a href="http://donghu.gov.cn/">东湖区政府</a></div>`)
		p.plantTemplate("hidden-link", "seo.example")
		p.decoy("hidden-link", "/", "折叠菜单和藏起来的政府网站链接")
		it := p.article("ghjh", 2)
		it.stated = it.date.AddDays(-25) // the list says another day than the article
		p.plant("date-mismatch", it.path)
	case "hanweb":
		it := p.article("czzj", 2)
		it.date = it.date.AddDays(-44) // stated long before the address was made
		p.plant("date-mismatch", it.path)
		p.damaged()
	case "table":
		p.burst()
		old, again := p.article("jcxx", 16), p.article("jcxx", 1)
		again.body = old.body
		p.plant("article-reposted", again.path, again.title)
		twin, first := p.article("jmyw", 6), p.article("jcxx", 4)
		twin.body = first.body
		p.decoy("article-reposted", twin.path, "同一篇稿件同期发在两个栏目")
	}
}

// damaged plants dates and numbers that lost characters, beside whole ones.
func (p *Portal) damaged() {
	it := p.newsItem(9)
	it.add("<p>　　统计数据期限自201711日至2017年12月31日止。</p>")
	it.add("<p>　　依据《关于全面推进工作的意见》（样商发〔20168号）办理。</p>")
	p.plant("date-damaged", it.path, "201711日")
	p.plant("date-damaged", it.path, "〔20168号")
	ok := p.newsItem(10)
	ok.add("<p>　　依据样商发〔2016〕8号文件，参见《商务日报》20171101期和20181日报摘编，登记编号201711。</p>")
	p.decoy("date-damaged", ok.path, "期号、编号、日报里的数字，没有掉字")
}

// burst fills a column in two days after months of silence.
func (p *Portal) burst() {
	c := p.column("jhzj")
	for i, it := range c.items {
		if i < 6 {
			it.date = p.day(c.newest + i/3) // three on each of two days
		} else {
			it.date = p.day(c.newest + 120 + 30*i)
		}
		it.path = p.skin.articlePath(it)
	}
	p.plant("date-burst", c.path, fmt.Sprint(p.day(c.newest+1)))
	p.decoy("date-burst", p.column("ndbg").path, "年报每年集中公开一次")
}
