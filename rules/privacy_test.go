package rules

import (
	"regexp"
	"strings"
	"testing"
)

// TestAround: what is quoted about a number tells no half of another.
func TestAround(t *testing.T) {
	const one, two = "11010119900307459X", "110101199003074418"
	half := regexp.MustCompile(`[0-9]{3,}`)
	for pad := range 14 {
		for _, text := range []string{
			strings.Repeat("甲", pad) + two + strings.Repeat("乙", pad) + " " + one + " " + strings.Repeat("丙", pad) + two,
			one + strings.Repeat("丁", pad+1) + "13912345678",
			two + " " + one,
		} {
			at := strings.Index(text, one)
			got := around(text, at, at+len(one), 12)
			rest := strings.NewReplacer("1101************9X", "", "1101************18", "", "139****5678", "").Replace(got)
			if !strings.Contains(got, "1101************9X") || half.MatchString(rest) {
				t.Errorf("%s: %s", text, got)
			}
		}
	}
}
