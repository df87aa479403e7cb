package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"lanmu"
)

// bonusCap is the most that bonuses add where the standard's file does not say:
// 30 points, 国办秘函〔2019〕19号.
const bonusCap = 30

// bonuses are the points that a site earns above the line, and the sentence
// that names them. Nothing is earned for what could not be told.
func (w *weighing) bonuses() (float64, string) {
	if len(w.std.Bonuses) == 0 {
		return 0, "得分高于加分线；标准文件没有列出加分项，未计加分。"
	}
	sum, sample := 0.0, false
	var names []string
	for _, b := range w.std.Bonuses {
		if !w.earns(b) {
			continue
		}
		sum += b.Points
		sample = sample || !b.Verified
		names = append(names, fmt.Sprintf("%s %g 分", b.Name, b.Points))
	}
	if len(names) == 0 {
		return 0, "得分高于加分线，没有符合条件的加分项。"
	}
	sum = min(sum, cmp.Or(w.std.Frame.BonusCap, bonusCap))
	note := fmt.Sprintf("得分高于加分线，另计加分 %g 分：%s", round(sum), strings.Join(names, "、"))
	if sample {
		note += "（示例分值）"
	}
	return sum, note + "。"
}

// earns tells whether a bonus's conditions hold.
func (w *weighing) earns(b BonusSpec) bool {
	inOrder := 0
	for _, c := range w.audit.Columns {
		if slices.Contains(b.Kinds, c.Kind) && c.Leaf && (c.Status == lanmu.StatusOK || c.Status == lanmu.StatusDueSoon) {
			inOrder++
		}
	}
	if len(b.Kinds) > 0 && inOrder < max(b.Least, 1) {
		return false
	}
	for _, rule := range b.Clean {
		if !w.ran[rule] || slices.ContainsFunc(w.audit.Findings, func(f *lanmu.Finding) bool {
			return f.Rule == rule && f.State != lanmu.StateFixed
		}) {
			return false
		}
	}
	return true
}
