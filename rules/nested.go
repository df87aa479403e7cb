package rules

import "strings"

// nested writes titles within titles with single marks, as Chinese does (GB/T
// 15834—2011, 4.15.3): 《〈…〉解读》. A text whose marks do not pair is left as it is.
func nested(text string) string {
	if !strings.Contains(text, "《") {
		return text
	}
	depth, inner := 0, false
	for _, r := range text {
		switch r {
		case '《':
			depth++
			inner = inner || depth > 1
		case '》':
			depth--
		}
		if depth < 0 {
			return text
		}
	}
	if depth != 0 || !inner {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '《':
			if depth++; depth > 1 {
				return '〈'
			}
		case '》':
			if depth--; depth > 0 {
				return '〉'
			}
		}
		return r
	}, text)
}
