package rules

import (
	"net/url"
	"strings"

	"lanmu"
)

// siteIndex finds columns by address.
type siteIndex struct {
	site    *lanmu.Site
	columns map[string]*lanmu.Column // by own address and by their rows'
	folders map[string]*lanmu.Column // by the folder they live in
	byID    map[string]*lanmu.Column
	dates   map[string]lanmu.Date // of items, as columns list them
	frame   map[uint64]int        // lines of the home page, with how often; nil: not asked yet
	briefs  []brief               // nil: not asked yet
	marks   []lanmu.Marks         // that briefs name
	front   *lanmu.Facts          // the home page; nil: none, or not asked yet
	duties  *dutyIndex            // names of what a body has to publish; nil: not asked yet
}

func newSiteIndex(site *lanmu.Site, columns []*lanmu.Column) *siteIndex {
	x := &siteIndex{
		site: site, byID: map[string]*lanmu.Column{},
		columns: map[string]*lanmu.Column{}, folders: map[string]*lanmu.Column{},
		dates: map[string]lanmu.Date{},
	}
	for _, c := range columns {
		x.byID[c.ID] = c
		x.columns[c.URL] = c
		if dir := folder(c.URL); dir != "" && x.folders[dir] == nil {
			x.folders[dir] = c
		}
	}
	for _, c := range columns {
		for _, r := range c.Rows {
			if r.Date.After(x.dates[r.URL]) {
				x.dates[r.URL] = r.Date
			}
			if r.URL != "" && x.columns[r.URL] == nil {
				x.columns[r.URL] = c
			}
		}
	}
	return x
}

// folder is the address up to its last slash; "" for the root, which is
// everybody's.
func folder(addr string) string {
	u, err := url.Parse(addr)
	if err != nil {
		return ""
	}
	i := strings.LastIndexByte(u.Path, '/')
	if i <= 0 {
		return ""
	}
	return u.Host + u.Path[:i+1]
}

// columnOf is the column of an address: its own, one that lists it, or the one
// in whose folder it lies. nil: none.
func (x *siteIndex) columnOf(addr string) *lanmu.Column {
	if c := x.columns[addr]; c != nil {
		return c
	}
	for dir := folder(addr); dir != ""; {
		if c := x.folders[dir]; c != nil {
			return c
		}
		i := strings.LastIndexByte(strings.TrimSuffix(dir, "/"), '/')
		if i < 0 || i+1 == len(dir) {
			break
		}
		dir = dir[:i+1]
		if strings.Count(dir, "/") < 2 {
			break
		}
	}
	return nil
}

// place sets whose a finding is: the column's department, else the path's.
// Where it stands on pages of several, it is nobody's alone.
func (x *siteIndex) place(f *lanmu.Finding) {
	if c := x.byID[f.Column]; c != nil {
		f.Department = x.departmentOf(c, c.URL)
		return
	}
	var column, dept string
	for i, addr := range f.On {
		c := x.columnOf(addr)
		id, d := "", x.departmentOf(c, addr)
		if c != nil {
			id = c.ID
		}
		if i == 0 {
			column, dept = id, d
			continue
		}
		if column != id {
			column = ""
		}
		if dept != d {
			dept = ""
		}
	}
	f.Column, f.Department = column, dept
}

func (x *siteIndex) departmentOf(c *lanmu.Column, addr string) string {
	if c != nil && c.Department != "" {
		return c.Department
	}
	u, err := url.Parse(addr)
	if err != nil {
		return ""
	}
	best, id := 0, ""
	for _, d := range x.site.Departments {
		for _, p := range d.Paths {
			if len(p) > best && strings.HasPrefix(u.Path, p) {
				best, id = len(p), d.ID
			}
		}
	}
	return id
}
