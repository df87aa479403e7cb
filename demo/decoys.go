package demo

import (
	"fmt"
	"strings"
)

// plantDecoys plants what is right and looks wrong.
func (p *Portal) plantDecoys() {
	p.decoyColumns()
	p.decoyServers()
	p.decoyWriting()
	p.decoyMarkup()
	p.decoyTraps()
}

func (p *Portal) decoyColumns() {
	for _, c := range p.columns {
		if c.pinned {
			p.decoy("column-stale", c.path, "第一行是置顶的旧消息，最新日期在后面")
		}
		if c.unlinked {
			p.decoy("column-missing", c.path, "没有页面链接到它（菜单由脚本生成），但配置写明的地址打得开")
		}
		if c.shape == shapeJSON {
			p.decoy("column-empty", c.path, "列表的行只在页面自己点名的JSON里")
		}
		if c.kind == topic {
			p.decoy("column-stale", c.path, "历史专题，本来就不再更新")
		}
		if c.form == formYearless && c.status == fresh {
			p.decoy("column-undated", c.path, "日期不写年份")
		}
		if c.form == formTwoDigit {
			p.decoy("column-undated", c.path, "日期只写两位年份")
		}
		if c.shape == shapeHub {
			p.decoy("column-empty", c.path, "上级栏目，只列出下级栏目")
		}
	}
	// A list that stands at a new address and is still reached by its old one.
	p.redirect("/old/tzgg.html", p.column("tzgg").path)
	p.home.Quick = append(p.home.Quick, link{Name: "公告栏", URL: "/old/tzgg.html"})
	p.decoy("column-duplicate", "/old/tzgg.html", "旧地址跳转到通知公告，是同一个栏目")
}

// decoyServers plants servers' moods.
func (p *Portal) decoyServers() {
	once := p.article("tzgg", 7)
	p.mood(once.path, moodBusyOnce)
	p.decoy("link-broken", once.path, "第一次503，再问就好了")
	col := p.column("zcjd")
	p.mood(col.path, moodBusyOnce)
	p.decoy("column-unreachable", col.path, "栏目页第一次503，再问就好了")

	a := p.article("tzgg", 8)
	a.add(`<p>附件：<a href="/files/head405.doc">申请表.doc</a></p>`)
	p.file("/files/head405.doc", "application/msword", docBytes)
	p.mood("/files/head405.doc", moodNoHead)
	p.decoy("attachment-broken", "/files/head405.doc", "HEAD回答405，GET正常")

	for _, d := range []struct {
		path, text, why string
		status          int
	}{
		{"/system/waf.html", "业务直报系统", "防火墙对程序回答412", 412},
		{"/system/forbidden.html", "内部资料目录", "回答403，请人工点开核实", 403},
	} {
		a.anchor(d.path, d.text)
		p.answers[p.host+d.path] = &answer{status: d.status, media: "text/html", body: []byte("<html><body><script>document.cookie='a=1';location.reload()</script></body></html>")}
		p.decoy("link-broken", d.path, d.why)
	}
	b := p.newsItem(5)
	for _, d := range []struct{ path, why string }{
		{"http://outside.example/busy-once", "外站第一次503，再问就好了"},
		{"http://outside.example/no-head", "外站对HEAD回答405"},
		{"http://outside.example/head-404", "外站对HEAD回答404，GET正常"},
		{"http://outside.example/forbidden", "外站回答403"},
		{"http://outside.example/limited", "外站回答429"},
		{"http://outside.example/challenge", "外站回答412和脚本挑战"},
		{"http://outside.example/about-404.html", "外站文章讲404页面的来历"},
		{"http://outside.example/moved", "外站301到新地址，新地址正常"},
	} {
		b.anchor(d.path, "外部参考资料")
		p.decoy("external-link-broken", d.path, d.why)
	}
}

// decoyWriting plants texts whose words sound like faults.
func (p *Portal) decoyWriting() {
	a := p.newsItem(6)
	a.title = "关于网站404页面找不到问题的处理说明"
	a.body = "<p>　　近期有网民反映，打开部分旧链接时提示“404，您访问的页面不存在或已被删除”。经核查，系旧版网站地址调整所致。技术人员已对失效地址逐条恢复，并请广大网民继续监督。</p>\n" + a.body
	p.decoy("link-broken", a.path, "文章讲的是404，本身正常")

	b := p.article("tzgg", 9)
	b.title = "关于暂无新增备案单用途商业预付卡企业情况的公告"
	p.decoy("column-empty", p.column("tzgg").path, "一行标题里有“暂无”")

	c := p.article("tzgg", 10)
	d := p.day(-25)
	c.title = fmt.Sprintf("关于%d年%d月%d日举办年货采购活动的通知", d.Year, d.Month, d.Day)
	p.decoy("date-future", c.path, "标题里的未来日期是活动日期")
	e := p.article("tzgg", 11)
	e.add("<p>　　报名截止日期：%s。逾期不再受理。</p>", p.day(-18))
	p.decoy("date-future", e.path, "正文里的未来日期是截止日期")

	f := p.newsItem(7)
	f.add("<p>　　中奖者：张某某（手机138****0000，身份证110101********0011）、李某某（手机139****1111）。</p>")
	p.decoy("privacy-phone", f.path, "手机号和身份证号都已打码")
	f.add("<p>　　测试环境地址为 192.168.0.1，仅为示意，没有链接。</p>")
	p.decoy("link-internal-address", f.path, "文字里写到内网地址，并没有链接")
}

