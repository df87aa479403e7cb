package rules

import "lanmu"

// today is the later of the audit's day and the day the site was seen: a site
// judged for an earlier day is not to be blamed for what came after it.
func (p *SitePass) today() lanmu.Date { return lastSeen(p.Site, p.Crawl, p.At) }

func lastSeen(site *lanmu.Site, crawl *lanmu.Crawl, at lanmu.Date) lanmu.Date {
	if crawl.Started.IsZero() || site.Location == nil {
		return at
	}
	if seen := lanmu.DateOf(crawl.Started.In(site.Location)); seen.After(at) {
		return seen
	}
	return at
}

// guideDay is when 国办发〔2017〕47号 came into force: page tags and footer marks
// are not asked for before.
var guideDay = lanmu.NewDate(2017, 6, 8)

// beforeGuide tells an audit of a day on which the guide was not in force.
func (p *pass) beforeGuide() bool { return p.At.Before(guideDay) }
