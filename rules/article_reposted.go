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

// sketched is an article with the first of those values of its sketch that few
// others hold. The others are looked up where two articles may be alike.
type sketched struct {
	url, title string
	published  lanmu.Date
	textLen    int32
	digest     uint64
	telling    [probes]uint32 // rising
}

// holder is an article, by its place, that holds a value among the first of its sketch.
type holder struct{ value, article uint32 }

func reposted(p *SitePass) {
	common := commonValues(p.Pages)
	articles := sketches(p.Pages, common)
	holders := holdersOf(articles)
	for i, f := range articles {
		if old := p.earlier(articles, i, holders, common); old != nil {
			p.Report(Report{
				URL: f.url, Key: "repost", Anchor: clip(clean(f.title), 60), Newest: f.published,
				Message: fmt.Sprintf("《%s》（%s）与 %s 发布的《%s》正文几乎相同，疑似旧稿新发。",
					clip(clean(f.title), 60), f.published, old.published, clip(clean(old.title), 60)),
				Evidence: lanmu.Evidence{Raw: old.url},
			})
		}
	}
}

// sketches are the dated articles that can be compared, oldest first.
func sketches(pages lanmu.Pages, common []uint32) []sketched {
	var out []sketched
	for f := range pages.All() {
		if !sketchable(f) {
			continue
		}
		if values := telling(f, common); len(values) >= tellingLeast {
			out = append(out, sketched{f.URL, f.Title, f.Published, int32(f.TextLen), f.Digest, [probes]uint32(values)})
		}
	}
	slices.SortStableFunc(out, func(a, b sketched) int {
		return cmp.Or(a.published.Compare(b.published), cmp.Compare(a.url, b.url))
	})
	return out
}

func sketchable(f *lanmu.Facts) bool {
	return f.Kind == lanmu.PageArticle && !f.Published.IsZero() && len(f.Shingle) > 0
}

// telling are the values of an article's sketch that few others hold, rising.
func telling(f *lanmu.Facts, common []uint32) []uint32 {
	var values []uint32
	for _, v := range f.Shingle {
		if _, there := slices.BinarySearch(common, v); !there {
			values = append(values, v)
		}
	}
	slices.Sort(values)
	return values
}

// commonValues are those that more than crowded articles hold, rising. There
// may be millions of values: first they are counted by their upper bits, in four
// megabytes, then one by one those whose upper bits came often enough.
func commonValues(pages lanmu.Pages) []uint32 {
	const lower = 10
	counts := make([]uint8, 1<<(32-lower))
	for f := range pages.All() {
		if sketchable(f) {
			for _, v := range f.Shingle {
				counts[v>>lower] = min(counts[v>>lower], crowded) + 1
			}
		}
	}
	by := map[uint32]uint8{}
	for f := range pages.All() {
		if sketchable(f) {
			for _, v := range f.Shingle {
				if counts[v>>lower] > crowded {
					by[v] = min(by[v], crowded) + 1
				}
			}
		}
	}
	var common []uint32
	for v, n := range by {
		if n > crowded {
			common = append(common, v)
		}
	}
	slices.Sort(common)
	return common
}

// holdersOf are the first values of all sketches, rising, oldest article first.
func holdersOf(articles []sketched) []holder {
	var list []holder
	for i, f := range articles {
		for _, v := range f.telling {
			list = append(list, holder{v, uint32(i)})
		}
	}
	slices.SortFunc(list, func(a, b holder) int {
		return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.article, b.article))
	})
	return list
}

// earlier is the oldest article with nearly the same text that was published
// long before the i-th; nil: none.
func (p *SitePass) earlier(articles []sketched, i int, holders []holder, common []uint32) *sketched {
	f := &articles[i]
	for _, v := range f.telling {
		at, _ := slices.BinarySearchFunc(holders, v, func(h holder, v uint32) int { return cmp.Compare(h.value, v) })
		for ; at < len(holders) && holders[at].value == v && int(holders[at].article) < i; at++ {
			old := &articles[holders[at].article]
			if f.published.DaysSince(old.published) >= repostDays && old.url != f.url && !series(f.title, old.title) && p.alike(f, old, common) {
				return old
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
func (p *SitePass) alike(a, b *sketched, common []uint32) bool {
	if a.digest != 0 && a.digest == b.digest {
		return true
	}
	if d := a.textLen - b.textLen; a.textLen > 0 && b.textLen > 0 && (d*20 > a.textLen || -d*20 > a.textLen) {
		return false
	}
	pa, pb := p.PageAt(a.url), p.PageAt(b.url)
	if pa == nil || pb == nil {
		return false
	}
	mine, theirs := telling(pa, common), telling(pb, common)
	shared, rest := 0, mine
	for _, v := range theirs {
		for len(rest) > 0 && rest[0] < v {
			rest = rest[1:]
		}
		if len(rest) > 0 && rest[0] == v {
			shared++
		}
	}
	return shared*20 >= 19*max(len(mine), len(theirs))
}
