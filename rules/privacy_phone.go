package rules

import (
	"regexp"

	"golang.org/x/net/html"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "privacy-phone",
	Title: "疑似泄露个人手机号",
	Doc: "公示名单一类的内容里，完整的手机号与个人姓名放在一起（表头或同一行写着姓名、申请人、学生、家长、户主、低保、救助等）。" +
		"办公联系电话、咨询、投诉、报名电话不算，已遮盖的不算。是否属于应当公开的联系方式，请人工核实。一个网页只列一条，写明有几个、在哪里。附件中 PDF、DOCX、XLSX 的文字一并检查，一个附件也只列一条；旧格式（.doc、.xls、.wps）、压缩包、扫描件和图片里的内容没有检查。",
	Fix:       "请遮盖手机号中间四位或删除该列后重新发布，附件一并处理。",
	Indicator: "",
	Source:    "中华人民共和国政府信息公开条例（2019年修订）第十五条",
	Certainty: lanmu.Review,
	File:      filePhones,
	Page: func(p *PagePass) {
		var leaks pageLeaks
		for _, t := range p.texts() {
			if t.run < 11 {
				continue
			}
			for _, n := range mobiles(t.text) {
				if officeLine.MatchString(before(t.text, n.start, 20)) || !p.personal(t, n) {
					continue
				}
				leaks.take(t, n, n.digits)
			}
		}
		leaks.tell(p, "个人信息旁的完整手机号", "，请核实是否应当公开")
	},
})

var (
	officeLine = regexp.MustCompile(`联系|咨询|热线|举报|投诉|监督|传真|客服|值班|报名|服务|邮箱|办公|单位|公司|招标|代理|采购|窗口|微信`)
	personWord = regexp.MustCompile(`姓名|申请人|学生|考生|家长|监护人|户主|低保|救助|补贴对象|受助|残疾人|患者|当事人|被征收人|贫困户|本人手机|手机号码?|个人`)
	officeHead = regexp.MustCompile(`单位|部门|科室|职务|处室|机构|公司|企业|岗位|服务|咨询|监督|窗口|村（社区）|负责人|网格|河长|责任人`)
)

// personal tells a number that stands with a person's: in the same text, or in
// a table that lists persons and is no directory of offices.
func (p *PagePass) personal(t textRun, n number) bool {
	if personWord.MatchString(before(t.text, n.start, 30)) {
		return true
	}
	table := upTo(t.node, "table")
	if table == nil {
		return false
	}
	for row := range table.Descendants() {
		if row.Type == html.ElementNode && row.Data == "tr" {
			if head := nodeText(row); personWord.MatchString(head) {
				return !officeHead.MatchString(head)
			} else if mobileRE.MatchString(head) {
				return false // data began and no head spoke of persons
			}
		}
	}
	return false
}

// upTo is the nearest element of a tag that a node stands in; nil none.
func upTo(n *html.Node, tag string) *html.Node {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && n.Data == tag {
			return n
		}
	}
	return nil
}
