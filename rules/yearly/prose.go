package yearly

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// SectionNames are the six sections of a report since the one for 2021
// (国办公开办函〔2021〕30号).
var SectionNames = [6]string{
	"总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况",
	"政府信息公开行政复议、行政诉讼情况", "存在的主要问题及改进情况", "其他需要报告的事项",
}

// sectionWords find a section by the words of its heading, with or without its
// number; a section that is there under any of them is there.
var sectionWords = [6]*regexp.Regexp{
	regexp.MustCompile(`总体情况|基本情况|总体工作|工作总体|^[一1][、.．].{0,12}(概述|概况|情况)`),
	regexp.MustCompile(`主动公开.{0,10}情况|^[二2][、.．].{0,4}主动公开`),
	regexp.MustCompile(`(收到|受理|依申请|处理).{0,14}(申请|公开).{0,8}情况|^[三3][、.．].{0,20}申请`),
	regexp.MustCompile(`复议.{0,14}(诉讼|起诉)|^[四4][、.．].{0,24}(复议|诉讼)`),
	regexp.MustCompile(`(存在|主要|工作).{0,8}(问题|不足|困难)|改进(情况|措施|意见|方向)|^[五5][、.．].{0,10}问题`),
	regexp.MustCompile(`其[他它].{0,6}(需要|应当|须).{0,4}(报告|说明|公开)|(报告|说明)的.{0,2}其[他它]|其[他它](报告)?(事项|情况)|需要(报告|说明)的.{0,6}(事项|情况)|^[六6][、.．].{0,4}其[他它]`),
}

type sentence struct{ text string }

// readProse reads the sentences of the lines, and which sections are there.
func (r *Report) readProse(lines []string, tables []*grid) {
	if len(lines) == 0 {
		return
	}
	r.Sections = make([]bool, len(SectionNames))
	for _, l := range lines {
		l = narrow(l)
		r.Runes += utf8.RuneCountInString(l)
		for i, re := range sectionWords {
			if !r.Sections[i] && re.MatchString(l) {
				r.Sections[i] = true
			}
		}
		for _, s := range sentencesOf(l) {
			r.prose = append(r.prose, sentence{s})
		}
		if m := signature.FindStringSubmatch(l); m != nil {
			r.sign(m)
		}
	}
	// A heading may stand in the table it heads.
	for _, t := range tables {
		for _, row := range t.rows {
			for _, c := range row {
				for i, re := range sectionWords {
					if c != nil && !r.Sections[i] && strings.Contains(c.text, "、") && re.MatchString(c.text) {
						r.Sections[i] = true
					}
				}
			}
		}
	}
	r.sums()
	r.claims()
}

var signature = regexp.MustCompile(`^.{0,20}?(20[0-3][0-9]|二[〇○零0][〇○零一二三][〇○零一二三四五六七八九])年([0-9]{1,2}|[一二三四五六七八九十]{1,2})月([0-9]{1,2}|[一二三四五六七八九十]{1,3})日$`)

// sign keeps the last date that stands as a line of its own.
func (r *Report) sign(m []string) {
	num := func(s string) int {
		if n, err := strconv.Atoi(s); err == nil {
			return n
		}
		n, _, _, _ := chinese(s)
		return n
	}
	year, err := strconv.Atoi(m[1])
	if err != nil {
		year = YearOf(m[1] + "年")
	}
	if mo, d := num(m[2]), num(m[3]); year > 0 && mo >= 1 && mo <= 12 && d >= 1 && d <= 31 {
		r.Signed = [3]int{year, mo, d}
	}
}

// sentencesOf cuts a line at full stops and semicolons.
func sentencesOf(line string) []string {
	return strings.FieldsFunc(line, func(r rune) bool { return r == '。' || r == '；' || r == ';' || r == '！' })
}

// sums finds totals whose parts the sentence itself calls parts.
func (r *Report) sums() {
	before := ""
	for _, s := range r.prose {
		head, tail, found := strings.Cut(s.text, "其中")
		if !found || strings.Contains(tail, "其中") {
			before = s.text
			continue
		}
		if len(head) < 4 {
			head = before
		}
		before = s.text
		totals := numbers(head)
		if len(totals) == 0 {
			continue
		}
		total := totals[len(totals)-1]
		// “收到 12 件，办结 10 件，其中…”: the parts are of the last one only where
		// nothing but its unit stands between.
		if utf8.RuneCountInString(head[total.end:]) > 24 {
			continue
		}
		sum := Sum{Total: total.Figure}
		for _, n := range numbers(tail) {
			if n.Unit == total.Unit {
				sum.Parts = append(sum.Parts, n.Figure)
				sum.Whole = sum.Whole || others.MatchString(n.Place)
			}
		}
		if len(sum.Parts) > 0 {
			r.Sums = append(r.Sums, sum)
		}
	}
}

var others = regexp.MustCompile(`其他|其它|其余`)

var (
	siteWords  = regexp.MustCompile(`网站|门户网|政务网|公开网|信息网|官网`)
	publish    = regexp.MustCompile(`公开|发布|公布|刊登|更新`)
	notSite    = regexp.MustCompile(`微博|微信|媒体|报刊|电视|访问|点击|浏览|累计|历年|截至目前|上年|去年|同比|规范性文件|解读|栏目|复议|留言|其他网站|市政府网站|县政府网站|区政府网站|省政府网站|人民政府网站|上级`)
	received   = regexp.MustCompile(`收到|受理|新收|接到`)
	notNew     = regexp.MustCompile(`其中|网上|网络|信函|当面|传真|邮寄|邮件|复议|诉讼|举报|投诉|信访|上年|去年|同比|累计|历年|自.{2,8}以来|结转|提案|建议|答复|不予`)
	noRequests = regexp.MustCompile(`(未|没有|无|尚未)(收到|接到|受理)[^，。]{0,16}申请`)
	active     = regexp.MustCompile(`主动公开`)
)

// claims finds the single figures that can be held against tables and site.
func (r *Report) claims() {
	for _, s := range r.prose {
		if noRequests.MatchString(s.text) && !notNew.MatchString(s.text) {
			r.claim(Received, Figure{Known: true, Unit: "件", Place: clip(noRequests.FindString(s.text), 60)})
		}
		for _, part := range strings.FieldsFunc(s.text, func(c rune) bool { return c == '，' || c == ',' || c == '、' || c == '：' || c == ':' }) {
			ns := numbers(part)
			if len(ns) != 1 {
				continue
			}
			f := ns[0].Figure
			f.Place = clip(part, 60)
			switch {
			case siteWords.MatchString(part) && publish.MatchString(part) && !notSite.MatchString(part) && f.Unit != "件次":
				r.claim(OnSite, f)
			case received.MatchString(part) && strings.Contains(part, "申请") && !notNew.MatchString(part):
				r.claim(Received, f)
			case active.MatchString(part) && strings.Contains(part, "信息") && !notSite.MatchString(part):
				r.claim(Disclosed, f)
			}
		}
	}
}

func (r *Report) claim(t Topic, f Figure) { r.Claims = append(r.Claims, Claim{t, f}) }
