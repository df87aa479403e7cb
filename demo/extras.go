package demo

import (
	"fmt"
	"strings"

	"lanmu"
)

// newestOf is the newest date among a column's rows that is not in the future.
func (p *Portal) newestOf(c *column) lanmu.Date {
	var newest lanmu.Date
	for _, it := range c.items {
		if it.col.form != formNone && it.date.After(newest) && !it.date.After(p.Base) {
			newest = it.date
		}
	}
	return newest
}

// renderExtras draws the pages that belong to no column.
func (p *Portal) renderExtras() error {
	p.assets()
	for _, x := range []struct{ path, title, body string }{
		{"/sitemap/", "网站地图", p.sitemap()},
		{"/lxwm/", "联系我们", "<p>　　地址：范例路1号　邮编：000000　电话：0000-12345678</p>"},
		{"/wza/", "无障碍浏览说明", "<p>　　本网站支持放大、读屏和键盘操作，请使用页面上方的无障碍工具条。</p>"},
		{"/old/leaf.html", "旧版说明", "<p>　　旧版框架中的页面，留给仍有旧地址的人。</p>"},
		{"/help2/", "使用说明", "<p>　　如何检索信息、下载表格。</p>"},
	} {
		if err := p.bare(x.path, x.title, x.body); err != nil {
			return err
		}
	}
	for path, name := range p.notes {
		body := fmt.Sprintf("<html><head><title>%s</title></head><body><p>%s内容，由内嵌页面显示。本单位设有办公室、政策法规处、人事处、财务处和行政服务处，职责分工以三定方案为准。</p></body></html>", name, name)
		b, err := p.skin.encode(strings.Replace(body, "<head>", `<head><meta charset="`+p.charset()+`">`, 1))
		if err != nil {
			return err
		}
		p.put(path, b)
	}
	return nil
}

func (p *Portal) charset() string {
	if p.skin.gbk {
		return "gb2312"
	}
	return "utf-8"
}

// bare draws a page with the portal's frame and a body.
func (p *Portal) bare(path, title, body string) error {
	v := p.view(title, nil)
	v.Body = body
	return p.draw(path, "bare", v)
}

func (p *Portal) sitemap() string {
	var b strings.Builder
	for _, c := range p.columns {
		if c.parent != "" {
			continue
		}
		fmt.Fprintf(&b, `<p><b><a href="%s">%s</a></b>：`, c.path, c.name)
		for _, s := range c.subs {
			fmt.Fprintf(&b, `<a href="%s">%s</a>　`, s.path, s.name)
		}
		b.WriteString("</p>\n")
	}
	return b.String()
}

// assets are style, script and pictures of the frame.
func (p *Portal) assets() {
	p.file("/images/style.css", "text/css", []byte(styles+hidingStyles))
	for _, js := range []string{"/images/common.js", "/images/jquery.jpage.js"} {
		p.file(js, "application/javascript", []byte("function createPageHTML(n,i,name,ext){}function hits(id){return ''}function fontZoom(){}function doZoom(){}\n"))
	}
	for _, name := range []string{"logo", "map", "jiucuo", "slide1", "slide2", "empty"} {
		p.image("/images/" + name + ".png")
	}
}

// notFound is the portal's page for what is not there.
func (p *Portal) notFound() []byte {
	text := `<html><head><title>页面不存在</title></head><body><h2>对不起，您访问的页面不存在或已被删除</h2><p><a href="/">返回首页</a></p></body></html>`
	b, err := p.skin.encode(strings.Replace(text, "<head>", `<head><meta charset="`+p.charset()+`">`, 1))
	if err != nil {
		panic(err) // the text above is in GBK
	}
	return b
}

// truthOfColumns writes down every judged column's state.
func (p *Portal) truthOfColumns() {
	for _, c := range p.columns {
		if c.shape == shapeHub {
			continue
		}
		t := ColumnTruth{Name: c.name, URL: p.abs(c.path), Kind: c.kind, Status: c.status, Newest: p.newestOf(c), Items: -1}
		switch c.shape {
		case shapeList, shapeJSON, shapeMessages, shapeNoRows, shapePhrase:
			t.Items = len(c.items)
		case shapeCatalogue, shapeOutside:
			t.Rough = true
		}
		p.truth.Columns = append(p.truth.Columns, t)
	}
	p.truth.Columns = append(p.truth.Columns, ColumnTruth{Name: "政务督查", URL: p.abs(p.missing()), Kind: other, Status: unreachable, Items: -1})
}

const styles = `body{margin:0;font:14px/1.8 "Noto Serif CJK SC","SimSun",serif;color:#222;background:#f3f5f8}
.w{width:1000px;margin:0 auto}.topbar{background:#eee;font-size:12px}.topbar .r{float:right}.banner{padding:16px 0}.search{float:right}
.nav{background:#1a5fb4}.nav ul{list-style:none;padding:0;display:flex}.nav li{padding:8px 22px}.nav a{color:#fff}.nav td{padding:8px 18px}
a{color:#1a4f8a;text-decoration:none}a:hover{color:#c00}.crumb,.position{padding:10px 0;color:#666}
.side,.left{float:left;width:230px;background:#fff;padding:10px;font-size:12px}.main,.right,.article{background:#fff;padding:20px;overflow:hidden}
.list,.newslist{list-style:none;padding:0}.list li,.newslist li{border-bottom:1px dotted #ccc;padding:6px 0}.list span,.newslist span{float:right;color:#999}
.article h1,.title{text-align:center;font-size:24px}.info{text-align:center;background:#f3f5f8;color:#666}.content p,#zoom p{text-indent:0}
.block{float:left;width:470px;margin:10px 14px 10px 0;background:#fff;padding:8px}.hd{border-bottom:2px solid #1a5fb4}.hd h2{display:inline;font-size:16px}.more{float:right}
.footer{clear:both;background:#e3e8ef;text-align:center;padding:16px;font-size:12px}.footer img{height:40px}.links{padding:12px 0}
.sitename{font-size:36px;font-weight:bold;color:#1a5fb4}.tiles{list-style:none}.tiles li{display:inline-block;width:200px;padding:16px}.d b{font-size:22px}.home:after{content:"";display:block;clear:both}`
