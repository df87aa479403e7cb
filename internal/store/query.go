package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect"

	"lanmu"
)

// ErrNone is returned where history holds no such thing.
var ErrNone = errors.New("历史库中没有这一条 (no such entry in the history)")

// AuditLine is an audit in a list.
type AuditLine struct {
	ID, Site          string
	At                lanmu.Date
	Started, Finished time.Time
	Result            lanmu.Result
	Complete          bool
	Coverage          float64
	Pages, Open       int
	Recording         string
}

// Audits are a site's newest audits, the one written last first, whatever the
// clock said then; at most limit.
func (s *Store) Audits(ctx context.Context, site string, limit int) ([]AuditLine, error) {
	var rows []auditRow
	err := s.db.NewSelect().Model(&rows).ExcludeColumn("doc").Where("site = ?", site).Order("seq DESC", "id DESC").Limit(int64(limit)).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading audits of %s: %w", site, err)
	}
	lines := make([]AuditLine, 0, len(rows))
	for _, r := range rows {
		lines = append(lines, AuditLine{
			r.ID, r.Site, dateOf(r.At), time.UnixMilli(r.Started), time.UnixMilli(r.Finished),
			lanmu.Result(r.Result), r.Complete, r.Coverage, r.Pages, r.Open, r.Recording,
		})
	}
	return lines, nil
}

// Audit is an audit with its columns and verdict, and the findings that it saw
// in the state in which it left them. The newest one has them as they stand now.
func (s *Store) Audit(ctx context.Context, id string) (*lanmu.Audit, error) {
	a, err := s.Summary(ctx, id)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		findingRow `bun:",extend"`
		Then       string `bun:"then_state"`
	}
	err = s.db.NewSelect().TableExpr("findings AS f").ColumnExpr("f.*, af.state AS then_state").
		Join("JOIN audit_findings AS af ON af.finding = f.id").Where("af.audit = ?", id).
		OrderExpr("f.id").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("reading findings of audit %s: %w", id, err)
	}
	newest, err := s.Audits(ctx, a.Site.ID, 1)
	if err != nil {
		return nil, err
	}
	now := len(newest) > 0 && newest[0].ID == id
	for i := range rows {
		f, err := rows[i].finding()
		if err != nil {
			return nil, err
		}
		if !now {
			f.State = lanmu.State(rows[i].Then)
		}
		a.Findings = append(a.Findings, f)
	}
	return a, nil
}

// Newest is a site's newest audit, or ErrNone.
func (s *Store) Newest(ctx context.Context, site string) (*lanmu.Audit, error) {
	lines, err := s.Audits(ctx, site, 1)
	if err != nil {
		return nil, err
	}
	if len(lines) == 0 {
		return nil, fmt.Errorf("audits of %s: %w", site, ErrNone)
	}
	return s.Audit(ctx, lines[0].ID)
}

// Night is a column's state on one night.
type Night struct {
	At, Newest, Deadline lanmu.Date
	Status               lanmu.Status
	Items                int
}

// Nights are a column's states, oldest first, from a day on.
func (s *Store) Nights(ctx context.Context, site, column string, from lanmu.Date) ([]Night, error) {
	var rows []nightRow
	err := s.db.NewSelect().Model(&rows).Where("site = ? AND column_id = ? AND at >= ?", site, column, from.String()).Order("at", "audit").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading nights of column %s: %w", column, err)
	}
	nights := make([]Night, 0, len(rows))
	for _, r := range rows {
		nights = append(nights, Night{dateOf(r.At), dateOf(r.Newest), dateOf(r.Deadline), lanmu.Status(r.Status), r.Items})
	}
	return nights, nil
}

// LastRead is the last night before a day on which a column's list was read and
// was not left unverified; zero where there is none.
func (s *Store) LastRead(ctx context.Context, site, column string, before lanmu.Date) (lanmu.Earlier, error) {
	var rows []nightRow
	err := s.db.NewSelect().Model(&rows).
		Where("site = ? AND column_id = ? AND at < ? AND items > 0 AND status <> ?", site, column, before.String(), string(lanmu.StatusUnverified)).
		Order("at DESC", "audit DESC").Limit(1).Scan(ctx)
	if err != nil || len(rows) == 0 {
		return lanmu.Earlier{}, err
	}
	return lanmu.Earlier{At: dateOf(rows[0].At), Items: rows[0].Items}, nil
}

// Filter chooses findings. Empty fields choose all.
type Filter struct {
	Site, Department, Rule, Column, Certainty string
	States                                    []lanmu.State
	Text                                      string // in title, message or address, whatever the case
	DueBefore                                 lanmu.Date
	Limit, Offset                             int // Limit 0: 100
}

