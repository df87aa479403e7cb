package rules

import (
	"testing"

	"lanmu"
)

// failKinds are all ways to fail, with whether one may be held against a site.
var failKinds = map[lanmu.FailKind]bool{
	lanmu.FailDNS: true, lanmu.FailRefused: true, lanmu.FailTimeout: true, lanmu.FailTLS: true, lanmu.FailReset: true,
	lanmu.FailTruncated: true, lanmu.FailRedirectLoop: true, lanmu.FailProtocol: true, lanmu.FailURL: true,
	lanmu.FailTooLarge: false, lanmu.FailRobots: false, lanmu.FailNotRecorded: false, lanmu.FailStopped: false,
	lanmu.FailResolver: false, lanmu.FailUnreachable: false, lanmu.FailInternal: false, lanmu.FailBlocked: false, lanmu.FailIncomplete: false,
}

// Every failure has words of its own, and what is our network's trouble or a
// firewall's never makes a column one that cannot be opened.
func TestFailures(t *testing.T) {
	std, err := LoadStandard("check-2019", testDay)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for kind, counts := range failKinds {
		words := failWords(&lanmu.Fail{Kind: kind})
		if words == "原因不明" || seen[words] {
			t.Errorf("%s: %s", kind, words)
		}
		seen[words] = true
		want := lanmu.StatusUnverified
		if counts {
			want = lanmu.StatusUnreachable
		}
		c := &lanmu.Column{Kind: lanmu.KindNews, Leaf: true, Fail: &lanmu.Fail{Kind: kind}}
		std.judge(c, testSite(), &lanmu.Crawl{}, testDay)
		if c.Status != want {
			t.Errorf("a column that failed by %s is %s (%s), want %s", kind, c.Status, c.Reason, want)
		}
	}
}
