package rules

import (
	"fmt"
	"strings"

	"github.com/andybalholm/cascadia"

	"lanmu"
)

// The page tags of 国办发〔2017〕47号 by level (standards.md §5).
var (
	siteTags    = []string{"SiteName", "SiteDomain", "SiteIDCode"}
	columnTags  = []string{"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
	articleTags = []string{"ArticleTitle", "PubDate", "ContentSource"}
)

// tag is the first value of a page tag that says something; "" none. Names are
// compared without regard to case, as browsers and inspectors do.
func tag(f *lanmu.Facts, name string) string {
	for _, v := range tagValues(f, name) {
		if v = clean(v); v != "" {
			return v
		}
	}
	return ""
}

func tagValues(f *lanmu.Facts, name string) []string {
	if v, ok := f.Tags[name]; ok {
		return v
	}
	for k, v := range f.Tags {
		if strings.EqualFold(k, name) {
			return v
		}
	}
	return nil
}

// missingTags reports each tag of a level that pages lack, told once whatever
// the number of pages: it is the template's fault.
func (p *PagePass) missingTags(names []string, level string) {
	for _, name := range names {
		if tag(p.Facts, name) != "" {
			continue
		}
		how := "没有"
		if len(tagValues(p.Facts, name)) > 0 {
			how = "是空的"
		}
		p.Report(Report{
			Group:    name,
			Message:  fmt.Sprintf("%s《%s》的网页标签 %s %s。", level, clip(clean(p.Facts.Title), 60), name, how),
			Fix:      fmt.Sprintf(`请在%s模板的 <head> 中加上 <meta name="%s" content="…">，内容由系统按页面填写。`, level, name),
			Evidence: lanmu.Evidence{Raw: name},
		})
	}
}

// framesets hold other pages and have no head of their own that visitors see;
// a page without a title is a fragment that another page frames.
var (
	framesets = cascadia.MustCompile("frameset")
	titles    = cascadia.MustCompile("title")
)

// tagged tells a page that tags are asked of: one of the site's own, read whole.
func (p *PagePass) tagged() bool {
	p.share.isTag.Do(func() { p.share.tagged = p.hasTags() })
	return p.share.tagged
}

func (p *PagePass) hasTags() bool {
	if p.Doc == nil || p.beforeGuide() || p.Doc.FindMatcher(framesets).Length() > 0 || p.Doc.FindMatcher(titles).Length() == 0 {
		return false
	}
	switch p.Facts.Kind {
	case lanmu.PageHome, lanmu.PageColumn, lanmu.PageHub, lanmu.PageArticle:
		return true
	}
	return p.Facts.Home
}
