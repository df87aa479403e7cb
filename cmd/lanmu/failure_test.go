package main

import (
	"testing"

	"lanmu"
)

// Every failure has words in both languages.
func TestFailures(t *testing.T) {
	for _, kind := range []lanmu.FailKind{
		lanmu.FailDNS, lanmu.FailRefused, lanmu.FailTimeout, lanmu.FailTLS, lanmu.FailReset, lanmu.FailTruncated,
		lanmu.FailTooLarge, lanmu.FailRedirectLoop, lanmu.FailProtocol, lanmu.FailRobots, lanmu.FailNotRecorded, lanmu.FailStopped,
		lanmu.FailURL, lanmu.FailResolver, lanmu.FailUnreachable, lanmu.FailInternal, lanmu.FailBlocked, lanmu.FailIncomplete,
	} {
		if f := failure(kind); f.ZH == "" || f.ZH == string(kind) || f.EN == "" || f.EN == string(kind) {
			t.Errorf("%s: %+v", kind, f)
		}
	}
}
