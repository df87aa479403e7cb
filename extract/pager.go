package extract

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
	"lanmu/internal/address"
)

// readPager finds the further pages of the list: by the call that writes the
// pager, by its links, by the variables of TRS's own script.
func (pg *page) readPager(f *lanmu.Facts) {
	if pg.hasRecords {
		if n := pg.jpageTotal(); n >= 0 && f.ItemCount < 0 {
			f.ItemCount = n
		}
		return
	}
	for _, c := range pg.codes {
		if !c.paged {
			continue
		}
		a := c.pager
		f.PageCount = a.pages
		if a.items >= 0 {
			f.ItemCount = a.items
		}
		pg.numbered(f, a)
		break
	}
	if len(f.NextPages) == 0 {
		pg.linkedPager(f)
	}
	pg.sentPager(f)
}

// maxNext is how many further pages are named; each of them names more.
const maxNext = 50

// numbered makes the addresses of the pages behind this one.
func (pg *page) numbered(f *lanmu.Facts, a pagerArgs) {
	if a.name == "" || a.pages <= 1 {
		return
	}
	if a.ext == "" {
		a.ext = "html"
	}
	// The page may be served under another extension than the script says.
	path := pg.self.Path
	for _, ext := range [...]string{"shtml", "html", "htm"} {
		if strings.HasSuffix(path, "."+ext) {
			a.ext = ext
			break
		}
	}
	for k := a.current + 1; k < a.pages && len(f.NextPages) < maxNext; k++ {
		raw := a.name + "_" + strconv.Itoa(k-1+a.first) + "." + a.ext
		r := pg.resolveSelf(raw)
		if r == "" {
			continue
		}
		f.NextPages = append(f.NextPages, r)
	}
}

// resolveSelf resolves against the page's own address.
func (pg *page) resolveSelf(raw string) string {
	abs, _ := address.Resolve(pg.self, raw, pg.charset)
	return abs
}

// linkedPager reads a pager of links.
func (pg *page) linkedPager(f *lanmu.Facts) {
	if len(pg.turns) == 0 {
		return
	}
	for i := range pg.els {
		e := &pg.els[i]
		if e.anchors == 0 || e.anchors > 30 || e.text == 0 || e.text > 200 || e.dates > 0 || e.tag == atom.A {
			continue
		}
		if !pg.pagerBox(int32(i)) {
			continue
		}
		pg.readPagerBox(f, int32(i))
		if len(f.NextPages) > 0 || f.PageCount > 0 || f.ItemCount >= 0 {
			return
		}
	}
}

// pagerBox tells the smallest sign of a pager: 下一页 or two numbers, and the
// words or the class of one.
func (pg *page) pagerBox(i int32) bool {
	e := &pg.els[i]
	pagers, next := 0, false
	first, _ := slices.BinarySearch(pg.turns, i)
	for _, j := range pg.turns[first:] {
		if j >= e.end {
			break
		}
		t := pg.linkText(j)
		if pagerWord(t) {
			pagers++
			next = next || nextWord(t) || t == "尾页" || t == "末页" || t == "上一页" || t == "上页"
		}
	}
	if pagers == 0 || pagers*2 < int(e.anchors) {
		return false
	}
	return next || e.own&inPager != 0 && (pagers >= 2 || pg.otherOfTwo(i))
}

// otherOfTwo tells a pager of two pages that is figures alone: its one link is
// 2 on the first page and 1 on the second.
func (pg *page) otherOfTwo(i int32) bool {
	e := &pg.els[i]
	if e.anchors != 1 || e.text > 8 {
		return false
	}
	for _, j := range pg.turns {
		if j > i && j < e.end {
			n, err := strconv.Atoi(strings.Trim(pg.linkText(j), "[]() "))
			current := pg.currentNumber(i)
			return err == nil && (n == 2 && current <= 1 || n == 1 && current == 2)
		}
	}
	return false
}

