package config

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"lanmu"
)

// Merge adds to a profile's text the columns it does not name yet and leaves
// every other byte as people wrote it. file names the text in mistakes. It
// returns how many columns were added and which of the profile's were not
// found on the site.
func Merge(file string, src []byte, d Discovered) (merged []byte, added int, missing []string, err error) {
	if err := legible(file, src); err != nil {
		return nil, 0, nil, err
	}
	p, err := parse(file, src, nil)
	if err != nil {
		return nil, 0, nil, err
	}
	home, err := url.Parse(string(p.URL))
	if err != nil {
		return nil, 0, nil, err
	}
	fresh, missing := d.against(p, home)
	if len(fresh) == 0 {
		return src, 0, missing, nil
	}
	text := strings.ReplaceAll(string(src), "\r\n", "\n")
	if strings.Contains(text, "\r") { // ends of lines of long ago
		src = []byte(strings.ReplaceAll(text, "\r", "\n"))
	}
	merged = []byte(insert(string(src), fresh, home, p.Departments))
	if again, err := parse(file, merged, nil); err != nil || len(again.Columns) != len(p.Columns)+len(fresh) {
		return nil, 0, nil, Say("“%s”的写法特殊，没法自动加入新栏目，请改成每行一项的写法", "%s is written in a way that new columns cannot be added to: write one key a line", file)
	}
	return merged, len(fresh), missing, nil
}

// against splits what was discovered by what the profile knows.
func (d Discovered) against(p *Profile, home *url.URL) (fresh []FoundColumn, missing []string) {
	known, ids := map[string]bool{}, []string{}
	for _, c := range p.Columns {
		known[sameAddress(absolute(home, c.URL))] = true
		ids = append(ids, string(c.ID))
	}
	found := map[string]bool{}
	for _, c := range d.Columns {
		at := sameAddress(c.URL)
		if found[at] = true; !known[at] && !c.Hub {
			fresh = append(fresh, c)
		}
	}
	fresh = unique(fresh, ids)
	for _, c := range p.Columns {
		if !found[sameAddress(absolute(home, c.URL))] {
			missing = append(missing, or(c.Name, string(c.ID)))
		}
	}
	return fresh, missing
}

// sameAddress makes equal what is one column: its folder and its index page,
// http and https.
func sameAddress(addr string) string {
	u, err := url.Parse(addr)
	if err != nil {
		return addr
	}
	u.Scheme, u.Fragment = "", ""
	u.Host = strings.ToLower(u.Host)
	dir, base, _ := cutLast(u.Path, "/")
	if stem, _, ok := strings.Cut(base, "."); ok && (stem == "index" || stem == "default") {
		u.Path, u.RawPath = dir+"/", ""
	}
	return u.String()
}

func cutLast(s, sep string) (before, after string, ok bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return "", s, false
}

// insert puts entries at the end of the columns list of a profile that parse
// took. It works on the text: a syntax tree would lose blank lines and comments.
func insert(src string, fresh []FoundColumn, home *url.URL, departments []Department) string {
	b := newBinder("", []byte(src))
	root, ok := entries(b.body())
	at := -1
	for i, pair := range root {
		if name, _ := b.name(pair, ""); ok && name == "columns" {
			at = i
		}
	}
	lines := strings.SplitAfter(strings.TrimRight(src, "\n \t\r")+"\n", "\n")
	lines = lines[:len(lines)-1]
	if at < 0 {
		return strings.Join(lines, "") + "columns:\n" + blocks("  ", fresh, home, departments)
	}
	seq, isList := root[at].Value.(*ast.SequenceNode)
	if isList && seq.IsFlowStyle {
		return intoFlow(src, seq, fresh, home, departments)
	}
	key := root[at].Key.GetToken().Position.Line - 1
	if key >= len(lines) {
		return src
	}
	lines[key] = writtenNull.ReplaceAllString(lines[key], "columns:")
	indent := "  "
	if isList {
		indent = strings.Repeat(" ", max(0, seq.Start.Position.Column-1))
	}
	end := len(lines)
	if at+1 < len(root) {
		end = min(end, root[at+1].Key.GetToken().Position.Line-1)
		for end > 0 && aside(lines[end-1]) {
			end--
		}
	}
	return strings.Join(lines[:end], "") + blocks(indent, fresh, home, departments) + strings.Join(lines[end:], "")
}

// writtenNull is a list that is said not to be there.
var writtenNull = regexp.MustCompile(`^columns:\s*(~|null|Null|NULL)`)

// aside tells a blank line or a comment at the margin: it belongs to what follows.
func aside(line string) bool {
	return strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#")
}

func blocks(indent string, fresh []FoundColumn, home *url.URL, departments []Department) string {
	var b strings.Builder
	for _, c := range fresh {
		b.WriteString(c.block(indent, home, departments))
	}
	return b.String()
}

// intoFlow puts entries before the closing bracket of [ … ].
func intoFlow(src string, seq *ast.SequenceNode, fresh []FoundColumn, home *url.URL, departments []Department) string {
	items := make([]string, len(fresh))
	for i, c := range fresh {
		items[i] = fmt.Sprintf("{id: %s, name: %s, url: %s, kind: %s", quote(c.ID), quote(clean(c.Name)), quote(relative(home, c.URL)), or(c.Kind, lanmu.KindOther))
		if d := guess(departments, home, c.URL); d != "" {
			items[i] += ", department: " + quote(d)
		}
		items[i] += "}"
	}
	lines := strings.SplitAfter(src, "\n")
	n := seq.End.Position.Line - 1
	if n >= len(lines) {
		return src
	}
	line := []rune(lines[n])
	column := seq.End.Position.Column - 1
	if n == 0 && strings.HasPrefix(src, "\ufeff") {
		column++
	}
	if column >= len(line) || line[column] != ']' {
		return src // Merge sees that nothing was added
	}
	before := strings.TrimRight(string(line[:column]), " \t")
	joint := ",\n  "
	if soFar := strings.TrimSpace(strings.Join(lines[:n], "") + before); len(seq.Values) == 0 || strings.HasSuffix(soFar, ",") {
		joint = "\n  "
	}
	if before == "" {
		joint = strings.Replace(joint, "\n", "", 1)
	}
	lines[n] = before + joint + strings.Join(items, ",\n  ") + string(line[column:])
	return strings.Join(lines, "")
}
