package demo

import (
	"fmt"
	"strings"
)

// writePages gives the columns of one page their content. Pages that hold only
// a table, a picture, a frame or a file look blank to a careless reader.
func (p *Portal) writePages() {
	for _, c := range p.columns {
		switch c.shape {
		case shapeText:
			c.body = p.staticText(c)
		case shapeTable:
			c.body = p.staticTable(c)
			p.decoy("column-empty", c.path, "整页只有一张表格，没有列表")
		case shapeImage:
			c.body = fmt.Sprintf(`<p align="center"><img src="/images/%s.png" alt="%s" width="640" height="400"></p>`, c.key, c.name)
			p.image("/images/" + c.key + ".png")
			p.decoy("column-empty", c.path, "整页只有一张图片")
		case shapeFrame:
			c.body = fmt.Sprintf(`<iframe src="/frame/%s.html" width="100%%" height="500" frameborder="0"></iframe>`, c.key)
			p.notes["/frame/"+c.key+".html"] = c.name
			p.decoy("column-empty", c.path, "整页只有一个内嵌框架")
		case shapePDF:
			c.body = fmt.Sprintf(`<p><a href="/files/%s.pdf">%s（点击下载）.pdf</a></p>`, c.key, c.name)
			p.file("/files/"+c.key+".pdf", "application/pdf", pdfBytes)
			p.decoy("column-empty", c.path, "整页只有一份PDF文件")
		case shapeCatalogue:
			c.body = p.catalogue()
		case shapeForm:
			c.body = p.applicationForm()
			p.decoy("column-empty", c.path, "整页只有一张申请表单")
		case shapeBuilding:
			c.body = "<p>栏目建设中，敬请期待……</p>"
		}
	}
}

func (p *Portal) staticText(c *column) string {
	if c.key == "gkzn" {
		return p.guide()
	}
	w := newWords(p, "static "+c.key)
	var b strings.Builder
	fmt.Fprintf(&b, "<p>　　%s是市政府工作部门，负责全市商务运行、流通管理、对外贸易和利用外资等工作。机关设办公室、政策法规处、人事处、财务处、行政服务处。</p>\n", p.Name)
	for range 6 {
		fmt.Fprintf(&b, "<p>　　%s%s</p>\n", w.sentence(nil), w.sentence(nil))
	}
	b.WriteString("<p>　　目前，东湖区商贸示范街正在建设中，建成后将由区商务部门负责日常管理和维护。</p>\n")
	p.decoy("column-explanation-only", c.path, "正文里有“正在建设中”，说的是示范街而不是栏目")
	return b.String()
}

func (p *Portal) staticTable(c *column) string {
	var b strings.Builder
	b.WriteString(`<table border="1" width="100%"><tr><th>序号</th><th>名称</th><th>职责或说明</th><th>联系电话</th></tr>`)
	w := newWords(p, "table "+c.key)
	for i, name := range []string{"办公室", "政策法规处", "人事处", "财务处", "行政服务处", "市场运行处"} {
		fmt.Fprintf(&b, "<tr><td>%d</td><td>%s</td><td>%s%s%s</td><td>0000-1234%04d</td></tr>\n", i+1, name, w.one(verbs), w.one(topics), w.one(things), 1000+i)
	}
	b.WriteString("</table>")
	return b.String()
}

// guide is a 政府信息公开指南 with its nine elements.
func (p *Portal) guide() string {
	return fmt.Sprintf(`<p>　　为方便公民、法人和其他组织获取%[1]s的政府信息，根据《中华人民共和国政府信息公开条例》（国务院令第711号），编制本指南。</p>
<p>一、政府信息的分类和编排体系</p><p>　　政府信息分为机构职能、政策文件、规划计划、行政许可、行政处罚、财政信息、人事信息等类。编排体系按照栏目类别和生成日期先后编排。</p>
<p>二、获取方式</p><p>　　（一）主动公开：通过本网站政务公开栏目、市政务服务大厅查阅点获取。</p>
<p>　　（二）依申请公开：申请人可以通过信函、当面或者网上填写《政府信息公开申请表》提出申请。本机关自收到申请之日起20个工作日内答复。</p>
<p>三、政府信息公开工作机构</p><p>　　机构名称：%[1]s办公室</p><p>　　办公地址：范例路1号</p><p>　　办公时间：工作日上午8:30至11:30，下午13:30至17:00</p><p>　　联系电话：0000-12345678</p><p>　　传真号码：0000-12345679</p><p>　　电子邮箱：gk@%[2]s</p><p>　　互联网联系方式：http://%[2]s/</p>
<p>四、监督方式</p><p>　　公民、法人或者其他组织认为本机关不依法履行政府信息公开义务的，可以向上一级行政机关投诉、举报，也可以依法申请行政复议或者提起行政诉讼。</p>
`, p.Name, p.host)
}

// applicationForm is a channel for 依申请公开 that can be used.
func (p *Portal) applicationForm() string {
	return `<p>　　申请人可在线填写下表，也可以邮寄至范例路1号办公室（邮政编码000000），信封左下角注明“政府信息公开申请”。受理机构电话：0000-12345678。</p>
<form action="/apply/submit" method="post"><table border="1"><tr><td>姓名或单位名称</td><td><input name="name"></td></tr><tr><td>联系方式</td><td><input name="phone"></td></tr>
<tr><td>所需政府信息的内容描述</td><td><textarea name="content" rows="6" cols="50"></textarea></td></tr><tr><td colspan="2"><input type="submit" value="提交申请"></td></tr></table></form>`
}
