package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Mistake is one thing to put right in a profile.
type Mistake struct {
	Line, Column int    // from 1; columns count characters
	Key          string // where it stands: columns[2].department
	Text         Text
}

// Mistakes are all of a file, in order of place.
type Mistakes struct {
	File  string
	List  []Mistake
	lines []string
}

// Error is In("zh").
func (m *Mistakes) Error() string { return m.In("zh") }

// In tells every mistake with its place and the lines around it.
func (m *Mistakes) In(lang string) string {
	var b strings.Builder
	head := Say("配置文件有 %d 处错误：", "%d mistake(s) in the profile:", len(m.List))
	fmt.Fprintln(&b, head.In(lang))
	for _, x := range m.List {
		key := x.Key
		if key != "" {
			key += Text{"：", ": "}.In(lang)
		}
		fmt.Fprintf(&b, "\n%s:%d:%d: %s%s\n", m.File, x.Line, x.Column, key, x.Text.In(lang))
		m.snippet(&b, x)
	}
	return strings.TrimRight(b.String(), "\n")
}

// snippetWidth bounds a line of the file in a snippet, in characters.
const snippetWidth = 100

// snippet prints the line at fault below the one before it, with a mark.
func (m *Mistakes) snippet(b *strings.Builder, x Mistake) {
	for n := max(1, x.Line-1); n <= x.Line && n <= len(m.lines); n++ {
		line, from := around(m.lines[n-1], x.Column)
		if n < x.Line && from > 0 {
			continue
		}
		sign := " "
		if n == x.Line {
			sign = ">"
		}
		fmt.Fprintf(b, "%s %4d | %s\n", sign, n, line)
		if n == x.Line {
			fmt.Fprintf(b, "       | %s^\n", strings.Repeat(" ", columnsWide(line, x.Column-1-from)))
		}
	}
}

// around is the part of a line around a column, without control characters,
// and how many characters it leaves out before.
func around(line string, column int) (string, int) {
	r := []rune(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return ' '
		}
		return r
	}, line))
	from := 0
	if column > snippetWidth*3/4 {
		from = min(column-snippetWidth/2, len(r))
	}
	return string(r[from:min(from+snippetWidth, len(r))]), from
}

// columnsWide is how many terminal cells the first n characters of s take.
func columnsWide(s string, n int) (cells int) {
	for _, r := range []rune(s)[:max(0, min(n, utf8.RuneCountInString(s)))] {
		cells++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			cells++
		}
	}
	return cells
}

// mistakes are those found so far.
func (b *binder) mistakes() *Mistakes {
	slices.SortStableFunc(b.found, func(x, y Mistake) int {
		return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column))
	})
	return &Mistakes{File: b.file, List: b.found, lines: strings.Split(string(b.src), "\n")}
}