// Findings are those chosen, oldest due first, and how many there are in all.
func (s *Store) Findings(ctx context.Context, f Filter) ([]*lanmu.Finding, int, error) {
	limit := f.Limit
	if limit == 0 {
		limit = 100
	}
	ids, n, err := s.chosen(ctx, f, limit)
	if err != nil {
		return nil, 0, err
	}
	out := make([]*lanmu.Finding, 0, len(ids))
	for chunk := range slices.Chunk(ids, batch) {
		var rows []findingRow
		err := s.db.NewSelect().Model(&rows).Where("id IN (?)", bun.List(chunk)).Order("due", "rule", "id").Scan(ctx)
		if err != nil {
			return nil, 0, fmt.Errorf("reading findings: %w", err)
		}
		for i := range rows {
			one, err := rows[i].finding()
			if err != nil {
				return nil, 0, err
			}
			out = append(out, one)
		}
	}
	return out, n, nil
}

// chosen are the ids on the page that f asks for, and how many it chooses in all.
func (s *Store) chosen(ctx context.Context, f Filter, limit int) (ids []string, n int, err error) {
	if f.Site != "" {
		l, err := s.list(ctx, f.Site)
		if err != nil {
			return nil, 0, err
		}
		ids, n = l.choose(f, limit)
		return ids, n, nil
	}
	q := s.db.NewSelect().Model((*findingRow)(nil)).Column("id")
	f.onto(q)
	all, err := q.Order("due", "rule", "id").Limit(int64(limit)).Offset(int64(f.Offset)).ScanAndCount(ctx, &ids)
	if err != nil {
		return nil, 0, fmt.Errorf("reading findings: %w", err)
	}
	return ids, int(all), nil
}

func (f Filter) onto(q *bun.SelectQuery) {
	for _, w := range []struct{ column, value string }{
		{"site", f.Site}, {"department", f.Department}, {"rule", f.Rule}, {"column_id", f.Column}, {"certainty", f.Certainty},
	} {
		if w.value != "" {
			q.Where("? = ?", bun.Ident(w.column), w.value)
		}
	}
	if len(f.States) > 0 {
		q.Where("state IN (?)", bun.List(f.States))
	}
	if f.Text != "" {
		find := "instr(words, ?) > 0"
		if q.Dialect().Name() == dialect.PG {
			find = "strpos(words, ?) > 0"
		}
		q.Where(find, fold(f.Text))
	}
	if !f.DueBefore.IsZero() {
		q.Where("due <> '' AND due < ?", f.DueBefore.String())
	}
}

// Finding is one finding as it stands, or ErrNone.
func (s *Store) Finding(ctx context.Context, id string) (*lanmu.Finding, string, error) {
	var r findingRow
	if err := s.db.NewSelect().Model(&r).Where("id = ?", id).Scan(ctx); err != nil {
		return nil, "", none(err, "finding "+id)
	}
	f, err := r.finding()
	return f, r.Site, err
}

// FirstSeen are the items of a column that appeared after the first night on
// which the whole list was read, by address: only of those can it be said that
// they were not there before. It is empty before two such nights.
func (s *Store) FirstSeen(ctx context.Context, site, column string) (map[string]lanmu.Date, error) {
	var whole []nightRow
	err := s.db.NewSelect().Model(&whole).Where("site = ? AND column_id = ? AND whole = ?", site, column, true).Order("at").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading whole nights of column %s: %w", column, err)
	}
	if len(whole) < 2 {
		return nil, nil
	}
	var rows []itemRow
	err = s.db.NewSelect().Model(&rows).Where("site = ? AND column_id = ? AND first_seen > ?", site, column, whole[0].At).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading items of column %s: %w", column, err)
	}
	seen := make(map[string]lanmu.Date, len(rows))
	for _, r := range rows {
		seen[r.URL] = dateOf(r.FirstSeen)
	}
	return seen, nil
}

func none(err error, what string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s: %w", what, ErrNone)
	}
	return fmt.Errorf("reading %s: %w", what, err)
}

// Summary is an audit without its findings, or ErrNone.
func (s *Store) Summary(ctx context.Context, id string) (*lanmu.Audit, error) {
	var r auditRow
	if err := s.db.NewSelect().Model(&r).Where("id = ?", id).Scan(ctx); err != nil {
		return nil, none(err, "audit "+id)
	}
	return r.audit()
}

// Rules are those that a site has or had findings of, in order.
func (s *Store) Rules(ctx context.Context, site string) ([]string, error) {
	l, err := s.list(ctx, site)
	if err != nil {
		return nil, err
	}
	return l.rules, nil
}

// Months counts a site's known items by column and month ("2006-01") from a day on.
func (s *Store) Months(ctx context.Context, site string, from lanmu.Date) (map[string]map[string]int, error) {
	var rows []struct {
		Column string `bun:"column_id"`
		Month  string `bun:"month"`
		N      int    `bun:"n"`
	}
	err := s.db.NewSelect().Model((*itemRow)(nil)).ColumnExpr("column_id, substr(shown, 1, 7) AS month, count(*) AS n").
		Where("site = ? AND shown >= ?", site, from.String()[:len("2006-01")]).GroupExpr("column_id, substr(shown, 1, 7)").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("counting items of %s: %w", site, err)
	}
	months := map[string]map[string]int{}
	for _, r := range rows {
		if months[r.Column] == nil {
			months[r.Column] = map[string]int{}
		}
		months[r.Column][r.Month] = r.N
	}
	return months, nil
}
