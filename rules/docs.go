package rules

//go:generate go test -run TestDocs -update .

import (
	"fmt"
	"strings"

	"lanmu"
)

// certaintyWords are the certainties in the clerk's words.
var certaintyWords = map[lanmu.Certainty]string{
	lanmu.Certain: "确定", lanmu.Likely: "很可能", lanmu.Review: "请人工核实",
}

// indicatorName is an indicator's name in the default edition.
func indicatorName(std *Standard, id string) string {
	for _, i := range std.Indicators {
		if i.ID == id {
			return i.Name
		}
	}
	return id
}

// Markdown is docs/rules.md: every rule, from the rules themselves.
func Markdown() (string, error) {
	all, err := All()
	if err != nil {
		return "", err
	}
	std, err := LoadStandard("check-2019", lanmu.Date{})
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("# 检查规则\n\n")
	b.WriteString("本页由规则自身生成，请勿手改：改规则后运行 `go generate ./rules`。\n\n")
	b.WriteString("“确定”的问题直接计入检查指标；“很可能”的计入，但不单独触发单项否决；“请人工核实”的只作提示，不计入任何指标。\n\n")
	fmt.Fprintf(&b, "| 规则 | 问题类别 | 把握 | 对应指标 |\n|---|---|---|---|\n")
	for _, r := range all {
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s | %s |\n", r.ID, r.ID, r.Title, certaintyWords[r.Certainty], indicatorCell(std, r))
	}
	for _, r := range all {
		fmt.Fprintf(&b, "\n## %s\n\n**%s**（%s）\n\n%s\n\n**怎么改：**%s\n\n依据：%s。对应指标：%s。%s\n",
			r.ID, r.Title, certaintyWords[r.Certainty], r.Doc, r.Fix, r.Source, indicatorCell(std, r), vetoSentence(std, r))
	}
	return b.String(), nil
}

func indicatorCell(std *Standard, r *Rule) string {
	if id := std.indicatorOf(r); id != "" {
		return indicatorName(std, id)
	}
	return "不计分"
}

// vetoSentence tells which vetoes a rule's findings count for.
func vetoSentence(std *Standard, r *Rule) string {
	var names []string
	for _, v := range std.Vetoes {
		for _, id := range v.Rules {
			if id == r.ID {
				names = append(names, v.Name)
			}
		}
	}
	if names == nil {
		return ""
	}
	return "计入单项否决：" + strings.Join(names, "；") + "。"
}
