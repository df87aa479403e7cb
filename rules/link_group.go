package rules

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"lanmu"
)

// deadLinks reports the dead targets that are the rule's, those of one cause as
// one: the further pages of one list, the addresses of a host that is no more,
// the pictures of one template.
func (p *SitePass) deadLinks(mine func(*lanmu.Target) bool, format string) {
	groups := map[string][]*lanmu.Target{}
	var order []string
	p.targets(mine, func(t *lanmu.Target) {
		cause := deadCause(t)
		if groups[cause] == nil {
			order = append(order, cause)
		}
		groups[cause] = append(groups[cause], t)
	})
	for _, cause := range order {
		kind, what, _ := strings.Cut(cause, "\x00")
		list := groups[cause]
		if len(list) < sameCause[kind] || sameCause[kind] == 0 {
			for _, t := range list {
				p.deadLink(t, format)
			}
			continue
		}
		slices.SortFunc(list, func(a, b *lanmu.Target) int {
			return cmp.Or(len(a.URL)-len(b.URL), strings.Compare(a.URL, b.URL))
		})
		p.deadGroup(list, kind, what, format)
	}
}

// sameCause is from how many targets on a cause is told as one; kinds that are
// not here are told target by target.
var sameCause = map[string]int{"pager": 2, "host": 3, "folder": 3}

// deadCause is what a dead target has in common with others that died of the
// same: its kind, a NUL, and which.
func deadCause(t *lanmu.Target) string {
	gone := t.Fail != nil && (t.Fail.Kind == lanmu.FailDNS || t.Fail.Kind == lanmu.FailRefused)
	switch {
	case t.External && gone:
		return "host\x00" + hostOf(t.URL)
	case isPager(t):
		return "pager\x00" + pagerShape(t.URL)
	case t.Kind == lanmu.LinkImage && t.OnCount > 1 && len(t.On) > 0:
		return fmt.Sprintf("folder\x00%s\x00%d\x00%s", path.Dir(t.URL), t.OnCount, t.On[0].Page)
	}
	return "one\x00" + t.URL
}

var (
	pagerText   = regexp.MustCompile(`^[^\p{L}\p{N}]*(?:翻页|\d{1,4}|第\d{1,4}页|[上下首末尾]一?页|next|prev|»)[^\p{L}\p{N}]*$`)
	pagerNumber = regexp.MustCompile(`\d+`)
)

// isPager tells a further page of a list, by how it was found or what its link
// says.
func isPager(t *lanmu.Target) bool {
	if t.Kind == lanmu.LinkPager {
		return true
	}
	return t.Kind <= lanmu.LinkScript && len(t.On) > 0 && pagerText.MatchString(strings.ToLower(clean(t.On[0].Text)))
}

// pagerShape is an address without its last number: the same for all pages of a
// list.
func pagerShape(addr string) string {
	all := pagerNumber.FindAllStringIndex(addr, -1)
	if len(all) == 0 {
		return addr
	}
	last := all[len(all)-1]
	return addr[:last[0]] + "#" + addr[last[1]:]
}

// deadGroup reports targets of one cause; the first speaks for all of them.
func (p *SitePass) deadGroup(list []*lanmu.Target, kind, what, format string) {
	r := p.deadReport(list[0], format)
	said := strings.TrimSuffix(r.Message, "。")
	switch kind {
	case "host":
		r.Message = fmt.Sprintf("%s。同一网站 %s 共有 %d 个地址都打不开。", said, what, len(list))
	case "pager":
		r.Message = fmt.Sprintf("%s。这个列表的翻页共有 %d 页打不开。", said, len(list))
	default:
		r.Message = fmt.Sprintf("%s。同一目录里共有 %d 张图片都是如此，多为同一模板。", said, len(list))
	}
	r.Key, r.Pages, r.OnCount = kind, nil, 0
	seen := map[string]bool{}
	for _, t := range list {
		for _, u := range t.On {
			if !seen[u.Page] {
				seen[u.Page] = true
				r.Pages = append(r.Pages, u)
			}
		}
		r.OnCount = max(r.OnCount, t.OnCount)
	}
	r.OnCount = max(r.OnCount, len(r.Pages))
	var names []string
	for _, t := range list[:min(len(list), maxOn)] {
		names = append(names, t.URL)
	}
	r.Evidence.Raw = strings.Join(names, " ")
	p.Report(r)
}
