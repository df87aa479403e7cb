package rules

import "regexp"

// The forms of the footer's marks (standards.md §5), white space taken out.
var (
	siteCode = regexp.MustCompile(`^(?:\d{10}|(?i:bm)\d{8})$`)
	icp      = regexp.MustCompile(`^\p{Han}ICP(?:备|证)(?:\d{8}|\d{10})号(?:-\d+)?$`)
	police   = regexp.MustCompile(`^\p{Han}公网安备\d{14}号?$`)
)
