package main

import (
	"testing"

	"lanmu"
)

// TestExitCode is contract §1, case by case.
func TestExitCode(t *testing.T) {
	finding := func(c lanmu.Certainty, s lanmu.State) []*lanmu.Finding {
		return []*lanmu.Finding{{Certainty: c, State: s}}
	}
	hit := lanmu.Verdict{Vetoes: []lanmu.Veto{{ID: "columns-empty", Hit: true}}}
	near := lanmu.Verdict{Vetoes: []lanmu.Veto{{ID: "columns-empty", Count: 4, Threshold: 5}}}
	ok := []*lanmu.Column{{Status: lanmu.StatusOK}}
	for _, c := range []struct {
		name     string
		complete bool
		columns  []*lanmu.Column
		verdict  lanmu.Verdict
		findings []*lanmu.Finding
		want     map[string]int
	}{
		{"nothing", true, ok, near, nil, map[string]int{failOnVeto: 0, failOnCertain: 0, failOnAny: 0, failOnNever: 0}},
		{"veto", true, ok, hit, nil, map[string]int{failOnVeto: 3, failOnCertain: 3, failOnAny: 3, failOnNever: 0}},
		{"certain", true, ok, near, finding(lanmu.Certain, lanmu.StateNew), map[string]int{failOnVeto: 0, failOnCertain: 3, failOnAny: 3, failOnNever: 0}},
		{"likely", true, ok, near, finding(lanmu.Likely, lanmu.StateOpen), map[string]int{failOnVeto: 0, failOnCertain: 0, failOnAny: 3, failOnNever: 0}},
		{"waived", true, ok, near, finding(lanmu.Certain, lanmu.StateWaived), map[string]int{failOnVeto: 0, failOnCertain: 0, failOnAny: 0, failOnNever: 0}},
		{"fixed", true, ok, near, finding(lanmu.Certain, lanmu.StateFixed), map[string]int{failOnVeto: 0, failOnCertain: 0, failOnAny: 0, failOnNever: 0}},
		{"cut short", false, ok, hit, finding(lanmu.Certain, lanmu.StateNew), map[string]int{failOnVeto: 4, failOnCertain: 4, failOnAny: 4, failOnNever: 4}},
		{"no column judged", true, []*lanmu.Column{{Status: lanmu.StatusUnverified}}, near, nil, map[string]int{failOnVeto: 4, failOnCertain: 4, failOnAny: 4, failOnNever: 4}},
	} {
		for failOn, want := range c.want {
			a := &lanmu.Audit{Meta: lanmu.Meta{Complete: c.complete}, Columns: c.columns, Verdict: c.verdict, Findings: c.findings}
			if got := exitCode(a, failOn); got != want {
				t.Errorf("%s, --fail-on %s: %d, want %d", c.name, failOn, got, want)
			}
		}
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct {
		args []string
		env  map[string]string
		want string
	}{
		{nil, nil, "zh"},
		{nil, map[string]string{"LANG": "en_US.UTF-8"}, "en"},
		{nil, map[string]string{"LANG": "C.UTF-8"}, "zh"},
		{nil, map[string]string{"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"},
		{[]string{"audit", "--lang", "en"}, map[string]string{"LANG": "zh_CN.UTF-8"}, "en"},
		{[]string{"--lang=zh", "audit"}, map[string]string{"LANG": "en_US.UTF-8"}, "zh"},
		{[]string{"audit", "--lang"}, nil, "zh"},
	} {
		if got := language(c.args, func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%v %v: %s, want %s", c.args, c.env, got, c.want)
		}
	}
}
