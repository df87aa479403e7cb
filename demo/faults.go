package demo

import "fmt"

// plantColumns notes what the plan's column states must be found as, and gives
// one-page columns their content.
func (p *Portal) plantColumns() {
	p.frame()
	p.writePages()
	for _, c := range p.columns {
		switch c.status {
		case blank:
			p.plantColumn("column-empty", c)
		case stale:
			p.plantColumn("column-stale", c, p.newestOf(c).String())
		case undated:
			p.plantColumn("column-undated", c)
		case explained:
			p.plantColumn("column-explanation-only", c)
		case unreachable:
			p.plantColumn("column-unreachable", c)
			p.decoy("link-broken", c.path, "栏目页打不开，已由栏目规则说明，不再另列链接")
		}
		if c.same != "" {
			p.plantColumn("column-duplicate", c, p.column(c.same).name)
			last := &p.truth.Planted[len(p.truth.Planted)-1]
			last.Or = append(last.Or, p.abs(p.column(c.same).path))
		}
	}
	if p.ID == "table" {
		p.plant("home-stale", "/")
	} else {
		p.decoy("home-stale", "/", "置顶的旧消息排在最前，最新日期在后面的行里")
	}
	p.plant("column-missing", p.missing())
}

func (p *Portal) plantColumn(rule string, c *column, words ...string) {
	p.plant(rule, c.path, words...)
	p.truth.Planted[len(p.truth.Planted)-1].Column = c.name
}

// missing is the path of a column that the profile demands and the portal lacks.
func (p *Portal) missing() string {
	switch p.ID {
	case "hanweb":
		return "/col/col1999/index.html"
	case "table":
		return "/list_99.asp?id=99"
	case "cards":
		return "/zwgk/zfgb/index.html"
	}
	return "/zwgk/zfgb/"
}

// add puts markup at the end of an article.
func (it *item) add(format string, args ...any) { it.more += fmt.Sprintf(format, args...) + "\n" }

// anchor puts a paragraph with a link at the end of an article.
func (it *item) anchor(href, text string) {
	it.add(`<p>　　相关链接：<a href="%s">%s</a></p>`, href, text)
}

// plantLinks plants the dead, empty and internal links.
func (p *Portal) plantLinks() {
	p.plantOwnPages()
	p.plantOutside()
	p.plantFiles()
	p.plantAddresses()
	p.plantDates()
}

// deadPath is where nothing is, shaped like the portal's articles.
func (p *Portal) deadPath(n int) string {
	switch p.ID {
	case "hanweb":
		return fmt.Sprintf("/art/2019/5/%d/art_1202_%d.html", n, n)
	case "table":
		return fmt.Sprintf("/show.asp?id=%d", n)
	case "cards":
		return fmt.Sprintf("/article/%d.html", n)
	}
	return fmt.Sprintf("/zwgk/tzgg/201905/t201905%02d_%d.html", n, n)
}

func (p *Portal) plantOwnPages() {
	a := p.article("tzgg", 2)
	a.anchor(p.deadPath(7), "评审办法全文")
	p.plant("link-broken", p.deadPath(7), "评审办法全文")

	p.answers[p.host+"/old/gone.html"] = &answer{status: 410, media: "text/html", body: []byte("<html><body>Gone</body></html>")}
	p.article("gfxwj", 1).anchor("/old/gone.html", "修订前的版本")
	p.plant("link-broken", "/old/gone.html", "修订前的版本")

	p.redirect("/old/loop1.html", "/old/loop2.html")
	p.redirect("/old/loop2.html", "/old/loop1.html")
	p.article("xzxk", 3).anchor("/old/loop1.html", "许可事项查询")
	p.plant("link-broken", "/old/loop1.html")

	p.answers[p.host+"/old/crash.html"] = &answer{status: 500, media: "text/html", body: []byte("<html><body>java.lang.NullPointerException</body></html>")}
	p.article("xzxk", 5).anchor("/old/crash.html", "往年结果查询")
	p.plant("link-broken", "/old/crash.html")

	p.home.Footer = append(p.home.Footer, link{Name: "使用帮助", URL: "/help/index.html"})
	p.plant("link-broken", "/help/index.html", "使用帮助")

	if p.ID == "hanweb" {
		p.redirect("/old/away.html", "/")
		p.article("zbcg", 2).anchor("/old/away.html", "中标结果附页")
		p.plant("link-broken", "/old/away.html")
	}
	if p.ID == "table" {
		p.plant("soft-404-site", "/")
	}
}

