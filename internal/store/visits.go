package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// Visit is one look at a site's home page.
type Visit struct {
	Site                               string
	At                                 time.Time
	OK                                 bool
	Status                             int
	Reason                             string // why not OK
	DNS, Connect, TLS, FirstByte, Took time.Duration
	CertEnds                           time.Time // last moment of the certificate; zero: none was shown
}

type visitRow struct {
	bun.BaseModel `bun:"table:visits"`

	Site      string `bun:"site,pk"`
	At        int64  `bun:"at,pk"`
	OK        bool   `bun:"ok"`
	Status    int    `bun:"status"`
	Reason    string `bun:"reason"`
	DNS       int64  `bun:"dns_ms"`
	Connect   int64  `bun:"connect_ms"`
	TLS       int64  `bun:"tls_ms"`
	FirstByte int64  `bun:"first_byte_ms"`
	Took      int64  `bun:"total_ms"`
	CertEnds  int64  `bun:"cert_ends"`
}

// PutVisit writes a visit; the same one again changes nothing.
func (s *Store) PutVisit(ctx context.Context, v Visit) error {
	row := &visitRow{
		Site: v.Site, At: v.At.UnixMilli(), OK: v.OK, Status: v.Status, Reason: v.Reason,
		DNS: v.DNS.Milliseconds(), Connect: v.Connect.Milliseconds(), TLS: v.TLS.Milliseconds(),
		FirstByte: v.FirstByte.Milliseconds(), Took: v.Took.Milliseconds(),
	}
	if !v.CertEnds.IsZero() {
		row.CertEnds = v.CertEnds.UnixMilli()
	}
	err := s.patiently(ctx, "putting a visit", func() error {
		_, err := s.db.NewInsert().Model(row).On("CONFLICT (site, at) DO NOTHING").Exec(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("writing a visit of %s: %w", v.Site, err)
	}
	return nil
}

// Visits are a site's from a moment on, oldest first.
func (s *Store) Visits(ctx context.Context, site string, from time.Time) ([]Visit, error) {
	var rows []visitRow
	if err := s.db.NewSelect().Model(&rows).Where("site = ? AND at >= ?", site, from.UnixMilli()).Order("at").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading visits of %s: %w", site, err)
	}
	out := make([]Visit, 0, len(rows))
	ms := func(n int64) time.Duration { return time.Duration(n) * time.Millisecond }
	for _, r := range rows {
		v := Visit{r.Site, time.UnixMilli(r.At), r.OK, r.Status, r.Reason, ms(r.DNS), ms(r.Connect), ms(r.TLS), ms(r.FirstByte), ms(r.Took), time.Time{}}
		if r.CertEnds != 0 {
			v.CertEnds = time.UnixMilli(r.CertEnds)
		}
		out = append(out, v)
	}
	return out, nil
}

// DropVisits forgets those before a moment.
func (s *Store) DropVisits(ctx context.Context, before time.Time) error {
	if _, err := s.db.NewDelete().Model((*visitRow)(nil)).Where("at < ?", before.UnixMilli()).Exec(ctx); err != nil {
		return fmt.Errorf("forgetting old visits: %w", err)
	}
	return nil
}
