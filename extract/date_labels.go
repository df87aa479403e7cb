package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// dateLabel is what the word before a date says of it; higher is nearer to
// "this is when it was put up". Negative: it is some other day.
type dateLabel int

const (
	labelNone    dateLabel = 0
	labelEvent   dateLabel = -1
	labelSigned  dateLabel = 1 // 成文日期, 生成日期
	labelPlain   dateLabel = 3 // 日期, 时间
	labelUpdated dateLabel = 2 // 更新时间
	labelPublish dateLabel = 5 // 发布日期, 发布时间, 公开日期
)

// labelledAs is a word and what it says of the date behind it.
type labelledAs struct {
	word  string
	label dateLabel
}

// dateLabels are the words, longest meaning first: 截止时间 is no 时间.
var dateLabels = slices.Concat(
	labelAll(labelEvent, `截止 截至 有效 失效 废止 施行 实施日期 实施时间 生效 会议时间 会议日期 开始
		结束 报名 考试时间 公示期 公示时间 出生 开标 任职 办理时间 办结 受理`),
	labelAll(labelUpdated, `回复时间 答复时间`),
	labelAll(labelEvent, `今天是 当前时间 现在是 活动时间 上班时间 举办时间 直播时间 访谈时间 征集时间
		采访时间`),
	labelAll(labelPublish, `发布日期 发布时间 发布于 发表时间 发表日期 发表于 公开日期 公开时间 公布日期
		公布时间 上传时间 上传日期 发稿时间 上网时间`),
	labelAll(labelSigned, `发文时间 发文日期`),
	labelAll(labelPlain, `录入时间 添加时间 创建时间 信息时间 编辑时间 稿件时间 提交时间 来信时间`),
	labelAll(labelSigned, `成文日期 成文时间 生成日期 生成时间 印发日期 印发时间 签发日期 签发时间
		形成日期 制发日期`),
	labelAll(labelUpdated, `修改时间 修改日期 更新时间 更新日期 最后更新`),
	labelAll(labelPublish, `发布 发表`),
	labelAll(labelPlain, `日期 时间`),
	labelAll(labelUpdated, `更新`),
	labelAll(labelPublish, `pubdate`),
	labelAll(labelPlain, `date time`),
)

// labelAll gives every word one label.
func labelAll(label dateLabel, words string) []labelledAs {
	var all []labelledAs
	for w := range strings.FieldsSeq(words) {
		all = append(all, labelledAs{w, label})
	}
	return all
}

// labelBefore is the label that stands right before a date: text is what
// precedes it.
func labelBefore(text string) dateLabel {
	l, _ := labelWord(text)
	return l
}

// labelWord is the label that ends text, and its word.
func labelWord(text string) (dateLabel, string) {
	t := trimFrameRight(text)
	if last, _ := utf8.DecodeLastRuneInString(t); !labelEnds.has(last) {
		return labelNone, ""
	}
	if len(t) > 40 {
		t = t[len(t)-40:]
	}
	t = asciiLower(foldSpace(t))
	tail := t
	if len(tail) > 18 { // six characters: what a label's own words take
		tail = tail[len(tail)-18:]
	}
	for _, l := range dateLabels {
		if l.label == labelEvent && labels(tail, l.word) || strings.HasSuffix(t, l.word) {
			return l.label, l.word
		}
	}
	return labelNone, ""
}

// labels tells that word ends text but for what joins a label to its date:
// 报名时间定于. In 报名缴费通知 it is part of a title.
func labels(text, word string) bool {
	i := strings.LastIndex(text, word)
	return i >= 0 && strings.Trim(text[i+len(word):], labelJoints) == ""
}

// labelJoints join a label's word to its date.
const labelJoints = "时间日期限年月至到于为定是在从自由起：:（("

// labelEnds are the characters with which a label may end.
var labelEnds = func() *runeSet {
	ends := newRuneSet(labelJoints)
	for _, l := range dateLabels {
		last, _ := utf8.DecodeLastRuneInString(l.word)
		ends.add(last)
		ends.add(unicode.ToUpper(last))
	}
	return ends
}()

// asciiLower is s with A to Z in lower case; s itself where there are none.
func asciiLower(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			continue
		}
		b := []byte(s)
		for ; i < len(b); i++ {
			if b[i] >= 'A' && b[i] <= 'Z' {
				b[i] |= 0x20
			}
		}
		return string(b)
	}
	return s
}

// hasSpace tells a blank of any sort in s.
func hasSpace(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			return true
		case c == 0xC2 && i+1 < len(s) && s[i+1] == 0xA0, c == 0xE3 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2] == 0x80:
			return true
		}
	}
	return false
}

// foldSpace takes out all blanks: 发 布 时 间.
func foldSpace(s string) string {
	if !hasSpace(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n\u00a0\u3000", r) {
			return -1
		}
		return r
	}, s)
}

// cellRole is what a table's header says of a column's dates, as points for
// or against being the row's date.
type cellRole int

const (
	cellPlain   cellRole = 0
	cellPublish cellRole = 12
	cellSigned  cellRole = -6
	cellEvent   cellRole = -50
	cellStart   cellRole = -49 // 开始时间 beside 结束时间: the nearer to when it was put up
)

// tableRoles reads the header of the table that row stands in; nil where row
// is no tr or nothing heads it.
func tableRoles(row *html.Node) []cellRole {
	if row.Type != html.ElementNode || row.Data != "tr" || row.Parent == nil {
		return nil
	}
	head := row.Parent.FirstChild
	if p := row.Parent; p.Data == "tbody" && p.PrevSibling != nil {
		for s := p.PrevSibling; s != nil; s = s.PrevSibling {
			if s.Type == html.ElementNode && s.Data == "thead" {
				head = s.FirstChild
			}
		}
	}
	for head != nil && (head.Type != html.ElementNode || head.Data != "tr") {
		head = head.NextSibling
	}
	if head == nil || head == row {
		return nil
	}
	var roles []cellRole
	any := false
	for c := head.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.Data != "td" && c.Data != "th" {
			continue
		}
		role := cellPlain
		switch label, word := labelWord(nodeText(c)); label {
		case labelPublish:
			role = cellPublish
		case labelSigned, labelUpdated:
			role = cellSigned
		case labelEvent:
			if role = cellEvent; word == "开始" {
				role = cellStart
			}
		}
		any = any || role != cellPlain
		roles = append(roles, role)
	}
	if !any {
		return nil
	}
	return roles
}

// cellIndex is which cell of its row this is; -1 none.
func cellIndex(cell *html.Node) int {
	if cell == nil {
		return -1
	}
	n := 0
	for s := cell.PrevSibling; s != nil; s = s.PrevSibling {
		if s.Type == html.ElementNode && (s.Data == "td" || s.Data == "th") {
			n++
		}
	}
	return n
}