func (p *Portal) plantOutside() {
	p.home.Selects[1].Options = append(p.home.Selects[1].Options, link{Name: "南桥区商务局", URL: "http://dead.example/"})
	p.plant("external-link-broken", "http://dead.example/", "南桥区商务局")

	a := p.article("tzgg", 4)
	a.anchor("http://outside.example/gone.html", "行业协会通知原文")
	p.plant("external-link-broken", "http://outside.example/gone.html", "行业协会通知原文")
	a.anchor("http://outside.example/always500", "报名系统")
	p.plant("external-link-broken", "http://outside.example/always500")
	a.anchor("http://outside.example/bad-request", "在线测评")
	p.plant("link-suspected", "http://outside.example/bad-request", "在线测评")
	b := p.newsItem(3)
	b.anchor("http://soft.example/news/1.html", "媒体报道")
	p.plant("external-link-broken", "http://soft.example/news/1.html")
}

func (p *Portal) plantFiles() {
	a := p.article("tzgg", 5)
	a.add(`<p>附件：<a href="/files/missing.doc">1.申报书.doc</a>　<a href="/files/zero.pdf">2.评分表.pdf</a></p>`)
	p.plant("attachment-broken", "/files/missing.doc", "申报书")
	p.plant("attachment-broken", "/files/zero.pdf", "评分表")
	p.file("/files/zero.pdf", "application/pdf", nil)
	b := p.article("tzgg", 6)
	b.add(`<p>附件：<a href="/files/page.doc">报名表.doc</a>　<a href="/files/wrong.xls">名单.xls</a></p>`)
	p.file("/files/page.doc", "application/msword", []byte("<html><head><title>登录</title></head><body>请先登录</body></html>"))
	p.file("/files/wrong.xls", "application/vnd.ms-excel", []byte("\x00\x01\x02\x03not a workbook at all, only bytes that some disk lost"))
	p.plant("attachment-broken", "/files/page.doc", "报名表")
	p.plant("attachment-broken", "/files/wrong.xls", "名单")

	p.newsItem(2).add(`<p align="center"><img src="/images/2026/lost.jpg" alt="现场照片"></p>`)
	p.plant("image-broken", "/images/2026/lost.jpg")
}

func (p *Portal) plantAddresses() {
	a := p.article("xzxk", 1)
	a.add(`<p>　　<a href="">点击查看公示名单</a></p>`)
	p.plant("link-empty", a.path, "点击查看公示名单")
	b := p.article("zcjd", 1)
	b.add(`<p>　　<a href="#">图解：一图读懂管理办法</a></p>`)
	p.plant("link-empty", b.path, "一图读懂管理办法")

	c := p.newsItem(4)
	c.anchor("http://192.168.10.5:8080/oa/login.jsp", "网上办公入口")
	p.plant("link-internal-address", "http://192.168.10.5:8080/oa/login.jsp", "网上办公入口")
	c.anchor("http://localhost/upload/1.html", "后台预览")
	p.plant("link-internal-address", "http://localhost/upload/1.html", "后台预览")
}

func (p *Portal) plantDates() {
	it := p.article("xzxk", 0)
	it.date = p.day(-40)
	it.path = p.skin.articlePath(it)
	p.plant("date-future", it.path)
	last := &p.truth.Planted[len(p.truth.Planted)-1]
	last.Or = append(last.Or, p.abs(it.col.path))
}

// redirect makes one path lead to another.
func (p *Portal) redirect(from, to string) {
	p.answers[p.host+from] = &answer{status: 302, location: to}
}

// file answers a path with bytes.
func (p *Portal) file(path, media string, body []byte) {
	p.answers[p.host+path] = &answer{status: 200, media: media, body: body}
}
