package store_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lanmu"
	"lanmu/internal/store"
)

// What a site's list says is what the database says, whoever changed it: the
// same process, another one, people, or an audit.
func TestListIsWhatTheDatabaseHolds(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		s, other := open(t, dsn), open(t, dsn)
		same := func(when string) {
			t.Helper()
			for _, f := range []store.Filter{
				{},
				{Rule: "privacy-id"},
				{Department: "market"},
				{Certainty: "review"},
				{Text: "示例"},
				{Text: "GOV.cn/1"},
				{Text: "ＧＯＶ.cn/1"},
				{Text: "/1\n"},
				{Text: "nowhere"},
				{Text: "示例", Department: "office", States: []lanmu.State{lanmu.StateNew, lanmu.StateOpen}},
				{States: []lanmu.State{lanmu.StateWaived}},
				{States: []lanmu.State{lanmu.StateFixed, lanmu.StateReopened}},
				{DueBefore: date("2026-11-17")},
				{Text: "gov", DueBefore: date("2026-11-18"), Limit: 7, Offset: 3},
				{Limit: 5, Offset: 1000},
			} {
				want, n, err := s.Findings(t.Context(), f) // of all sites: there is one
				if err != nil {
					t.Fatal(err)
				}
				f.Site = "swj"
				got, m, err := s.Findings(t.Context(), f)
				if err != nil {
					t.Fatal(err)
				}
				if m != n || fmt.Sprint(ids(got)) != fmt.Sprint(ids(want)) {
					t.Errorf("%s, %+v: the list says %d %v, the database %d %v", when, f, m, ids(got), n, ids(want))
				}
			}
		}
		put := func(s *store.Store, at string, from, to int) {
			t.Helper()
			a := night(at)
			for i := from; i < to; i++ {
				url := fmt.Sprintf("http://swj.example.gov.cn/%d", i)
				rule := []string{"privacy-id", "wording-typo"}[i%2]
				a.Findings = append(a.Findings, &lanmu.Finding{
					ID: lanmu.FindingID("swj", rule, "", url, ""), Rule: rule, URL: url, Title: "标题", Message: fmt.Sprint("示例 ", i),
					Department: []string{"office", "market", ""}[i%3], Certainty: lanmu.Certain,
				})
				a.Looked[url] = lanmu.LinkOK
			}
			for i := range from {
				a.Looked[fmt.Sprintf("http://swj.example.gov.cn/%d", i)] = lanmu.LinkOK
			}
			if err := s.Recall(t.Context(), a); err != nil {
				t.Fatal(err)
			}
			if err := s.Put(t.Context(), a); err != nil {
				t.Fatal(err)
			}
		}
		same("before the first audit")
		put(s, "2026-11-02", 0, 40)
		same("after an audit")
		list, _, err := s.Findings(t.Context(), store.Filter{Site: "swj"})
		if err != nil || len(list) != 40 {
			t.Fatalf("%d findings (%v)", len(list), err)
		}
		no := lanmu.ReviewFalseAlarm
		if _, err := s.Mark(t.Context(), ids(list[:5]), "张三", store.Mark{Review: &no}); err != nil {
			t.Fatal(err)
		}
		same("after a mark")
		if _, err := other.Mark(t.Context(), ids(list[5:9]), "李四", store.Mark{Review: &no}); err != nil {
			t.Fatal(err)
		}
		same("after a mark by another process")
		for _, found := range []bool{false, true} { // fixed, then back with a new term
			if _, err := other.Recheck(t.Context(), list[20].ID, found, true, date("2026-11-05"), ""); err != nil {
				t.Fatal(err)
			}
			same(fmt.Sprint("after a look, found ", found))
		}
		put(other, "2026-11-06", 10, 50)
		same("after an audit by another process")
	})
}

func ids(list []*lanmu.Finding) (ids []string) {
	for _, f := range list {
		ids = append(ids, f.ID)
	}
	return ids
}

