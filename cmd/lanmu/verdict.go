package main

import "lanmu"

// exitCode is what contract §1 makes of an audit. One that was cut short comes
// before its findings: what it did not find says nothing.
func exitCode(a *lanmu.Audit, failOn string) int {
	if !a.Meta.Complete || judged(a) == 0 {
		return exitPartly
	}
	if failsOn(a, failOn) {
		return exitFindings
	}
	return exitDone
}

// judged counts the columns that got a state; a site without any is not passed.
func judged(a *lanmu.Audit) (n int) {
	for _, c := range a.Columns {
		if c.Status != "" && c.Status != lanmu.StatusUnverified {
			n++
		}
	}
	return n
}

// failsOn tells whether something at or above the level was found.
func failsOn(a *lanmu.Audit, level string) bool {
	if level == failOnNever {
		return false
	}
	for _, v := range a.Verdict.Vetoes {
		if v.Hit {
			return true
		}
	}
	if level == failOnVeto {
		return false
	}
	for _, f := range a.Findings {
		open := f.State != lanmu.StateFixed && f.State != lanmu.StateWaived
		if open && (level == failOnAny || f.Certainty == lanmu.Certain) {
			return true
		}
	}
	return false
}
