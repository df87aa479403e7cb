package rules

import (
	"math"
	"strings"

	"lanmu"
)

// indicators takes each indicator's points off, never more than its weight.
func (w *weighing) indicators() []lanmu.IndicatorScore {
	out := make([]lanmu.IndicatorScore, 0, len(w.std.Indicators))
	for _, spec := range w.std.Indicators {
		s := lanmu.IndicatorScore{ID: spec.ID, Name: spec.Name, Weight: spec.Weight, Verified: spec.Verified}
		perRule := map[string]float64{}
		for _, f := range w.findings {
			if w.std.scoredUnder(f) != spec.ID {
				continue
			}
			s.Count++
			s.Findings = append(s.Findings, f.ID)
			points, ok := spec.Points[f.Rule]
			if !ok {
				points = spec.Default
			}
			perRule[f.Rule] += points
		}
		for rule, lost := range perRule {
			if limit, ok := spec.Caps[rule]; ok {
				lost = min(lost, limit)
			}
			s.Lost += lost
		}
		s.Lost = round(min(s.Lost, spec.Weight))
		out = append(out, s)
	}
	return out
}

// score makes the points and what they mean (standards.md §2, frame). Sample
// points alone never fail a site: nobody verified them.
func (w *weighing) score(v *lanmu.Verdict) {
	frame := w.std.Frame
	full, served := frame.Full, w.serves()
	score := full
	verified := true
	for i, s := range v.Indicators {
		spec := w.std.Indicators[i]
		if spec.Service && !served {
			score -= s.Weight
			continue
		}
		score -= s.Lost
		verified = verified && s.Verified
	}
	var notes []string
	if !served {
		score = min(score*frame.ServiceFactor, full)
		notes = append(notes, "未发现对外服务栏目，办事服务指标不计，其余得分按比例折算。")
	}
	score = round(max(score, 0))
	if score > frame.BonusAbove {
		points, note := w.bonuses()
		score, notes = round(score+points), append(notes, note)
	}
	v.Score = &score
	v.Result = lanmu.Pass
	switch {
	case score >= frame.Pass:
	case verified:
		v.Result = lanmu.Failed
	default:
		v.Result = lanmu.Undecided
		notes = append(notes, "得分低于及格线，但扣分值是示例，请换成本地标准后再作结论。")
	}
	if !verified {
		notes = append([]string{"示例分值：单项扣分值未经核实，可在标准文件中替换。"}, notes...)
	}
	v.ScoreNote = strings.Join(notes, "")
}

// serves tells that the site offers services: a column for them, or a finding
// about them.
func (w *weighing) serves() bool {
	for _, c := range w.audit.Columns {
		if c.Kind == lanmu.KindService {
			return true
		}
	}
	for _, f := range w.findings {
		if f.Rule == "service-guide-incomplete" {
			return true
		}
	}
	return false
}

// round is to hundredths of a point.
func round(x float64) float64 { return math.Round(x*100) / 100 }
