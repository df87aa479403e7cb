package reports

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"lanmu"
)

// columnsWide is the width of the terminal a summary is written for.
const columnsWide = 80

// Summary writes what came of an audit for the terminal: verdict, vetoes,
// columns by state, what there is most of, what was not looked at, and where
// the reports are. Lines stay within 80 columns, a Chinese character taking two.
func Summary(w io.Writer, a *lanmu.Audit, lang string, paths ...string) error {
	s := summary{names: namesOf(a, lang)}
	s.verdict()
	s.vetoes()
	s.columnStates()
	s.causes()
	s.notLooked()
	for i, p := range paths {
		if i == 0 {
			s.b.WriteByte('\n')
		}
		s.line("summary.report", p)
	}
	_, err := io.WriteString(w, s.b.String())
	return err
}

type summary struct {
	*names
	b strings.Builder
}

// line writes a message, wrapped under its own start.
func (s *summary) line(key string, args ...any) { s.wrap(s.say(key, args...), 0) }

func (s *summary) wrap(text string, indent int) {
	rest := []rune(text)
	for first := true; len(rest) > 0; first = false {
		pad := indent
		if !first {
			pad += 2
		}
		n := fits(rest, columnsWide-pad)
		fmt.Fprintf(&s.b, "%s%s\n", strings.Repeat(" ", pad), strings.TrimRight(string(rest[:n]), " "))
		rest = []rune(strings.TrimLeft(string(rest[n:]), " "))
	}
}

// fits is how many runes of a line fit, at least one; words of Latin text are
// kept whole where that can be.
func fits(line []rune, columns int) int {
	used, space := 0, 0
	for i, r := range line {
		if used += runeWidth(r); used > columns {
			if space > 0 && line[i] < 0x80 {
				return space
			}
			return max(i, 1)
		}
		if r == ' ' {
			space = i + 1
		}
		if r >= 0x2E80 {
			space = i + 1
		}
	}
	return len(line)
}

// runeWidth is how many columns of a terminal a character takes.
func runeWidth(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// padded is text of exactly n columns.
func padded(text string, n int) string {
	used, cut := 0, len(text)
	for i, r := range text {
		if used+runeWidth(r) > n {
			cut = i
			break
		}
		used += runeWidth(r)
	}
	return text[:cut] + strings.Repeat(" ", n-used)
}

func (s *summary) verdict() {
	a := s.audit
	s.line("summary.site", s.site(), clip(a.Site.URL, 200))
	s.line("summary.verdict", s.result(a.Verdict.Result), a.Meta.At, or(a.Standard.Name, a.Meta.Standard))
	for _, l := range s.because() {
		s.wrap(l, 2)
	}
	if a.Verdict.Score != nil {
		s.wrap(s.say("verdict.score", points(*a.Verdict.Score))+" "+clip(a.Verdict.ScoreNote, 60), 2)
	}
}

func (s *summary) vetoes() {
	if len(s.audit.Verdict.Vetoes) == 0 {
		return
	}
	s.head("vetoes.title")
	for _, v := range s.audit.Verdict.Vetoes {
		count := fmt.Sprintf("%5d", v.Count)
		if v.Threshold > 0 {
			count = fmt.Sprintf("%5d /%3d", v.Count, v.Threshold)
		}
		s.row(clip(or(v.Name, v.ID), 60), count, s.say("veto."+vetoState(v)))
	}
}

func (s *summary) head(key string) { s.b.WriteString("\n" + s.say(key) + "\n") }

func (s *summary) row(name, count, note string) {
	s.b.WriteString(strings.TrimRight("  "+padded(name, 44)+" "+padded(count, 11)+" "+padded(note, 20), " ") + "\n")
}

func (s *summary) columnStates() {
	counts := map[lanmu.Status]int{}
	for _, c := range s.audit.Columns {
		counts[c.Status]++
	}
	var list []string
	for _, status := range lanmu.Statuses {
		if counts[status] > 0 {
			list = append(list, fmt.Sprintf("%s %d", s.status(status), counts[status]))
		}
	}
	s.head("columns.title")
	if len(list) == 0 {
		s.wrap(s.say("summary.nocolumns"), 2)
		return
	}
	s.wrap(s.say("summary.columns", len(s.audit.Columns))+s.comma(list), 2)
}

// topCauses bounds the categories listed.
const topCauses = 8

func (s *summary) causes() {
	var open []*lanmu.Finding
	for _, f := range s.audit.Findings {
		if isOpen(f) {
			open = append(open, f)
		}
	}
	s.b.WriteString("\n" + s.say("fixes.title") + s.say("paren", s.say("fixes.sum", group(len(open)))) + "\n")
	if len(open) == 0 {
		s.wrap(s.say("fixes.none"), 2)
		return
	}
	tasks := s.tasks(open)
	for _, t := range tasks[:min(len(tasks), topCauses)] {
		note := s.certainty(t.Certainty)
		if t.Veto {
			note = s.say("task.veto")
		}
		s.row(t.Title, fmt.Sprintf("%5d", t.Count), note)
	}
	if more := len(tasks) - topCauses; more > 0 {
		s.wrap(s.say("summary.causes", more), 2)
	}
}

func (s *summary) notLooked() {
	a := s.audit
	if len(a.Skipped) == 0 && len(a.Meta.Limits) == 0 {
		return
	}
	s.b.WriteString("\n" + s.say("skipped.title") + s.say("paren", group(len(a.Skipped))) + "\n")
	for _, l := range a.Meta.Limits {
		s.wrap(clip(l, 200), 2)
	}
	counts := map[string]int{}
	var reasons []string
	for _, k := range a.Skipped {
		reason := clip(k.Reason, 100)
		if counts[reason]++; counts[reason] == 1 {
			reasons = append(reasons, reason)
		}
	}
	slices.SortFunc(reasons, func(x, y string) int { return cmp.Or(counts[y]-counts[x], strings.Compare(x, y)) })
	for _, r := range reasons[:min(len(reasons), 5)] {
		if counts[r] > 1 {
			r = fmt.Sprintf("%d × %s", counts[r], r)
		}
		s.wrap(r, 2)
	}
	if more := len(reasons) - 5; more > 0 {
		s.wrap(s.say("summary.reasons", more), 2)
	}
}
