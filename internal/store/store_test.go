package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"lanmu"
	"lanmu/internal/store"
)

// onBoth runs one conformance test on every database.
func onBoth(t *testing.T, test func(t *testing.T, dsn string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "历史 1.db")) })
	t.Run("postgres", func(t *testing.T) { test(t, postgres(t)) })
}

func open(t *testing.T, dsn string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dsn, store.Options{Now: func() time.Time { return time.UnixMilli(1_600_000_000_000) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func date(s string) lanmu.Date {
	d, err := lanmu.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// night makes an audit of that day that found the named rules on page /a.
func night(at string, rules ...string) *lanmu.Audit {
	a := &lanmu.Audit{
		Schema: lanmu.SchemaFindings,
		Site:   lanmu.SiteRef{ID: "swj", Name: "示例市商务局", URL: "http://swj.example.gov.cn/"},
		Meta: lanmu.Meta{
			ID: "swj-" + at, At: date(at), Started: date(at).Time(time.UTC), Finished: date(at).Time(time.UTC).Add(time.Hour),
			Standard: "check-2019", Complete: true, Coverage: 1, Pages: 7,
		},
		Verdict: lanmu.Verdict{Result: lanmu.Pass},
		Looked:  map[string]lanmu.LinkVerdict{"http://swj.example.gov.cn/a": lanmu.LinkOK},
	}
	for _, r := range []string{"tag-site-missing", "wording-typo", "privacy-id"} {
		a.RulesRun = append(a.RulesRun, lanmu.RuleRef{ID: r})
	}
	for _, r := range rules {
		const url = "http://swj.example.gov.cn/a"
		a.Findings = append(a.Findings, &lanmu.Finding{
			ID: lanmu.FindingID("swj", r, "", url, ""), Rule: r, URL: url, Message: "示例：" + r,
			Department: "office", Certainty: lanmu.Certain, State: lanmu.StateNew,
		})
	}
	return a
}

func audit(t *testing.T, s *store.Store, a *lanmu.Audit) map[string]*lanmu.Finding {
	t.Helper()
	if err := s.Recall(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	byRule := map[string]*lanmu.Finding{}
	for _, f := range a.Findings {
		byRule[f.Rule] = f
	}
	return byRule
}

func TestLifeOfAFinding(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		const rule = "wording-typo"
		want := func(when string, f *lanmu.Finding, state lanmu.State, first, last, due string) {
			t.Helper()
			if f == nil {
				t.Fatalf("%s: the finding is gone", when)
			}
			if f.State != state || f.FirstSeen != date(first) || f.LastSeen != date(last) || f.Due != date(due) {
				t.Errorf("%s: %s first %s last %s due %s, want %s %s %s %s", when, f.State, f.FirstSeen, f.LastSeen, f.Due, state, first, last, due)
			}
		}
		// 2026-11-02 is a Monday; ten working days on is Monday two weeks later.
		want("first night", audit(t, s, night("2026-11-02", rule))[rule], lanmu.StateNew, "2026-11-02", "2026-11-02", "2026-11-16")
		want("second", audit(t, s, night("2026-11-03", rule))[rule], lanmu.StateOpen, "2026-11-02", "2026-11-03", "2026-11-16")

		unseen := night("2026-11-04")
		unseen.Looked["http://swj.example.gov.cn/a"] = lanmu.LinkSuspected
		want("page down", audit(t, s, unseen)[rule], lanmu.StateOpen, "2026-11-02", "2026-11-03", "2026-11-16")

		unlinked := night("2026-11-05")
		delete(unlinked.Looked, "http://swj.example.gov.cn/a")
		unlinked.Meta.Complete = false
		want("cut short", audit(t, s, unlinked)[rule], lanmu.StateOpen, "2026-11-02", "2026-11-03", "2026-11-16")

		skipped := night("2026-11-06")
		skipped.Skipped = []lanmu.Skip{{Rule: "mark-icp", Also: []string{rule}, URL: "http://swj.example.gov.cn/a", Reason: "无法读取"}}
		want("skipped", audit(t, s, skipped)[rule], lanmu.StateOpen, "2026-11-02", "2026-11-03", "2026-11-16")

		off := night("2026-11-07")
		off.RulesRun = nil
		want("rule off", audit(t, s, off)[rule], lanmu.StateOpen, "2026-11-02", "2026-11-03", "2026-11-16")

		want("put right", audit(t, s, night("2026-11-08"))[rule], lanmu.StateFixed, "2026-11-02", "2026-11-03", "2026-11-16")
		if f := audit(t, s, night("2026-11-09"))[rule]; f != nil {
			t.Errorf("fixed yesterday, still listed today: %+v", f)
		}
		want("back", audit(t, s, night("2026-11-10", rule))[rule], lanmu.StateReopened, "2026-11-02", "2026-11-10", "2026-11-24")
		want("after", audit(t, s, night("2026-11-11", rule))[rule], lanmu.StateOpen, "2026-11-02", "2026-11-11", "2026-11-24")

		events, err := s.Events(t.Context(), lanmu.FindingID("swj", rule, "", "http://swj.example.gov.cn/a", ""))
		if err != nil {
			t.Fatal(err)
		}
		var states []string
		for _, e := range events {
			states = append(states, e.Detail)
		}
		if got := fmt.Sprint(states); got != "[new open fixed reopened open]" {
			t.Errorf("history of states %s", got)
		}
	})
}

func TestPutTwiceIsPutOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		audit(t, s, night("2026-11-02", "wording-typo"))
		again := night("2026-11-02", "wording-typo")
		f := audit(t, s, again)["wording-typo"]
		if f.State != lanmu.StateNew {
			t.Errorf("the same night again: %s, want new", f.State)
		}
		lines, err := s.Audits(t.Context(), "swj", 10)
		if err != nil || len(lines) != 1 {
			t.Fatalf("%d audits (%v), want 1", len(lines), err)
		}
	})
}

