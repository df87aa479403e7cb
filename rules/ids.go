package rules

import "strings"

// contractRules are the ids of rules that do not drift: people's spreadsheets
// and dashboards hang on them.
var contractRules = strings.Fields(`
column-empty column-stale column-undated column-explanation-only column-missing
column-unreachable column-duplicate home-stale
date-future date-burst date-mismatch date-damaged article-reposted
article-backdated
link-broken external-link-broken image-broken attachment-broken link-suspected
link-empty link-internal-address link-hijacked hidden-link external-link-unlisted
leaving-prompt-missing soft-404-site
wording-serious wording-typo privacy-id privacy-phone privacy-bank-card
tag-site-missing tag-column-missing tag-article-missing tag-placeholder tag-mismatch
tag-date-format mark-party-gov mark-site-code mark-icp mark-police
mark-host mark-contact mark-sitemap mark-error-report
site-unreachable domain-not-gov https-missing certificate-expiring ipv6-missing
slow-page search-broken accessibility-entry-missing image-alt-missing map-number-missing
guide-missing guide-incomplete guide-outdated catalogue-missing application-channel-missing
platform-incomplete statutory-content-missing annual-report-missing annual-report-late annual-report-structure
annual-report-arithmetic annual-report-text-mismatch annual-report-carryover annual-report-count-mismatch website-report-missing
leader-info-incomplete organisation-info-incomplete policy-uninterpreted interpretation-unlinked interpretation-late
validity-unmarked disclosure-late
consult-channel-missing message-unanswered message-late service-guide-incomplete
`)
