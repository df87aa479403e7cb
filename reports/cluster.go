package reports

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"lanmu"
)

// task is all findings of one rule in one department.
type task struct {
	Rule, Title, Indicator string
	Veto                   bool // counts towards a single veto
	Fix                    string
	Count                  int
	Certainty              lanmu.Certainty
	Due                    lanmu.Date
	State                  lanmu.State
	Clusters               []cluster
}

// cluster is the findings of a task with one cause.
type cluster struct {
	Key      string
	Heading  string
	Shared   []string // pages that hold them all, listed once
	Holders  int      // true number of those pages
	Start    int      // number of its first finding in the task
	Findings []*lanmu.Finding
}

// templatePages is the number of pages from which on a link is taken to stand
// in what the pages share. No article is listed on so many pages.
const templatePages = 20

// tasks groups findings: what fails the site first, then what is sure, then
// what there is most of.
func (n *names) tasks(findings []*lanmu.Finding) []task {
	byRule := map[string][]*lanmu.Finding{}
	for _, f := range findings {
		byRule[f.Rule] = append(byRule[f.Rule], f)
	}
	tasks := make([]task, 0, len(byRule))
	for _, list := range byRule {
		tasks = append(tasks, n.task(list))
	}
	slices.SortFunc(tasks, func(x, y task) int {
		return cmp.Or(rank(y.Veto)-rank(x.Veto), slices.Index(certainties, x.Certainty)-slices.Index(certainties, y.Certainty),
			y.Count-x.Count, strings.Compare(x.Rule, y.Rule))
	})
	return tasks
}

func rank(b bool) int { return int(one01(b)) }

// task gathers what its findings have in common, so that it is said once.
func (n *names) task(list []*lanmu.Finding) task {
	f := list[0]
	t := task{
		Rule: f.Rule, Title: n.title(f), Count: len(list), Fix: common(list, func(f *lanmu.Finding) string { return f.Fix }),
		Certainty: common(list, func(f *lanmu.Finding) lanmu.Certainty { return f.Certainty }),
		State:     common(list, func(f *lanmu.Finding) lanmu.State { return f.State }),
		Due:       common(list, func(f *lanmu.Finding) lanmu.Date { return f.Due }),
	}
	t.Indicator = common(list, n.weighs)
	if t.Indicator == "" {
		t.Indicator = n.indicator(common(list, func(f *lanmu.Finding) string { return f.Indicator }))
	}
	t.Veto = slices.ContainsFunc(list, func(f *lanmu.Finding) bool { return n.vetoOf(f) != "" })
	t.Clusters = n.clusters(list)
	return t
}

// common is the value all findings have, the zero value where they differ.
func common[T comparable](list []*lanmu.Finding, of func(*lanmu.Finding) T) T {
	first := of(list[0])
	for _, f := range list[1:] {
		if of(f) != first {
			var zero T
			return zero
		}
	}
	return first
}

// clusters sorts a rule's findings by cause, the largest first and what stands
// alone last, in one cluster without a heading.
func (n *names) clusters(list []*lanmu.Finding) []cluster {
	byKey := map[string]*cluster{}
	for _, f := range list {
		key, heading := n.cause(f)
		c := byKey[key]
		if c == nil {
			c = &cluster{Key: key, Heading: heading, Holders: holderCount(f)}
			if strings.HasPrefix(key, "on:") {
				c.Shared = holders(f)
			}
			byKey[key] = c
		}
		c.Findings = append(c.Findings, f)
	}
	var out []cluster
	single := cluster{}
	for _, c := range byKey {
		if len(c.Findings) == 1 && c.Key != "template" {
			single.Findings = append(single.Findings, c.Findings...)
			continue
		}
		out = append(out, *c)
	}
	slices.SortFunc(out, func(x, y cluster) int {
		return cmp.Or(rank(y.Key == "template")-rank(x.Key == "template"), len(y.Findings)-len(x.Findings), strings.Compare(x.Key, y.Key))
	})
	if len(single.Findings) > 0 {
		if len(out) > 0 {
			single.Heading = n.say("cause.other")
		}
		out = append(out, single)
	}
	if len(out) == 1 && out[0].Shared == nil && out[0].Key != "template" {
		out[0].Heading = ""
	}
	for i, start := 0, 1; i < len(out); i++ {
		out[i].Start = start
		start += len(out[i].Findings)
		n.sortFindings(out[i].Findings)
	}
	return out
}

// cause tells findings of one rule that go back to one thing: a template, the
// same pages, a host, a place in the site.
func (n *names) cause(f *lanmu.Finding) (key, heading string) {
	on := holders(f)
	switch {
	case holderCount(f) >= templatePages:
		return "template", n.say("cause.template")
	case f.Column != "" && len(on) == 0:
		c := n.columns[f.Column]
		if c != nil && len(c.Path) > 1 && f.URL == c.URL {
			above := strings.Join(c.Path[:len(c.Path)-1], "＞")
			return "above:" + above, n.say("cause.above", clip(above, 80))
		}
		return "column:" + f.Column, n.say("cause.above", n.path(f.Column))
	case len(on) > 0 && origin(f.URL) != n.host && origin(f.URL) != "":
		return "host:" + origin(f.URL), n.say("cause.host", clip(strings.TrimPrefix(strings.TrimPrefix(origin(f.URL), "http://"), "https://"), 80))
	case len(on) > 0:
		return "on:" + strconv.Itoa(holderCount(f)) + ":" + strings.Join(on, " "), n.say("cause.pages")
	}
	dir := folder(f.URL)
	return "dir:" + dir, n.say("cause.folder", n.short(dir, 80))
}

// folder is an address up to its last slash.
func folder(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host + u.EscapedPath()[:strings.LastIndexByte(u.EscapedPath(), '/')+1]
}

// sortFindings puts the longest overdue and the most widespread first.
func (n *names) sortFindings(list []*lanmu.Finding) {
	slices.SortStableFunc(list, func(x, y *lanmu.Finding) int {
		return cmp.Or(y.Overdue-x.Overdue, holderCount(y)-holderCount(x), strings.Compare(n.path(x.Column), n.path(y.Column)), byIdentity(x, y))
	})
}
