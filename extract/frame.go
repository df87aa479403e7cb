package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html/atom"

	"lanmu"
)

// framedList takes the page in the only frame of a page that shows nothing else
// for a further page of its list: old systems keep a column's rows in a page of
// their own. Where that page turns out to hold no rows it adds nothing.
func (pg *page) framedList(f *lanmu.Facts, runs []run) {
	if f.List >= 0 || f.Home || f.Frames == 0 || f.TextLen > emptyText || pg.pictures(runs) > 0 || f.Files > 0 || !f.Published.IsZero() || len(f.NextPages) > 0 {
		return
	}
	const off = inNav | inFoot | inCrumb | inPager | inLinks | inHidden | inSide
	only := ""
	for k := range pg.links {
		e := &pg.els[pg.linkEls[k]]
		l := &pg.links[k]
		if l.Kind != lanmu.LinkFrame || e.node.DataAtom != atom.Iframe || e.region&off != 0 {
			continue
		}
		u, err := url.Parse(l.URL)
		if err != nil || !strings.EqualFold(u.Host, pg.self.Host) || only != "" && only != l.URL {
			return // somebody else's, or one of several
		}
		only = l.URL
	}
	if only != "" && pageAddress(only) != pageAddress(f.URL) {
		f.NextPages = append(f.NextPages, only)
	}
}
