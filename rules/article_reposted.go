package rules

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "article-reposted",
	Title: "疑似旧稿新发",
	Doc: "两篇文章正文几乎完全相同，发布日期却相差 90 天以上，后一篇像是把旧稿换个日期重新发布。" +
		"同一篇文章挂在几个栏目（日期相近）、标题里年份或期号不同的系列文章（年报、每年的通知）不算。全站正文逐篇比对，只比较指纹。",
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

// crowded is from how many articles on a sketch's value tells nothing: words of
// the template. It bounds the work, which would be quadratic otherwise.
const crowded = 40

// tellingLeast is how many values of its own a text needs to be compared: below
// that it is hardly more than the template's words.
const tellingLeast = 8

// sketched is an article with those values of its sketch that few others hold.
type sketched struct {
	*lanmu.Facts
	telling []uint32 // ordered as in the sketch
}

func reposted(p *SitePass) {
	articles := sketches(p.Pages)
	holders := map[uint32][]sketched{}
	for _, f := range articles {
		if old := earlier(f, holders); old != nil {
			p.Report(Report{
				URL: f.URL, Key: "repost", Anchor: clip(clean(f.Title), 60), Newest: f.Published,
				Message: fmt.Sprintf("《%s》（%s）与 %s 发布的《%s》正文几乎相同，疑似旧稿新发。",
					clip(clean(f.Title), 60), f.Published, old.Published, clip(clean(old.Title), 60)),
				Evidence: lanmu.Evidence{Raw: old.URL},
			})
		}
		for _, v := range f.telling[:min(probes, len(f.telling))] {
			holders[v] = append(holders[v], f)
		}
	}
}

// sketches are the dated articles that can be compared, oldest first.
func sketches(pages []*lanmu.Facts) []sketched {
	count := map[uint32]int{}
	var out []sketched
	for _, f := range pages {
		if f.Kind != lanmu.PageArticle || f.Published.IsZero() || len(f.Shingle) == 0 {
			continue
		}
		out = append(out, sketched{Facts: f})
		for _, v := range f.Shingle {
			count[v]++
		}
	}
	for i := range out {
		for _, v := range out[i].Shingle {
			if count[v] <= crowded {
				out[i].telling = append(out[i].telling, v)
			}
		}
	}
	out = slices.DeleteFunc(out, func(s sketched) bool { return len(s.telling) < tellingLeast })
	slices.SortStableFunc(out, func(a, b sketched) int {
		return cmp.Or(a.Published.Compare(b.Published), cmp.Compare(a.URL, b.URL))
	})
	return out
}

// earlier is the oldest article with nearly the same text that was published
// long before f; nil: none.
func earlier(f sketched, holders map[uint32][]sketched) *lanmu.Facts {
	for _, v := range f.telling[:min(probes, len(f.telling))] {
		for _, old := range holders[v] {
			if f.Published.DaysSince(old.Published) >= repostDays && old.URL != f.URL && !series(f.Title, old.Title) && alike(f, old) {
				return old.Facts
			}
		}
	}
	return nil
}

// series tells titles of one series: they speak of different years, or differ
// in numbers alone (第一期, 第2批). What recurs is written on a pattern.
func series(a, b string) bool {
	x, y := titleYears.FindAllString(a, -1), titleYears.FindAllString(b, -1)
	return len(x) > 0 && len(y) > 0 && !slices.Equal(x, y) || a != b && counted.ReplaceAllString(a, "") == counted.ReplaceAllString(b, "")
}

var (
	titleYears = regexp.MustCompile(`(?:19|20)\d\d`)
	counted    = regexp.MustCompile(`[0-9０-９一二三四五六七八九十百〇零]+`)
)

// alike tells texts whose sketches share nineteen values of twenty.
func alike(a, b sketched) bool {
	if a.Digest != 0 && a.Digest == b.Digest {
		return true
	}
	if d := a.TextLen - b.TextLen; a.TextLen > 0 && b.TextLen > 0 && (d*20 > a.TextLen || -d*20 > a.TextLen) {
		return false
	}
	there := make(map[uint32]bool, len(a.telling))
	for _, v := range a.telling {
		there[v] = true
	}
	shared := 0
	for _, v := range b.telling {
		if there[v] {
			shared++
		}
	}
	return shared*20 >= 19*max(len(a.telling), len(b.telling))
}
