package demo

import (
	"fmt"
	"strings"

	"lanmu"
)

// figures are one year's numbers of a disclosure report; all sums follow.
type figures struct {
	year              int
	site              int // items published on the site in the year
	fresh, carried    int // new requests, and those of the year before
	open, partly      int // results
	refused, lacking  int
	ignored, others   int
	left              int // carried into the next year
	upheld, corrected int // administrative review
	elsewise, pending int
}

func (f figures) total() int {
	return f.open + f.partly + f.refused + f.lacking + f.ignored + f.others
}

// slip is one planted mistake in a report.
type slip struct {
	total    int // added to the table's total of results
	carry    int // added to 上年结转 and to the results, so that only the year before disagrees
	prose    int // added to the prose's number of new requests
	site     int // added to the number published on the site
	sections int // how many sections are left out at the end

	form string // the report is nothing but a file of this form; "" it is a page
}

// writeReports fills the column of annual reports: a report for every year,
// published on 18 January of the next, and the site's own yearly table. Their
// texts come last, when all that they count is there.
func (p *Portal) writeReports() {
	last := p.lastReported()
	p.reports = map[int]*item{}
	var reports, tables []*item
	for year := last - 6; year <= last; year++ {
		if p.ID == "table" && year == last-2 {
			continue // no report was ever published for this year
		}
		it := &item{title: fmt.Sprintf("%s%d年政府信息公开工作年度报告", p.Name, year), date: lanmu.NewDate(year+1, 1, 18), clock: "09:30", source: p.Name}
		if p.ID == "hanweb" && year == last-1 {
			it.date = lanmu.NewDate(year+1, 3, 21) // weeks after 31 January
		}
		p.reports[year] = it
		reports = append([]*item{it}, reports...)
	}
	p.give("ndbg", reports)
	for year := last - 2; year <= last; year++ {
		tables = append([]*item{{title: fmt.Sprintf("%s政府网站工作年度报表（%d年度）", p.Name, year), date: lanmu.NewDate(year+1, 1, 18), clock: "10:00", source: p.Name}}, tables...)
	}
	p.give("wznb", tables)
}

// lastReported is the last year whose report must be out by the base day.
func (p *Portal) lastReported() int {
	last := int(p.Base.Year) - 1
	if p.Base.Before(lanmu.NewDate(last+1, 1, 19)) {
		last--
	}
	return last
}

// finishReports writes the reports' texts, with the numbers of the portal as it
// stands and the planted slips.
func (p *Portal) finishReports() {
	last := p.lastReported()
	slips := p.slips(last)
	carried := 0
	for year := last - 6; year <= last; year++ {
		r := p.rand(fmt.Sprint("report ", year))
		f := figures{
			year: year, site: p.publishedIn(year), carried: carried,
			open: 6 + r.IntN(9), partly: r.IntN(3), refused: 1 + r.IntN(3), lacking: r.IntN(4), ignored: r.IntN(2), others: r.IntN(2),
			left: r.IntN(3), upheld: r.IntN(2), elsewise: r.IntN(2),
		}
		f.fresh = f.total() + f.left - f.carried
		carried = f.left
		if it := p.reports[year]; it != nil && slips[year].form == "" {
			it.body = f.report(p.Name, slips[year])
		} else if it != nil {
			p.reportFile(it, f, slips[year])
		}
	}
	for i, it := range p.column("wznb").items {
		it.body = p.siteTable(last - i)
	}
	p.plantReports(last)
}

// plantReports notes the slips.
func (p *Portal) plantReports(last int) {
	switch p.ID {
	case "trs":
		p.plant("annual-report-arithmetic", p.reports[last].path, "（七）总计", "从其余数字看应为") // breaks four sums, told once
		p.plant("annual-report-carryover", p.reports[last-2].path)
		p.plant("annual-report-arithmetic", p.reports[last-4].path, "附件“", ".docx”中", "（七）总计", "从其余数字看应为") // in a document
		p.decoy("annual-report-arithmetic", p.reports[last-5].path, "报告是 Word 附件，勾稽关系正确")
	case "hanweb":
		p.plant("annual-report-text-mismatch", p.reports[last].path)
		p.plant("annual-report-late", p.reports[last-1].path)
		p.plant("annual-report-count-mismatch", p.reports[last-2].path)
	case "cards":
		p.plant("annual-report-structure", p.reports[last-1].path)
	case "table":
		p.plant("annual-report-structure", p.reports[last-1].path)
		p.plant("annual-report-missing", "/", fmt.Sprint(last-2))
		lastPlant := &p.truth.Planted[len(p.truth.Planted)-1]
		lastPlant.Or = append(lastPlant.Or, p.abs(p.column("ndbg").path))
	}
	for year := last - 6; year < last-2; year++ {
		for _, rule := range []string{"annual-report-arithmetic", "annual-report-text-mismatch"} {
			if p.slips(last)[year].form == "" {
				p.decoy(rule, p.reports[year].path, "各表勾稽关系正确，文字与表格一致")
			}
		}
	}
}

