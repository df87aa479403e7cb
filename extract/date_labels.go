package extract

import (
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

// dateLabels are the words, longest meaning first: 截止时间 is no 时间.
var dateLabels = []struct {
	word  string
	label dateLabel
}{
	{"截止", labelEvent}, {"截至", labelEvent}, {"有效", labelEvent}, {"失效", labelEvent}, {"废止", labelEvent},
	{"施行", labelEvent}, {"实施日期", labelEvent}, {"实施时间", labelEvent}, {"生效", labelEvent}, {"会议时间", labelEvent},
	{"会议日期", labelEvent}, {"开始", labelEvent}, {"结束", labelEvent}, {"报名", labelEvent}, {"考试时间", labelEvent},
	{"公示期", labelEvent}, {"公示时间", labelEvent}, {"出生", labelEvent}, {"开标", labelEvent}, {"任职", labelEvent},
	{"办理时间", labelEvent}, {"办结", labelEvent}, {"受理", labelEvent}, {"回复时间", labelUpdated}, {"答复时间", labelUpdated},
	{"今天是", labelEvent}, {"当前时间", labelEvent}, {"现在是", labelEvent}, {"活动时间", labelEvent}, {"上班时间", labelEvent},
	{"举办时间", labelEvent}, {"直播时间", labelEvent}, {"访谈时间", labelEvent}, {"征集时间", labelEvent}, {"采访时间", labelEvent},
	{"发布日期", labelPublish}, {"发布时间", labelPublish}, {"发布于", labelPublish}, {"发表时间", labelPublish},
	{"发表日期", labelPublish}, {"发表于", labelPublish}, {"公开日期", labelPublish}, {"公开时间", labelPublish}, {"公布日期", labelPublish},
	{"公布时间", labelPublish}, {"上传时间", labelPublish}, {"上传日期", labelPublish}, {"发稿时间", labelPublish}, {"上网时间", labelPublish},
	{"发文时间", labelSigned}, {"发文日期", labelSigned}, {"录入时间", labelPlain}, {"添加时间", labelPlain}, {"创建时间", labelPlain},
	{"信息时间", labelPlain}, {"编辑时间", labelPlain}, {"稿件时间", labelPlain}, {"提交时间", labelPlain}, {"来信时间", labelPlain},
	{"成文日期", labelSigned}, {"成文时间", labelSigned}, {"生成日期", labelSigned}, {"生成时间", labelSigned}, {"印发日期", labelSigned},
	{"印发时间", labelSigned}, {"签发日期", labelSigned}, {"签发时间", labelSigned}, {"形成日期", labelSigned}, {"制发日期", labelSigned},
	{"修改时间", labelUpdated}, {"修改日期", labelUpdated}, {"更新时间", labelUpdated}, {"更新日期", labelUpdated}, {"最后更新", labelUpdated},
	{"发布", labelPublish}, {"发表", labelPublish}, {"日期", labelPlain}, {"时间", labelPlain}, {"更新", labelUpdated},
	{"pubdate", labelPublish}, {"date", labelPlain}, {"time", labelPlain},
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
		switch labelBefore(nodeText(c)) {
		case labelPublish:
			role = cellPublish
		case labelSigned, labelUpdated:
			role = cellSigned
		case labelEvent:
			role = cellEvent
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
