package rules

import (
	"regexp"
	"strings"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "privacy-id",
	Title: "泄露公民身份号码",
	Doc: "页面里有完整的公民身份号码：18 位，出生日期存在，校验码正确。已用 * 号遮盖的不算；" +
		"统一社会信用代码、项目编号、文号等不算。发现的号码在本工具的报告里一律遮盖。一个网页只列一条，写明有几个、在哪里。附件中 PDF、DOCX、XLSX 的文字一并检查，一个附件也只列一条，把握降为“很可能”；旧格式（.doc、.xls、.wps）、压缩包、扫描件和图片里的内容没有检查。",
	Fix:       "请立即遮盖或删除号码（至少遮盖出生日期和末四位），附件重新处理后再上传，并清理搜索引擎快照。",
	Indicator: "",
	Source:    "中华人民共和国政府信息公开条例（2019年修订）第十五条",
	Certainty: lanmu.Certain,
	File:      fileIDs,
	Page: func(p *PagePass) {
		var leaks pageLeaks
		for _, t := range p.texts() {
			var found []number
			switch {
			case t.run >= 17:
				found = citizens(t.text)
			case t.run == 8 && t.digits >= 17:
				found = spacedCitizens(t.text)
			}
			for _, n := range found {
				if !citizen(n.digits, p.At) || codeBefore.MatchString(before(t.text, n.start, 12)) {
					continue
				}
				leaks.take(t, n, n.digits)
			}
		}
		leaks.tell(p, "完整的公民身份号码", "")
	},
})

// spacedRE is a citizen number in three groups, as Word tables have it.
var spacedRE = regexp.MustCompile(`(?:^|[^0-9A-Za-z-])([1-9]\d{5}[ -](?:19|20)\d{6}[ -]\d{3}[0-9Xx])(?:$|[^0-9A-Za-z-])`)

// spacedCitizens are the numbers of a text that are written in groups, their
// digits together.
func spacedCitizens(text string) []number {
	found := numbers(spacedRE, text)
	for i := range found {
		found[i].digits = strings.NewReplacer(" ", "", "-", "").Replace(found[i].digits)
	}
	return found
}

// codeBefore are labels of other numbers of eighteen digits.
var codeBefore = regexp.MustCompile(`信用代码|组织机构|登记号|许可证|批准号|项目编号|编码|流水号|订单|文号|备案号|证书编号|条形码|账号|帐号|卡号|合同编号|受理号|公网安备|标识码`)
