package demo

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"lanmu"
)

// Small are the small portals, for faults that a whole site has: one that lacks
// nearly all it has to publish, is slow and has a bad certificate, and one that
// does not answer.
var Small = []string{"poor", "down"}

// slowness is how long each page of the poor portal takes: more than the three
// seconds a visitor bears, far less than what counts as a failure.
const slowness = 3200 * time.Millisecond

// newSmall makes a small portal: plain pages, no skin.
func newSmall(id string, base lanmu.Date) *Portal {
	p := &Portal{
		ID: id, Name: "缺省市水务局", Base: base, host: id + ".demo.gov.cn", code: "9904000044", small: true,
		skin:    &skin{mediaTyp: "text/html; charset=utf-8"},
		answers: map[string]*answer{}, moods: map[string]mood{}, truth: Truth{Portal: id, Base: base},
	}
	if id == "down" {
		p.plant("site-unreachable", "/")
		p.decoy("https-missing", "/", "打不开的网站，看不出支不支持 https")
		return p
	}
	p.secure = true
	p.writePoor()
	for _, rule := range []string{
		"guide-missing", "catalogue-missing", "application-channel-missing", "statutory-content-missing", "annual-report-missing",
		"website-report-missing", "leader-info-incomplete", "organisation-info-incomplete", "consult-channel-missing", "platform-incomplete",
		"slow-page", "certificate-expiring",
	} {
		p.plant(rule, "/")
	}
	p.decoy("https-missing", "/", "可以用 https 访问，只是证书有问题")
	p.decoy("site-unreachable", "/", "打开虽慢，但打得开")
	return p
}

// poorColumns are all that the poor portal publishes.
var poorColumns = []struct {
	key, name string
	kind      lanmu.Kind
	title     string
}{
	{"gzdt", "工作动态", news, "缺省市水务局开展第%d次河道巡查"},
	{"tzgg", "通知公告", notice, "缺省市水务局关于第%d轮供水检修的通知"},
	{"xxgk", "政府信息公开", static, "缺省市水务局公开第%d期水质检测结果"},
}

func (p *Portal) writePoor() {
	var home strings.Builder
	for i, c := range poorColumns {
		dir := "/" + c.key + "/"
		var rows strings.Builder
		var newest lanmu.Date
		for j := range 4 {
			date := p.day(3 + i + 2*j)
			if newest.IsZero() {
				newest = date
			}
			title := fmt.Sprintf(c.title, 9-j)
			path := fmt.Sprintf("%s%d.html", dir, 100+j)
			row := fmt.Sprintf(`<li><a href="%s">%s</a><span>%s</span></li>`+"\n", path, title, date)
			rows.WriteString(row)
			p.poorPage(path, title, c.name, date.String(), fmt.Sprintf(
				`<div class="pos">您的位置：<a href="/">首页</a> &gt; <a href="%s">%s</a></div><h1>%s</h1><div class="info">发布日期：%s　来源：%s</div>
<div class="content"><p>　　根据年度工作安排，我局组织人员对%s辖区内的有关设施逐一查看，记录了水位、流量和设备运行情况，第%d项至第%d项已当场处理。</p>
<p>　　下一步将按月汇总结果，并在本网站继续发布，欢迎各界监督。</p></div>`, dir, c.name, title, date, p.Name, places[(i*4+j)%len(places)], i*7+j+1, i*9+j+3))
		}
		p.poorPage(dir, c.name, c.name, "", fmt.Sprintf(
			`<div class="pos">您的位置：<a href="/">首页</a> &gt; <a href="%s">%s</a></div><h2>%s</h2><ul class="list">%s</ul>`, dir, c.name, c.name, rows.String()))
		fmt.Fprintf(&home, `<div class="box"><h2>%s</h2><ul>%s</ul></div>`, c.name, rows.String())
		p.truth.Columns = append(p.truth.Columns, ColumnTruth{Name: c.name, URL: p.abs(dir), Kind: c.kind, Status: fresh, Newest: newest, Items: 4})
	}
	p.poorPage("/", "首页", "", "", home.String())
	p.poorPage("/wza/", "无障碍浏览", "无障碍浏览", "", "<h1>无障碍浏览</h1><p>　　本网站支持键盘操作和读屏软件，按住Ctrl键并滚动鼠标滚轮可以放大页面。</p>")
	p.poorPage("/map.html", "网站地图", "网站地图", "", `<h1>网站地图</h1><ul><li><a href="/gzdt/">工作动态</a></li><li><a href="/tzgg/">通知公告</a></li><li><a href="/xxgk/">政府信息公开</a></li></ul>`)
}

// poorPage draws a page with all tags and marks that a page needs.
func (p *Portal) poorPage(path, title, column, published, body string) {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html><head><meta charset="utf-8"><title>%s_%s</title><meta name="SiteName" content="%s"><meta name="SiteDomain" content="%s"><meta name="SiteIDCode" content="%s">`,
		title, p.Name, p.Name, p.host, p.code)
	if column != "" {
		fmt.Fprintf(&b, `<meta name="ColumnName" content="%s"><meta name="ColumnDescription" content="发布%s"><meta name="ColumnKeywords" content="%s"><meta name="ColumnType" content="%s">`, column, column, column, column)
	}
	if published != "" {
		fmt.Fprintf(&b, `<meta name="ArticleTitle" content="%s"><meta name="PubDate" content="%s 09:30"><meta name="ContentSource" content="%s">`, title, published, p.Name)
	}
	fmt.Fprintf(&b, `</head><body><div class="top"><a href="/wza/" title="无障碍浏览">无障碍浏览</a><form action="/" method="get"><input name="searchword" placeholder="请输入关键字"><input type="submit" value="搜索"></form></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/gzdt/">工作动态</a></li><li><a href="/tzgg/">通知公告</a></li><li><a href="/xxgk/">政府信息公开</a></li></ul>
%s
<div class="foot"><a href="/map.html">网站地图</a> 主办单位：%s　网站标识码：%s　缺ICP备12345678号-1　缺公网安备 99040002000001号　联系电话：0000-12345678
<a href="http://bszs.conac.cn/sitename?method=show&id=99"><img src="http://dcs.conac.cn/image/red.png" alt="党政机关"></a><a href="http://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=%s">我为政府网站找错</a></div></body></html>`,
		body, p.Name, p.code, p.code)
	p.answers[p.host+path] = &answer{status: http.StatusOK, media: p.skin.mediaTyp, body: []byte(b.String())}
	p.mood(path, moodSlow)
}

// smallSite is a small portal's profile.
func (p *Portal) smallSite() *lanmu.Site {
	s := &lanmu.Site{
		ID: "demo-" + p.ID, Name: p.Name, URL: p.URL(), SiteCode: p.code, Location: time.FixedZone("CST", 8*3600), Discover: true,
		Crawl: lanmu.CrawlSettings{Concurrency: 16, Timeout: 15 * time.Second, MaxPages: 200, Render: lanmu.RenderNever, Resolve: p.resolve()},
		Links: lanmu.LinkSettings{External: true, Allow: []string{"*.gov.cn", "*.conac.cn"}},
	}
	if p.ID == "down" {
		s.Crawl.Resolve[p.host] = p.dead
	}
	if p.secureAddr != "" {
		s.Crawl.Resolve[p.host+":443"] = p.secureAddr
	}
	return s
}
