package rules

import (
	"fmt"
	"regexp"
	"strings"

	"lanmu"
)

// leak is a number found in a file that should not be there.
type leak struct {
	part   *lanmu.AttachmentPart
	at     number
	digits string
}

// leaks tells of a file's numbers once: a list of two hundred persons is one
// thing to put right.
func (p *FilePass) leaks(list []leak, what, unsure string) {
	if len(list) == 0 {
		return
	}
	distinct := map[string]bool{}
	for _, l := range list {
		distinct[l.digits] = true
	}
	first := list[0]
	more := ""
	if n := len(distinct); n > 1 {
		more = fmt.Sprintf("，全文共 %d 个", n)
	}
	p.Report(Report{
		Anchor: mask(first.digits), Certainty: p.rule.Certainty,
		Evidence: lanmu.Evidence{Excerpt: around(first.part.Text, first.at.start, first.at.end, 12), Raw: mask(first.digits)},
		Message:  fmt.Sprintf("%s中有%s %s%s%s。", p.at(first.part), what, mask(first.digits), more, unsure),
	})
}

// lineBefore is the text on its line before a place, at most n runes.
func lineBefore(text string, start, n int) string {
	s := before(text, start, n)
	return s[strings.LastIndexByte(s, '\n')+1:]
}

// headOf is the nearest line above a place that head fits and that is no longer
// than a table's head is; "" none. Lines of data may stand between.
func headOf(text string, start int, head *regexp.Regexp) string {
	end := strings.LastIndexByte(text[:start], '\n')
	for n := 0; end > 0 && n < 400; n++ {
		from := strings.LastIndexByte(text[:end], '\n') + 1
		if line := text[from:end]; len(line) < 600 && head.MatchString(line) {
			return line
		}
		end = from - 1
	}
	return ""
}

func fileIDs(p *FilePass) {
	var found []leak
	for i := range p.File.Parts {
		part := &p.File.Parts[i]
		for _, n := range numbers(citizenRE, part.Text) {
			if citizen(n.digits, p.At) && !codeBefore.MatchString(lineBefore(part.Text, n.start, 12)) {
				found = append(found, leak{part, n, n.digits})
			}
		}
	}
	p.leaks(found, "完整的公民身份号码", "")
}

// personHead is the head of a list of persons.
var personHead = regexp.MustCompile(`姓\s*名|申请人|学生|考生|家长|监护人|户\s*主|补贴对象|受助|残疾人|患者|当事人|被征收人|贫困户`)

func filePhones(p *FilePass) {
	var found []leak
	for i := range p.File.Parts {
		part := &p.File.Parts[i]
		for _, n := range numbers(mobileRE, part.Text) {
			if officeLine.MatchString(lineBefore(part.Text, n.start, 20)) {
				continue
			}
			if personWord.MatchString(lineBefore(part.Text, n.start, 30)) {
				found = append(found, leak{part, n, n.digits})
				continue
			}
			if head := headOf(part.Text, n.start, personHead); head != "" && !officeHead.MatchString(head) && !officeList.MatchString(clip(part.Text, 200)) {
				found = append(found, leak{part, n, n.digits})
			}
		}
	}
	p.leaks(found, "个人信息旁的完整手机号", "，请核实是否应当公开")
}

// officeList is the title of a directory of those on duty.
var officeList = regexp.MustCompile(`通讯录|通信录|联系表|联系方式|联系人|值班|责任人|负责人|网格员|服务|机构|单位|企业|公司|专家|律师|评标|河长|报名表|申请表|登记表`)

func fileCards(p *FilePass) {
	var found []leak
	for i := range p.File.Parts {
		part := &p.File.Parts[i]
		for _, n := range numbers(cardRE, part.Text) {
			digits := strings.Map(digitOnly, n.digits)
			if !luhn(digits) || citizen(digits, p.At) || strings.HasPrefix(digits, "0") || orgWord.MatchString(clip(part.Text, 2000)) {
				continue
			}
			if cardWord.MatchString(lineBefore(part.Text, n.start, 15)) && !orgWord.MatchString(before(part.Text, n.start, 60)) ||
				cardHead.MatchString(headOf(part.Text, n.start, cardHead)) && personHead.MatchString(headOf(part.Text, n.start, cardHead)) {
				found = append(found, leak{part, n, digits})
			}
		}
	}
	p.leaks(found, "疑似完整的银行卡号", "")
}

// cardHead is a table's head with a column of cards.
var cardHead = regexp.MustCompile(`银行卡|卡\s*号|账\s*号|帐\s*号|一卡通|存折`)

// fileWording tells wrong wordings of one severity, each once a file. In PDFs
// characters may stand side by side that a reader sees apart: a slip found there
// is for a person to look at.
func fileWording(serious bool) func(*FilePass) {
	return func(p *FilePass) {
		told := map[string]bool{}
		for _, w := range p.Words {
			h, text := w.hit, w.part.Text
			if h.word.serious != serious || told[h.word.wrong] || excused(text, h) {
				continue
			}
			told[h.word.wrong] = true
			r := Report{
				Key: h.word.wrong, Anchor: h.word.wrong,
				Evidence: lanmu.Evidence{Excerpt: around(text, h.start, h.end, 20), Raw: h.word.wrong},
				Message:  fmt.Sprintf("%s中“%s”应为“%s”。", p.at(w.part), h.word.wrong, h.word.right),
				Fix:      fmt.Sprintf("请把附件里的“%s”改为“%s”后重新上传，并检查同一内容在网页上的表述。", h.word.wrong, h.word.right),
			}
			if h.word.right == "" {
				r.Message = fmt.Sprintf("%s中出现了不规范表述“%s”。", p.at(w.part), h.word.wrong)
				r.Fix = fmt.Sprintf("请按规范改写附件里的“%s”后重新上传。", h.word.wrong)
			}
			if h.word.note != "" {
				r.Message = strings.TrimSuffix(r.Message, "。") + "（" + h.word.note + "）。"
			}
			if p.File.Kind == "pdf" && !serious {
				r.Certainty = lanmu.Review
			}
			p.Report(r)
		}
	}
}
