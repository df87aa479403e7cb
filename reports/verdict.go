package reports

import (
	"cmp"
	"slices"
	"strings"

	"lanmu"
)

// vetoState is how one veto stands: hit, near, clear or unknown. Near is from
// three fifths of the threshold on, where that leaves anything to warn of.
func vetoState(v lanmu.Veto) string {
	switch {
	case v.Hit:
		return "hit"
	case v.Undecided:
		return "unknown"
	case v.Threshold > 1 && v.Count*5 >= v.Threshold*3:
		return "near"
	}
	return "clear"
}

// vetoShare is how much of the threshold is reached, 0 to 100.
func vetoShare(v lanmu.Veto) int {
	if v.Hit || v.Threshold <= 0 {
		if v.Hit {
			return 100
		}
		return 0
	}
	return min(max(v.Count, 0)*100/v.Threshold, 100)
}

// because are the sentences under the verdict.
func (n *names) because() []string {
	v := n.audit.Verdict
	var hit, unknown, lines []string
	for _, veto := range v.Vetoes {
		switch vetoState(veto) {
		case "hit":
			hit = append(hit, clip(or(veto.Name, veto.ID), 60))
		case "unknown":
			unknown = append(unknown, clip(or(veto.Name, veto.ID), 60))
		}
	}
	asked := len(n.audit.Meta.Rules) > 0 // for a few rules alone: what they leave open says nothing of the site
	if down := n.down(); down != "" && !asked {
		lines = append(lines, down)
	}
	switch {
	case len(hit) > 0:
		lines = append(lines, n.say("verdict.hits", len(hit), n.comma(hit)))
	case len(v.Vetoes) > 0 && len(unknown) == len(v.Vetoes) && !asked:
		return append(lines, n.say("verdict.unseen"))
	case len(v.Vetoes) > 0:
		lines = append(lines, n.say("verdict.nohits"))
	}
	if len(unknown) > 0 {
		lines = append(lines, n.say("verdict.openvetos", len(unknown), n.comma(unknown)))
	}
	if !n.audit.Meta.Complete {
		lines = append(lines, n.say("verdict.limits"))
	}
	return lines
}

// down is why the site did not open, as it was found, or why it could not be
// told; "" it did.
func (n *names) down() string {
	for _, f := range n.audit.Findings {
		if f.Rule == "site-unreachable" && isOpen(f) {
			return clip(f.Message, 200)
		}
	}
	for _, s := range n.audit.Skipped {
		if s.Rule == "site-unreachable" {
			return clip(s.Reason, 200)
		}
	}
	return ""
}

// columnNames lists columns by name, at most most of them.
func (n *names) columnNames(ids []string, most int) string {
	var list []string
	for _, id := range ids {
		if len(list) == most {
			list = append(list, "…")
			break
		}
		list = append(list, n.path(id))
	}
	return n.comma(list)
}

// urgency orders column states where no deadline tells: what is at fault first.
var urgency = map[lanmu.Status]int{
	lanmu.StatusEmpty: 0, lanmu.StatusExplanationOnly: 1, lanmu.StatusUndated: 2, lanmu.StatusStale: 3, lanmu.StatusDueSoon: 4,
	lanmu.StatusUnreachable: 5, lanmu.StatusUnverified: 6, "": 6, lanmu.StatusOK: 7, lanmu.StatusExempt: 8,
}

// byUrgency orders columns as a clerk takes them up: those without anything to
// count from that are at fault, then by deadline, the next to expire first,
// then what could not be told, then the rest.
func (n *names) byUrgency(columns []*lanmu.Column) []*lanmu.Column {
	group := func(c *lanmu.Column) int {
		if c.Status == lanmu.StatusOK && !c.Deadline.IsZero() {
			return urgency[lanmu.StatusDueSoon] // in time, but with a last day: among those due
		}
		return urgency[c.Status]
	}
	sorted := slices.Clone(columns)
	slices.SortStableFunc(sorted, func(x, y *lanmu.Column) int {
		return cmp.Or(group(x)-group(y), x.Deadline.Compare(y.Deadline), strings.Compare(columnPath(x), columnPath(y)), strings.Compare(x.ID, y.ID))
	})
	return sorted
}
