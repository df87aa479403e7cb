package crawler

import (
	"time"

	"lanmu"
	"lanmu/internal/address"
)

// Ask fetches one address of the site that no page links to: what a form would
// ask for. It comes after the crawl, at the site's pace, heeds robots.txt and
// the profile, and is recorded. The page is the crawler's again when visit
// returns; Fail says why there is none.
func (s *Session) Ask(addr string, visit func(*lanmu.Page)) {
	r := s.run
	unwatch := r.watch()
	defer unwatch()
	p := &lanmu.Page{Asked: addr, URL: addr}
	if !r.mayRender(addr) {
		p.Fail = &lanmu.Fail{Kind: lanmu.FailRobots, Detail: addr}
		visit(p)
		return
	}
	t := r.self.follow(addr, purposeSearch, fileHead, true)
	defer t.release()
	p.URL, p.Redirects, p.Status, p.Header, p.Fail = address.StripSession(t.asked), t.hops, t.status, t.header, t.fail
	p.Body, p.RawSize, p.Charset, p.MediaType, p.Took = t.text(), len(t.raw()), t.charset, t.media, t.took
	if t.exchange != nil {
		p.Fetched, p.Digest = t.exchange.At, t.digest()
	}
	if p.OK() {
		if why := challenge(p.Status, p.Asked, p.Body); why != "" {
			p.Fail = &lanmu.Fail{Kind: lanmu.FailBlocked, Detail: why}
		}
	}
	visit(p)
	s.counted()
}

// counted brings the crawl's figures up to date with what was asked after it.
func (s *Session) counted() {
	if s.crawl == nil {
		return
	}
	var last time.Time
	s.crawl.Requests, s.crawl.Bytes, _, last = s.run.tally.read()
	switch {
	case !s.run.replaying():
		s.crawl.Finished = s.run.opt.Now()
	case last.After(s.crawl.Finished):
		s.crawl.Finished = last
	}
}
