package extract

import (
	"strings"

	"lanmu"
)

// What counts for and against a block being the page's own list. A block needs
// listScore to be taken by this page alone.
const listScore = 14

// Reasons why a block is not the page's own list.
const (
	refusedNav     = "导航"
	refusedFoot    = "页脚"
	refusedMenu    = "栏目菜单：其中有本页自己"
	refusedSide    = "侧边菜单"
	refusedCrumb   = "面包屑位置"
	refusedPager   = "翻页"
	refusedLinks   = "友情链接或分享"
	refusedHot     = "推荐、热门或相关信息"
	refusedHidden  = "页面上不显示"
	refusedHeading = "另一栏目的摘要"
	refusedWeak    = "不像本栏目的列表"
	refusedOther   = "另有更像本栏目列表的内容"
	refusedBefore  = "在栏目位置之前"
	refusedArticle = "正文中的链接或相关文章"
	refusedColumns = "下级或同级栏目目录"
	refusedForeign = "全站或另一栏目的信息，不在本栏目名下"
	refusedHub     = "多个栏目的摘要之一"
)

// scorer weighs the blocks of one page.
type scorer struct {
	pg     *page
	f      *lanmu.Facts
	folder string   // of the page's address, "" at the root
	self   string   // the page's address as rows would write it
	names  []string // squeezed names of the column
	shape  string   // of the page's address: digits as one sign
	origin string   // of the page: scheme and host with the slash behind
	id     string   // number that the page's address gives its column; "" none
	menus  []int32  // outer elements of menus that hold the page itself
}

func (pg *page) newScorer(f *lanmu.Facts) *scorer {
	s := &scorer{pg: pg, f: f, self: pageAddress(f.URL), names: pg.pageNames(f)}
	s.shape, s.id = addressShape(f.URL), addressID(f.URL)
	if path := pathOf(f.URL); path != "" && path != f.URL {
		s.origin = f.URL[:len(f.URL)-len(path)+1]
	}
	if u := pg.self; u.Path != "" {
		if i := strings.LastIndexByte(u.Path, '/'); i > 0 {
			s.folder = u.Scheme + "://" + u.Host + u.Path[:i+1]
		}
	}
	return s
}

// rowStats are what the rows of a block tell together.
type rowStats struct {
	rows, dated, own, articles, columns, dead, foreign int
	title                                              int // runes, mean
	self, paged                                        bool
}

// stats are those of block b, of run r; they are counted once.
func (s *scorer) stats(b *lanmu.Block, r *run) *rowStats {
	if !r.told {
		r.stats, r.told = s.count(b, r), true
	}
	return &r.stats
}

func (s *scorer) count(b *lanmu.Block, of *run) rowStats {
	st := rowStats{rows: len(b.Rows)}
	host := hostOf(s.f.URL)
	for i := range b.Rows {
		r := &b.Rows[i]
		st.title += visible(r.Title)
		if !r.Date.IsZero() && r.Raw != "" {
			st.dated++
		}
		if pagerWord(r.Title) {
			st.dead++
		}
		switch {
		case r.URL == "":
		case !(s.origin != "" && strings.HasPrefix(r.URL, s.origin)) && hostOf(r.URL) != host:
			st.foreign++
		default:
			link := int32(0)
			if len(of.links) == len(b.Rows) {
				link = of.links[i]
			}
			s.place(r, link, &st)
		}
	}
	if st.rows > 0 {
		st.title /= st.rows
	}
	st.paged = st.dead*2 > st.rows
	return st
}

// place counts what the address of a row on the page's own host says. Link is
// the link that it comes from, counted from 1; 0 none.
func (s *scorer) place(r *lanmu.Row, link int32, st *rowStats) {
	if strings.HasPrefix(r.URL, s.self) && pageAddress(r.URL) == s.self && (r.Date.IsZero() || r.Raw == "") {
		st.self = true
	}
	if s.folder != "" && strings.HasPrefix(r.URL, s.folder) && len(r.URL) > len(s.folder) || s.id != "" && hasNumber(pathOf(r.URL), s.id) {
		st.own++
	}
	column := link > 0 && s.pg.column(link-1) || link == 0 && columnLike(r.URL)
	if column || s.shape != "" && hasShape(r.URL, s.shape) {
		st.columns++
	} else {
		st.articles++
	}
}

