package rules

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "tag-mismatch",
	Title: "网页标签与实际不符",
	Doc: "网页标签写的不是本网站、本页面：SiteIDCode 与页脚或配置的网站标识码不同；SiteDomain 不是本站域名；" +
		"SiteName 是别的单位；同一标签在一页里有两个不同的值；ArticleTitle 与文章标题完全不是一回事。多半是套用了别家的模板。",
	Fix:       "请把网页标签改为本网站的实际内容，删除多余的一组标签。",
	Indicator: "tags",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Likely,
	Page:      mismatchedTags,
})

func mismatchedTags(p *PagePass) {
	if !p.tagged() {
		return
	}
	p.twoValues()
	if code := strings.ToLower(p.tag("SiteIDCode")); code != "" && !placeholder("SiteIDCode", code) {
		want, where := p.Site.SiteCode, "配置"
		if want == "" {
			want, where = p.Facts.Marks.SiteCode, "页脚"
		}
		if want != "" && !strings.EqualFold(code, want) {
			p.mismatch("SiteIDCode", code, fmt.Sprintf("与%s的网站标识码 %s 不同", where, want), lanmu.Certain)
		}
	}
	if domain := p.tag("SiteDomain"); domain != "" && !placeholder("SiteDomain", domain) && internalHost(hostOf(p.Site.URL)) == "" && !p.ownDomain(domain) {
		p.mismatch("SiteDomain", domain, "不是本网站的域名", lanmu.Likely)
	}
	name := p.tag("SiteName")
	if name != "" && p.Site.Name != "" && !placeholder("SiteName", name) && !akin(name, p.Site.Name) {
		p.mismatch("SiteName", name, "与网站名称“"+clip(p.Site.Name, 40)+"”不符", lanmu.Likely)
	}
	title := p.tag("ArticleTitle")
	if title != "" && p.Facts.Kind == lanmu.PageArticle && p.Facts.Title != "" && !placeholder("ArticleTitle", title) && !akin(title, p.Facts.Title) {
		p.Report(Report{
			Key:       "ArticleTitle",
			Message:   fmt.Sprintf("《%s》的网页标签 ArticleTitle 写的是“%s”，与文章标题不符。", p.title(), clip(title, 60)),
			Evidence:  lanmu.Evidence{Raw: "ArticleTitle=" + clip(title, 120)},
			Certainty: lanmu.Review,
		})
	}
}

func (p *PagePass) mismatch(name, value, why string, sure lanmu.Certainty) {
	p.Report(Report{
		Group:     name + "\x00" + value,
		Message:   fmt.Sprintf("《%s》的网页标签 %s 写的是“%s”，%s。", p.title(), name, clip(value, 60), why),
		Evidence:  lanmu.Evidence{Raw: name + "=" + clip(value, 120)},
		Certainty: sure,
	})
}

// twoValues reports a site's tag that a page states twice, differently.
func (p *PagePass) twoValues() {
	for _, name := range siteTags {
		var values []string
		for _, v := range p.tagValues(name) {
			if v = clean(v); v != "" && !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
		if len(values) > 1 {
			p.mismatch(name, strings.Join(values, "、"), "同一标签有两个不同的值", lanmu.Certain)
		}
	}
}

// ownDomain tells that a SiteDomain names this site, however it is written:
// with scheme, path, www or several at once.
func (p *PagePass) ownDomain(domain string) bool {
	own := append([]string{}, p.Site.Crawl.Hosts...)
	for _, addr := range []string{p.Site.URL, p.Facts.URL} {
		if u, err := url.Parse(addr); err == nil {
			own = append(own, u.Hostname())
		}
	}
	for _, d := range strings.FieldsFunc(strings.ToLower(domain), func(r rune) bool { return strings.ContainsRune(" ,;，；、|", r) }) {
		if _, rest, ok := strings.Cut(d, "://"); ok {
			d = rest
		}
		d, _, _ = strings.Cut(strings.TrimPrefix(d, "//"), "/")
		d, _, _ = strings.Cut(d, ":")
		for _, h := range own {
			h, _, _ = strings.Cut(strings.ToLower(h), ":")
			if strings.TrimPrefix(d, "www.") == strings.TrimPrefix(h, "www.") || strings.HasSuffix(h, "."+strings.TrimPrefix(d, "www.")) {
				return true
			}
		}
	}
	return false
}

// akin tells that two names may mean the same: one holds the other's, or they
// share most of their characters.
func akin(a, b string) bool {
	if a == b {
		return true
	}
	x, y := []rune(letters(a)), []rune(letters(b))
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return true
	}
	if strings.Contains(string(y), string(x)) {
		return true
	}
	there := map[rune]int{}
	for _, r := range y {
		there[r]++
	}
	shared := 0
	for _, r := range x {
		if there[r] > 0 {
			there[r]--
			shared++
		}
	}
	return shared*10 >= len(x)*7
}

// letters leaves letters, digits and Chinese of a text.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 0x3400 && r <= 0x9fff {
			return r
		}
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return -1
	}, s)
}
