package rules

import (
	"fmt"
	"slices"
	"strings"

	"lanmu"
)

// Weigh makes the verdict of what an audit found. Waived findings weigh like
// any other: a waiver hides no point. Findings a person has to settle (review)
// or has called false alarms weigh nothing; those that are only likely bring no veto down alone.
func (std *Standard) Weigh(a *lanmu.Audit) lanmu.Verdict {
	w := &weighing{std: std, audit: a, ran: map[string]bool{}, columns: map[string]*lanmu.Column{}}
	for _, r := range a.RulesRun {
		w.ran[r.ID] = true
	}
	for _, c := range a.Columns {
		w.columns[c.ID] = c
	}
	for _, f := range a.Findings {
		if f.State != lanmu.StateFixed && f.Certainty != lanmu.Review && f.Review != lanmu.ReviewFalseAlarm {
			w.findings = append(w.findings, f)
		}
	}
	v := lanmu.Verdict{Vetoes: []lanmu.Veto{}}
	hit, open, judged := false, false, w.judged()
	for _, spec := range std.Vetoes {
		veto, doubt := w.veto(spec)
		if !judged && !veto.Hit && !doubt {
			veto.Undecided, veto.Note = true, veto.Note+"没有取得足够的内容，未能判断。"
		}
		hit, open = hit || veto.Hit, open || doubt
		v.Vetoes = append(v.Vetoes, veto)
	}
	v.Indicators = w.indicators()
	switch {
	case hit:
		v.Result = lanmu.Failed
		v.ScoreNote = "单项否决，不再评分。"
	case !judged:
		v.Result = lanmu.Undecided
		v.ScoreNote = "没有取得足够的内容，未作判断，也未评分。"
	case len(a.Meta.Rules) > 0:
		v.Result = lanmu.Undecided
		v.ScoreNote = "本次只检查了指定的规则，结论未定，也未评分。"
	default:
		w.score(&v)
		if open || !a.Meta.Complete {
			v.Result = lanmu.Undecided
			v.ScoreNote += "检查不完整或有事项待人工确认，结论未定。"
		}
	}
	return v
}

// weighing is one audit on the scales.
type weighing struct {
	std      *Standard
	audit    *lanmu.Audit
	findings []*lanmu.Finding
	columns  map[string]*lanmu.Column
	ran      map[string]bool
}

// judged tells that there is something to judge by: a site that opened, and
// at least one column that was read.
func (w *weighing) judged() bool {
	for _, f := range w.findings {
		if f.Rule == "site-unreachable" {
			return false
		}
	}
	for _, c := range w.audit.Columns {
		if c.Status != lanmu.StatusUnreachable && c.Status != lanmu.StatusUnverified {
			return true
		}
	}
	return false
}

// veto counts one veto. The second answer tells that it may still be hit by
// what could not be told.
func (w *weighing) veto(spec VetoSpec) (lanmu.Veto, bool) {
	v := lanmu.Veto{ID: spec.ID, Name: spec.Name, Threshold: spec.Threshold, Columns: []string{}}
	var notes []string
	t := w.tally(spec)
	v.Count, v.Columns, v.Findings = t.count, t.columns, t.findings
	v.Hit = t.firm >= spec.Threshold && spec.Manual == ""
	doubt := !v.Hit && t.count >= spec.Threshold
	if doubt && spec.Manual == "" {
		notes = append(notes, fmt.Sprintf("达到数量，但其中 %d 处并非完全确定（如按本工具默认期限判断），请人工确认。", t.count-t.firm))
	}
	if spec.Manual != "" && t.count > 0 {
		notes = append(notes, spec.Manual)
	}
	if n := w.maybe(spec, v.Columns); n > 0 {
		notes = append(notes, fmt.Sprintf("另有 %d 个栏目打不开或未能判断，没有计入。", n))
		doubt = doubt || !v.Hit && t.count+n >= spec.Threshold
	}
	if gone := w.notRun(spec); len(gone) == len(spec.Rules) {
		notes = append(notes, "本次没有检查这一项，未能判断。")
		doubt = true
	} else if len(gone) > 0 {
		notes = append(notes, fmt.Sprintf("有 %d 条相关规则本次没有运行。", len(gone)))
		doubt = doubt || !v.Hit && len(w.audit.Meta.Rules) > 0 // left out by wish
	}
	v.Note, v.Undecided = strings.Join(notes, ""), doubt
	return v, doubt
}

// tally is what was counted for a veto.
type tally struct {
	count, firm       int
	columns, findings []string
}

func (w *weighing) tally(spec VetoSpec) tally {
	perRule := map[string]int{}
	for _, f := range w.findings {
		perRule[f.Rule]++
	}
	t := tally{columns: []string{}}
	sure := map[string]bool{}
	for _, f := range w.findings {
		if !slices.Contains(spec.Rules, f.Rule) || perRule[f.Rule] < spec.From[f.Rule] || !w.ofKind(spec, f) {
			continue
		}
		t.findings = append(t.findings, f.ID)
		firm := f.Certainty == lanmu.Certain
		if f.Column != "" && !slices.Contains(t.columns, f.Column) {
			t.columns = append(t.columns, f.Column)
		}
		if spec.Unit == "columns" {
			sure[f.Column] = sure[f.Column] || firm
			continue
		}
		t.count++
		if firm {
			t.firm++
		}
	}
	if spec.Unit == "columns" {
		t.count = len(sure)
		for _, firm := range sure {
			if firm {
				t.firm++
			}
		}
	}
	slices.Sort(t.columns)
	return t
}

// ofKind tells that a finding's column is of a kind the veto counts. A finding
// that weighs nothing (a reminder) counts for no veto that counts columns.
func (w *weighing) ofKind(spec VetoSpec, f *lanmu.Finding) bool {
	if spec.Unit != "columns" {
		return true
	}
	c := w.columns[f.Column]
	if c == nil || f.Indicator == "" {
		return false
	}
	return len(spec.Kinds) == 0 || slices.Contains(spec.Kinds, c.Kind)
}

// maybe counts columns that might count for a veto, had they been seen.
func (w *weighing) maybe(spec VetoSpec, counted []string) int {
	n := 0
	for _, c := range w.audit.Columns {
		if !slices.Contains(spec.States, string(c.Status)) || slices.Contains(counted, c.ID) ||
			len(spec.Kinds) > 0 && !slices.Contains(spec.Kinds, c.Kind) {
			continue
		}
		n++
	}
	return n
}

func (w *weighing) notRun(spec VetoSpec) []string {
	var gone []string
	for _, id := range spec.Rules {
		if !w.ran[id] {
			gone = append(gone, id)
		}
	}
	return gone
}