func TestFalseAlarmSurvivesAndCanBeTakenBack(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		id := audit(t, s, night("2026-11-02", "privacy-id"))["privacy-id"].ID
		no, note, empty := lanmu.ReviewFalseAlarm, "系案例编号，非身份证号", ""
		if n, err := s.Mark(t.Context(), []string{id, "no-such"}, "张三", store.Mark{Review: &no, Note: &note}); err != nil || n != 1 {
			t.Fatalf("marked %d (%v), want 1", n, err)
		}
		f := audit(t, s, night("2026-11-03", "privacy-id"))["privacy-id"]
		if f.State != lanmu.StateWaived || f.Review != no || f.Note != note || f.Waiver == nil || f.Waiver.ApprovedBy != "张三" {
			t.Errorf("next night: %s review %q note %q waiver %+v", f.State, f.Review, f.Note, f.Waiver)
		}
		if _, err := s.Mark(t.Context(), []string{id}, "李四", store.Mark{Review: &empty}); err != nil {
			t.Fatal(err)
		}
		f, _, err := s.Finding(t.Context(), id)
		if err != nil || f.State != lanmu.StateOpen || f.Review != "" {
			t.Errorf("taken back: %s %q (%v)", f.State, f.Review, err)
		}
	})
}

func TestFindingsAreChosen(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		a := night("2026-11-02", "wording-typo", "privacy-id", "tag-site-missing")
		a.Findings[1].Department = "market"
		a.Findings[2].Message = `100%_“引号”`
		audit(t, s, a)
		for _, c := range []struct {
			f    store.Filter
			want int
		}{
			{store.Filter{}, 3},
			{store.Filter{Site: "other"}, 0},
			{store.Filter{Department: "market"}, 1},
			{store.Filter{Rule: "wording-typo", Department: "market"}, 0},
			{store.Filter{States: []lanmu.State{lanmu.StateNew, lanmu.StateOpen}}, 3},
			{store.Filter{States: []lanmu.State{lanmu.StateFixed}}, 0},
			{store.Filter{Text: "100%_"}, 1},
			{store.Filter{Text: "1000_"}, 0},
			{store.Filter{Text: "'; DROP TABLE findings; --"}, 0},
			{store.Filter{DueBefore: date("2026-11-16")}, 0},
			{store.Filter{DueBefore: date("2026-11-17")}, 3},
		} {
			got, n, err := s.Findings(t.Context(), c.f)
			if err != nil || n != c.want || len(got) != c.want {
				t.Errorf("%+v: %d of %d (%v), want %d", c.f, len(got), n, err, c.want)
			}
		}
		page, n, err := s.Findings(t.Context(), store.Filter{Limit: 2, Offset: 2})
		if err != nil || n != 3 || len(page) != 1 {
			t.Errorf("second page: %d of %d (%v)", len(page), n, err)
		}
	})
}

func TestFirstSeenNeedsTwoWholeNights(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		listed := func(at string, walked int, urls ...string) {
			a := night(at)
			c := &lanmu.Column{ID: "tzgg", Status: lanmu.StatusOK, Walked: walked, Pages: 2}
			for _, u := range urls {
				c.Rows = append(c.Rows, lanmu.Row{URL: u, Title: "一", Date: date("2026-10-01")})
			}
			a.Columns = []*lanmu.Column{c}
			audit(t, s, a)
		}
		seen := func() map[string]lanmu.Date {
			m, err := s.FirstSeen(t.Context(), "swj", "tzgg")
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		listed("2026-11-01", 1, "/b")
		listed("2026-11-02", 2, "/a", "/b")
		if m := seen(); len(m) != 0 {
			t.Errorf("one whole night tells %v", m)
		}
		listed("2026-11-03", 2, "/a", "/b", "/c")
		if m := seen(); len(m) != 1 || m["/c"] != date("2026-11-03") {
			t.Errorf("two whole nights tell %v, want /c on 2026-11-03", m)
		}
	})
}

