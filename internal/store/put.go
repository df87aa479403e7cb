package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"lanmu"
)

// batch is how many rows go into one INSERT: SQLite bounds the parameters of a
// statement at 32,766, and the widest row has 18.
const batch = 1500

// Put writes an audit in one transaction: all of it or nothing. Its findings
// are expected to have been through Recall. Putting the same audit again
// changes nothing.
func (s *Store) Put(ctx context.Context, a *lanmu.Audit) error {
	put := func(ctx context.Context, tx bun.Tx) error {
		for _, step := range []func(context.Context, bun.Tx, *lanmu.Audit) error{
			s.putSite, s.putAudit, s.putLog, s.putColumns, s.putFindings, s.putItems,
		} {
			if err := step(ctx, tx, a); err != nil {
				return err
			}
		}
		return nil
	}
	err := s.patiently(ctx, "putting an audit", func() error { return s.db.RunInTx(ctx, nil, put) })
	if errors.Is(err, errKnown) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("writing audit %s to the history: %w", a.Meta.ID, err)
	}
	if s.lists.has(a.Site.ID) {
		s.Warm(ctx, a.Site.ID)
	}
	return nil
}

// errKnown ends the transaction of an audit that is there already.
var errKnown = errors.New("audit is known")

func (s *Store) putSite(ctx context.Context, tx bun.Tx, a *lanmu.Audit) error {
	row := &siteRow{ID: a.Site.ID, Name: a.Site.Name, URL: a.Site.URL, SiteCode: a.Site.SiteCode}
	_, err := tx.NewInsert().Model(row).On("CONFLICT (id) DO UPDATE").
		Set("name = EXCLUDED.name").Set("url = EXCLUDED.url").Set("site_code = EXCLUDED.site_code").Exec(ctx)
	return err
}

func (s *Store) putAudit(ctx context.Context, tx bun.Tx, a *lanmu.Audit) error {
	doc, err := encode(a)
	if err != nil {
		return err
	}
	// The row of the site, just written, keeps other audits of it away until the
	// end of the transaction.
	var last int64
	if err := tx.NewSelect().Model((*auditRow)(nil)).ColumnExpr("COALESCE(MAX(seq), 0)").Scan(ctx, &last); err != nil {
		return err
	}
	row := &auditRow{
		Seq: last + 1,
		ID:  a.Meta.ID, Site: a.Site.ID, At: a.Meta.At.String(),
		Started: a.Meta.Started.UnixMilli(), Finished: a.Meta.Finished.UnixMilli(),
		Standard: a.Meta.Standard, Complete: a.Meta.Complete, Coverage: a.Meta.Coverage,
		Result: string(a.Verdict.Result), Pages: a.Meta.Pages, Open: countOpen(a.Findings), Recording: a.Meta.Recording, Doc: doc,
	}
	res, err := tx.NewInsert().Model(row).On("CONFLICT (id) DO NOTHING").Exec(ctx)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(errKnown, err)
	}
	return nil
}

func countOpen(findings []*lanmu.Finding) (n int) {
	for _, f := range findings {
		if f.State != lanmu.StateFixed && f.State != lanmu.StateWaived {
			n++
		}
	}
	return n
}

func (s *Store) putColumns(ctx context.Context, tx bun.Tx, a *lanmu.Audit) error {
	rows := make([]nightRow, 0, len(a.Columns))
	for _, c := range a.Columns {
		rows = append(rows, nightRow{
			Audit: a.Meta.ID, Site: a.Site.ID, Column: c.ID, At: a.Meta.At.String(), Status: string(c.Status),
			Items: c.Items, Newest: c.Newest.String(), Deadline: c.Deadline.String(),
			Whole: c.Pages > 0 && c.Walked >= c.Pages && a.Meta.Complete,
		})
	}
	slices.SortFunc(rows, func(x, y nightRow) int { return strings.Compare(x.Column, y.Column) })
	return inBatches(rows, func(rows []nightRow) error {
		_, err := tx.NewInsert().Model(&rows).Exec(ctx)
		return err
	})
}

