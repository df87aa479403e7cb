package rules

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lanmu"
)

func TestEditionFollowsTheDay(t *testing.T) {
	for day, want := range map[string]string{
		"2014-01-01": "census-2015", "2018-03-06": "census-2015", "2019-03-31": "census-2015",
		"2019-04-01": "check-2019", "2021-01-04": "check-2019", "2026-11-23": "check-2019",
	} {
		at, err := lanmu.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		std, err := LoadStandard("", at)
		if err != nil {
			t.Fatal(err)
		}
		if std.ID != want {
			t.Errorf("%s is judged by %s", day, std.ID)
		}
	}
}

// Every rule's indicator is there in every edition, or it weighs nothing.
func TestIndicatorsExist(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range StandardIDs() {
		std, err := LoadStandard(id, testDay)
		if err != nil {
			t.Fatal(err)
		}
		known, sum := map[string]bool{"": true}, 0.0
		for _, i := range std.Indicators {
			known[i.ID] = true
			sum += i.Weight
		}
		if sum != std.Frame.Full {
			t.Errorf("%s: the weights sum to %v", id, sum)
		}
		for _, r := range all {
			if !known[std.indicatorOf(r)] {
				t.Errorf("%s: rule %s counts for %q, which is not there", id, r.ID, std.indicatorOf(r))
			}
		}
		for _, i := range std.Indicators {
			if i.Verified {
				t.Errorf("%s: nobody verified the points of %s", id, i.ID)
			}
		}
	}
}

func TestUnknownStandardNamesTheKnown(t *testing.T) {
	_, err := LoadStandard("check-2091", testDay)
	if err == nil || !strings.Contains(err.Error(), "check-2019") || !strings.Contains(err.Error(), "census-2015") {
		t.Errorf("%v", err)
	}
	if _, err := LoadStandard(t.TempDir(), testDay); err == nil {
		t.Error("a folder is no standard")
	}
}

const good = `id: province-x
name: 某省检查指标
document: 某政办〔2025〕1号
periods: {news: {age: 10d, mark: P}}
vetoes: [{id: columns-empty, name: 空白栏目, threshold: 3, unit: columns, rules: [column-empty]}]
indicators: [{id: links, name: 链接, weight: 100, verified: true, points: {link-broken: 2}, caps: {link-broken: 6}, default: 1}]
rules: {column-empty: links, column-stale: ""}
`

func TestOwnStandard(t *testing.T) {
	path := filepath.Join(t.TempDir(), "own.yml")
	if err := os.WriteFile(path, []byte("\ufeff"+good), 0o600); err != nil {
		t.Fatal(err)
	}
	std, err := LoadStandard(path, testDay)
	if err != nil {
		t.Fatal(err)
	}
	if std.Periods[lanmu.KindNews].Age != (lanmu.Period{Days: 10}) || std.Vetoes[0].Threshold != 3 || std.Frame.Pass != 60 {
		t.Errorf("%+v", std)
	}
	if got := std.indicatorOf(&Rule{ID: "column-empty", Indicator: "publish-update"}); got != "links" {
		t.Errorf("column-empty counts for %q", got)
	}
	if got := std.indicatorOf(&Rule{ID: "column-stale", Indicator: "publish-update"}); got != "" {
		t.Errorf("column-stale counts for %q", got)
	}
}

// Each mistake is told with its place.
func TestBadStandards(t *testing.T) {
	for name, tt := range map[string]struct{ old, new, want string }{
		"unknown key":       {"document:", "documents:", "own.yml:3:1:"},
		"no yaml":           {"name: 某省", "name: [某省", "own.yml:"},
		"bad period":        {"age: 10d", "age: 10 days", `own.yml:4:23: "10 days" is no period`},
		"bad mark":          {"mark: P", "mark: X", `own.yml:4:34: mark is "X"`},
		"bad kind":          {"{news:", "{newz:", `"newz" is no kind of column`},
		"bad threshold":     {"threshold: 3", "threshold: 0", "own.yml:5:53: threshold is 0"},
		"bad unit":          {"unit: columns", "unit: column", `unit is "column"`},
		"unknown rule":      {"rules: [column-empty]", "rules: [column-blank]", `there is no rule "column-blank"`},
		"unknown indicator": {"column-empty: links", "column-empty: link", `indicator "link" is not in this file`},
		"negative points":   {"link-broken: 2}", "link-broken: -2}", "below zero"},
		"no weight":         {"weight: 100", "weight: 0", "weight > 0"},
		"no name":           {"name: 某省检查指标", `name: ""`, "own.yml:2:7: name is missing"},
		"word for number":   {"threshold: 3", "threshold: three", "own.yml:5:"},
		"bad day":           {"document:", "from: 2025-13-01\ndocument:", "own.yml:3:7:"},
		"not UTF-8":         {"某省检查指标", "\xb9\xe3\xb6\xab", "UTF-8"},
		"rule's own wrong":  {"column-stale:", "column-stael:", `there is no rule "column-stael"`},
		"veto twice":        {"rules: [column-empty]}]", "rules: [column-empty]}, {id: columns-empty, name: 甲, threshold: 1, rules: [column-empty]}]", "there twice"},
	} {
		t.Run(name, func(t *testing.T) {
			src := strings.Replace(good, tt.old, tt.new, 1)
			if src == good {
				t.Fatal("nothing was changed")
			}
			_, err := ParseStandard("own.yml", []byte(src))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("want %q in: %v", tt.want, err)
			}
		})
	}
}

func TestAllMistakesAtOnce(t *testing.T) {
	src := strings.NewReplacer("age: 10d", "age: x", "threshold: 3", "threshold: -1", "unit: columns", "unit: y").Replace(good)
	_, err := ParseStandard("own.yml", []byte(src))
	if err == nil || strings.Count(err.Error(), "own.yml:") != 3 {
		t.Errorf("%v", err)
	}
}
