package extract

import "strings"

// deadHref tells an address that leads nowhere.
func deadHref(h string) bool {
	h = strings.TrimSpace(h)
	if h == "" || h[0] == '#' {
		return true
	}
	return isScript(h) && scriptTarget(h) == ""
}

// isScript tells an address that is a piece of script.
func isScript(h string) bool {
	return len(h) >= 11 && h[0]|0x20 == 'j' && strings.EqualFold(h[:11], "javascript:")
}

// scriptTarget is where href="javascript:window.open('…')" leads; "" nowhere.
func scriptTarget(href string) string {
	href = strings.TrimSpace(href)
	if !isScript(href) {
		return ""
	}
	return clickTarget(href[11:])
}

// clickTarget is the address that a piece of script opens: the first string
// after window.open( or that is given to location. Strings that are put
// together are no address.
func clickTarget(code string) string {
	if code == "" {
		return ""
	}
	for _, mark := range [...]string{"open(", "location.href", "location.assign(", "location.replace(", "location", "openUrl(", "goUrl(", "toUrl("} {
		i := strings.Index(code, mark)
		if i < 0 {
			continue
		}
		rest := strings.TrimLeft(code[i+len(mark):], " \t\r\n")
		if !strings.HasSuffix(mark, "(") {
			if !strings.HasPrefix(rest, "=") {
				continue
			}
			rest = strings.TrimLeft(rest[1:], " \t\r\n=")
		}
		if s, after, ok := quoted(rest); ok && s != "" && !strings.HasPrefix(after, "+") && looksAddress(s) {
			return s
		}
	}
	return ""
}

// quoted reads the string literal at the beginning of s.
func quoted(s string) (text, after string, ok bool) {
	if s == "" || s[0] != '\'' && s[0] != '"' {
		return "", s, false
	}
	end := strings.IndexByte(s[1:], s[0])
	if end < 0 {
		return "", s, false
	}
	return s[1 : 1+end], strings.TrimLeft(s[2+end:], " \t\r\n"), true
}

func looksAddress(s string) bool {
	if len(s) > 2000 || strings.ContainsAny(s, "<>{}\n") || s[0] == '#' || s == "_self" || s == "_blank" {
		return false
	}
	return strings.ContainsAny(s, "/.?")
}