func (pg *page) readPagerBox(f *lanmu.Facts, i int32) {
	text := textOf(pg.els[i].node, 200)
	if n, ok := numberAfter(text, "共", "条", "篇", "项", "记录"); ok {
		f.ItemCount = n
	}
	if n, ok := numberAfter(text, "共", "页"); ok {
		f.PageCount = n
	}
	current, all := pageOf(text)
	if current == 0 {
		current = pg.currentNumber(i)
	}
	f.PageCount = max(f.PageCount, all)
	numbers := map[int]string{}
	next, top := "", 0
	for j := i; j < pg.els[i].end; j++ {
		if pg.els[j].node.DataAtom != atom.A || pg.els[j].text == 0 {
			continue
		}
		t := strings.Trim(pg.linkText(j), "[]() ")
		n, err := strconv.Atoi(t)
		if err == nil {
			top = max(top, n)
		}
		l := pg.els[j].link
		if l <= 0 {
			continue
		}
		link := &pg.links[l-1]
		if !pagerWord(link.Text) {
			continue
		}
		if link.Kind == lanmu.LinkPage {
			link.Kind = lanmu.LinkPager
		}
		u := link.URL
		if u == "" || pageAddress(u) == pageAddress(f.URL) {
			continue
		}
		switch {
		case err == nil:
			if _, ok := numbers[n]; !ok {
				numbers[n] = u
			}
		case nextWord(link.Text):
			next = u
		}
	}
	f.PageCount = max(f.PageCount, top, current)
	if current == 0 && next != "" {
		for n, u := range numbers {
			if u == next {
				current = n - 1
			}
		}
	}
	if next != "" {
		f.NextPages = append(f.NextPages, next)
	}
	order := make([]int, 0, len(numbers))
	for n := range numbers {
		if n > current && (current > 0 || next == "") {
			order = append(order, n)
		}
	}
	slices.Sort(order)
	for _, n := range order {
		if !slices.Contains(f.NextPages, numbers[n]) && len(f.NextPages) < maxNext {
			f.NextPages = append(f.NextPages, numbers[n])
		}
	}
	if f.PageCount == 0 && len(f.NextPages) > 0 {
		f.PageCount = 0 // more than one, not said how many
	}
}

// pageOf reads 1/7: the page one is on and how many there are. 0: not told.
func pageOf(text string) (current, all int) {
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '/')
		if i < 0 {
			return 0, 0
		}
		i += at
		at = i + 1
		before, after := strings.TrimRight(text[:i], " \u00a0页"), strings.TrimLeft(text[at:], " \u00a0共")
		from, to := len(before), 0
		for from > 0 && isDigit(before[from-1]) {
			from--
		}
		for to < len(after) && isDigit(after[to]) {
			to++
		}
		n, err := strconv.Atoi(before[from:])
		m, err2 := strconv.Atoi(after[:to])
		if err == nil && err2 == nil && n >= 1 && m >= n && m < 100000 && !strings.HasPrefix(after[to:], "/") && !strings.HasSuffix(before[:from], "/") {
			return n, m
		}
	}
}

// currentNumber is the page one is on: the number that is no link, or whose
// class says so. 0: not told.
func (pg *page) currentNumber(i int32) int {
	for j := i + 1; j < pg.els[i].end; j++ {
		e := &pg.els[j]
		if e.text == 0 || e.text > 4 {
			continue
		}
		n, err := strconv.Atoi(strings.Trim(textOf(e.node, 8), "[]() "))
		if err != nil || n <= 0 {
			continue
		}
		if counts(e.node) {
			continue
		}
		if e.anchors == 0 && e.tag != atom.Option || currentClass(attr(e.node, "class")) || e.tag == atom.A && e.link <= 0 {
			return n
		}
	}
	text := textOf(pg.els[i].node, 200)
	if n, ok := numberAfter(text, "第", "页"); ok {
		return n
	}
	// 1 [2] [3]: the number stands in text of its own.
	for c := range pg.els[i].node.Descendants() {
		if c.Type == html.TextNode && c.Parent.DataAtom != atom.A {
			if n, err := strconv.Atoi(strings.TrimSpace(c.Data)); err == nil && n > 0 && n < 10000 {
				return n
			}
		}
	}
	return 0
}

// counts tells an element whose number is how many rows there are, or stand on
// a page, by what stands right before it: 每页<em>14</em>记录.
func counts(n *html.Node) bool {
	for p := n.PrevSibling; p != nil; p = p.PrevSibling {
		if p.Type != html.TextNode {
			return false
		}
		if s := strings.TrimRight(p.Data, " \t\r\n\u00a0:："); s != "" {
			return strings.HasSuffix(s, "每页") || strings.HasSuffix(s, "共") || strings.HasSuffix(s, "共有") || strings.HasSuffix(s, "显示")
		}
	}
	return false
}

// numberAfter reads 共25条: the number between a word and one of its units.
func numberAfter(s, word string, units ...string) (int, bool) {
	for {
		i := strings.Index(s, word)
		if i < 0 {
			return 0, false
		}
		s = s[i+len(word):]
		t := strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(s, "有"), "计"), " \u00a0:：")
		j := 0
		for j < len(t) && j < 8 && isDigit(t[j]) {
			j++
		}
		if j == 0 {
			continue
		}
		n, err := strconv.Atoi(t[:j])
		rest := strings.TrimLeft(t[j:], " \u00a0")
		for _, u := range units {
			if err == nil && strings.HasPrefix(rest, u) {
				return n, true
			}
		}
	}
}
