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

// pagerWord tells text of a link that leads to another page of a list.
func pagerWord(s string) bool {
	if s == "" || len(s) > 24 {
		return false
	}
	if pagerSays(s) {
		return true
	}
	digits := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == ' ' || c == '[' || c == ']' || c == '(' || c == ')' || c == '.':
		default:
			return false
		}
	}
	return digits > 0 && digits <= 4
}

// pagerSays tells what links and buttons of pagers say.
func pagerSays(s string) bool {
	switch s {
	case "首页", "上一页", "下一页", "尾页", "末页", "上页", "下页", "第一页", "最后一页", "前一页",
		"后一页", "最后页", "末 页", "首 页", "上一頁", "下一頁", "Next", "next", "Prev", "prev",
		"First", "Last", ">", ">>", "<", "<<", "»", "«", "›", "‹",
		"...", "…", "GO", "Go", "go", "跳转", "转到", "＞", "＜", ">|",
		"|<", "[首页]", "[上一页]", "[下一页]", "[尾页]", "[末页]", "下一页>", "下一页>>", "<上一页", "<<上一页",
		"下一页 >", "< 上一页", "首页 ", "下5页", "上5页", "上一页 ", "后页", "前页", "最末页":
		return true
	}
	return false
}

// nextWord tells the link to the page right behind this one.
func nextWord(s string) bool {
	switch s {
	case "下一页", "下页", "后一页", "下一頁", "Next", "next", "[下一页]", "下一页>", "下一页>>", "下一页 >", "后页":
		return true
	}
	return false
}

// pagerCallNames is the one table of functions that write pagers: TRS's in all its
// forms, and those built after it. Their arguments are a count of pages, the
// page one is on, a name and an extension, sometimes after the id of a box.
var pagerCallNames = [...]string{"createPageHTML(", "createPage(", "Pager({", "createPageHTML2(", "createPageHtml(", "pageHTML(", "outputPage(", "createpage(", ".jpage({"}

// pagerCallPart is in all of them.
const pagerCallPart = "age"

// pagerCall tells code that writes a pager.
func pagerCall(code string) bool {
	if !strings.Contains(code, pagerCallPart) {
		return false
	}
	for _, name := range pagerCallNames {
		if i := strings.Index(code, name); i >= 0 && !strings.HasSuffix(strings.TrimRight(code[:i], " "), "function") {
			return true
		}
	}
	return false
}

// pagerArgs are what a pager's function is told.
type pagerArgs struct {
	pages, current int // current counts from 0
	name, ext      string
	first          int // number in the address of the second page: index_1 or list_2
	items          int // -1 not told
}

// readPagerCall reads the first such call in code.
func readPagerCall(code string) (pagerArgs, bool) {
	if !strings.Contains(code, pagerCallPart) {
		return pagerArgs{}, false
	}
	for _, name := range pagerCallNames {
		for rest := code; ; {
			i := strings.Index(rest, name)
			if i < 0 {
				break
			}
			before := strings.TrimRight(rest[:i], " \t")
			rest = rest[i+len(name):]
			if strings.HasSuffix(before, "function") {
				continue
			}
			if strings.HasSuffix(name, "{") {
				if a, ok := pagerObject(rest); ok {
					return a, true
				}
				continue
			}
			if a, ok := pagerList(rest); ok {
				return a, true
			}
		}
	}
	return pagerArgs{}, false
}

