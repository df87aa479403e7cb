package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// A page moves on by itself when it does so within this many seconds; slower
// ones reload themselves or show a notice that is meant to be read.
const moveWithin = 5

// thinText is how many runes a page may show that only moves on.
const thinText = 160

// redirect is where the page moves on to when it is opened; "" nowhere.
func (pg *page) redirect(text int) string {
	for _, content := range pg.refresh {
		if to := pg.refreshTarget(content); to != "" {
			return to
		}
	}
	if text > thinText || len(pg.els) > 120 {
		return "" // a page with content; its scripts lead elsewhere on a click
	}
	for _, c := range pg.codes {
		if to := pg.writtenRefresh(c.text); to != "" {
			return to
		}
		if to := pg.scriptMove(c.text); to != "" {
			return to
		}
	}
	for i := range pg.els {
		if code := attr(pg.els[i].node, "onload"); code != "" {
			if to := pg.scriptMove(code); to != "" {
				return to
			}
		}
	}
	return ""
}

// refreshTarget reads "0;URL=./list/".
func (pg *page) refreshTarget(content string) string {
	delay, rest, ok := strings.Cut(content, ";")
	if !ok {
		if delay, rest, ok = strings.Cut(content, ","); !ok {
			return ""
		}
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(delay), 64)
	if err != nil || n > moveWithin {
		return ""
	}
	rest = strings.TrimSpace(rest)
	if len(rest) < 4 || !strings.EqualFold(rest[:3], "url") {
		return ""
	}
	rest = strings.TrimSpace(rest[3:])
	if !strings.HasPrefix(rest, "=") {
		return ""
	}
	return pg.elsewhere(strings.Trim(strings.TrimSpace(rest[1:]), `"'`))
}

// elsewhere resolves a target; the page itself is no target.
func (pg *page) elsewhere(raw string) string {
	if raw == "" || deadHref(raw) {
		return ""
	}
	to := pg.resolve(strings.TrimSpace(raw))
	if to == "" || pageAddress(to) == pageAddress(pg.self.String()) {
		return ""
	}
	return to
}

// writtenRefresh reads a refresh that a script writes.
func (pg *page) writtenRefresh(code string) string {
	low := strings.ToLower(code)
	i := strings.Index(low, "refresh")
	if i < 0 || !strings.Contains(low, "document.write") {
		return ""
	}
	j := strings.Index(low[i:], "content=")
	if j < 0 {
		return ""
	}
	rest := strings.TrimLeft(code[i+j+len("content="):], `\"'`)
	end := strings.IndexAny(rest, `"'>\`)
	if end < 0 {
		return ""
	}
	return pg.refreshTarget(rest[:end])
}

// scriptMove is where code moves on to: location, location.replace or
// window.open into the same window, with a string, a variable that holds one,
// or the text of a hidden element.
func (pg *page) scriptMove(code string) string {
	for _, mark := range [...]string{"location.replace(", "location.assign(", "location.href", "window.location", "top.location", "self.location", "document.location", "location", "window.open("} {
		for rest := code; ; {
			i := strings.Index(rest, mark)
			if i < 0 {
				break
			}
			rest = rest[i+len(mark):]
			arg := strings.TrimLeft(rest, " \t\r\n")
			if !strings.HasSuffix(mark, "(") {
				if !strings.HasPrefix(arg, "=") || strings.HasPrefix(arg, "==") {
					continue
				}
				arg = strings.TrimLeft(arg[1:], " \t\r\n")
			} else if mark == "window.open(" && !strings.Contains(clipBytes(arg, 200), "_self") && !strings.Contains(clipBytes(arg, 200), "_top") {
				continue
			}
			if to := pg.elsewhere(pg.value(code, arg)); to != "" {
				return to
			}
		}
	}
	return ""
}

func clipBytes(s string, n int) string { return s[:min(n, len(s))] }

// value is what an expression stands for: a string, or a variable's.
func (pg *page) value(code, arg string) string {
	if s, after, ok := quoted(arg); ok {
		if strings.HasPrefix(after, "+") || !looksAddress(s) {
			return ""
		}
		return s
	}
	name := identifier(arg)
	if name == "" {
		return ""
	}
	for rest := code; ; {
		i := strings.Index(rest, name)
		if i < 0 {
			return ""
		}
		before := byte(' ')
		if i > 0 {
			before = rest[i-1]
		}
		rest = rest[i+len(name):]
		def := strings.TrimLeft(rest, " \t")
		if letter(before) || before == '.' || before == '_' || !strings.HasPrefix(def, "=") || strings.HasPrefix(def, "==") {
			continue
		}
		def = strings.TrimLeft(def[1:], " \t\r\n")
		if s, after, ok := quoted(def); ok && !strings.HasPrefix(after, "+") {
			return s
		}
		if s := pg.elementText(def); s != "" {
			return s
		}
	}
}

func identifier(s string) string {
	j := 0
	for j < len(s) && (letter(s[j]) || s[j] == '_' || s[j] == '$' || j > 0 && isDigit(s[j])) {
		j++
	}
	if j < len(s) && s[j] == '(' {
		return ""
	}
	return s[:j]
}

// elementText reads document.getElementById("url").innerText and $("#url").text().
func (pg *page) elementText(expr string) string {
	expr = clipBytes(expr, 120)
	id := ""
	for _, mark := range [...]string{"getElementById(", "$(", "jQuery("} {
		if i := strings.Index(expr, mark); i >= 0 {
			s, _, ok := quoted(strings.TrimLeft(expr[i+len(mark):], " "))
			if ok {
				id = strings.TrimPrefix(s, "#")
				break
			}
		}
	}
	if id == "" {
		return ""
	}
	for i := range pg.els {
		if n := pg.els[i].node; attr(n, "id") == id {
			if v := attr(n, "value"); v != "" {
				return v
			}
			return allText(n)
		}
	}
	return ""
}

// allText is the text below n, shown or not.
func allText(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.TrimSpace(b.String())
}
