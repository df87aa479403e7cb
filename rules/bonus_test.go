package rules

import (
	"strings"
	"testing"

	"lanmu"
)

const bonusFile = `id: own
name: 示例省检查指标
document: 示例
indicators: [{id: links, name: 链接, weight: 100, default: 1}]
frame: {full: 100, pass: 60, bonus_above: 80, bonus_cap: 5, service_factor: 1}
bonuses:
  - {id: explain, name: 解读丰富, points: 3, kinds: [interpretation], least: 2}
  - {id: ipv6, name: 支持 IPv6, points: 2, clean: [ipv6-missing]}
  - {id: https, name: 支持 HTTPS, points: 4, clean: [https-missing]}
`

func TestBonuses(t *testing.T) {
	std, err := ParseStandard("own.yml", []byte(bonusFile))
	if err != nil {
		t.Fatal(err)
	}
	column := func(s lanmu.Status) *lanmu.Column {
		return &lanmu.Column{Kind: lanmu.KindInterpretation, Status: s, Leaf: true}
	}
	broken := func(n int) (out []*lanmu.Finding) {
		for range n {
			out = append(out, &lanmu.Finding{Rule: "link-broken", Indicator: "links", Certainty: lanmu.Certain})
		}
		return out
	}
	for name, c := range map[string]struct {
		columns  []*lanmu.Column
		findings []*lanmu.Finding
		ran      []string
		score    float64
		note     string
	}{
		"none earned":        {[]*lanmu.Column{column("stale")}, broken(10), nil, 90, "没有符合条件的加分项"},
		"columns":            {[]*lanmu.Column{column("ok"), column("due_soon")}, broken(10), nil, 93, "解读丰富 3 分（示例分值）"},
		"one too few":        {[]*lanmu.Column{column("ok"), column("stale")}, broken(10), nil, 90, "没有符合"},
		"a rule ran clean":   {[]*lanmu.Column{column("stale")}, broken(10), []string{"ipv6-missing"}, 92, "支持 IPv6 2 分"},
		"a rule did not":     {[]*lanmu.Column{column("stale")}, append(broken(10), &lanmu.Finding{Rule: "ipv6-missing"}), []string{"ipv6-missing"}, 90, "没有符合"},
		"capped":             {[]*lanmu.Column{column("ok"), column("ok")}, broken(10), []string{"ipv6-missing", "https-missing"}, 95, "另计加分 5 分"},
		"not above the line": {[]*lanmu.Column{column("ok"), column("ok")}, broken(20), []string{"ipv6-missing"}, 80, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := &lanmu.Audit{Columns: c.columns, Findings: c.findings, Meta: lanmu.Meta{Complete: true, Pages: 1}}
			for _, id := range c.ran {
				a.RulesRun = append(a.RulesRun, lanmu.RuleRef{ID: id})
			}
			v := std.Weigh(a)
			if v.Score == nil || *v.Score != c.score || !strings.Contains(v.ScoreNote, c.note) {
				t.Errorf("score %v, note %s", v.Score, v.ScoreNote)
			}
			if c.note == "" && strings.Contains(v.ScoreNote, "加分 ") {
				t.Errorf("bonus below the line: %s", v.ScoreNote)
			}
		})
	}
}

func TestBadBonusesAreTold(t *testing.T) {
	bad := strings.NewReplacer("points: 3", "points: -3", "interpretation", "nothing", "[ipv6-missing]", "[ipv7]", "id: https", "id: ipv6").Replace(bonusFile)
	_, err := ParseStandard("own.yml", []byte(bad))
	for _, want := range []string{"own.yml:7:", "points > 0", `"nothing" is no kind`, `no rule "ipv7"`, "there twice"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in %v", want, err)
		}
	}
}
