package rules

import (
	"slices"
	"strings"
	"testing"

	"lanmu"
)

// Rules left out are told one by one, and say nothing else, even where their
// notes are taken for others.
func TestRulesLeftOutAreTold(t *testing.T) {
	site := testSite()
	site.Words = []string{t.TempDir()} // cannot be read: no matter to those asked for
	s, err := NewSession(site, testDay, nil, WithRules("guide-missing"))
	if err != nil {
		t.Fatal(err)
	}
	show(t, s, site.URL)
	found, skips := s.Finish(nil, nil, nil)
	for _, f := range found {
		if f.Rule != "guide-missing" {
			t.Errorf("%s was left out and says %s", f.Rule, f.Message)
		}
	}
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		told := slices.DeleteFunc(slices.Clone(skips), func(k lanmu.Skip) bool { return k.Rule != r.ID })
		switch left := r.ID != "guide-missing"; {
		case left && (len(told) != 1 || told[0].Reason != leftOutReason):
			t.Errorf("%s: %+v", r.ID, told)
		case left != slices.Contains(s.LeftOut(), r.ID):
			t.Errorf("%s among those left out: %t", r.ID, !left)
		}
	}
	if refs := s.Refs(); len(refs) > 1 {
		t.Errorf("ran: %+v", refs)
	}
}

func TestUnknownRules(t *testing.T) {
	_, err := NewSession(testSite(), testDay, nil, WithRules("guide-missing", "no-such", "nor-such"))
	if err == nil || !strings.Contains(err.Error(), "“no-such”“nor-such”") || strings.Contains(err.Error(), "guide-missing") {
		t.Errorf("%v", err)
	}
}

// A rule that asks for notes nobody takes cannot judge, and must not take that
// for nothing to be there.
func TestNotesThatNobodyTook(t *testing.T) {
	forgetful := &Rule{
		ID: "mark-host", Title: "题", Doc: "说明", Fix: "改", Source: "文号", Certainty: lanmu.Certain,
		Site: func(p *SitePass) {
			if len(p.Notes("guide")) == 0 {
				p.Reportf("没有指南。")
			}
		},
	}
	s := withRules(t, testSite(), forgetful)
	s.leftOut = map[string]bool{"guide-incomplete": true}
	found, skips := s.Finish(nil, nil, nil)
	if len(found) > 0 || !slices.ContainsFunc(skips, func(k lanmu.Skip) bool { return k.Rule == "mark-host" && strings.Contains(k.Reason, "未能判断") }) {
		t.Errorf("found %+v, skipped %+v", found, skips)
	}
}
