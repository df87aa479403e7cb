package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"lanmu"
)

// emptyNote is an article with empty links in its text.
type emptyNote struct {
	anchors  []string // at most maxEmpty
	evidence lanmu.Evidence
	title    string
}

// maxEmpty bounds the empty links of one article that are looked at.
const maxEmpty = 40

// noteEmpty keeps an article's empty links for emptyInTexts.
func (p *PagePass) noteEmpty(sel *goquery.Selection, text string) {
	e := &p.share.empty
	if len(e.anchors) == 0 {
		e.title, e.evidence = p.title(), evidenceOf(sel)
	}
	if text = clip(text, 60); len(e.anchors) < maxEmpty && !slices.Contains(e.anchors, text) {
		e.anchors = append(e.anchors, text)
	}
}

// emptyInTexts tells of articles with empty links: one finding for what stands
// on many pages alike (a footer's), one an article, one a column where many
// have them, for then the system lost the addresses.
func emptyInTexts(p *SitePass) {
	notes := p.templateEmpties(p.Notes("link-empty"))
	byColumn := map[*lanmu.Column][]Note{}
	var order []*lanmu.Column
	for _, n := range notes {
		c := p.ColumnOf(n.URL)
		if byColumn[c] == nil {
			order = append(order, c)
		}
		byColumn[c] = append(byColumn[c], n)
	}
	for _, c := range order {
		notes := byColumn[c]
		if len(notes) < systematic {
			for _, n := range notes {
				p.Report(n.Value.(emptyNote).report(n.URL))
			}
			continue
		}
		p.Report(emptyColumn(c, notes))
	}
}

// templateEmpties reports the empty links that many pages have alike, and gives
// back the notes with what is left.
func (p *SitePass) templateEmpties(notes []Note) []Note {
	count := map[string]int{}
	for _, n := range notes {
		for _, text := range n.Value.(emptyNote).anchors {
			count[text]++
		}
	}
	var names []string
	var r Report
	var left []Note
	for _, n := range notes {
		e := n.Value.(emptyNote)
		own := slices.DeleteFunc(slices.Clone(e.anchors), func(text string) bool { return count[text] >= systematic })
		if len(own) < len(e.anchors) {
			r.OnCount++
			if len(r.Pages) < maxOn {
				r.Pages = append(r.Pages, lanmu.Use{Page: n.URL, Text: e.title})
			}
			for _, text := range e.anchors {
				if count[text] >= systematic && !slices.Contains(names, text) {
					names = append(names, text)
				}
			}
		}
		if len(own) > 0 {
			e.anchors = own
			left = append(left, Note{URL: n.URL, Value: e})
		}
	}
	if len(names) > 0 {
		r.Key, r.Anchor = "template", names[0]
		r.Message = fmt.Sprintf("%s的链接为空，点击没有反应，共 %d 个页面都有，多为同一模板，改一处即可。", someOf(names), r.OnCount)
		p.Report(r)
	}
	return left
}

// emptyColumn is what is told of a column many of whose articles have empty
// links; a nil column is that of pages without one.
func emptyColumn(c *lanmu.Column, notes []Note) Report {
	first, links := notes[0].Value.(emptyNote), 0
	r := Report{Key: "column", Anchor: first.anchors[0], Evidence: first.evidence, OnCount: len(notes)}
	where := "不属于任何栏目的页面中"
	if c != nil {
		r.URL, r.Column, where = c.URL, c.ID, "“"+columnName(c)+"”栏目"
	}
	for i, n := range notes {
		links += len(n.Value.(emptyNote).anchors)
		if i < maxOn {
			r.Pages = append(r.Pages, lanmu.Use{Page: n.URL, Text: n.Value.(emptyNote).title})
		}
	}
	r.Message = fmt.Sprintf("%s有 %d 篇文章的正文里共 %d 个链接或附件是空的，点击没有反应，例如《%s》中的“%s”。",
		where, len(notes), links, first.title, first.anchors[0])
	return r
}

func (e emptyNote) report(url string) Report {
	return Report{
		URL: url, Key: "text", Anchor: e.anchors[0], Evidence: e.evidence,
		Message: fmt.Sprintf("页面《%s》中%s的链接为空，点击没有反应。", e.title, someOf(e.anchors)),
	}
}

// someOf quotes the first three and counts the rest.
func someOf(names []string) string {
	out := "“" + strings.Join(names[:min(len(names), 3)], "”“") + "”"
	if len(names) > 3 {
		out += fmt.Sprintf("等 %d 处", len(names))
	}
	return out
}
