package config

import (
	"slices"
	"strings"
)

// ruleIDs are the rules a waiver may name (contract §6): also those of an
// edition that this version does not run yet, so that a profile written for a
// newer lanmu is still read. A test holds them against rules.All.
var ruleIDs = strings.Fields(`
	column-empty column-stale column-undated column-explanation-only column-missing column-unreachable column-duplicate home-stale
	date-future date-burst date-mismatch date-damaged article-reposted article-backdated
	link-broken external-link-broken image-broken attachment-broken link-suspected link-empty link-internal-address
	link-hijacked hidden-link external-link-unlisted leaving-prompt-missing soft-404-site
	wording-serious wording-typo privacy-id privacy-phone privacy-bank-card
	tag-site-missing tag-column-missing tag-article-missing tag-placeholder tag-mismatch tag-date-format
	mark-party-gov mark-site-code mark-icp mark-police mark-host mark-contact mark-sitemap mark-error-report
	site-unreachable domain-not-gov https-missing certificate-expiring ipv6-missing slow-page search-broken
	accessibility-entry-missing image-alt-missing map-number-missing
	guide-missing guide-incomplete guide-outdated catalogue-missing application-channel-missing platform-incomplete
	statutory-content-missing annual-report-missing annual-report-late annual-report-structure annual-report-arithmetic
	annual-report-text-mismatch annual-report-carryover annual-report-count-mismatch website-report-missing
	leader-info-incomplete organisation-info-incomplete policy-uninterpreted interpretation-unlinked interpretation-late
	validity-unmarked disclosure-late
	consult-channel-missing message-unanswered message-late service-guide-incomplete`)

func knownRule(id string) bool { return slices.Contains(ruleIDs, id) }

// nearest is "（是不是想写“x”？）" for the known name most like s, or "".
func nearest(s string, known []string) Text {
	best, cost := "", 3
	for _, k := range known {
		if d := distance(s, k); d < cost && d < len(k) {
			best, cost = k, d
		}
	}
	if best == "" {
		return Text{}
	}
	return Text{"（是不是想写“" + best + "”？）", " (did you mean “" + best + "”?)"}
}

// distance is how many single-byte edits lead from a to b.
func distance(a, b string) int {
	if len(a) > 60 || len(b) > 60 {
		return 60
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			swap := diagonal
			if a[i] != b[j] {
				swap++
			}
			diagonal = row[j+1]
			row[j+1] = min(swap, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
