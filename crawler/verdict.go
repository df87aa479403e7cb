package crawler

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"lanmu"
)

// outcome is what one or two looks at an address came to.
type outcome struct {
	trail
	soft     string // why a success is none; "" it is one
	softSure bool   // no person can have meant it
	content  string // attachment at fault
	title    string
	taint    string
	size     int64
}

// judgement is the verdict on an address and the evidence for it.
type judgement struct {
	verdict lanmu.LinkVerdict
	reason  string // English, for logs
	again   bool   // only a second look can settle it
}

// judge weighs an outcome (standards: 错链判定). Nothing that may pass is called
// broken by it: such an outcome asks for a second look. own is an address of
// the site; its breaking connections are its own, another's may be ours.
func judge(o *outcome, own bool) judgement {
	if o.fail != nil {
		return judgeFail(o.fail, own)
	}
	switch {
	case refusal(o.status):
		return judgement{lanmu.LinkBlocked, fmt.Sprint(o.status, ": refuses programs"), false}
	case o.status == http.StatusNotFound, o.status == http.StatusGone:
		return judgement{lanmu.LinkBroken, fmt.Sprint(o.status), false}
	case transient(o.status):
		return judgement{lanmu.LinkBroken, fmt.Sprint(o.status), true}
	case o.status < 200 || o.status >= 300:
		return judgement{lanmu.LinkSuspected, fmt.Sprint(o.status, ": says neither that it is there nor that it is not"), false}
	}
	switch {
	case o.soft == "" && o.final() != o.first() && signIn(o.final()) && !signIn(o.first()):
		return judgement{lanmu.LinkBlocked, "asks to sign in", false}
	case o.soft != "" && o.softSure:
		return judgement{lanmu.LinkBroken, "soft 404: " + o.soft, false}
	case o.soft != "":
		return judgement{lanmu.LinkSuspected, "perhaps a soft 404: " + o.soft, false}
	case o.content != "":
		return judgement{lanmu.LinkBroken, "content: " + o.content, true}
	}
	return judgement{lanmu.LinkOK, strconv.Itoa(o.status), false}
}

func judgeFail(f *lanmu.Fail, own bool) judgement {
	reason := string(f.Kind)
	switch f.Kind {
	case lanmu.FailRedirectLoop:
		return judgement{lanmu.LinkBroken, reason, false}
	case lanmu.FailDNS, lanmu.FailRefused, lanmu.FailTimeout:
		return judgement{lanmu.LinkBroken, reason, true}
	case lanmu.FailTLS:
		if strings.HasPrefix(f.Detail, chainUnknown) {
			return judgement{lanmu.LinkSuspected, chainUnknown, false}
		}
		return judgement{lanmu.LinkBroken, reason, true}
	case lanmu.FailReset, lanmu.FailTruncated, lanmu.FailProtocol:
		if own && f.Kind == lanmu.FailReset {
			return judgement{lanmu.LinkBroken, reason, true}
		}
		return judgement{lanmu.LinkSuspected, reason, true}
	case lanmu.FailResolver, lanmu.FailUnreachable:
		return judgement{lanmu.LinkSuspected, reason + ": perhaps our own network's trouble", true}
	case lanmu.FailTooLarge:
		return judgement{lanmu.LinkOK, "there, and too large to be read", false}
	case lanmu.FailBlocked:
		return judgement{lanmu.LinkBlocked, f.Detail, false}
	case lanmu.FailRobots, lanmu.FailStopped, lanmu.FailNotRecorded:
		return judgement{lanmu.LinkSkipped, reason, false}
	}
	return judgement{lanmu.LinkSuspected, reason, false}
}

// first is the address that was asked at first.
func (t trail) first() string {
	if len(t.hops) > 0 {
		return t.hops[0]
	}
	return t.asked
}

// glimpse is what stays of a first look until the second.
type glimpse struct {
	at      time.Time
	verdict lanmu.LinkVerdict
	reason  string
	status  int
	fail    *lanmu.Fail
	took    time.Duration
	content string
}

func (o *outcome) glimpse(j judgement) glimpse {
	g := glimpse{verdict: j.verdict, reason: j.reason, status: o.status, fail: o.fail, took: o.took, content: o.content}
	if o.exchange != nil {
		g.at = o.exchange.At
	}
	return g
}

// confirm puts the second look beside the first.
func confirm(first glimpse, second judgement, at time.Time) judgement {
	apart := at.Sub(first.at).Round(time.Second)
	switch {
	case second.verdict == lanmu.LinkSkipped:
		return unconfirmed(first)
	case !second.again:
		second.reason += " at the second look; first " + first.reason
	case second.reason == first.reason:
		second.reason = fmt.Sprintf("%s twice, %s apart", second.reason, apart)
	default:
		second.reason = fmt.Sprintf("%s, %s before: %s", second.reason, apart, first.reason)
	}
	second.again = false
	return second
}

// unconfirmed is what is said of an address that failed once and could not be
// looked at again.
func unconfirmed(first glimpse) judgement {
	return judgement{lanmu.LinkSuspected, first.reason + " once; not looked at again before the audit ended", false}
}

// target puts a judgement down.
func (o *outcome) target(addr string, j judgement) *lanmu.Target {
	t := &lanmu.Target{
		URL: addr, Verdict: j.verdict, Reason: j.reason, Status: o.status, Fail: o.fail,
		Soft: o.soft, Content: o.content, Title: o.title, Taint: o.taint, Took: o.took, Size: o.size,
	}
	if o.answer != nil {
		if final := o.final(); final != addr {
			t.Final = final
		}
	}
	return t
}
