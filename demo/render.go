package demo

import (
	"fmt"
	"strings"
	"time"

	"lanmu"
)

var utc = time.UTC

// view starts a page's view with what all pages share.
func (p *Portal) view(title string, c *column) *view {
	v := &view{P: p, Title: title, Col: c, Latest: p.latest, Classic: p.classic, Year: int(p.Base.Year)}
	v.Today = fmt.Sprintf("%d年%d月%d日 %s", p.Base.Year, p.Base.Month, p.Base.Day, weekday(p.Base))
	v.Links = p.home
	for x := c; x != nil; x = x.up {
		v.Trail = append([]*column{x}, v.Trail...)
	}
	v.Head = title + "_" + p.Name
	return v
}

// render draws every page of the portal.
func (p *Portal) render() error {
	p.sideLists()
	if err := p.renderHome(); err != nil {
		return err
	}
	for _, c := range p.columns {
		if err := p.renderColumn(c); err != nil {
			return fmt.Errorf("column %s: %w", c.key, err)
		}
		if c.same != "" || c.shape == shapeOutside {
			continue
		}
		for i, it := range c.items {
			if err := p.renderArticle(c, i, it); err != nil {
				return fmt.Errorf("article %s: %w", it.path, err)
			}
		}
	}
	return p.renderExtras()
}

// sideLists choose what stands beside every list: fresh rows beside stale
// lists, and old favourites beside fresh ones.
func (p *Portal) sideLists() {
	for _, c := range p.columns {
		if c.shape != shapeList || c.kind != lanmu.KindNotice && c.kind != lanmu.KindNews || c.status != fresh {
			continue
		}
		for _, it := range c.items[:min(3, len(c.items))] {
			if !it.pinned && it.date.Compare(p.Base) <= 0 {
				p.latest = append(p.latest, it)
			}
		}
	}
	for _, c := range p.columns {
		if c.kind == lanmu.KindTopic && len(c.items) > 0 {
			p.classic = append(p.classic, c.items[:min(5, len(c.items))]...)
		}
	}
}

func (p *Portal) renderHome() error {
	v := p.view(p.Name, nil)
	v.Head, v.Home = p.Name+"_首页", true
	for _, key := range p.home.Blocks {
		c := p.column(key)
		var rows []*item
		for _, it := range c.items {
			if !it.date.After(p.Base) {
				rows = append(rows, it)
			}
		}
		v.Groups = append(v.Groups, group{c, rows[:min(6, len(rows))]})
	}
	b, err := p.skin.draw("home", v)
	if err != nil {
		return err
	}
	p.put("/", b)
	for _, alias := range p.home.Aliases {
		p.put(alias, b)
	}
	return nil
}

// renderColumn draws a column's pages by its shape.
func (p *Portal) renderColumn(c *column) error {
	v := p.view(c.name, c)
	switch c.shape {
	case shapeHub:
		return p.draw(c.path, "hub", v)
	case shapeList, shapeOutside:
		return p.renderList(v)
	case shapeMessages:
		return p.renderList(v)
	case shapeNoRows, shapePhrase:
		v.IsList = true
		if c.shape == shapePhrase {
			v.Body = p.home.NoData
		}
		return p.draw(c.path, "list", v)
	case shapeGone:
		p.answers[p.host+c.path] = &answer{status: 404, media: p.skin.mediaTyp, body: p.notFound()}
		return nil
	case shapeCrash:
		p.answers[p.host+c.path] = &answer{status: 500, media: "text/html", body: []byte("<html><head><title>500</title></head><body><h1>Internal Server Error</h1></body></html>")}
		return nil
	case shapeJSON:
		return p.renderJSON(v)
	}
	v.Body = c.body
	return p.draw(c.path, "page", v)
}

// renderList draws a list with its further pages.
func (p *Portal) renderList(v *view) error {
	c, rows := v.Col, v.Col.items
	v.IsList, v.Total = true, len(rows)
	if p.skin.id == "hanweb" {
		return p.renderIsland(v)
	}
	per := p.skin.perPage
	v.Pages = max(1, (len(rows)+per-1)/per)
	if c.framed {
		return p.renderFramed(v)
	}
	for n := range v.Pages {
		v.Page, v.Rows = n, rows[n*per:min(len(rows), (n+1)*per)]
		if err := p.draw(p.skin.pagePath(c, n), "list", v); err != nil {
			return err
		}
	}
	if p.skin.id == "trs" {
		p.answers[p.host+c.path+"index.html"] = p.answers[p.host+c.path]
	}
	return nil
}

// renderFramed draws a list whose rows stand in a page of their own, in a frame.
func (p *Portal) renderFramed(v *view) error {
	v.Rows = v.Col.items
	inside := "/frames/" + v.Col.key + ".html"
	if err := p.draw(inside, "framed", v); err != nil {
		return err
	}
	v.Framed, v.Rows = inside, nil
	return p.draw(v.Col.path, "list", v)
}

// renderIsland draws a 大汉 list: three pages of rows stand as records in a
// script, further ones come from the data proxy.
func (p *Portal) renderIsland(v *view) error {
	c, rows := v.Col, v.Col.items
	per := 3 * p.skin.perPage
	v.Islands = rows[:min(per, len(rows))]
	v.Pages = max(1, (len(rows)+per-1)/per)
	if err := p.draw(c.path, "list", v); err != nil {
		return err
	}
	for n := 1; n < v.Pages; n++ {
		v.Page, v.Islands = n, rows[n*per:min(len(rows), (n+1)*per)]
		b, err := p.skin.draw("datastore", v)
		if err != nil {
			return err
		}
		p.answers[p.host+p.skin.pagePath(c, n)] = &answer{status: 200, media: "text/xml; charset=utf-8", body: b}
	}
	return nil
}

// renderJSON draws a list whose rows come from JSON that the page itself names.
func (p *Portal) renderJSON(v *view) error {
	var b strings.Builder
	b.WriteString(`{"code":200,"total":` + fmt.Sprint(len(v.Col.items)) + `,"rows":[`)
	for i, it := range v.Col.items {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":%d,"title":%q,"url":%q,"publishTime":"%s %s:00"}`, it.seq, it.title, it.path, it.date, it.clock)
	}
	b.WriteString("]}")
	data := fmt.Sprintf("/api/column%d.json", v.Col.seq)
	p.answers[p.host+data] = &answer{status: 200, media: "application/json; charset=utf-8", body: []byte(b.String())}
	v.Body, v.Rows = data, v.Col.items
	return p.draw(v.Col.path, "json", v)
}

func (p *Portal) renderArticle(c *column, i int, it *item) error {
	v := p.view(it.title, c)
	v.It, v.Body = it, it.Text()
	if i > 0 {
		v.Prev = c.items[i-1]
	}
	if i+1 < len(c.items) {
		v.Next = c.items[i+1]
	}
	return p.draw(it.path, "article", v)
}

func (p *Portal) draw(path, name string, v *view) error {
	b, err := p.skin.draw(name, v)
	if err != nil {
		return err
	}
	p.put(path, b)
	return nil
}

// put answers a path of the portal's own host with a page.
func (p *Portal) put(path string, body []byte) {
	p.answers[p.host+path] = &answer{status: 200, media: p.skin.mediaTyp, body: body}
}
