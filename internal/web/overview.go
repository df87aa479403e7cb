package web

import (
	"errors"
	"net/http"
	"slices"
	"time"

	"lanmu"
	"lanmu/internal/probe"
	"lanmu/internal/schedule"
	"lanmu/internal/store"
)

// siteCard is one site on the overview.
type siteCard struct {
	Site   *lanmu.Site
	Newest *lanmu.Audit // nil: not audited yet
	Open   int
	Trend  []int // open findings, oldest audit first
	State  schedule.State
	Reach  probe.Outcome
}

// trendNights is how many audits a trend shows.
const trendNights = 30

func (s *Server) overview(r *http.Request) (string, any, error) {
	cards := []siteCard{}
	for _, site := range s.opt.Sites() {
		card, err := s.card(r, site)
		if err != nil {
			return "", nil, err
		}
		cards = append(cards, card)
	}
	return "overview", cards, nil
}

func (s *Server) card(r *http.Request, site *lanmu.Site) (siteCard, error) {
	card := siteCard{Site: site}
	lines, err := s.opt.Store.Audits(r.Context(), site.ID, trendNights)
	if err != nil {
		return card, err
	}
	for _, l := range slices.Backward(lines) {
		card.Trend = append(card.Trend, l.Open)
	}
	if len(lines) > 0 {
		card.Open = lines[0].Open
		if card.Newest, err = s.opt.Store.Summary(r.Context(), lines[0].ID); err != nil {
			return card, err
		}
	}
	if card.State, err = s.opt.Keeper.State(site.ID); err != nil && !errors.Is(err, schedule.ErrUnknown) {
		return card, err
	}
	card.Reach, err = s.reach(r.Context(), site)
	return card, err
}

// dueColumn is a column with the days it has left.
type dueColumn struct {
	Site   *lanmu.Site
	Column *lanmu.Column
	Left   int // days; negative: over
}

// expiryDays is how far ahead the list of what will expire looks.
const expiryDays = 30

func (s *Server) expiring(r *http.Request) (string, any, error) {
	var due []dueColumn
	for _, site := range s.opt.Sites() {
		a, err := s.newest(r, site.ID)
		if err != nil {
			return "", nil, err
		}
		if a == nil {
			continue
		}
		for _, d := range nextToExpire(site, a, s.today(site)) {
			if d.Left <= expiryDays {
				due = append(due, d)
			}
		}
	}
	slices.SortStableFunc(due, func(a, b dueColumn) int { return a.Left - b.Left })
	return "expiring", due, nil
}

func (s *Server) today(site *lanmu.Site) lanmu.Date {
	loc := site.Location
	if loc == nil {
		loc = time.UTC
	}
	return lanmu.DateOf(s.opt.Now().In(loc))
}

// nextToExpire are the columns that have a deadline, the nearest first.
func nextToExpire(site *lanmu.Site, a *lanmu.Audit, today lanmu.Date) []dueColumn {
	var due []dueColumn
	for _, c := range a.Columns {
		if !c.Deadline.IsZero() && c.Status != lanmu.StatusExempt {
			due = append(due, dueColumn{site, c, c.Deadline.DaysSince(today)})
		}
	}
	slices.SortStableFunc(due, func(a, b dueColumn) int { return a.Left - b.Left })
	return due
}

// newest is a site's newest audit without its findings; nil before the first.
func (s *Server) newest(r *http.Request, site string) (*lanmu.Audit, error) {
	lines, err := s.opt.Store.Audits(r.Context(), site, 1)
	if err != nil || len(lines) == 0 {
		return nil, err
	}
	a, err := s.opt.Store.Summary(r.Context(), lines[0].ID)
	if errors.Is(err, store.ErrNone) {
		return nil, nil
	}
	return a, err
}
