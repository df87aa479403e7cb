package rules

import (
	"fmt"
	"regexp"
	"strings"

	"lanmu"
)

// wording reports words of one severity. The same slip in the same words is
// one fault wherever it is repeated: a title stands in many lists.
func (p *PagePass) wording(serious bool) {
	texts := p.texts()
	for _, w := range p.share.worded {
		t, h := &texts[w.text], w.hit
		if h.word.serious != serious || excused(t.text, h) {
			continue
		}
		ev := evidenceOf(t.selection())
		ev.Excerpt, ev.Raw = around(t.text, h.start, h.end, 20), h.word.wrong
		r := Report{
			Group:  h.word.wrong + "\x00" + letters(before(t.text, h.start, 8)) + "\x00" + letters(clip(t.text[h.end:], 8)),
			Anchor: h.word.wrong, Evidence: ev,
			Message: fmt.Sprintf("《%s》中“%s”应为“%s”。", p.title(), h.word.wrong, h.word.right),
			Fix:     fmt.Sprintf("请把“%s”改为“%s”，并检查同一内容在其他页面和附件中的表述。", h.word.wrong, h.word.right),
		}
		if h.word.right == "" {
			r.Message = fmt.Sprintf("《%s》中出现了不规范表述“%s”。", p.title(), h.word.wrong)
			r.Fix = fmt.Sprintf("请按规范改写“%s”。", h.word.wrong)
		}
		if h.word.note != "" {
			r.Message = strings.TrimSuffix(r.Message, "。") + "（" + h.word.note + "）。"
		}
		if p.Facts.Kind != lanmu.PageArticle {
			r.rank = 1 // the article is what has to be mended, not the lists it stands in
		}
		p.Report(r)
	}
}

// wording is a word found in one of the page's texts.
type wording struct {
	text int // place in the page's texts
	hit  hit
}

// excused tells a word that is right where it stands: inside a longer phrase,
// or spoken of as a mistake.
func excused(text string, h hit) bool {
	for _, e := range h.word.except {
		at := strings.Index(e, h.word.wrong)
		if at >= 0 && h.start >= at && strings.HasPrefix(text[h.start-at:], e) {
			return true
		}
	}
	if aboutWords.MatchString(before(text, h.start, 20)) || correction.MatchString(clip(text[h.end:], 16)) {
		return true
	}
	return false
}

var (
	aboutWords = regexp.MustCompile(`误写[为成作]?|错写|写成|误作|误为|误用|错别字|易错|而不是|不应写|不能写|有误.{0,6}$|更正`)
	correction = regexp.MustCompile(`^[”"』」）)]*\s*(?:应为|应改为|应是|应写作|改为|更正为|系.{0,4}之误|是错)`)
)
