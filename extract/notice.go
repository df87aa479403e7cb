package extract

import (
	"strings"
	"unicode/utf8"
)

// notice remembers texts that tell where parts of a page are. It is asked for
// every piece of text, so it is told first which letters the text holds.
func (pg *page) notice(s string, el, runes int32, signs sign) {
	if signs&signCrumb != 0 && runes <= 40 {
		for _, w := range crumbWords {
			if strings.Contains(s, w) {
				pg.crumbHints = append(pg.crumbHints, el)
				break
			}
		}
	}
	if signs&signFoot != 0 && footWords.in(s) {
		pg.footHints = append(pg.footHints, el)
	}
	if signs&signNone != 0 && runes <= 60 && noDataPhrase(s) != "" {
		pg.phraseHints = append(pg.phraseHints, el)
	}
	if runes == 1 && signs&signNone != 0 && strings.TrimSpace(s) == "0" {
		pg.figureHint(el)
	}
	if signs&signNext != 0 && runes <= 60 && neighbourWord(s) {
		pg.besides++
		pg.beside = el
	}
	if signs&signPin != 0 && strings.Contains(s, "置顶") {
		pg.pins = true
	}
}

// figureHint notes a count of nothing whose figure stands in an element of its
// own: 共 <em>0</em> 条.
func (pg *page) figureHint(el int32) {
	if up := pg.els[el].parent; up >= 0 && noDataPhrase(squeeze(textOf(pg.els[up].node, 60))) != "" {
		pg.phraseHints = append(pg.phraseHints, up)
	}
}

// sign says which letters a text holds that stand in words to look for.
type sign uint16

const (
	signDigit sign = 1 << iota // a figure, or a numeral for a year
	signCrumb
	signFoot
	signNone
	signPin
	signNext
	signYear // 年
	signHead // the words of the line with date and source under a title
	signOne  // 上一个, 下一个
	signPage // 下一页, 共3条
	signMark // the words that marks of the footer are known by
	signMap  // 网站地图, 联系我们
	signOpen // {{ of a template
	signOdd  // white space and what else is not shown as it is written
)

// noticed are the signs for which notice looks closer.
const noticed = signCrumb | signFoot | signNone | signPin | signNext

// neighbourWord tells text that begins with the words that lead from one
// article to the next.
func neighbourWord(s string) bool {
	s = strings.TrimLeft(s, " \t\r\n\u00a0\u3000[【(（<《·•")
	for _, w := range [...]string{"上一篇", "下一篇", "上一条", "下一条", "前一篇", "后一篇", "上篇", "下篇", "上一则", "下一则"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// signOf is what one character says of the text it stands in.
func signOf(r rune) sign {
	switch r {
	case '位', '您', '前':
		return signCrumb
	case 'I', '标', '安', '主':
		return signFoot | signMark
	case '版', '支', '备', 'C':
		return signFoot
	case '无', '没', '更', '敬', '未', '空', '待', 'N', 'n':
		return signNone
	case '篇':
		return signNext | signHead
	case '条', '则':
		return signNext
	case '顶':
		return signPin
	case '源', '间', '期', '浏', '击', '阅':
		return signHead
	case '找', '话', '箱', '址', '系', '线', 'E':
		return signMark
	case '年':
		return signYear
	case '个':
		return signOne
	case '页', '共':
		return signPage
	case '0':
		return signDigit | signNone
	case '〇', '○':
		return signDigit
	case '图', '圖', '联', 'p', 'P':
		return signMap
	case '{':
		return signOpen
	case 0x7f, '\u2028', '\u2029':
		return signOdd
	}
	if r >= '1' && r <= '9' || r >= '０' && r <= '９' {
		return signDigit
	}
	return 0
}

// asciiSigns is signOf for ASCII; signRunes holds the other characters that are
// a sign, or white space that is not counted.
var (
	asciiSigns = func() (t [utf8.RuneSelf]sign) {
		for c := range t {
			t[c] = signOf(rune(c))
		}
		return t
	}()
	signRunes = func() (s runeSet) {
		for r := rune(utf8.RuneSelf); r < 1<<16; r++ {
			if signOf(r) != 0 || isSpace(r) {
				s.add(r)
			}
		}
		return s
	}()
)

// footWords stand in footers.
var footWords = newWordSet("ICP备", "版权所有", "网站标识码", "公网安备", "主办单位", "Copyright", "技术支持", "备案号", "COPYRIGHT")

// noDataWords are said in place of a list that has no rows.
var noDataWords = [...]string{
	"暂无信息", "暂无内容", "暂无数据", "暂无资料", "暂无相关", "暂无记录", "暂无文章", "暂无新闻", "暂无公告", "暂无通知",
	"暂时没有", "尚无资料", "尚无信息", "尚无内容", "尚无数据", "没有相关信息", "没有相关内容", "没有相关数据", "没有找到", "没有数据", "没有记录",
	"没有任何信息", "没有信息", "没有内容", "无相关信息", "无相关内容", "无相关数据", "未找到相关", "查无数据", "无数据", "本栏目暂无", "该栏目暂无",
	"此栏目暂无", "栏目下没有", "栏目暂时没有", "内容更新中", "内容正在更新", "信息更新中", "数据更新中", "正在更新中", "更新中...", "敬请期待",
	"暂未发布", "暂无此类", "暂无此项", "没有此类", "没有此项", "暂未公开", "尚未发布", "还没有任何", "列表为空", "内容为空", "No data", "no data", "暂无更新", "无记录", "暂无",
	"无法找到您需要的内容", "未能找到您要找的内容", "没有查询到", "没有查到", "没有检索到", "没有搜索到", "未查询到", "未查到", "未检索到", "暂没有", "空空如也", "没有符合条件", "没有可显示", "没有文章", "没有任何文章",
	"还没有内容", "还没有信息", "还没有发布", "尚未添加", "尚未上传", "尚未录入", "尚未公开", "待添加", "待补充", "待上传", "待录入", "No Data", "No records", "no records", "No results", "no results",
}

// zeroCounts are counts of nothing.
var zeroCounts = [...]string{"共0条", "共 0 条", "共有0条", "共计0条", "共 0条", "共0 条", "总共0条", "0条记录", "0条信息", "共0篇", "总数：0", "总数:0", "记录数：0", "记录数:0", "共0页"}

var noDataSet = newWordSet(append(zeroCounts[:], noDataWords[:]...)...)

// noDataPhrase is the phrase in s that says that there is nothing; "" none.
func noDataPhrase(s string) string {
	if !noDataSet.in(s) {
		return ""
	}
	for _, w := range zeroCounts {
		if i := strings.Index(s, w); i >= 0 {
			if i > 0 && w[0] == '0' && s[i-1] >= '0' && s[i-1] <= '9' {
				continue // 10条记录
			}
			if end := i + len(w); w[len(w)-1] == '0' && end < len(s) && (isDigit(s[end]) || s[end] == '.') {
				continue // 记录数：05
			}
			return w
		}
	}
	if !strings.Contains(s, "无") && !strings.Contains(s, "没有") && !strings.Contains(s, "更新中") &&
		!strings.Contains(s, "正在更新") && !strings.Contains(s, "敬请期待") && !strings.Contains(s, "未") &&
		!strings.Contains(s, "空") && !strings.Contains(s, "待") && !strings.Contains(s, "o data") && !strings.Contains(s, "o Data") && !strings.Contains(s, "o re") {
		return ""
	}
	for _, w := range noDataWords {
		if strings.Contains(s, w) {
			return w
		}
	}
	return ""
}
