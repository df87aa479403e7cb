package rules

import (
	"regexp"
	"slices"
	"strings"

	"lanmu"
)

var _ = register(&Rule{
	ID:        "tag-column-missing",
	Title:     "缺少栏目标签",
	Doc:       "列表页和文章页的 <head> 中缺少栏目标签 ColumnName、ColumnDescription、ColumnKeywords 或 ColumnType，或标签是空的。同一模板的页面合并为一条。首页（含首页的另一个地址）和网站地图、声明、搜索等不是栏目的页面不查。",
	Fix:       "请在列表页和文章页模板的 <head> 中补上 ColumnName、ColumnDescription、ColumnKeywords、ColumnType 四个标签。",
	Indicator: "tags",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Certain,
	Page: func(p *PagePass) {
		if p.tagged() && !p.Facts.Home && p.Facts.Kind != lanmu.PageHome && slices.ContainsFunc(columnTags, func(name string) bool { return p.tag(name) == "" }) && !p.noColumn() {
			p.missingTags(columnTags, "页面")
		}
	},
})

// functionTitle begins the titles of pages that serve the site and are neither
// column nor article.
var functionTitle = regexp.MustCompile(`^(网站|站点|本站)(地图|导航|声明)|^(版权|免责|隐私|法律|无障碍)(声明|政策|说明|浏览|服务)|^(使用|网站)帮助|^(站内|高级|全文)?(搜索|检索)(结果)?([-_ —–|]|$)`)

// functionBegins are the characters that functionTitle begins with: the titles of
// most pages begin with another.
const functionBegins = "网站本版免隐法无使搜检高全"

// servesSite tells the title of a page that serves the site.
func servesSite(title string) bool {
	if len(title) < 3 || !strings.Contains(functionBegins, title[:3]) {
		return false
	}
	return functionTitle.MatchString(title)
}

// noColumn tells a page that lacks column tags by right: one that serves the
// site, or the home page under another address, which its own 首页 leads to.
func (p *PagePass) noColumn() bool {
	if title, _ := p.names(); servesSite(title) {
		return true
	}
	if p.tag("ColumnName") != "" || len(p.Facts.Crumbs) > 0 {
		return false
	}
	for _, n := range p.anchors() {
		switch squeeze(nodeText(n)) {
		case "首页", "网站首页", "返回首页":
			if href := strings.TrimSpace(attr(n, "href")); href != "" && !strings.HasPrefix(href, "#") && p.resolve(href) == p.Facts.URL {
				return true
			}
		}
	}
	return false
}