func (s *Store) putFindings(ctx context.Context, tx bun.Tx, a *lanmu.Audit) error {
	rows := make([]findingRow, 0, len(a.Findings))
	seen := make([]auditFindingRow, 0, len(a.Findings))
	for _, f := range a.Findings {
		doc, err := json.Marshal(f)
		if err != nil {
			return err
		}
		row := findingRow{
			ID: f.ID, Site: a.Site.ID, Rule: f.Rule, URL: f.URL, Column: f.Column, Department: f.Department,
			Certainty: string(f.Certainty), State: string(f.State), FirstSeen: f.FirstSeen.String(),
			LastSeen: f.LastSeen.String(), Due: f.Due.String(), Review: f.Review, Note: f.Note, FixLink: f.FixLink,
			LastAudit: a.Meta.ID, Doc: string(doc), Words: words(f),
		}
		if f.State == lanmu.StateFixed {
			row.FixedOn = a.Meta.At.String()
		}
		rows = append(rows, row)
		seen = append(seen, auditFindingRow{Audit: a.Meta.ID, Finding: f.ID, State: string(f.State)})
	}
	// In order of key: B-trees take random keys seven times slower.
	slices.SortFunc(rows, func(x, y findingRow) int { return strings.Compare(x.ID, y.ID) })
	slices.SortFunc(seen, func(x, y auditFindingRow) int { return strings.Compare(x.Finding, y.Finding) })
	events, err := moved(ctx, tx, a, rows)
	if err != nil {
		return err
	}
	if err := inBatches(rows, func(rows []findingRow) error {
		// What people wrote (review, note, fix_link) is theirs: an audit that
		// began before they wrote it must not take it back.
		_, err := tx.NewInsert().Model(&rows).On("CONFLICT (id) DO UPDATE").
			Set("state = CASE WHEN ?TableAlias.review = ? AND EXCLUDED.state <> 'fixed' THEN 'waived' ELSE EXCLUDED.state END", lanmu.ReviewFalseAlarm).
			Set("department = EXCLUDED.department, certainty = EXCLUDED.certainty").
			Set("first_seen = EXCLUDED.first_seen, last_seen = EXCLUDED.last_seen, due = EXCLUDED.due").
			Set("fixed_on = CASE WHEN EXCLUDED.fixed_on <> '' AND ?TableAlias.fixed_on > EXCLUDED.fixed_on THEN ?TableAlias.fixed_on ELSE EXCLUDED.fixed_on END").
			Set("last_audit = EXCLUDED.last_audit, doc = EXCLUDED.doc, words = EXCLUDED.words").Exec(ctx)
		return err
	}); err != nil {
		return err
	}
	if err := inBatches(seen, func(rows []auditFindingRow) error {
		_, err := tx.NewInsert().Model(&rows).Exec(ctx)
		return err
	}); err != nil {
		return err
	}
	return s.addEvents(ctx, tx, events)
}

// maxWords is how many bytes of a finding can be searched: an index of
// PostgreSQL takes rows of at most 2,704 bytes.
const maxWords = 1200

// words is what people search a finding by.
func words(f *lanmu.Finding) string {
	s := fold(f.Title + "\n" + f.URL + "\n" + f.Message)
	if len(s) > maxWords {
		s = s[:maxWords]
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\x00", "")
}

// putItems remembers each item of a column from the night it was first seen.
func (s *Store) putItems(ctx context.Context, tx bun.Tx, a *lanmu.Audit) error {
	var rows []itemRow
	had := map[[2]string]bool{}
	for _, c := range a.Columns {
		for _, r := range c.Rows {
			if r.URL == "" || had[[2]string{c.ID, r.URL}] {
				continue
			}
			had[[2]string{c.ID, r.URL}] = true
			rows = append(rows, itemRow{
				Site: a.Site.ID, Column: c.ID, URL: r.URL, Title: r.Title,
				Shown: r.Date.String(), FirstSeen: a.Meta.At.String(),
			})
		}
	}
	slices.SortFunc(rows, func(x, y itemRow) int {
		if c := strings.Compare(x.Column, y.Column); c != 0 {
			return c
		}
		return strings.Compare(x.URL, y.URL)
	})
	return inBatches(rows, func(rows []itemRow) error {
		_, err := tx.NewInsert().Model(&rows).On("CONFLICT (site, column_id, url) DO NOTHING").Exec(ctx)
		return err
	})
}

func inBatches[T any](rows []T, put func([]T) error) error {
	for chunk := range slices.Chunk(rows, batch) {
		if err := put(chunk); err != nil {
			return err
		}
	}
	return nil
}
