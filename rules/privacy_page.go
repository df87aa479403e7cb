package rules

import (
	"fmt"
	"strings"
)

// pageLeaks are the numbers found on one page that should not be there, each
// once. A list of two hundred persons is one thing to put right.
type pageLeaks struct {
	distinct map[string]bool // by digits
	masked   []string        // the first few, in page order
	places   []string        // the texts about them, masked
	first    Report          // of the first: its evidence
}

// maxShown is of how many numbers a finding says where they stand.
const maxShown = 5

// take adds a number found at n in t; digits are its own, without what stands
// between them.
func (l *pageLeaks) take(t textRun, n number, digits string) {
	if l.distinct[digits] {
		return
	}
	if l.distinct == nil {
		l.distinct = map[string]bool{}
		l.first = Report{Evidence: evidenceOf(t.selection()), Anchor: mask(digits)}
	}
	l.distinct[digits] = true
	if len(l.masked) < maxShown {
		l.masked = append(l.masked, mask(digits))
		l.places = append(l.places, around(t.text, n.start, n.end, 12))
	}
}

// tell makes one finding of them; what names them, unsure ends the sentence.
func (l *pageLeaks) tell(p *PagePass, what, unsure string) {
	if len(l.distinct) == 0 {
		return
	}
	r := l.first
	r.Evidence.Excerpt, r.Evidence.Raw = strings.Join(l.places, "；"), strings.Join(l.masked, "、")
	r.Message = fmt.Sprintf("《%s》中有%s %s%s。", p.title(), what, l.masked[0], unsure)
	if n := len(l.distinct); n > 1 {
		etc := ""
		if n > len(l.masked) {
			etc = "等，其余请在页面上逐个查找"
			r.Evidence.Excerpt += " 等"
		}
		r.Message = fmt.Sprintf("《%s》中有%s %d 个：%s%s%s。", p.title(), what, n, strings.Join(l.masked, "、"), etc, unsure)
	}
	p.Report(r)
}
