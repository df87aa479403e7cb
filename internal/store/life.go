package store

import (
	"strings"

	"lanmu"
)

// known is what history holds of a finding before tonight.
type known struct {
	state               lanmu.State
	firstSeen, lastSeen lanmu.Date
	due, fixedOn        lanmu.Date
	review              string
	rule, url, column   string
}

// live is the life of a finding, one night on. It is pure: found says whether
// tonight's audit has it, waived whether a waiver holds tonight, looked whether
// tonight's audit could have seen it. due is the day by which a finding first
// seen tonight is to be put right.
//
//	nothing ─▶ new ─▶ open ─▶ fixed ─▶ reopened ─▶ fixed …
//	               any of them ◀─▶ waived
//
// A finding is never fixed because its page could not be looked at.
func live(k *known, found, waived, looked bool, at, due lanmu.Date) known {
	switch {
	case k == nil:
		next := known{state: lanmu.StateNew, firstSeen: at, lastSeen: at, due: due}
		if waived {
			next.state = lanmu.StateWaived
		}
		return next
	case !found:
		next := *k
		if looked && k.state != lanmu.StateFixed && !k.lastSeen.After(at) {
			next.state, next.fixedOn = lanmu.StateFixed, at
		}
		return next
	}
	next := *k
	if at.After(next.lastSeen) {
		next.lastSeen = at
	}
	if at.Before(next.firstSeen) {
		next.firstSeen = at
	}
	switch {
	case waived || k.review == lanmu.ReviewFalseAlarm:
		next.state = lanmu.StateWaived
	case k.state == lanmu.StateFixed && at.Before(k.fixedOn):
		// An older recording, or a clock set back: it was put right after that day.
	case k.state == lanmu.StateFixed:
		// A new term begins when it comes back.
		next.state, next.due, next.fixedOn = lanmu.StateReopened, due, lanmu.Date{}
	case k.state == lanmu.StateReopened && at == k.lastSeen:
	case k.state == lanmu.StateNew && at == k.firstSeen:
	default:
		next.state = lanmu.StateOpen
	}
	return next
}

// lookedAt tells whether audit a looked where k was found, so that its absence
// tonight means that it was put right.
func lookedAt(a *lanmu.Audit, k known) bool {
	if !ran(a, k.rule) {
		return false
	}
	for _, s := range a.Skipped {
		if s.Concerns(k.rule) && (s.URL == "" && s.Column == "" || s.URL != "" && s.URL == k.url || s.Column != "" && s.Column == k.column) {
			return false
		}
	}
	if k.column != "" && strings.HasPrefix(k.rule, "column-") {
		return columnLooked(a, k.column)
	}
	if v, ok := a.Looked[k.url]; ok {
		return v == lanmu.LinkOK
	}
	// Nobody links to it any more: sure only when everything was looked at.
	return a.Meta.Complete
}

func columnLooked(a *lanmu.Audit, id string) bool {
	for _, c := range a.Columns {
		if c.ID == id {
			return c.Status != lanmu.StatusUnreachable && c.Status != lanmu.StatusUnverified
		}
	}
	return a.Meta.Complete
}

func ran(a *lanmu.Audit, rule string) bool {
	for _, r := range a.RulesRun {
		if r.ID == rule {
			return true
		}
	}
	return false
}
