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
