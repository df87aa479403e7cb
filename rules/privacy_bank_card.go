package rules

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "privacy-bank-card",
	Title: "疑似泄露银行卡号",
	Doc: "页面里有完整的银行卡号：16 至 19 位，校验位正确，近旁或表头写着卡号、账号、一卡通。" +
		"单位的收款、缴款、保证金账户不算，已遮盖的不算。发现的号码在报告里一律遮盖。一个网页只列一条，写明有几个、在哪里。附件中 PDF、DOCX、XLSX 的文字一并检查，一个附件也只列一条；旧格式（.doc、.xls、.wps）、压缩包、扫描件和图片里的内容没有检查。",
	Fix:       "请立即遮盖卡号（只留末四位）或删除该列后重新发布，附件一并处理。",
	Indicator: "",
	Source:    "中华人民共和国政府信息公开条例（2019年修订）第十五条",
	Certainty: lanmu.Likely,
	File:      fileCards,
	Page: func(p *PagePass) {
		var leaks pageLeaks
		for _, t := range p.texts() {
			if t.digits < 16 {
				continue
			}
			for _, n := range cards(t.text) {
				digits := strings.Map(digitOnly, n.digits)
				if !luhn(digits) || citizen(digits, p.At) || strings.HasPrefix(digits, "0") || !cardLabel(t, n) {
					continue
				}
				leaks.take(t, n, digits)
			}
		}
		leaks.tell(p, "疑似完整的银行卡号", "")
	},
})

var (
	cardWord = regexp.MustCompile(`银行卡|卡\s*号|账\s*号|帐\s*号|账户|一卡通|存折|打卡`)
	orgWord  = regexp.MustCompile(`收款单位|缴款|保证金|对公|开户单位|单位名称|户\s*名[^，。；]{0,30}(?:公司|局|中心|委员会|学校|医院|厅|财政|政府|协会|交易)|基本账户|专户|投标|竞买|捐款|捐赠`)
)

// cardLabel tells a number called a card's, near before it or in its table's
// head, and not an office's account.
func cardLabel(t textRun, n number) bool {
	if near := before(t.text, n.start, 60); cardWord.MatchString(before(t.text, n.start, 15)) {
		return !orgWord.MatchString(near)
	}
	table := upTo(t.node, "table")
	if table == nil {
		return false
	}
	if orgWord.MatchString(clip(nodeText(table), 2000)) {
		return false
	}
	for row := range table.Descendants() {
		if row.Type == html.ElementNode && row.Data == "tr" {
			return cardWord.MatchString(nodeText(row)) // the head is the first row
		}
	}
	return false
}
