package reports

import (
	"strings"
	"testing"

	"lanmu"
)

// TestWhyUndecided: a site that did not open is told first; an audit by a few
// rules alone says nothing of the site by what it left out.
func TestWhyUndecided(t *testing.T) {
	open := []lanmu.Veto{{ID: "a", Name: "甲", Undecided: true}, {ID: "b", Name: "乙", Undecided: true}}
	skip := []lanmu.Skip{{Rule: "site-unreachable", Reason: "没有查看首页：防火墙拦截了程序访问。"}}
	down := []*lanmu.Finding{{Rule: "site-unreachable", Message: "首页打不开：域名无法解析。", State: lanmu.StateNew}}
	for name, tt := range map[string]struct {
		audit lanmu.Audit
		first string
		not   string
	}{
		"down":      {lanmu.Audit{Findings: down, Verdict: lanmu.Verdict{Vetoes: open}}, "首页打不开：域名无法解析。", "没有触及"},
		"firewall":  {lanmu.Audit{Skipped: skip, Verdict: lanmu.Verdict{Vetoes: open}}, "没有查看首页", "没有触及"},
		"few rules": {lanmu.Audit{Skipped: skip, Verdict: lanmu.Verdict{Vetoes: open}, Meta: lanmu.Meta{Rules: []string{"x"}}}, "没有触及", "没有取得足够"},
		"all seen":  {lanmu.Audit{Verdict: lanmu.Verdict{Vetoes: []lanmu.Veto{{ID: "a"}}}}, "没有触及", "没有取得足够"},
	} {
		lines := namesOf(&tt.audit, "zh").because()
		if all := strings.Join(lines, "\n"); !strings.HasPrefix(all, tt.first) || strings.Contains(all, tt.not) {
			t.Errorf("%s: %s", name, all)
		}
	}
}