// An audit's log comes back as it was written, bounded; what cannot stand in a
// database does no harm.
func TestLog(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		a := night("2026-11-02", "wording-typo")
		at := time.UnixMilli(1_600_000_000_123)
		a.Log = []lanmu.LogLine{
			{At: at, Text: "开始检查。"},
			{At: at.Add(time.Second), Warn: true, Text: "<script>alert(1)</script> '; DROP TABLE audits; --"},
			{At: at, Text: "a\x00b\xffc"},
			{At: at, Text: strings.Repeat("长", 100_000)},
		}
		for range 5000 {
			a.Log = append(a.Log, lanmu.LogLine{At: at, Text: "又一条"})
		}
		audit(t, s, a)
		got, err := s.Log(t.Context(), a.Meta.ID)
		if err != nil || len(got) < 100 || len(got) > 1000 {
			t.Fatalf("%d lines (%v)", len(got), err)
		}
		if !got[0].At.Equal(at) || got[0].Warn || got[0].Text != "开始检查。" || !got[1].Warn || got[1].Text != a.Log[1].Text || got[2].Text != "abc" || len(got[3].Text) > 4000 {
			t.Errorf("the log is %+v", got[:3])
		}
		// Put again, it is not written again.
		if err := s.Put(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		if again, err := s.Log(t.Context(), a.Meta.ID); err != nil || len(again) != len(got) {
			t.Errorf("put twice: %d lines (%v), want %d", len(again), err, len(got))
		}
		if none, err := s.Log(t.Context(), "no such"); err != nil || len(none) != 0 {
			t.Errorf("of no audit: %d lines (%v)", len(none), err)
		}
	})
}

// The newest audit is the one written last, whatever the clock said.
func TestClockSetBackLeavesTheOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		for _, at := range []string{"2026-11-10", "2026-11-12", "2026-11-03", "2025-01-01"} {
			a := night(at, "wording-typo")
			a.Meta.Recording = "/r/" + at
			audit(t, s, a)
		}
		s = open(t, dsn) // as after a restart
		want := []string{"2025-01-01", "2026-11-03", "2026-11-12", "2026-11-10"}
		lines, err := s.Audits(t.Context(), "swj", 10)
		if err != nil {
			t.Fatal(err)
		}
		var got, taped []string
		for _, l := range lines {
			got = append(got, l.At.String())
		}
		recordings, err := s.Recordings(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range recordings {
			taped = append(taped, strings.TrimPrefix(r.Path, "/r/"))
		}
		slices.Reverse(taped)
		if fmt.Sprint(got) != fmt.Sprint(want) || fmt.Sprint(taped) != fmt.Sprint(want) {
			t.Errorf("audits %v, recordings %v, want %v", got, taped, want)
		}
		a, err := s.Newest(t.Context(), "swj")
		if err != nil || a.Meta.At != date("2025-01-01") {
			t.Errorf("the newest is of %s (%v)", a.Meta.At, err)
		}
		cut := night("2025-01-02")
		cut.Meta.Complete = false
		audit(t, s, cut)
		if want := night("2025-01-01").Meta.Finished; !cut.Meta.LastSuccess.Equal(want) {
			t.Errorf("the last complete audit is told to be of %s, want %s", cut.Meta.LastSuccess, want)
		}
	})
}

// Several sites' audits end at once, and people mark findings meanwhile: all of
// it is written.
func TestWritersAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		const sites, nights = 4, 5
		stores := []*store.Store{open(t, dsn), open(t, dsn)}
		first := audit(t, stores[0], night("2026-10-31", "privacy-id"))["privacy-id"].ID
		var wg sync.WaitGroup
		for i := range sites {
			wg.Go(func() {
				s := stores[i%len(stores)]
				for n := range nights {
					a := night(fmt.Sprintf("2026-11-%02d", n+1), "wording-typo", "privacy-id")
					a.Site.ID = fmt.Sprint("site", i)
					a.Meta.ID = fmt.Sprint(a.Site.ID, "-", n)
					for _, f := range a.Findings {
						f.ID = lanmu.FindingID(a.Site.ID, f.Rule, "", f.URL, fmt.Sprint(n)) // new ones every night
					}
					if err := s.Recall(t.Context(), a); err != nil {
						t.Error(err)
					}
					if err := s.Put(t.Context(), a); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Go(func() {
			for n := range 20 {
				note := fmt.Sprint("第 ", n, " 次")
				if _, err := stores[1].Mark(t.Context(), []string{first}, "张三", store.Mark{Note: &note}); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Wait()
		for i := range sites {
			lines, err := stores[0].Audits(t.Context(), fmt.Sprint("site", i), 100)
			if err != nil || len(lines) != nights {
				t.Errorf("site %d: %d audits (%v), want %d", i, len(lines), err, nights)
			}
		}
		events, err := stores[0].Events(t.Context(), first)
		if err != nil || len(events) != 21 {
			t.Errorf("%d events of the finding that was noted on (%v), want 21", len(events), err)
		}
	})
}
