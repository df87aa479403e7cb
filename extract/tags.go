package extract

import "strings"

// pageTags are the names of 国办发〔2017〕47号 附件 and those beside them that
// reading uses, as they are to be written, by their lower-case form.
var pageTags = namesOf(
	"SiteName", "SiteDomain", "SiteIDCode",
	"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType",
	"ArticleTitle", "PubDate", "ContentSource",
	"Keywords", "Author", "Description", "Image", "Url",
)

// namesOf finds names by their lower-case form.
func namesOf(names ...string) map[string]string {
	m := make(map[string]string, len(names))
	for _, name := range names {
		m[strings.ToLower(name)] = name
	}
	return m
}

// otherTags are meta names that tell when a page was made. They are kept in
// lower case beside the page tags.
var otherTags = namesOf(
	"firstpublishedtime", "lastmodifiedtime", "publishdate", "publish_date",
	"publishtime", "publish_time", "pubtime", "createdate", "maketime",
	"article:published_time", "og:published_time", "og:release_date", "datepublished",
	"bytedance:published_time", "weibo:article:create_at", "dc.date.issued", "dc.date",
	"others", "generator", "article:modified_time", "og:title",
)

// readTags gathers the page's meta tags by name, every value in order. The
// names of 47号 count whatever their case; pages that include a header with
// tags of its own hold each name twice.
func (pg *page) readTags() map[string][]string {
	var tags map[string][]string
	var first []string // the first values of all
	for _, n := range pg.metas {
		var room [64]byte
		name, content := room[:0], ""
		for _, a := range n.Attr {
			switch a.Key {
			case "name", "property", "itemprop":
				if len(name) == 0 {
					name = lower(strings.TrimSpace(a.Val), name)
				}
			case "content":
				content = cleanText(a.Val)
			}
		}
		canonical, ok := pageTags[string(name)]
		if !ok {
			if canonical, ok = otherTags[string(name)]; !ok {
				continue
			}
		}
		if tags == nil {
			tags = make(map[string][]string, min(len(pg.metas), 12))
			first = make([]string, 0, min(len(pg.metas), 12))
		}
		switch values := tags[canonical]; {
		case len(values) == 0:
			first = append(first, clip(content, 400))
			tags[canonical] = first[len(first)-1 : len(first) : len(first)]
		case len(values) < 8:
			tags[canonical] = append(values, clip(content, 400))
		}
	}
	return tags
}

// tagValue is the first value of a tag that says something.
func tagValue(tags map[string][]string, name string) string {
	for _, v := range tags[name] {
		if !placeholder(v) {
			return v
		}
	}
	return ""
}

// placeholder tells a value that a template left unfilled.
func placeholder(s string) bool {
	t := asciiLower(placeholderFrame.trim(s))
	switch t {
	case "", "null", "undefined", "none", "nil", "test", "测试", "无", "-", "--", "0000000000", "1234567890",
		"网站名称", "网站域名", "网站标识码", "政府网站标识码", "政府网站名称", "栏目名称", "栏目描述", "栏目关键词", "栏目关键字", "栏目类别",
		"文章标题", "标题标题", "发布日期", "发布时间", "内容来源", "信息来源", "xxxxxxxxxx", "xxx网站", "站点名称", "公共头", "公共尾":
		return true
	}
	return placeholderMarks.in(t)
}

// placeholderFrame stands around values; placeholderMarks are a template's own.
var (
	placeholderFrame = newRuneSet(" \t\r\n\u00a0\u3000[]【】<>《》\"'")
	placeholderMarks = newWordSet("${", "{{", "<%", "%>", "<#", "cmspro", "$[", "{$", "[%", "#{")
)
