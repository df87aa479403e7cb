package store

import (
	"context"
	"fmt"

	"lanmu"
)

// absentDays is how long before an item's first night a whole list without it
// must have been read after the item's own date, in days: twenty working days.
const absentDays = 28

// Past is what earlier audits saw of a site's lists, for the rule that asks
// whether items are dated back. It says of an item that it was first seen on a
// day only where that is proved: the whole list was read on a night long after
// the item's date, and the item was not in it.
type Past struct {
	whole map[string][]lanmu.Date // nights on which the whole list was read, by column, in order
	byURL map[string]lanmu.Date   // first night of an address, in whatever column
	same  map[twin]lanmu.Date     // first night of a title under a date, in whatever column
	first map[string]lanmu.Date   // what FirstSeen says, of tonight's items
	since lanmu.Date
}

// twin is an item whatever its address: a site that is rebuilt gives all its
// old items new addresses.
type twin struct{ title, shown string }

// Past reads what is known of a site's lists. Since is zero before two audits
// have read some list whole.
func (s *Store) Past(ctx context.Context, site string) (*Past, error) {
	p := &Past{whole: map[string][]lanmu.Date{}, byURL: map[string]lanmu.Date{}, same: map[twin]lanmu.Date{}, first: map[string]lanmu.Date{}}
	var nights []nightRow
	err := s.db.NewSelect().Model(&nights).Column("column_id", "at").Where("site = ? AND whole = ?", site, true).Order("at", "audit").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading whole nights of %s: %w", site, err)
	}
	for _, n := range nights {
		p.whole[n.Column] = append(p.whole[n.Column], dateOf(n.At))
	}
	for _, days := range p.whole {
		if len(days) >= 2 && (p.since.IsZero() || days[0].Before(p.since)) {
			p.since = days[0]
		}
	}
	if p.since.IsZero() {
		return p, nil
	}
	var items []itemRow
	if err := s.db.NewSelect().Model(&items).Where("site = ?", site).Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading items of %s: %w", site, err)
	}
	for _, r := range items {
		earliest(p.byURL, r.URL, dateOf(r.FirstSeen))
		earliest(p.same, twin{r.Title, r.Shown}, dateOf(r.FirstSeen))
	}
	return p, nil
}

func earliest[K comparable](m map[K]lanmu.Date, k K, d lanmu.Date) {
	if have, ok := m[k]; !ok || d.Before(have) {
		m[k] = d
	}
}

// Tonight tells what was found at: the items that FirstSeen will be asked about.
func (p *Past) Tonight(at lanmu.Date, columns []*lanmu.Column) {
	for _, c := range columns {
		for _, r := range c.Rows {
			if d := p.proved(c.ID, r, at); !d.IsZero() {
				p.first[r.URL] = d
			}
		}
	}
}

// proved is the night on which a row was first seen, where it is proved that it
// was not there long after its own date; else zero.
func (p *Past) proved(column string, r lanmu.Row, at lanmu.Date) lanmu.Date {
	first := at
	for _, seen := range []lanmu.Date{p.byURL[r.URL], p.same[twin{r.Title, r.Date.String()}]} {
		if !seen.IsZero() && seen.Before(first) {
			first = seen
		}
	}
	nights := p.whole[column]
	if len(nights) < 2 || r.Date.IsZero() || !r.Date.After(nights[0]) {
		return lanmu.Date{}
	}
	var absent lanmu.Date // the last whole night without it
	for _, n := range nights {
		if n.Before(first) {
			absent = n
		}
	}
	if absent.IsZero() || absent.DaysSince(r.Date) < absentDays {
		return lanmu.Date{}
	}
	return first
}

// FirstSeen is the night on which an item of tonight's lists was first seen, or
// Since where nothing is proved.
func (p *Past) FirstSeen(url string) lanmu.Date {
	if d, ok := p.first[url]; ok {
		return d
	}
	return p.since
}

// Since is the first night on which a list was read whole that was read whole
// again later; zero: there is none.
func (p *Past) Since() lanmu.Date { return p.since }
