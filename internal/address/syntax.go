package address

import (
	"strings"

	"lanmu"
)

// trim takes off what browsers take off: controls and blanks at the ends,
// tabs and line ends anywhere.
func trim(s string) string {
	for s != "" && s[0] <= ' ' {
		s = s[1:]
	}
	for s != "" && s[len(s)-1] <= ' ' {
		s = s[:len(s)-1]
	}
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' {
			return lineEnds.Replace(s)
		}
	}
	return s
}

var lineEnds = strings.NewReplacer("\t", "", "\r", "", "\n", "")

func isSlash(c byte) bool { return c == '/' || c == '\\' }

func isAlpha(c byte) bool { c |= 0x20; return c >= 'a' && c <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// cutScheme is the scheme of s and what follows its colon; "" where s has none.
func cutScheme(s string) (scheme, rest string) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case isAlpha(c):
		case i > 0 && (isDigit(c) || c == '+' || c == '-' || c == '.'):
		case i > 0 && c == ':':
			// "www.gov.cn:8080/x" and "10.1.1.1:80" name a host, not a scheme.
			if strings.IndexByte(s[:i], '.') >= 0 && i+1 < len(s) && isDigit(s[i+1]) {
				return "", s
			}
			return s[:i], s[i+1:]
		default:
			return "", s
		}
	}
	return "", s
}

// localPath tells a path of somebody's computer: C:\a.doc, /D:/a.doc, file:a.
func localPath(s string) bool {
	if s[0] == '/' {
		s = s[1:]
	}
	return len(s) > 2 && isAlpha(s[0]) && (s[1] == ':' || s[1] == '|') && isSlash(s[2])
}

// scriptVoid tells a script that does nothing from one that does something.
func scriptVoid(rest string) lanmu.BadLink {
	script := strings.ToLower(strings.Trim(rest, "; \u00a0"))
	script = strings.ReplaceAll(script, " ", "")
	switch script {
	case "", "void(0)", "void0", "void()", "void(null)", "undefined", "#", "//", "''", `""`, "return false", "returnfalse":
		return lanmu.BadEmpty
	}
	return lanmu.BadNone
}

// misspelt tells a scheme that was meant to be http or https.
func misspelt(scheme string) bool {
	switch scheme {
	case "htp", "htpp", "htttp", "htttps", "hhttp", "hhttps", "httpp", "htpps", "httpss", "hppt", "hpps", "thttp", "ttp", "ttps", "tp", "hrrp", "httpw", "httphttp":
		return true
	}
	return false
}

// misspeltColon tells "http：//…", "http;//…" and "http//…".
func misspeltColon(raw string) bool {
	if len(raw) < 6 || raw[0]|0x20 != 'h' || !strings.EqualFold(raw[:4], "http") {
		return false
	}
	rest := strings.TrimLeft(raw[4:], "sS")
	for _, colon := range [...]string{"：//", ";//", "；//", "//"} {
		if strings.HasPrefix(rest, colon) {
			return true
		}
	}
	return false
}