// weigh scores block b of run r and says why it is refused, where it is.
func (s *scorer) weigh(b *lanmu.Block, r *run) {
	pg := s.pg
	st := s.stats(b, r)
	reg := pg.els[r.box].region | pg.els[r.rows[0]].region&inherited
	heading := squeeze(b.Heading)
	named := s.named(heading)
	belongs := named || st.own*2 >= st.rows && st.own > 0 || pg.pagerBehind(r)
	datedShare := min(r.dates, st.rows) * 10 / max(st.rows, 1) // dates that the page shows

	score := 0
	switch {
	case st.rows >= 15:
		score += 10
	case st.rows >= 8:
		score += 8
	case st.rows >= 3:
		score += 6
	case st.rows == 2:
		score += 4
	default:
		score += 1
	}
	if st.rows == 1 {
		score += datedShare * 8 / 10
	} else {
		score += datedShare * 14 / 10
	}
	switch {
	case st.title >= 12:
		score += 7
	case st.title >= 8:
		score += 4
	case st.title <= 5 && datedShare == 0:
		score -= 6
	}
	score += st.own * 8 / max(st.rows, 1)
	score += st.articles * 3 / max(st.rows, 1)
	if st.columns*2 > st.rows {
		score -= 6
	}
	if datedShare == 0 && st.foreign*2 > st.rows {
		score -= 8
	}
	if named {
		score += 9
	}
	if b.More != "" && !named {
		score -= 8
	}
	if reg&inList != 0 {
		score += 4
	}
	if reg&inMain != 0 || pg.insideMain(r.box) {
		score += 2
	}
	if pg.pagerBehind(r) {
		score += 8
	}
	if pg.crumb >= 0 {
		if !pg.beforeCrumb(r) {
			score += 4
		} else {
			score -= 12
		}
	}

	switch {
	case pg.neighbours(r):
		b.Refused, score = refusedArticle, score-30
	case st.paged || reg&inPager != 0 && datedShare == 0:
		b.Refused, score = refusedPager, score-40
	case reg&inCrumb != 0 && datedShare == 0 || pg.holdsCrumb(r) && pg.els[r.box].text < 200:
		b.Refused, score = refusedCrumb, score-40
	case reg&inFoot != 0:
		b.Refused, score = refusedFoot, score-40
	case reg&inHidden != 0:
		b.Refused, score = refusedHidden, score-12
	case reg&inNav != 0 && datedShare < 5:
		b.Refused, score = refusedNav, score-25
	case reg&inLinks != 0:
		b.Refused, score = refusedLinks, score-25
	case datedShare < 5 && (st.self || pg.standsOn(r, s.names)) && pg.wordyRows(r) < 3:
		b.Refused, score = refusedMenu, score-30
	case (reg&inHot != 0 || hotHeading(b.Heading)) && !named:
		b.Refused, score = refusedHot, score-16
	case !belongs && s.foreign(b, r, reg) >= 2:
		b.Refused, score = refusedForeign, score-20
	case pg.beforeCrumb(r) && st.own == 0:
		b.Refused = refusedBefore
	case datedShare == 0 && st.rows >= 2 && st.columns*10 >= st.rows*8 && !pg.pagerBehind(r):
		b.Refused, score = refusedColumns, score-12
	case reg&inSide != 0 && datedShare == 0 && !named:
		b.Refused, score = refusedSide, score-10
	case reg&inArticle != 0 && datedShare < 5:
		b.Refused, score = refusedArticle, score-8
	}
	if reg&inNav != 0 && b.Refused == "" {
		score -= 6
	}
	if reg&inSide != 0 && b.Refused == "" && !named {
		score -= 5
	}
	b.Score, b.Dated = score, st.dated
}

// insideMain tells that some element around i promises the main part.
func (pg *page) insideMain(i int32) bool {
	for n := 0; i >= 0 && n < 6; i, n = pg.els[i].parent, n+1 {
		if pg.els[i].own&inMain != 0 {
			return true
		}
	}
	return false
}

// named tells that a heading calls the column by name.
func (s *scorer) named(heading string) bool {
	if heading == "" {
		return false
	}
	for _, n := range s.names {
		if len(n) >= 6 && (heading == n || strings.HasSuffix(heading, n) || strings.HasPrefix(heading, n)) {
			return true
		}
	}
	return false
}
