package auditor

import (
	"lanmu"
	"lanmu/crawler"
	"lanmu/extract"
)

// search asks the site's own search for titles that the crawl found: once, and
// once more where the first answer is not a good one.
func (v *visitor) search(s *crawler.Session, columns []*lanmu.Column) {
	for _, q := range v.judge.Questions(columns, v.pages.Facts()) {
		done := false
		s.Ask(q.URL, func(p *lanmu.Page) {
			r := &extract.Reading{}
			if p.OK() {
				r = extract.Read(p, extract.Options{At: v.at, Site: v.site})
			}
			done = v.judge.Answer(q, p, r.Doc, r.Facts)
		})
		if done {
			return
		}
	}
}
