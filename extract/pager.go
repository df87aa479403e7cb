package extract

// pagerWord tells text of a link that leads to another page of a list.
func pagerWord(s string) bool {
	if s == "" || len(s) > 24 {
		return false
	}
	if pagerWords[s] {
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

var pagerWords = map[string]bool{
	"首页": true, "上一页": true, "下一页": true, "尾页": true, "末页": true, "上页": true, "下页": true, "第一页": true,
	"最后一页": true, "前一页": true, "后一页": true, "最后页": true, "末 页": true, "首 页": true, "上一頁": true, "下一頁": true,
	"Next": true, "next": true, "Prev": true, "prev": true, "First": true, "Last": true, ">": true, ">>": true, "<": true,
	"<<": true, "»": true, "«": true, "›": true, "‹": true, "...": true, "…": true, "GO": true, "Go": true, "go": true, "跳转": true,
	"转到": true, "上一篇": false, "＞": true, "＜": true, ">|": true, "|<": true, "[首页]": true, "[上一页]": true, "[下一页]": true,
	"[尾页]": true, "[末页]": true, "下一页>": true, "下一页>>": true, "<上一页": true, "<<上一页": true, "下一页 >": true, "< 上一页": true,
	"首页 ": true, "下5页": true, "上5页": true, "上一页 ": true, "后页": true, "前页": true, "最末页": true,
}

// nextWord tells the link to the page right behind this one.
func nextWord(s string) bool {
	switch s {
	case "下一页", "下页", "后一页", "下一頁", "Next", "next", "[下一页]", "下一页>", "下一页>>", "下一页 >", "后页":
		return true
	}
	return false
}
