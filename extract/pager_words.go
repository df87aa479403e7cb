package extract

import "unicode/utf8"

// pagerWord tells text of a link that leads to another page of a list.
func pagerWord(s string) bool {
	if s == "" || len(s) > 24 {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(s); !pagerBegins.has(r) {
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

// pagerBegins are the characters with which texts of pagers begin.
var pagerBegins = newRuneSet("首上下尾末第最前后跳转NnPpFLGg><»«›‹.…＞＜|[( ]).0123456789")

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
