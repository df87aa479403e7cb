package rules

import (
	"fmt"
	"slices"
	"strings"

	"lanmu"
)

// WithRules lets a few rules alone judge, by id. What they need of other rules'
// notes is gathered, but nobody else says anything. Such an audit weighs nothing
// beyond a veto that is hit: each rule left out is told as not checked.
func WithRules(ids ...string) Option { return func(s *Session) { s.only = ids } }

// leftOutReason is what is said of each rule left out.
const leftOutReason = "本次只检查指定的规则（--rules），没有检查这一项。"

// choose sets which rules run: all, or those asked for.
func (s *Session) choose(all []*Rule) error {
	if err := CheckIDs(s.only); err != nil {
		return err
	}
	s.leftOut, s.quiet = map[string]bool{}, map[*Rule]bool{}
	var asked []string
	for _, r := range all {
		switch {
		case len(s.only) > 0 && !slices.Contains(s.only, r.ID):
			s.leftOut[r.ID] = true
		case !r.NeedsHistory || s.history != nil:
			s.run(r)
			asked = append(asked, r.Asks...)
		case len(s.only) > 0:
			s.skip(lanmu.Skip{Rule: r.ID, URL: s.site.URL, Reason: "这条规则要有以往的检查记录才能判断，本次没有可用的历史。"})
		}
	}
	for _, r := range all {
		if s.leftOut[r.ID] && slices.Contains(asked, r.ID) {
			s.quiet[r] = true
			s.looks(r)
		}
	}
	return nil
}

// keepers are the rules whose pages keep the notes that other rules ask for too.
var keepers = map[string]string{
	"duty-name": "platform-incomplete", "duty-link": "platform-incomplete", "home-lines": "platform-incomplete",
	"annual": "annual-report-missing", "annual-file": "annual-report-missing", "guide": "guide-incomplete", "message": "message-unanswered", "policy": "policy-uninterpreted",
}

// kept makes sure that somebody took the notes that a rule asks for: without
// them it would miss what is there. A rule that does not name whom it asks is a
// mistake in this package; the audit tells that it could not judge.
func (s *Session) kept(key string) {
	for _, r := range s.onPages {
		if r.ID == keepers[key] {
			return
		}
	}
	if s.leftOut[keepers[key]] {
		panic("nobody took the notes “" + key + "”: the rule does not ask " + keepers[key])
	}
}

// run adds a rule to those that run.
func (s *Session) run(r *Rule) {
	s.rules = append(s.rules, r)
	s.looks(r)
}

// looks adds a rule to those that look at pages or files, if it does.
func (s *Session) looks(r *Rule) {
	if r.Page != nil {
		s.onPages = append(s.onPages, r)
	}
	if r.File != nil {
		s.onFiles = append(s.onFiles, r)
	}
}

// runs tells that one of some rules runs.
func (s *Session) runs(ids ...string) bool {
	return slices.ContainsFunc(s.rules, func(r *Rule) bool { return slices.Contains(ids, r.ID) })
}

// LeftOut are the rules that were left out by wish, ordered by id.
func (s *Session) LeftOut() []string {
	out := make([]string, 0, len(s.leftOut))
	for id := range s.leftOut {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// CheckIDs tells ids that no rule has.
func CheckIDs(ids []string) error {
	var unknown []string
	for _, id := range ids {
		if !slices.ContainsFunc(registry, func(r *Rule) bool { return r.ID == id }) {
			unknown = append(unknown, "“"+id+"”")
		}
	}
	if unknown == nil {
		return nil
	}
	return fmt.Errorf("没有%s这样的规则，可用 lanmu rules 查看全部规则 (there is no such rule; lanmu rules lists them)", strings.Join(unknown, ""))
}
