package rules

import "lanmu"

// brief is what several rules ask of every page: pages are packed, and to make
// each of them again for each rule would cost more than the rules.
type brief struct {
	url, title string
	footed     bool   // a list, hub or article that could be read: its footer is judged
	marks      uint32 // of its footer, in the index's
}

// briefs are those of all pages, in order of address.
func (p *SitePass) briefs() []brief {
	x := p.index
	if x.briefs != nil {
		return x.briefs
	}
	x.briefs = make([]brief, 0, p.Pages.Len())
	numbers := map[lanmu.Marks]uint32{}
	for f := range p.Pages.All() {
		n, there := numbers[f.Marks]
		if !there {
			n = uint32(len(x.marks))
			numbers[f.Marks] = n
			x.marks = append(x.marks, f.Marks)
		}
		footed := !f.Unread && (f.Kind == lanmu.PageColumn || f.Kind == lanmu.PageHub || f.Kind == lanmu.PageArticle)
		x.briefs = append(x.briefs, brief{f.URL, f.Title, footed, n})
	}
	return x.briefs
}
