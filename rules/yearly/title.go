package yearly

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	yearDigits  = regexp.MustCompile(`(?:^|[^0-9])(20[0-3][0-9])(?:年|[^0-9月.\-—–~～至]|$)`)
	yearChinese = regexp.MustCompile(`二[〇○零О0]([〇○零一二三])([〇○零一二三四五六七八九])年`)
	schoolYear  = regexp.MustCompile(`学年|20[0-9]{2}\s*[-—–~～至]\s*20[0-9]{2}`)
	reportName  = regexp.MustCompile(`(信息公开|政务公开).{0,14}(年报|年度报告|工作报告|情况报告|情况的报告|年度工作报告|公开报告)|(年度|年).{0,6}(信息公开|政务公开)(工作)?(年度)?报告|(信息公开|政务公开)年报`)
	notReport   = regexp.MustCompile(`通知|编制|通报|解读|图解|一图|要点|方案|模板|格式|规定|办法|培训|会议|统计表$|工作报表|年度报表|公告$|评估|考核|网站`)
)

// IsTitle tells the title of an annual report on disclosure: it names a year
// and the thing, and is no notice about such reports.
func IsTitle(title string) bool {
	if !strings.Contains(title, "公") || !strings.Contains(title, "开") {
		return false // as nearly all
	}
	t := narrow(title)
	if !strings.Contains(t, "信息公开") && !strings.Contains(t, "政务公开") {
		return false
	}
	return reportName.MatchString(t) && !notReport.MatchString(t) && !schoolYear.MatchString(t) && YearOf(t) != 0
}

// YearOf is the year that a title is about; 0: it names none, or two.
func YearOf(title string) int {
	t := narrow(title)
	if schoolYear.MatchString(t) {
		return 0
	}
	year := 0
	for _, m := range yearDigits.FindAllStringSubmatch(t, -1) {
		y, err := strconv.Atoi(m[1])
		if err != nil || year != 0 && y != year {
			return 0
		}
		year = y
	}
	if year != 0 {
		return year
	}
	if m := yearChinese.FindStringSubmatch(t); m != nil {
		return 2000 + 10*zhDigit(m[1]) + zhDigit(m[2])
	}
	return 0
}

// zhDigit is one Chinese digit; the signs in use for nought are nought.
func zhDigit(s string) int { return max(strings.Index(zhDigits, s), 0) / len("一") }

var (
	bodyYear = regexp.MustCompile(`[（(]?(20[0-3][0-9]|二[〇○零]..)年?度?[)）]?`)
	bodyTail = regexp.MustCompile(`(政府)?(信息公开|政务公开).*$`)
)

// BodyOf is whose report a title names; "" where it names nobody.
func BodyOf(title string) string {
	t := strings.Trim(narrow(title), "《》[]【】·")
	t = bodyYear.ReplaceAllString(t, "")
	t = bodyTail.ReplaceAllString(t, "")
	return strings.Trim(strings.TrimPrefix(t, "关于"), "年度的（）()")
}

// Due is the last day on which the report for a year is in time, as month and
// day of the next year: 31 March up to the report for 2018 (条例 of 2007,
// art. 31), 31 January from the one for 2019 on; a government's own report, as
// against a department's, is due on 31 March under both (条例 of 2019, art. 49).
func Due(year int, government bool) (month, day int) {
	if year <= 2018 || government {
		return 3, 31
	}
	return 1, 31
}

var department = regexp.MustCompile(`(局|委|委员会|厅|处|科|中心|办|办公室|署|院|队|所|站|馆|会)$`)

// Government tells that a body may be a government itself, whose report has
// until the end of March; an unknown body is taken for one.
func Government(body string) bool {
	b := narrow(body)
	return !department.MatchString(b) || strings.HasSuffix(b, "政府办") || strings.HasSuffix(b, "政府办公室") || strings.HasSuffix(b, "管委会") || strings.HasSuffix(b, "管理委员会")
}

// FirstTables is the first year whose report has the table of applications
// (国办公开办函〔2019〕60号).
const FirstTables = 2019
