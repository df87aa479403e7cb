package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pagerBehind tells that a pager follows the run closely.
func (pg *page) pagerBehind(r *run) bool {
	end := pg.els[r.outer].end
	for n, j := 0, end; n < 3 && int(j) < len(pg.els); n++ {
		e := &pg.els[j]
		if e.own&inPager != 0 && !pg.neighbourText(j) || pg.pagerText(j) {
			return true
		}
		if e.text > 0 {
			break
		}
		j = e.end
	}
	for _, i := range pg.pagerCalls {
		// The script that writes the pager stands behind the run in one of the boxes around it.
		for b, n := pg.els[r.box].parent, 0; b >= 0 && n < 5; b, n = pg.els[b].parent, n+1 {
			if i >= b && i < pg.els[b].end && (i >= pg.els[r.box].end || i == b) && pg.els[b].anchors < int32(len(r.rows))*3+12 {
				return true
			}
		}
	}
	// A last row or part of the box that is the pager.
	if box := &pg.els[r.box]; box.end-r.box > 1 {
		for j := pg.els[r.rows[len(r.rows)-1]].end; j < box.end; j = pg.els[j].end {
			if pg.els[j].own&inPager != 0 && !pg.neighbourText(j) || pg.pagerText(j) {
				return true
			}
		}
	}
	return false
}

// pagerText tells an element that says 下一页 or 共N条.
func (pg *page) pagerText(i int32) bool {
	e := &pg.els[i]
	if e.text == 0 || e.text > 160 || e.dates > 0 || e.signs&signPage == 0 {
		return false
	}
	return e.saysPager.ask(func() bool {
		s := textOf(e.node, 160)
		return strings.Contains(s, "下一页") || strings.Contains(s, "下页") || strings.Contains(s, "尾页") || strings.Contains(s, "末页") ||
			e.text < 60 && saysTotal(s)
	})
}

// saysTotal tells 共25条 and 共 3 页, and what is left of them where a script
// writes the number. 上一条：关于公共…条例 is none.
func saysTotal(s string) bool {
	for {
		i := strings.Index(s, "共")
		if i < 0 {
			return false
		}
		s = s[i+len("共"):]
		rest := strings.TrimLeft(s, " \u00a0:：有计为找到查询相关信息结果文章数据0123456789/第")
		for _, unit := range [...]string{"页", "条", "篇", "项", "个记录", "则"} {
			if strings.HasPrefix(rest, unit) {
				return true
			}
		}
	}
}

// neighbours tells 上一篇 and 下一篇 below an article.
func (pg *page) neighbours(r *run) bool {
	if len(r.rows) > 3 {
		return false
	}
	for _, i := range [...]int32{r.rows[0], r.rows[len(r.rows)-1], r.box} {
		e := &pg.els[i]
		before := ""
		if e.tag == atom.A && e.node.PrevSibling != nil && e.node.PrevSibling.Type == html.TextNode {
			before = cleanText(e.node.PrevSibling.Data)
		}
		if e.text > 600 || before == "" && e.signs&(signNext|signOne) == 0 {
			continue
		}
		text := before + textOf(e.node, 600)
		if saysNeighbour(text) {
			return true
		}
	}
	return false
}

// saysNeighbour tells the words that lead from one article to the next.
func saysNeighbour(text string) bool {
	for _, w := range [...]string{"上一篇", "下一篇", "上一条", "下一条", "前一篇", "后一篇", "上一个", "下一个", "上篇", "下篇", "上条", "下条", "上一则", "下一则"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// neighbourText tells that element i leads to the articles before and after:
// its class may say page, and it is no pager.
func (pg *page) neighbourText(i int32) bool {
	e := &pg.els[i]
	return e.text > 0 && e.text < 400 && e.signs&(signNext|signOne) != 0 && saysNeighbour(textOf(e.node, 400))
}