func TestVisits(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		v := store.Visit{Site: "swj", At: time.UnixMilli(1_000_000), Status: 503, Reason: "503", Took: 15 * time.Second}
		for range 2 {
			if err := s.PutVisit(t.Context(), v); err != nil {
				t.Fatal(err)
			}
		}
		got, err := s.Visits(t.Context(), "swj", time.UnixMilli(1_000_000))
		if err != nil || len(got) != 1 || got[0] != v {
			t.Errorf("visits %+v (%v), want the one", got, err)
		}
		if err := s.DropVisits(t.Context(), time.UnixMilli(1_000_001)); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Visits(t.Context(), "swj", time.UnixMilli(0)); err != nil || len(got) != 0 {
			t.Errorf("after dropping: %v (%v)", got, err)
		}
	})
}

func TestNoneAndNewest(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		if _, err := s.Newest(t.Context(), "swj"); !errors.Is(err, store.ErrNone) {
			t.Errorf("newest of nothing: %v", err)
		}
		if _, _, err := s.Finding(t.Context(), "ffff"); !errors.Is(err, store.ErrNone) {
			t.Errorf("finding of nothing: %v", err)
		}
		audit(t, s, night("2026-11-02", "wording-typo"))
		audit(t, s, night("2026-11-03"))
		a, err := s.Newest(t.Context(), "swj")
		if err != nil || a.Meta.ID != "swj-2026-11-03" || len(a.Findings) != 1 || a.Findings[0].State != lanmu.StateFixed {
			t.Fatalf("newest %+v (%v)", a, err)
		}
		first, err := s.Audit(t.Context(), "swj-2026-11-02")
		if err != nil || first.Findings[0].State != lanmu.StateNew {
			t.Errorf("the first audit shows its finding as %s (%v), want as it was then", first.Findings[0].State, err)
		}
	})
}

// A history of tomorrow's lanmu is refused and stays as it is.
func TestNewerIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		if err := open(t, dsn).Close(); err != nil {
			t.Fatal(err)
		}
		driver := "sqlite"
		if dsn[:4] == "post" {
			driver = "pgx"
		}
		db, err := sql.Open(driver, dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, TRUE)"); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Open(context.Background(), dsn, store.Options{}); !errors.Is(err, store.ErrNewer) {
			t.Errorf("opening a newer history: %v, want ErrNewer", err)
		}
	})
}

func TestManyFindings(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		a := night("2026-11-02")
		for i := range 5000 {
			url := fmt.Sprintf("http://swj.example.gov.cn/%d", i)
			a.Findings = append(a.Findings, &lanmu.Finding{ID: lanmu.FindingID("swj", "wording-typo", "", url, ""), Rule: "wording-typo", URL: url})
		}
		audit(t, s, a)
		if _, n, err := s.Findings(t.Context(), store.Filter{Site: "swj"}); err != nil || n != 5000 {
			t.Errorf("%d findings (%v), want 5000", n, err)
		}
	})
}

func TestRecheck(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		a := night("2026-11-02", "wording-typo")
		a.Meta.Recording = "/r/1.warc.gz"
		id := audit(t, s, a)["wording-typo"].ID
		for _, c := range []struct {
			found, looked bool
			want          lanmu.State
		}{
			{false, false, lanmu.StateNew}, {true, true, lanmu.StateOpen}, {false, true, lanmu.StateFixed}, {false, true, lanmu.StateFixed}, {true, true, lanmu.StateReopened},
		} {
			got, err := s.Recheck(t.Context(), id, c.found, c.looked, date("2026-11-05"), "张三")
			if err != nil || got != c.want {
				t.Errorf("found %t looked %t: %s (%v), want %s", c.found, c.looked, got, err, c.want)
			}
		}
	})
}

func TestRecordingsKnowWhatProvesSomething(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		for i, at := range []string{"2026-11-02", "2026-11-03", "2026-11-04"} {
			a := night(at, "privacy-id")
			if i == 0 {
				a = night(at, "privacy-id", "wording-typo")
			}
			if i == 1 {
				a = night(at, "privacy-id")
				a.Looked = map[string]lanmu.LinkVerdict{"http://swj.example.gov.cn/a": lanmu.LinkSuspected}
			}
			a.Meta.Recording = fmt.Sprintf("/r/%d.warc.gz", i)
			audit(t, s, a)
		}
		got, err := s.Recordings(t.Context())
		if err != nil || len(got) != 3 || got[2].Proof != true || got[0].Path != "/r/0.warc.gz" {
			t.Fatalf("recordings %+v (%v)", got, err)
		}
		if err := s.DropRecording(t.Context(), got[0].Audit); err != nil {
			t.Fatal(err)
		}
		if got, err = s.Recordings(t.Context()); err != nil || len(got) != 2 {
			t.Errorf("after one is gone: %+v (%v)", got, err)
		}
	})
}

func TestRecallKnowsTheLastSuccess(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		audit(t, s, night("2026-11-02"))
		cut := night("2026-11-03")
		cut.Meta.Complete = false
		audit(t, s, cut)
		if want := night("2026-11-02").Meta.Finished; !cut.Meta.LastSuccess.Equal(want) {
			t.Errorf("last success %s, want %s", cut.Meta.LastSuccess, want)
		}
	})
}
