package demo

// otherSites is the column whose template still carries another site's code.
const otherSites = "zfcg"

// plantFrame plants the faults of tags and footer marks: each portal lacks
// others, so that each is a decoy for its neighbours' rules.
func (p *Portal) plantFrame() {
	switch p.ID {
	case "trs":
		p.plantTemplate("tag-mismatch", "SiteIDCode", "9901000099")
		p.lack("mark-host")
	case "hanweb":
		p.plantTemplate("tag-placeholder", "ColumnKeywords", "栏目关键词")
		p.lack("mark-icp", "mark-contact", "mark-error-report")
	case "table":
		p.plantTemplate("tag-site-missing", "SiteIDCode")
		p.plantTemplate("tag-column-missing", "ColumnType")
		p.plantTemplate("tag-article-missing", "ContentSource")
		p.plantTemplate("tag-date-format", "PubDate")
		p.lack("mark-party-gov", "mark-police", "mark-sitemap", "mark-site-code")
	}
	if p.ID == "cards" {
		p.plantTemplate("tag-date-format", "PubDate")
		p.lack("mark-icp")
		p.decoy("tag-column-missing", "/home.html", "首页的另一个地址，首页不要求栏目标签")
		p.decoy("mark-contact", "/", "联系我们后面写着电话")
	}
	for _, rule := range []string{"mark-host", "mark-icp", "mark-contact", "mark-error-report", "mark-party-gov", "mark-police", "mark-sitemap", "mark-site-code"} {
		if !p.lacks[rule] {
			p.decoy(rule, "/", "页脚有这一项，写法各不相同")
		}
	}
}

// lack makes the frame break rules, each told once on the home page.
func (p *Portal) lack(rules ...string) {
	for _, rule := range rules {
		p.lacks[rule] = true
		p.plant(rule, "/")
	}
}

// plantSite plants the faults of the site as a whole.
func (p *Portal) plantSite() {
	p.plant("https-missing", "/")
	if p.ID != "table" { // whose profile lists no hosts
		hosts := []string{"dead.example", "outside.example", "soft.example", "hijack.example"}
		if p.ID == "trs" {
			hosts = append(hosts, "seo.example")
		}
		for _, h := range hosts {
			p.plantTemplate("external-link-unlisted", h)
		}
	}
	switch p.ID {
	case "trs":
		p.plantTemplate("leaving-prompt-missing")
		it := p.newsItem(14)
		it.add(`<p align="center"><img src="/images/quyu.png" alt="全市商业网点规划图" width="400"></p>`)
		p.image("/images/quyu.png")
		p.plant("map-number-missing", it.path, "全市商业网点规划图")
		ok := p.newsItem(15)
		ok.add(`<p align="center"><img src="/images/quyu.png" alt="示例市行政区划图" width="400"></p><p>审图号：示S（2024）001号</p>`)
		p.decoy("map-number-missing", ok.path, "地图下方写明审图号")
	case "hanweb":
		p.lacks["image-alt-missing"] = true
		p.plantTemplate("image-alt-missing")
		p.decoy("leaving-prompt-missing", "/", "页面脚本里有离开提示")
	case "cards":
		p.plantTemplate("leaving-prompt-missing")
	case "table":
		p.plantTemplate("leaving-prompt-missing")
		p.lack("accessibility-entry-missing", "search-broken", "domain-not-gov")
	}
}