// pagerList reads (3, 0, "index", "html"), ("div", 3, 1, "list", "shtml", 58)
// and forms with more behind them.
func pagerList(s string) (pagerArgs, bool) {
	end := strings.IndexByte(s, ')')
	if end < 0 || end > 300 {
		return pagerArgs{}, false
	}
	a := pagerArgs{items: -1, first: 1}
	var nums []int
	var names []string
	boxed := false
	for k, arg := range strings.Split(s[:end], ",") {
		arg = strings.TrimSpace(arg)
		text := strings.Trim(arg, `"'`)
		n, err := strconv.Atoi(text)
		switch {
		case err == nil:
			nums = append(nums, n)
		case text != arg && k == 0:
			boxed = true
		case text != arg:
			names = append(names, text)
		}
	}
	if len(nums) < 1 || nums[0] < 0 || nums[0] > 1e6 {
		return pagerArgs{}, false
	}
	a.pages = nums[0]
	if len(nums) > 1 {
		a.current = nums[1]
	}
	if boxed { // counts from 1, and so do its addresses
		a.first = 2
		a.current = max(a.current-1, 0)
	}
	if len(nums) > 2 {
		a.items = nums[2]
	}
	if len(names) > 0 {
		a.name = names[0]
	}
	if len(names) > 1 {
		a.ext = strings.TrimPrefix(names[1], ".")
	}
	return a, true
}

// pagerObject reads {size:4, current:0, prefix:'index', suffix:'html'}.
func pagerObject(s string) (pagerArgs, bool) {
	end := strings.IndexByte(s, '}')
	if end < 0 {
		return pagerArgs{}, false
	}
	a := pagerArgs{items: -1, first: 1, pages: -1}
	for field := range strings.SplitSeq(s[:end], ",") {
		key, val, ok := strings.Cut(field, ":")
		if !ok {
			continue
		}
		val = strings.Trim(strings.TrimSpace(val), `"'`)
		n, _ := strconv.Atoi(val)
		switch strings.Trim(strings.TrimSpace(key), `"'`) {
		case "size", "pages", "pageCount", "totalPage":
			a.pages = n
		case "current", "index", "currentPage":
			a.current = n
		case "prefix", "name":
			a.name = val
		case "suffix", "ext":
			a.ext = strings.TrimPrefix(val, ".")
		}
	}
	return a, a.pages >= 0
}

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
		a, ok := readPagerCall(c.text)
		if !ok {
			a, ok = pagerVars(c.text)
		}
		if !ok {
			continue
		}
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

// pagerVars reads var countPage = 25; var currentPage = 0; of pages that carry
// the pager's script in themselves.
func pagerVars(code string) (pagerArgs, bool) {
	n, ok := intVar(code, "countPage")
	if !ok {
		if n, ok = intVar(code, "pageCount"); !ok || !strings.Contains(code, "currentPage") {
			return pagerArgs{}, false
		}
	}
	cur, _ := intVar(code, "currentPage")
	a := pagerArgs{pages: n, current: cur, first: 1, items: -1, name: "index", ext: "html"}
	if i := strings.Index(code, `_"`); i > 0 {
		if j := strings.LastIndexByte(code[:i], '"'); j >= 0 && i-j < 40 && looksName(code[j+1:i]) {
			a.name = code[j+1 : i]
		}
	}
	for _, ext := range [...]string{"shtml", "htm", "html"} {
		if strings.Contains(code, `".`+ext+`"`) || strings.Contains(code, `"`+ext+`"`) || strings.Contains(code, `.`+ext+`"`) || strings.Contains(code, `.`+ext+`'`) {
			a.ext = ext
			break
		}
	}
	return a, true
}

func looksName(s string) bool {
	for i := 0; i < len(s); i++ {
		if !letter(s[i]) && !isDigit(s[i]) && s[i] != '_' && s[i] != '-' {
			return false
		}
	}
	return s != ""
}

// intVar reads name = 25 in code.
func intVar(code, name string) (int, bool) {
	i := strings.Index(code, name)
	if i < 0 {
		return 0, false
	}
	rest := strings.TrimLeft(code[i+len(name):], " \t")
	if !strings.HasPrefix(rest, "=") {
		return 0, false
	}
	rest = strings.TrimLeft(rest[1:], " \t'\"")
	j := 0
	for j < len(rest) && j < 7 && isDigit(rest[j]) {
		j++
	}
	n, err := strconv.Atoi(rest[:j])
	return n, err == nil
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
	return pagers > 0 && pagers*2 >= int(e.anchors) && (next || pagers >= 2 && e.own&inPager != 0)
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
