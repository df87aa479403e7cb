package rules

import (
	"testing"
	"time"

	"lanmu"
)

// A site judged for a later day shows which columns will have expired by then:
// what is in order today is due soon and then late.
func TestRehearsal(t *testing.T) {
	for day, want := range map[string]lanmu.Status{
		"2026-11-23": lanmu.StatusOK, "2027-04-28": lanmu.StatusDueSoon, "2027-05-20": lanmu.StatusDueSoon, "2027-05-21": lanmu.StatusStale,
	} {
		at, err := lanmu.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		s, err := NewSession(testSite(), at, nil)
		if err != nil {
			t.Fatal(err)
		}
		c := &lanmu.Column{
			ID: "tzgg", Name: "通知公告", URL: "http://h.gov.cn/tzgg/", Kind: lanmu.KindNotice, Leaf: true, Page: &lanmu.Facts{},
			Rows: []lanmu.Row{{Title: "甲", URL: "http://h.gov.cn/tzgg/1", Date: lanmu.NewDate(2026, 11, 20)}},
		}
		crawl := &lanmu.Crawl{Started: lanmu.NewDate(2026, 11, 23).Time(time.UTC), Complete: true, Pages: 1}
		found, _ := s.Finish(crawl, []*lanmu.Column{c}, nil)
		late := 0
		for _, f := range found {
			if f.Rule == "column-stale" {
				late++
			}
		}
		if c.Status != want || (late == 1) != (want == lanmu.StatusStale) {
			t.Errorf("%s: %s, %d told as late; want %s: %s", day, c.Status, late, want, c.Reason)
		}
	}
}
