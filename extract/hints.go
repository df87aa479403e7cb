package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// classWords is the one table of what class and id words hint at. A word is a
// run of letters: "Left_Nav" is left and nav, "listBox2" list and box. Short
// pinyin words are whole words only; the longer ones count as beginnings too.
// They are weak hints: structure and the site's other pages overrule them.
var classWords = map[string]region{
	"nav": inNav, "navi": inNav, "navbar": inNav, "navigation": inNav, "mainnav": inNav, "topnav": inNav,
	"header": inNav, "head": inNav, "topbar": inNav, "top": inNav, "banner": inNav, "logo": inNav,
	"dh": inNav, "daohang": inNav, "mainmenu": inNav, "menu": inNav, "submenu": inNav, "dropdown": inNav,

	"foot": inFoot, "footer": inFoot, "bottom": inFoot, "copyright": inFoot, "copy": inFoot, "yejiao": inFoot,
	"dibu": inFoot, "banquan": inFoot, "footcont": inFoot, "foots": inFoot,

	"side": inSide, "sidebar": inSide, "aside": inSide, "leftnav": inSide, "sidenav": inSide, "leftmenu": inSide,
	"left": inSide, "leftbar": inSide, "tree": inSide, "zuo": inSide, "subnav": inSide, "sidemenu": inSide,

	"crumb": inCrumb, "crumbs": inCrumb, "breadcrumb": inCrumb, "breadcrumbs": inCrumb, "bread": inCrumb,
	"position": inCrumb, "location": inCrumb, "weizhi": inCrumb, "dqwz": inCrumb, "currentposition": inCrumb,
	"breadnav": inCrumb, "szwz": inCrumb, "dangqian": inCrumb, "curpos": inCrumb, "loc": inCrumb, "wz": inCrumb,

	"page": inPager, "pager": inPager, "pages": inPager, "pagination": inPager, "paging": inPager, "fenye": inPager,
	"pagenav": inPager, "pagebar": inPager, "pagelist": inPager, "fy": inPager, "changepage": inPager,

	"share": inLinks, "bdsharebuttonbox": inLinks, "bdshare": inLinks, "friendlink": inLinks, "friendlinks": inLinks,
	"yqlj": inLinks, "links": inLinks, "youqing": inLinks, "friend": inLinks, "flink": inLinks,

	"hot": inHot, "related": inHot, "recommend": inHot, "xgyd": inHot, "rank": inHot, "tuijian": inHot,
	"remen": inHot, "paihang": inHot, "xiangguan": inHot, "relate": inHot, "correlation": inHot,

	"list": inList, "lists": inList, "newslist": inList, "liebiao": inList, "lb": inList, "infolist": inList,
	"listbox": inList, "articlelist": inList, "gllist": inList, "wblist": inList,

	"main": inMain, "content": inMain, "con": inMain, "right": inMain, "mainbox": inMain, "rightcon": inMain,
	"cont": inMain, "container": 0, "maincon": inMain, "neirong": inMain, "rightbox": inMain, "rightlist": inMain | inList,

	"article": inArticle, "editor": inArticle, "zoom": inArticle, "detail": inArticle, "ucapcontent": inArticle,
	"vsbcontent": inArticle, "wznr": inArticle, "xqnr": inArticle, "artibody": inArticle, "zhengwen": inArticle,
}

// naming says what an element's class, id or microdata call it.
type naming uint8

const (
	namesTitle    naming = 1 << iota // class or id: a title
	namesPublish                     // the day of publication
	namesDated                       // an attribute may hold a date
	namesCurrent                     // class: where one stands in a menu
	namesTemplate                    // a script makes rows of it
)

// nameHint is what a class or an id says.
type nameHint struct {
	region region
	named  naming
}