// slips are the planted mistakes by year.
func (p *Portal) slips(last int) map[int]slip {
	switch p.ID {
	case "trs":
		return map[int]slip{last: {total: 1}, last - 2: {carry: 1}, last - 4: {total: 2, form: "docx"}, last - 5: {form: "docx"}}
	case "hanweb":
		return map[int]slip{last: {prose: 2}, last - 2: {site: 527}}
	}
	return map[int]slip{last - 1: {sections: 1}}
}

// give hands a column its items and its state.
func (p *Portal) give(key string, items []*item) {
	if !p.has(key) {
		return
	}
	c := p.column(key)
	for i, it := range items {
		it.col, it.seq = c, 5000+100*c.seq+i
		it.path = p.skin.articlePath(it)
	}
	c.items = items
	if left := items[0].date.Add(lanmu.Period{Years: 1}).DaysSince(p.Base); c.kind == report && left <= 30 {
		c.status = soon
	}
}

// publishedIn counts the portal's items of a year.
func (p *Portal) publishedIn(year int) int {
	n := 0
	for _, c := range p.columns {
		if c.same != "" || c.shape == shapeOutside {
			continue
		}
		for _, it := range c.items {
			if int(it.date.Year) == year {
				n++
			}
		}
	}
	return n
}

// report writes a report of the form in use since 2021: six sections, three tables.
func (f figures) report(name string, s slip) string {
	sections := []string{
		fmt.Sprintf("<p><strong>一、总体情况</strong></p><p>　　%d年，%s认真贯彻落实《中华人民共和国政府信息公开条例》。全年通过本单位网站主动公开政府信息%d条；收到政府信息公开申请%d件，均已依法办理。</p>",
			f.year, name, f.site+s.site, f.fresh+s.prose),
		"<p><strong>二、主动公开政府信息情况</strong></p>" + f.table2(),
		"<p><strong>三、收到和处理政府信息公开申请情况</strong></p>" + f.table3(s),
		"<p><strong>四、政府信息公开行政复议、行政诉讼情况</strong></p>" + f.table4(),
		"<p><strong>五、存在的主要问题及改进情况</strong></p><p>　　公开内容的时效性有待加强。下一步将完善审查机制，及时更新栏目。</p>",
		"<p><strong>六、其他需要报告的事项</strong></p><p>　　本年度未收取信息处理费。</p>",
	}
	return strings.Join(sections[:len(sections)-s.sections], "\n") + "\n"
}

// reportFile makes a report a document that its page only links to.
func (p *Portal) reportFile(it *item, f figures, s slip) {
	name := fmt.Sprintf("%s%d年政府信息公开工作年度报告", p.Name, f.year)
	path := fmt.Sprintf("/files/nb/%d.docx", f.year)
	it.body = fmt.Sprintf(`<p>附件：<a href="%s">%s.docx</a></p>`, path, name)
	p.file(path, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", DOCX(name,
		fmt.Sprintf("一、总体情况\n%d年，全年收到政府信息公开申请%d件，均已依法办理。", f.year, f.fresh), "二、主动公开政府信息情况", f.table2(),
		"三、收到和处理政府信息公开申请情况", f.table3(s), "四、政府信息公开行政复议、行政诉讼情况", f.table4()))
}

func (f figures) table2() string {
	return `<table border="1"><tr><td colspan="4">第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>1</td><td>0</td><td>12</td></tr>
<tr><td colspan="4">第二十条第（五）项</td></tr><tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr><tr><td>行政许可</td><td colspan="3">18</td></tr>
<tr><td colspan="4">第二十条第（六）项</td></tr><tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr><tr><td>行政处罚</td><td colspan="3">0</td></tr><tr><td>行政强制</td><td colspan="3">0</td></tr>
<tr><td colspan="4">第二十条第（八）项</td></tr><tr><td>信息内容</td><td colspan="3">本年收费金额（单位：万元）</td></tr><tr><td>行政事业性收费</td><td colspan="3">0</td></tr></table>`
}

