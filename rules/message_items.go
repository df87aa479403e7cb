package rules

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Letters that stand one below the other, no table around them: each in a <dl>,
// a <li> or a box of its own, with the day of asking and what became of it.

var (
	itemAsked    = regexp.MustCompile(`(来信|留言|提问|咨询|提交|写信|反映|来件|投诉|发表)(时间|日期)[:：]?(20\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2})`)
	itemAnswered = regexp.MustCompile(`(答复|回复|办结|反馈|解答|回信)(时间|日期)[:：]?(20\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2})`)
	itemBlank    = regexp.MustCompile(`(?:管理员|单位|部门)?(?:答复|回复|解答)(?:内容|意见|结果)?[:：]$`)
	itemOpen     = regexp.MustCompile(`((?:办理|处理|回复|答复|信件|留言)?(?:状态|情况)|(?:管理员|单位|部门)?(?:答复|回复|解答)(?:内容|意见|结果)?)[:：](暂?未(?:答复|回复|办理|受理|解答|办结)|尚未(?:答复|回复|办理|受理)|待(?:答复|回复|办理|受理)|暂无(?:答复|回复)|正在(?:办理|处理)|办理中|处理中)`)
)

// itemRunes is how long a letter and its answer may be to be read as an item.
const itemRunes = 3000

// messageItems reads the letters of a page that tells several in the same way.
// One alone may be the page's own letter, which says more.
func (p *PagePass) messageItems() []message {
	var out []message
	seen := map[*html.Node]bool{}
	for _, t := range p.texts() {
		if t.digits < 6 || len(t.text) > 600 || !itemAsked.MatchString(squeeze(t.text)) {
			continue
		}
		box := letterBox(t.node)
		if box == nil || seen[box] {
			continue
		}
		seen[box] = true
		text := squeeze(nodeText(box))
		m := message{item: true, url: p.Facts.URL, asked: dateIn(itemAsked.FindStringSubmatch(text)[3]), title: itemTitle(box, text)}
		if x := itemAnswered.FindStringSubmatch(text); x != nil {
			m.answered = dateIn(x[3])
		} else if x := itemOpen.FindStringSubmatch(text); x != nil {
			m.open = x[1] + "：" + x[2]
		} else if x := itemBlank.FindString(text); x != "" && !pictured(box) {
			m.open = x + "（空）"
		}
		if !m.asked.IsZero() {
			out = append(out, m)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// letterBox is the widest box around a day of asking that holds no other
// letter's; nil where that is no item.
func letterBox(n *html.Node) *html.Node {
	var box *html.Node
	for up, steps := n.Parent, 0; up != nil && steps < 6; up, steps = up.Parent, steps+1 {
		if up.Data == "body" || up.Data == "form" {
			break
		}
		text := squeeze(nodeText(up))
		if utf8.RuneCountInString(text) > itemRunes || len(itemAsked.FindAllStringIndex(text, 2)) > 1 {
			break
		}
		box = up
	}
	for n := box; n != nil; n = n.Parent {
		switch n.Data {
		case "tbody", "tr", "td":
			return nil // tables are read by their heads; a table may be one letter
		case "table":
			return box
		}
	}
	return box
}

// pictured tells a box that shows something beside text: the answer may be a picture.
func pictured(box *html.Node) bool {
	for n := range box.Descendants() {
		if n.Type == html.ElementNode && (n.Data == "img" || n.Data == "iframe" || n.Data == "embed" || n.Data == "object") {
			return true
		}
	}
	return false
}

// itemTitle is what the letter is called: its first link, else what stands
// before the day of asking.
func itemTitle(box *html.Node, text string) string {
	for n := range box.Descendants() {
		if n.Type == html.ElementNode && n.Data == "a" {
			if s := squeeze(nodeText(n)); utf8.RuneCountInString(s) >= 4 {
				return clip(s, 60)
			}
		}
	}
	if i := itemAsked.FindStringIndex(text); i != nil {
		text = text[:i[0]]
	}
	for _, w := range []string{"网友", "来信人", "留言人", "提问人", "咨询人", "姓名", "昵称", "写信人"} {
		if i := strings.Index(text, w); i > 6 {
			text = text[:i]
		}
	}
	return clip(strings.Trim(text, " |｜:：,，"), 60)
}
