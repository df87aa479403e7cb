package extract

import (
	"strings"

	"lanmu"
)

// breadcrumbs takes the steps above each page, home left out, and votes for
// the path that they make. What a column's own page calls it counts most.
func (r *columnReader) breadcrumbs() {
	const own = 500 // outvotes what other pages call it
	known := map[*lanmu.Crumb][]crumbStep{}
	for p, f := range r.facts.heads() {
		if len(f.Crumbs) == 0 {
			continue
		}
		steps, there := known[&f.Crumbs[0]]
		if !there {
			steps = r.crumbSteps(f.Crumbs)
			known[&f.Crumbs[0]] = steps
		}
		for i := range steps {
			s := &steps[i]
			itself := s.last && (s.url == "" || s.key == pageKey(f.URL))
			switch {
			case itself && r.namesItself(p, f, s.name):
				if col, _ := r.offer(f.URL, s.name, howBreadcrumb, 5, own); col != nil {
					col.paths[s.trail] += own
				}
			case itself || s.url == "":
			case s.col == nil && s.offered:
			case s.col == nil:
				s.offered = true
				if s.col, s.moved = r.offer(s.url, s.name, howBreadcrumb, 5, 2); s.col != nil && !s.moved {
					s.col.paths[s.trail]++
				}
			case s.moved: // as offer would say again
				s.col.moved[s.name] += 2
			default:
				s.col.names[s.name] += 2
				s.col.paths[s.trail]++
			}
		}
	}
}

// crumbStep is a step of a breadcrumb, which many pages have alike.
type crumbStep struct {
	url, key string
	name     string // of a column
	trail    string // the names down to it, joined by \x00
	last     bool

	offered, moved bool
	col            *columnRead // what offer came to
}

// crumbSteps are those that may name a column.
func (r *columnReader) crumbSteps(crumbs []lanmu.Crumb) (steps []crumbStep) {
	var trail []string
	for i, c := range crumbs {
		key := ""
		if c.URL != "" {
			if key = pageKey(c.URL); r.homes[key] {
				continue
			}
		}
		if name := columnName(c.Name); name != "" {
			trail = append(trail, name)
			steps = append(steps, crumbStep{url: c.URL, key: key, name: name, trail: strings.Join(trail, "\x00"), last: i == len(crumbs)-1})
		}
	}
	if n := len(crumbs); n > 0 && len(steps) > 0 && listStep(crumbs[n-1].Name) {
		steps[len(steps)-1].last = true // 首页 > 工作动态 > 列表
	}
	return steps
}

// namesItself tells whether the last step of f's breadcrumb is a column's name:
// f is one, or a single page that its tag names so.
func (r *columnReader) namesItself(p place, f *lanmu.Facts, name string) bool {
	known := r.cols[pageKey(f.URL)]
	switch f.Kind {
	case lanmu.PageColumn, lanmu.PageHub, lanmu.PageShell:
		return known != nil || !footPage(name)
	case lanmu.PageArticle, lanmu.PageOther, lanmu.PageForm:
		if known == nil {
			return r.listOfOne(p, f) && !footPage(name)
		}
		return known.names[name] > 0 || columnName(tagValue(r.facts.get(p).Tags, "ColumnName")) == name
	}
	return false
}

// listOfOne tells a column's page that shows one text in place of a list: its
// breadcrumb ends in 列表, and nothing says that it is an article.
func (r *columnReader) listOfOne(p place, f *lanmu.Facts) bool {
	if n := len(f.Crumbs); n == 0 || !listStep(f.Crumbs[n-1].Name) {
		return false
	}
	whole := r.facts.get(p)
	return whole.Published.IsZero() && tagValue(whole.Tags, "ArticleTitle") == "" && tagValue(whole.Tags, "PubDate") == ""
}
