package extract

import (
	"hash/maphash"
	"strings"

	"golang.org/x/net/html/atom"
)

// lead is an element that leads somewhere: an anchor that shows something, or
// what opens a page when it is clicked.
type lead struct {
	key    uint64 // of what it leads to, see leadKey; never 0
	el     int32
	button bool // its few words are a button's
}

// leadSeed makes keys that last as long as the program.
var leadSeed = maphash.MakeSeed()

// findLeads gathers the page's leads in page order; those of an element lie
// together. In the same go it finds the anchors that turn pages.
func (pg *page) findLeads() {
	pg.leadList, pg.turns = pg.leadList[:0], pg.turns[:0]
	for i := range pg.els {
		e := &pg.els[i]
		e.leadsBefore = int32(len(pg.leadList))
		if e.tag != atom.A && !e.clicks {
			continue
		}
		a, text := int32(i), ""
		if e.text <= 8 {
			text = pg.linkText(a)
		}
		if e.tag == atom.A && text != "" && e.text > 0 && (pagerWord(text) || pagerWord(strings.TrimSpace(text))) {
			e.turns = true
			pg.turns = append(pg.turns, a)
		}
		if e.tag == atom.A && e.anchors > 0 || e.clicks && e.anchors == 1 && e.tag != atom.A {
			pg.leadList = append(pg.leadList, lead{el: a, key: pg.leadKey(a), button: text != "" && buttonLike(text)})
		}
	}
}

// leads are those in element i, itself counted in.
func (pg *page) leads(i int32) []lead {
	end := len(pg.leadList)
	if e := pg.els[i].end; int(e) < len(pg.els) {
		end = int(pg.els[e].leadsBefore)
	}
	return pg.leadList[pg.els[i].leadsBefore:end]
}

// leadKey tells what an anchor leads to: its address, or its words where it
// has none, or only names a place in this page: a script behind #, ## or #/12
// tells the rows apart.
func (pg *page) leadKey(a int32) uint64 {
	if l := pg.els[a].link; l > 0 && pg.links[l-1].URL != "" && !strings.HasPrefix(pg.links[l-1].Raw, "#") {
		return pg.leadsTo(l - 1)
	}
	return (maphash.String(leadSeed, pg.linkText(a)) ^ 0x9e3779b97f4a7c15) | 1
}

func (pg *page) linkText(a int32) string {
	if l := pg.els[a].link; l > 0 {
		return pg.links[l-1].Text
	}
	return pg.anchorWords(a)
}

// things counts the different things that the leads of row lead to.
func (pg *page) things(row int32, seen *leadCount, rows int) int {
	n := 0
	var keys [6]uint64
next:
	for _, l := range pg.leads(row) {
		text := pg.els[l.el].text
		if text == 0 && pg.els[row].linked > 0 || l.button {
			continue
		}
		if rows > 2 && seen.of(l.key) > 1 && text <= 14 {
			continue // a category
		}
		for _, k := range keys[:n] {
			if k == l.key {
				continue next
			}
		}
		keys[n] = l.key
		if n++; n == len(keys) {
			break
		}
	}
	return n
}

// leadCount counts leads by what they lead to.
type leadCount struct {
	slots []leadSlot // a power of two of them, at most half used
	used  int
}

type leadSlot struct {
	key uint64 // 0: free
	n   int
}

// countLeads counts the leads of rows; the count made before is used no more.
func (pg *page) countLeads(rows []int32) *leadCount {
	c := &pg.counted
	if len(c.slots) == 0 || len(c.slots) > 1<<12 {
		c.slots = make([]leadSlot, 1<<7)
	}
	clear(c.slots)
	c.used = 0
	for _, j := range rows {
		for _, l := range pg.leads(j) {
			c.add(l.key)
		}
	}
	return c
}

func (c *leadCount) add(key uint64) {
	if c.used*2 >= len(c.slots) {
		old := c.slots
		c.slots = make([]leadSlot, 2*len(old))
		for _, s := range old {
			if s.key != 0 {
				*c.slot(s.key) = s
			}
		}
	}
	s := c.slot(key)
	if s.n == 0 {
		s.key = key
		c.used++
	}
	s.n++
}

func (c *leadCount) of(key uint64) int { return c.slot(key).n }

// slot is where key is counted, or would be.
func (c *leadCount) slot(key uint64) *leadSlot {
	for i := key; ; i++ {
		if s := &c.slots[i&uint64(len(c.slots)-1)]; s.key == key || s.key == 0 {
			return s
		}
	}
}