// hints is what n itself says of its region, and what it is called.
func (pg *page) hints(n *html.Node) (r region, named naming) {
	switch n.DataAtom {
	case atom.Nav:
		r |= inNav
	case atom.Header:
		r |= inNav
	case atom.Footer:
		r |= inFoot
	case atom.Aside:
		r |= inSide
	case atom.Main:
		r |= inMain
	}
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "class":
			h := pg.wordHints(a.Val)
			r |= h.region
			named |= h.named
		case "id":
			h := pg.wordHints(a.Val)
			r |= h.region
			named |= h.named &^ namesCurrent
		case "itemprop":
			named |= pg.wordHints(a.Val).named & namesPublish
		case "style":
			if a.Val != pg.lastStyle {
				pg.lastStyle, pg.lastHides = a.Val, hiddenStyle(a.Val)
			}
			if pg.lastHides {
				r |= inHidden
			}
		case "hidden":
			r |= inHidden
		case "title":
			if maybeDate(a.Val) {
				named |= namesDated
			}
		case "href", "src", "target", "alt", "width", "height", "border", "align", "name", "content", "type", "value", "rel",
			"valign", "bgcolor", "color", "face", "size", "lang", "xml:lang", "cellspacing", "cellpadding", "colspan", "rowspan", "onclick":
		default:
			if timedKey(a.Key) {
				named |= namesDated
			}
			if templateKey(a.Key) {
				named |= namesTemplate
			}
		}
	}
	switch n.DataAtom {
	case atom.Body, atom.Html, atom.Head:
		r = 0
	}
	return r, named
}

// timedKey tells an attribute in which scripts keep the day of an item.
func timedKey(key string) bool {
	return strings.Contains(key, "date") || strings.Contains(key, "time") || key == "data-ts" || key == "data-pub"
}

// wordHints looks a class or id up; pages repeat them, so each is looked at once.
func (pg *page) wordHints(s string) nameHint {
	if s == "" {
		return nameHint{}
	}
	if s != pg.lastName { // neighbours are of one class as a rule
		pg.lastName, pg.lastHint = s, pg.words.ask(s, readName)
	}
	return pg.lastHint
}

// readName looks at a class or id word by word.
func readName(s string) (h nameHint) {
	for field := range strings.FieldsSeq(s) {
		h.region |= fieldHints(field)
	}
	if titleName(s) {
		h.named |= namesTitle
	}
	if publishName(s) {
		h.named |= namesPublish
	}
	if currentClass(s) {
		h.named |= namesCurrent
	}
	return h
}

// fieldHints looks at one class: as a whole, then its words. "mainnav" is what
// it says as a whole; of "page-main" the last word that says something counts
// together with the others unless they disagree on the place.
func fieldHints(field string) region {
	var buf [64]byte
	low := lower(field, buf[:0])
	if r, ok := classWords[string(low)]; ok {
		return r
	}
	var r region
	words := 0
	for i := 0; i < len(field); {
		j := wordEnd(field, i)
		if j > i {
			words++
			r |= classWords[string(lower(field[i:j], buf[:0]))]
		}
		i = max(j, i+1)
	}
	if r == 0 && strings.Contains(string(low), "banner") {
		r = inNav
	}
	if words > 1 && r&inPager != 0 && r&^inPager != 0 {
		r &^= inPager // "page-main", "page_list": the page itself
	}
	if r&(inMain|inList|inArticle) != 0 && r&(inNav|inFoot|inSide) != 0 {
		r &^= inMain | inNav | inFoot | inSide // "content-bottom", "nav-con": nothing to go by
	}
	return r
}

func lower(s string, b []byte) []byte {
	for i := 0; i < len(s) && len(b) < 60; i++ {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		b = append(b, c)
	}
	return b
}

// wordEnd is where the run of letters at i ends; a capital after a small letter
// begins a new word.
func wordEnd(s string, i int) int {
	j := i
	for ; j < len(s); j++ {
		c := s[j]
		if c|0x20 < 'a' || c|0x20 > 'z' {
			break
		}
		if j > i && c < 'a' && s[j-1] >= 'a' {
			break
		}
	}
	return j
}

// hiddenStyle tells a style attribute that takes its element from sight.
func hiddenStyle(s string) bool {
	if len(s) < 12 || strings.IndexByte(s, 'y') < 0 && strings.IndexByte(s, 'Y') < 0 {
		return false
	}
	i := strings.Index(s, "display")
	if i < 0 {
		if i = strings.Index(s, "DISPLAY"); i < 0 {
			return false
		}
	}
	rest := strings.TrimLeft(s[i+len("display"):], " \t")
	if !strings.HasPrefix(rest, ":") {
		return false
	}
	rest = strings.TrimLeft(rest[1:], " \t")
	return len(rest) >= 4 && strings.EqualFold(rest[:4], "none")
}