// table3 spreads each number over natural persons and commercial firms.
func (f figures) table3(s slip) string {
	var b strings.Builder
	b.WriteString(`<table border="1"><tr><td colspan="3" rowspan="3">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan="7">申请人情况</td></tr>
<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr><tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>` + "\n")
	firm := func(n int) int { return n / 4 }
	row := func(head string, n, firms int) {
		fmt.Fprintf(&b, "<tr>%s<td>%d</td><td>%d</td><td>0</td><td>0</td><td>0</td><td>0</td><td>%d</td></tr>\n", head, n-firms, firms, n)
	}
	wide := func(name string) string { return `<td colspan="3">` + name + "</td>" }
	results := []struct {
		head string
		n    int
	}{
		{`<td rowspan="22">三、本年度办理结果</td><td colspan="2">（一）予以公开</td>`, f.open + s.carry},
		{`<td colspan="2">（二）部分公开（区分处理的，只计这一情形，不计其他情形）</td>`, f.partly},
		{`<td rowspan="8">（三）不予公开</td><td>1.属于国家秘密</td>`, 0},
		{`<td>2.其他法律行政法规禁止公开</td>`, 0},
		{`<td>3.危及“三安全一稳定”</td>`, 0},
		{`<td>4.保护第三方合法权益</td>`, f.refused},
		{`<td>5.属于三类内部事务信息</td>`, 0},
		{`<td>6.属于四类过程性信息</td>`, 0},
		{`<td>7.属于行政执法案卷</td>`, 0},
		{`<td>8.属于行政查询事项</td>`, 0},
		{`<td rowspan="3">（四）无法提供</td><td>1.本机关不掌握相关政府信息</td>`, f.lacking},
		{`<td>2.没有现成信息需要另行制作</td>`, 0},
		{`<td>3.补正后申请内容仍不明确</td>`, 0},
		{`<td rowspan="5">（五）不予处理</td><td>1.信访举报投诉类申请</td>`, f.ignored},
		{`<td>2.重复申请</td>`, 0},
		{`<td>3.要求提供公开出版物</td>`, 0},
		{`<td>4.无正当理由大量反复申请</td>`, 0},
		{`<td>5.要求行政机关确认或重新出具已获取信息</td>`, 0},
		{`<td rowspan="3">（六）其他处理</td><td>1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请</td>`, 0},
		{`<td>2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请</td>`, 0},
		{`<td>3.其他</td>`, f.others},
	}
	firms := 0
	for _, r := range results {
		firms += firm(r.n)
	}
	row(wide("一、本年新收政府信息公开申请数量"), f.fresh, firms)
	row(wide("二、上年结转政府信息公开申请数量"), f.carried+s.carry, 0)
	for _, r := range results {
		row(r.head, r.n, firm(r.n))
	}
	row(`<td colspan="2">（七）总计</td>`, f.total()+s.carry+s.total, firms)
	row(wide("四、结转下年度继续办理"), f.left, 0)
	b.WriteString("</table>")
	return b.String()
}

func (f figures) table4() string {
	five := func(a, b, c, d int) string {
		return fmt.Sprintf("<td>%d</td><td>%d</td><td>%d</td><td>%d</td><td>%d</td>", a, b, c, d, a+b+c+d)
	}
	head := strings.Repeat("<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>", 3)
	return `<table border="1"><tr><td colspan="5" rowspan="2">行政复议</td><td colspan="10">行政诉讼</td></tr><tr><td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr><tr>` + head + "</tr>\n<tr>" +
		five(f.upheld, f.corrected, f.elsewise, f.pending) + five(0, 0, 0, 0) + five(0, 0, 0, 0) + "</tr></table>"
}

// siteTable is the yearly table of the site itself.
func (p *Portal) siteTable(year int) string {
	return fmt.Sprintf(`<p align="center">政府网站工作年度报表（%d年度）</p><table border="1"><tr><td>网站名称</td><td>%s</td></tr><tr><td>首页网址</td><td>%s</td></tr><tr><td>主办单位</td><td>%s</td></tr>
<tr><td>网站类型</td><td>部门网站</td></tr><tr><td>政府网站标识码</td><td>%s</td></tr><tr><td>ICP备案号</td><td>ICP备00000001号</td></tr><tr><td>信息发布（单位：条）总数</td><td>%d</td></tr><tr><td>留言办理 收到留言数量（单位：条）</td><td>12</td></tr></table>`,
		year, p.Name, p.URL(), p.Name, p.code, p.publishedIn(year))
}
