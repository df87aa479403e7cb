package extract

import "golang.org/x/net/html/atom"

// settleRegions sets every element's region once the whole page is known. A
// class that calls half of the page "head", "left" or "page" hints at nothing;
// what holds the breadcrumb is no navigation.
func (pg *page) settleRegions() {
	if len(pg.els) == 0 {
		return
	}
	pg.findFoot()
	pg.findCrumb()
	all := &pg.els[0]
	for i := range pg.els {
		if b := pg.els[i].node.DataAtom; b == atom.Body {
			all = &pg.els[i]
			break
		}
	}
	const strong = inNav | inFoot | inSide | inPager | inLinks | inHot | inCrumb
	for i := range pg.els {
		e := &pg.els[i]
		if e.own&strong != 0 {
			around := pg.crumb > int32(i) && pg.crumb < e.end
			big := e.text > 300 && e.text*2 > all.text
			switch {
			case around && e.own&inCrumb != 0:
				e.own &^= inCrumb
			case big || around:
				e.own &^= strong
			}
			if e.own&inCrumb != 0 && (e.text > 200 || int32(i) != pg.crumb && e.dates > 1) {
				e.own &^= inCrumb
			}
			if e.own&inFoot != 0 && len(pg.els) > 80 && (len(pg.els)-int(e.end))*4 > len(pg.els) {
				e.own &^= inFoot // much stands below it: "corner-bottom"
			}
			if e.own&inPager != 0 && (e.text > 400 || e.dates > 1) {
				e.own &^= inPager
			}
			if e.own&inNav != 0 && e.dates > 4 {
				e.own &^= inNav
			}
		}
		if e.own&inHidden != 0 && e.text*10 > (all.text+e.text)*6 && e.text > 100 {
			e.own &^= inHidden // a script shows it
		}
		e.region = e.own
		if e.parent >= 0 {
			e.region |= pg.els[e.parent].region & inherited
		}
	}
}

// findFoot marks the footer by what footers say: the highest element around the
// words that is still small and stands in the page's second half.
func (pg *page) findFoot() {
	n := int32(len(pg.els))
	for _, i := range pg.footHints {
		if i*2 < n && n > 40 || pg.els[i].region&inFoot != 0 {
			continue
		}
		at := i
		for p := pg.els[at].parent; p >= 0; p = pg.els[p].parent {
			e := &pg.els[p]
			if e.text > 400 || e.node.DataAtom == atom.Body || p*2 < n && n > 40 || e.dates > 1 || e.own&(inMain|inList|inArticle) != 0 || pg.holdsHint(p) || e.node.DataAtom == atom.Tbody && pg.els[at].node.DataAtom == atom.Tr && e.end < n {
				break
			}
			at = p
		}
		pg.els[at].own |= inFoot
	}
}

// holdsHint tells that element i holds the breadcrumb or a heading: no footer.
func (pg *page) holdsHint(i int32) bool {
	for _, h := range pg.crumbHints {
		if h >= i && h < pg.els[i].end {
			return true
		}
	}
	for j := i; j < pg.els[i].end; j++ {
		switch pg.els[j].node.DataAtom {
		case atom.H1, atom.H2, atom.H3:
			return true
		}
	}
	return false
}
