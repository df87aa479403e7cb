package rules

import (
	"cmp"
	"fmt"
	"slices"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "article-reposted",
	Title: "疑似旧稿新发",
	Doc: "两篇文章正文几乎完全相同，发布日期却相差 90 天以上，后一篇像是把旧稿换个日期重新发布。" +
		"同一篇文章挂在几个栏目（日期相近）、每年套用同一格式的通知（年份、数字不同）不算。全站正文逐篇比对，只比较指纹。",
	Fix:       "请核实后一篇是否重复发布；属于凑更新数量的，撤下并发布新的内容。",
	Indicator: "",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Review,
	Site:      reposted,
})

// repostDays is how far apart two days must be for a repost.
const repostDays = 90

// probes is how many values of a sketch are looked up: equal texts share all of
// them, texts that are alike by nine tenths one of four nearly always.
const probes = 4

// crowded is from how many pages on a sketch's value tells nothing: a phrase of
// the template. It bounds the work, which would be quadratic otherwise.
const crowded = 40

func reposted(p *SitePass) {
	articles := make([]*lanmu.Facts, 0, len(p.Pages))
	for _, f := range p.Pages {
		if f.Kind == lanmu.PageArticle && len(f.Shingle) >= probes && !f.Published.IsZero() {
			articles = append(articles, f)
		}
	}
	slices.SortStableFunc(articles, func(a, b *lanmu.Facts) int {
		return cmp.Or(a.Published.Compare(b.Published), cmp.Compare(a.URL, b.URL))
	})
	holders := map[uint32][]*lanmu.Facts{}
	for _, f := range articles {
		if old := earlier(f, holders); old != nil {
			p.Report(Report{
				URL: f.URL, Key: "repost", Anchor: clip(clean(f.Title), 60), Newest: f.Published,
				Message: fmt.Sprintf("《%s》（%s）与 %s 发布的《%s》正文几乎相同，疑似旧稿新发。",
					clip(clean(f.Title), 60), f.Published, old.Published, clip(clean(old.Title), 60)),
				Evidence: lanmu.Evidence{Raw: old.URL},
			})
		}
		for _, v := range f.Shingle[:probes] {
			if len(holders[v]) <= crowded {
				holders[v] = append(holders[v], f)
			}
		}
	}
}

// earlier is the oldest article with nearly the same text that was published
// long before f; nil: none.
func earlier(f *lanmu.Facts, holders map[uint32][]*lanmu.Facts) *lanmu.Facts {
	for _, v := range f.Shingle[:probes] {
		if len(holders[v]) > crowded {
			continue
		}
		for _, old := range holders[v] {
			if f.Published.DaysSince(old.Published) >= repostDays && old.URL != f.URL && alike(f, old) {
				return old
			}
		}
	}
	return nil
}

// alike tells texts whose sketches share nineteen values of twenty.
func alike(a, b *lanmu.Facts) bool {
	if a.Digest != 0 && a.Digest == b.Digest {
		return true
	}
	if d := a.TextLen - b.TextLen; a.TextLen > 0 && b.TextLen > 0 && (d*20 > a.TextLen || -d*20 > a.TextLen) {
		return false
	}
	there := make(map[uint32]bool, len(a.Shingle))
	for _, v := range a.Shingle {
		there[v] = true
	}
	shared := 0
	for _, v := range b.Shingle {
		if there[v] {
			shared++
		}
	}
	return shared*20 >= 19*max(len(a.Shingle), len(b.Shingle))
}
