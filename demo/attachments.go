package demo

import (
	"bytes"
	"strings"
)

// plantAttachments plants what stands in the text of files, and files that
// cannot be read, of which no rule may say anything but that.
func (p *Portal) plantAttachments() {
	id := func(order int) string { return citizenNumber("110101190001011", order) }
	masked := func(s string) string { return s[:6] + "********" + s[14:] }
	phones := []string{"13800000001", "13800000002"}
	rows := func(cells ...string) string { return strings.Join(cells, "\t") }

	a := p.article("tzgg", 17)
	word := DOCX("稳岗补贴发放名单", rows("序号", "姓名", "公民身份号码", "金额"), rows("1", "张某某", id(1), "500"), rows("2", "李某某", id(2), "500"))
	a.add(`<p>附件：<a href="/files/2026/bt.docx">补贴发放名单.docx</a>　<a href="/files/2026/bt2.docx">第二批名单.docx</a></p>`)
	p.file("/files/2026/bt.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", word)
	p.plant("privacy-id", "/files/2026/bt.docx", "补贴发放名单.docx")
	p.file("/files/2026/bt2.docx", "application/msword", DOCX("第二批名单", rows("序号", "姓名", "公民身份号码"), rows("1", "王某某", masked(id(3))),
		"统一社会信用代码："+id(4), "项目编号："+id(5)))
	p.decoy("privacy-id", "/files/2026/bt2.docx", "名单里的号码已打码，另有信用代码和项目编号")

	b := p.article("tzgg", 18)
	b.add(`<p>附件：<a href="/files/2026/js.xlsx">参赛学生名单.xlsx</a>　<a href="/files/2026/txl.xlsx">各科室联系表.xlsx</a></p>`)
	p.file("/files/2026/js.xlsx", "application/vnd.ms-excel", XLSX(
		Sheet{Name: "名单", Rows: [][]string{{"姓名", "学校", "手机"}, {"张某某", "一中", "=" + phones[0]}, {"李某某", "二中", "=1.3800000002E10"}}}))
	p.plant("privacy-phone", "/files/2026/js.xlsx", "参赛学生名单.xlsx", "工作表“名单”", "2 个")
	p.file("/files/2026/txl.xlsx", "application/vnd.ms-excel", XLSX(
		Sheet{Name: "联系表", Rows: [][]string{{"科室", "姓名", "电话"}, {"办公室", "王某某", phones[0]}, {"人事处", "赵某某", phones[1]}}}))
	p.decoy("privacy-phone", "/files/2026/txl.xlsx", "各科室的办公联系表")

	c := p.article("tzgg", 19)
	c.add(`<p>附件：<a href="/files/2026/fa.pdf">实施方案.pdf</a>　<a href="/files/2026/jd.pdf">校对须知.pdf</a></p>`)
	p.file("/files/2026/fa.pdf", "application/pdf", PDF("实施方案\n一、总体要求", "二、认真贯彻国务园有关部署，\n抓好各项工作。"))
	p.plant("wording-serious", "/files/2026/fa.pdf", "实施方案.pdf", "第2页", "国务园")
	p.file("/files/2026/jd.pdf", "application/pdf", PDF("校对须知\n“国务园”应为“国务院”。\n干部暑期集中学习。"))
	p.decoy("wording-serious", "/files/2026/jd.pdf", "文件在讲错字怎么改")
	p.decoy("wording-typo", "/files/2026/jd.pdf", "“干部暑期”恰好含有“部暑”")
	p.unreadable()
}

// unreadable plants files that can be loaded and not be read.
func (p *Portal) unreadable() {
	it := p.article("tzgg", 20)
	it.add(`<p>附件：<a href="/files/2026/mm.docx">加密名单.docx</a>　<a href="/files/2026/smj.pdf">扫描件.pdf</a>　<a href="/files/2026/bao.docx">层层嵌套的文件.docx</a></p>`)
	locked := append(bytes.Clone(docBytes), []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")...)
	p.file("/files/2026/mm.docx", "application/msword", locked)
	p.file("/files/2026/smj.pdf", "application/pdf", PDF("", ""))
	p.file("/files/2026/bao.docx", "application/msword", pack("word/document.xml",
		`<w:document xmlns:w="w">`+strings.Repeat("<w:p>", 5000)))
	for _, d := range []struct{ path, why string }{
		{"/files/2026/mm.docx", "有打开密码的文件，下载正常"}, {"/files/2026/smj.pdf", "没有文字的扫描件，下载正常"}, {"/files/2026/bao.docx", "层层嵌套的文件，下载正常"},
	} {
		p.decoy("attachment-broken", d.path, d.why)
	}
}

// plantSheets plants links that only the style sheet hides, and a menu that it
// unfolds.
func (p *Portal) plantSheets() {
	switch p.ID {
	case "hanweb":
		p.home.Hidden = append(p.home.Hidden, `<div class="tjlj"><a href="http://seo.example/">友情推荐</a></div>`)
		p.plantTemplate("hidden-link", "seo.example", "样式表")
		p.plantTemplate("external-link-unlisted", "seo.example")
	case "trs":
		p.home.Hidden = append(p.home.Hidden, `<div class="fold"><span>相关媒体</span><div class="foldin"><a href="http://soft.example/">示例新闻网</a></div></div>`)
		p.decoy("hidden-link", "/lxwm/", "鼠标移上去才展开的菜单，里面有外部网站")
	}
}

const hidingStyles = `
.tjlj{position:absolute;left:-9999px;top:0}.foldin{position:absolute;left:-999em}.fold:hover .foldin{left:auto}
@media (max-width:600px){.links{display:none}}`

// plantSearch plants a search that finds nothing.
func (p *Portal) plantSearch() {
	switch p.ID {
	case "hanweb":
		p.plant("search-broken", "/", "没有搜到")
	case "trs":
		p.decoy("search-broken", "/", "站内搜索搜得到已发布的信息")
	}
}
