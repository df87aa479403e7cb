package crawler

import (
	"bytes"
	"strings"
)

// skimmed is the little that the crawler itself reads of a page: enough to know
// a not-found answer and an endless calendar again, nothing of its meaning.
type skimmed struct {
	hash   uint64 // of its visible text without digits and white space
	text   int    // bytes of that text
	title  string
	script bool
	login  bool // asks for a password
	links  bool // has anchors, frames or images
}

// skim goes over a page once without building anything. Digits are left out,
// Chinese ones too: two months of a calendar are the same then.
func skim(body []byte) skimmed {
	s := skimmed{hash: fnvOffset}
	for i := 0; i < len(body); {
		if body[i] == '<' {
			i += s.tag(body[i:])
			continue
		}
		c := body[i]
		i++
		switch {
		case c <= ' ', c >= '0' && c <= '9':
			continue
		case c >= 0xe3 && i+1 < len(body) && chineseDigit(c, body[i], body[i+1]):
			i += 2
			continue
		}
		s.hash = (s.hash ^ uint64(c)) * fnvPrime
		s.text++
	}
	return s
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// chineseDigit tells 〇零一二三四五六七八九十 in UTF-8.
func chineseDigit(a, b, c byte) bool {
	switch string([]byte{a, b, c}) {
	case "〇", "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "　":
		return true
	}
	return false
}

// tag notes what the tag at the beginning of b is and gives the bytes to pass over.
func (s *skimmed) tag(b []byte) int {
	if bytes.HasPrefix(b, []byte("<!--")) {
		return through(b, "-->")
	}
	switch name := tagName(b); name {
	case "script":
		s.script = true
		return through(b, "</script")
	case "style":
		return through(b, "</style")
	case "title":
		n := through(b, "</title")
		if s.title == "" {
			s.title = titleOf(b[:n])
		}
		return n
	case "a", "frame", "iframe", "img", "area":
		s.links = true
	case "input":
		end := bytes.IndexByte(b, '>')
		if end > 0 && bytes.Contains(bytes.ToLower(b[:end]), []byte("password")) {
			s.login = true
		}
	}
	if end := bytes.IndexByte(b, '>'); end >= 0 {
		return end + 1
	}
	return len(b)
}

// tagName is the lower-case name of an opening tag; "" otherwise.
func tagName(b []byte) string {
	end := 1
	for end < len(b) && end < 10 && b[end]|0x20 >= 'a' && b[end]|0x20 <= 'z' {
		end++
	}
	return strings.ToLower(string(b[1:end]))
}

// through is the length of b up to and with mark; all of b where it is missing.
func through(b []byte, mark string) int {
	for from := 1; from < len(b); {
		i := bytes.IndexByte(b[from:], mark[0])
		if i < 0 {
			break
		}
		from += i
		if len(b)-from >= len(mark) && strings.EqualFold(string(b[from:from+len(mark)]), mark) {
			if end := bytes.IndexByte(b[from:], '>'); end >= 0 {
				return from + end + 1
			}
			return len(b)
		}
		from++
	}
	return len(b)
}

func titleOf(b []byte) string {
	_, text, _ := bytes.Cut(b, []byte(">"))
	text, _, _ = bytes.Cut(text, []byte("<"))
	return strings.Join(strings.Fields(string(text)), " ")
}

// challengeMarks stand in the scripts by which firewalls try out whether a
// browser is there.
var challengeMarks = []string{
	"$_ts", "acw_sc__v2", "__jsl_clearance", "yunsuo_session", "_$jsl", "cf-challenge", "cf_chl_", "sl-challenge", "safeline_bot", "wzws-waf", "WZWS_CONFIRM", "__tst_status",
}

// challenge tells a success that is only a firewall's script, and what shows it.
func challenge(status int, asked string, body []byte) string {
	if status != 200 && status != 202 || len(body) == 0 || len(body) > 64<<10 || !bytes.Contains(body, []byte("script")) {
		return ""
	}
	s := skim(body)
	if s.text > 90 || s.links {
		return ""
	}
	for _, mark := range challengeMarks {
		if bytes.Contains(body, []byte(mark)) {
			return "script challenge (" + mark + ")"
		}
	}
	if !bytes.Contains(body, []byte("document.cookie")) {
		return ""
	}
	flat := strings.ToLower(string(bytes.Join(bytes.Fields(body), nil)))
	for _, again := range []string{"location.reload(", "location.href=location.", "location=location", "location.replace(location", "window.location.href=window.location", "location.href=document.location"} {
		if strings.Contains(flat, again) {
			return "script that sets a cookie and loads the page again"
		}
	}
	path := strings.ToLower(pathOf(asked))
	if path != "/" && (strings.Contains(flat, `"`+path+`"`) || strings.Contains(flat, "'"+path+"'")) {
		return "script that sets a cookie and loads the page again"
	}
	return ""
}
