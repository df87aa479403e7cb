package extract

import (
	"strconv"
	"strings"
)

// pagerCallNames is the one table of functions that write pagers: TRS's in all its
// forms, and those built after it. Their arguments are a count of pages, the
// page one is on, a name and an extension, sometimes after the id of a box.
var pagerCallNames = [...]string{"createPageHTML(", "createPage(", "Pager({", "createPageHTML2(", "createPageHtml(", "pageHTML(", "outputPage(", "createpage(", ".jpage({"}

// pagerCallParts are in them: one of them in each.
var pagerCallParts = newWordSet("age(", "ageHTML", "ageHtml", "ager({")

// mayPage is a quick look: code without these parts has none of the calls.
func mayPage(code string) bool { return strings.Contains(code, "age") && pagerCallParts.in(code) }

// pagerCall tells code that writes a pager.
func pagerCall(code string) bool {
	if !mayPage(code) {
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
	if !mayPage(code) {
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