// decoyMarkup plants rough markup that browsers understand.
func (p *Portal) decoyMarkup() {
	target := func(i int) string { return p.article("xzxk", i).path }
	a := p.article("tzgg", 12)
	back := strings.ReplaceAll(target(6), "/", `\`)
	if p.ID != "table" { // a backslash in a query stays one
		a.anchor(back, "许可结果一")
	}
	a.anchor("HTTP://"+strings.ToUpper(p.host)+target(7), "许可结果二")
	a.anchor("//"+p.host+target(8), "许可结果三")
	a.anchor("\n  "+target(9)+"  \n", "许可结果四")
	a.add(`<p><a href="javascript:void(0)" onclick="window.open('%s')">许可结果五</a></p>`, target(10))
	for i := 6; i <= 10; i++ {
		p.decoy("link-broken", target(i), "地址写法粗糙：反斜杠、大写协议、省略协议、前后空白、window.open")
	}
	p.decoy("link-empty", a.path, "javascript:void(0)，但点击会打开新页")
	a.add(`<!-- <a href="/dead/comment.html">旧链接</a> --><script>var tip='<a href="/dead/script.html">帮助</a>';</script>`)
	p.decoy("link-broken", "/dead/comment.html", "注释里的链接")
	p.decoy("link-broken", "/dead/script.html", "脚本字符串里的链接")
	a.add(`<p><a name="maodian"></a><a href="#maodian">回到文章顶部</a> <a href="#">返回顶部</a></p>`)

	p.answers[p.host+"/old/index.htm"] = &answer{
		status: 200, media: p.skin.mediaTyp,
		body: []byte(`<html><head><meta http-equiv="refresh" content="0; url=/lxwm/"></head><body></body></html>`),
	}
	a.anchor("/old/index.htm", "旧版联系页")
	p.decoy("link-broken", "/old/index.htm", "meta refresh转到新页")

	p.answers[p.host+"/old/frames.html"] = &answer{
		status: 200, media: "text/html",
		body: []byte(`<html><head><title>old</title></head><frameset cols="200,*"><frame src="/old/menu.html"><frame src="/lxwm/"></frameset></html>`),
	}
	p.answers[p.host+"/old/menu.html"] = &answer{
		status: 200, media: "text/html",
		body: []byte(`<html><head><base href="/old/"></head><body><a href="leaf.html" target="main">leaf</a></body></html>`),
	}
	a.anchor("/old/frames.html", "旧版框架页")
	p.decoy("link-broken", "/old/leaf.html", "框架里用base写的相对地址")

	q := "/query/?key=通知公告&type=标题" // as browsers send it: the page's own charset
	a.anchor(q, "检索通知公告")
	b := p.article("tzgg", 13)
	b.add(`<p>附件：<a href="/files/通知附件.doc">通知附件.doc</a> <a href="/files/rtf.doc">登记表.doc</a> <a href="/files/book.xlsx">汇总表.xlsx</a> <a href="/files/lead.pdf">办法.pdf</a></p>`)
	p.file("/files/通知附件.doc", "application/msword", docBytes)
	p.file("/files/rtf.doc", "application/msword", rtfBytes)
	p.file("/files/book.xlsx", "application/octet-stream", zipBytes)
	p.file("/files/lead.pdf", "application/pdf", append([]byte("\xef\xbb\xbf\r\n"), pdfBytes...))
	p.decoy("attachment-broken", "/files/rtf.doc", "扩展名是doc，内容是RTF，Word能打开")
	p.decoy("attachment-broken", "/files/lead.pdf", "PDF头前有几个多余字节，阅读器能打开")
	p.decoy("attachment-broken", "/files/book.xlsx", "媒体类型写作八位字节流，内容正确")
	b.add(`<p><img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" alt="图标"><!-- <img src="/images/2026/removed.jpg"> --></p>`)
	p.decoy("image-broken", "/images/2026/removed.jpg", "注释里的图片")
}

// decoyTraps plants what keeps a crawler for ever.
func (p *Portal) decoyTraps() {
	p.home.Quick = append(p.home.Quick,
		link{Name: "工作日历", URL: fmt.Sprintf("/rili/?y=%d&m=%d", p.Base.Year, p.Base.Month)},
		link{Name: "用户登录", URL: "/yhdl/index.html;jsessionid=@SID@"},
		link{Name: "返回首页", URL: "/default.htm"})
	p.redirect("/default.htm", "/")
	p.decoy("link-broken", "/default.htm", "首页的另一个地址，跳回首页是对的")
	if p.ID == "hanweb" {
		p.answers[p.host+"/robots.txt"] = &answer{status: 200, media: "text/plain", body: []byte("User-agent: *\nDisallow: /admin/\n")}
		p.home.Quick = append(p.home.Quick, link{Name: "后台管理", URL: "/admin/login.jsp"})
		p.decoy("link-broken", "/admin/login.jsp", "robots.txt请程序不要看，不能断定是死链")
	}
}
