package reports

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"lanmu"
)

func TestSummaryKeepsToTheTerminal(t *testing.T) {
	for name, a := range map[string]*lanmu.Audit{"sample": sampleAudit(), "hostile": hostileAudit(), "empty": {}} {
		for _, lang := range []string{"zh", "en"} {
			var b bytes.Buffer
			if err := Summary(&b, a, lang, "/very/long/"+strings.Repeat("path/", 40)); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				line = strings.TrimSuffix(line, "\n")
				columns := 0
				for _, r := range line {
					columns += runeWidth(r)
				}
				if columns > columnsWide {
					t.Errorf("%s %s: %d columns: %s", name, lang, columns, line)
				}
				if strings.ContainsFunc(line, unicode.IsControl) || strings.ContainsFunc(line, invisible) {
					t.Errorf("%s %s: control characters reach the terminal: %q", name, lang, line)
				}
			}
		}
	}
}

func TestSummarySaysTheVerdict(t *testing.T) {
	a := sampleAudit()
	for result, want := range map[lanmu.Result]string{lanmu.Pass: "结论：合格", lanmu.Failed: "结论：不合格", lanmu.Undecided: "结论：暂不能判定", "": "结论：暂不能判定"} {
		a.Verdict.Result = result
		var b bytes.Buffer
		if err := Summary(&b, a, ""); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is told as %.120s", result, b.String())
		}
	}
}
