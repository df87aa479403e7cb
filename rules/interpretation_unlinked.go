package rules

import (
	"fmt"
	"regexp"

	"lanmu"
)

// noNeed are documents that nobody interprets.
var noNeed = regexp.MustCompile(`废止|清理|失效|延长|延期|任免|任职|成立|调整.{0,12}(领导小组|组成人员)|转发|公布.{0,12}目录|结果`)

var _ = register(&Rule{
	ID:    "interpretation-unlinked",
	Title: "解读与文件没有相互链接",
	Doc: "政策解读应与被解读的文件相互链接。解读的标题写明了文件名称，文件和解读两个页面都在本网站，却缺少其中一个方向的链接的，提示补上。" +
		"页面上任何位置有链接都算；相关链接由脚本加载的不作判断；按名称对不上的不配对。只看近两年的文件。",
	Fix:       "请在文件页加“相关解读”链接，在解读页加“相关文件”链接。",
	Indicator: "publish-interpretation",
	Source:    "国办发〔2016〕80号",
	Certainty: lanmu.Likely,
	Asks:      []string{"platform-incomplete", "policy-uninterpreted"},
	Site:      unlinked,
})

func unlinked(p *SitePass) {
	_, _, pairs := p.policies()
	if len(pairs) == 0 || !p.governed() {
		return
	}
	reached, answered := map[*policy]bool{}, map[*policy]bool{}
	for _, x := range pairs {
		reached[x.doc] = reached[x.doc] || x.doc.linksTo(x.note)
		answered[x.note] = answered[x.note] || x.note.linksTo(x.doc)
	}
	told := map[*policy]bool{}
	for _, x := range pairs {
		if !p.recentPolicy(x.doc) {
			continue
		}
		doc, note := clip(clean(x.doc.Title), 50), clip(clean(x.note.Title), 50)
		if !reached[x.doc] && !x.doc.seen.scripted && !told[x.doc] && !x.doc.seen.related {
			told[x.doc] = true
			p.Report(Report{
				URL: x.doc.URL, Key: "to-note", Anchor: doc, Pages: p.pageUse(x.doc.URL),
				Message: fmt.Sprintf("文件%s的页面没有链接到它的解读%s。", titled(doc), titled(note)),
			})
		}
		if !answered[x.note] && !x.note.seen.scripted && !told[x.note] {
			told[x.note] = true
			p.Report(Report{
				URL: x.note.URL, Key: "to-doc", Anchor: note, Pages: p.pageUse(x.note.URL),
				Message: fmt.Sprintf("解读%s的页面没有链接到文件%s。", titled(note), titled(doc)),
			})
		}
	}
}
