package auditor

import (
	"fmt"

	"lanmu"
	"lanmu/rules"
)

// assemble puts together what was seen and found; the verdict is weighed after.
func assemble(site *lanmu.Site, at lanmu.Date, std *rules.Standard, seen *lanmu.Crawl, columns []*lanmu.Column,
	facts lanmu.Pages, findings []*lanmu.Finding, skipped []lanmu.Skip,
) *lanmu.Audit {
	a := &lanmu.Audit{
		Schema:      lanmu.SchemaFindings,
		Site:        siteRef(site, facts),
		Columns:     columns,
		Findings:    findings,
		Skipped:     skipped,
		Departments: site.Departments,
		Standard:    lanmu.StandardRef{ID: std.ID, Name: std.Name, Document: std.Document},
		Published:   published(columns),
		Looked:      looked(seen, facts),
	}
	a.Meta = lanmu.Meta{
		ID:       auditID(site, seen),
		Started:  seen.Started,
		Finished: seen.Finished,
		At:       at,
		Standard: std.ID,
		Complete: seen.Complete && seen.Home == nil,
		Coverage: seen.Coverage,
		Pages:    seen.Pages,
		Links:    countLinks(seen),
		Requests: seen.Requests,
		Bytes:    seen.Bytes,
		Limits:   seen.Limits,
	}
	for _, c := range columns {
		for _, w := range c.Warnings {
			a.Warnings = append(a.Warnings, fmt.Sprintf("栏目“%s”：%s", c.Name, w))
		}
	}
	return a
}

// auditID is the site and the second in which the crawl began: judging a
// recording again gives the same id, because the recording knows when.
func auditID(site *lanmu.Site, seen *lanmu.Crawl) string {
	return site.ID + "-" + seen.Started.In(site.Location).Format("20060102-150405")
}

// siteRef names the site by its profile, else by what its home page says.
func siteRef(site *lanmu.Site, facts lanmu.Pages) lanmu.SiteRef {
	ref := lanmu.SiteRef{ID: site.ID, Name: site.Name, URL: site.URL, SiteCode: site.SiteCode}
	for f := range facts.All() {
		if !f.Home {
			continue
		}
		if names := f.Tags["SiteName"]; ref.Name == "" && len(names) > 0 {
			ref.Name = names[0]
		}
		ref.Name = firstOf(ref.Name, f.HeadTitle, f.Title)
		ref.SiteCode = firstOf(ref.SiteCode, f.Marks.SiteCode)
	}
	ref.Name = firstOf(ref.Name, site.ID)
	return ref
}

func countLinks(seen *lanmu.Crawl) (n lanmu.LinkCounts) {
	n.OK = len(seen.Well)
	for _, t := range seen.Targets {
		switch t.Verdict {
		case lanmu.LinkOK:
			n.OK++
		case lanmu.LinkBroken:
			n.Broken++
		case lanmu.LinkSuspected:
			n.Suspected++
		case lanmu.LinkBlocked:
			n.Blocked++
		case lanmu.LinkSkipped:
			n.Skipped++
		}
	}
	return n
}

// looked gathers what became of each address: of targets their verdict, of
// pages that were read that they could be.
func looked(seen *lanmu.Crawl, facts lanmu.Pages) map[string]lanmu.LinkVerdict {
	m := make(map[string]lanmu.LinkVerdict, len(seen.Targets)+facts.Len())
	for _, t := range seen.Targets {
		m[t.URL] = t.Verdict
	}
	for _, address := range seen.Well {
		m[address] = lanmu.LinkOK
	}
	for f := range facts.All() {
		if f.Status >= 200 && f.Status < 300 && !f.Unread {
			m[f.URL], m[f.Asked] = lanmu.LinkOK, lanmu.LinkOK
		}
	}
	return m
}

// published counts the items of each column by the month they are dated in.
func published(columns []*lanmu.Column) map[string]int {
	n := map[string]int{}
	for _, c := range columns {
		for _, r := range c.Rows {
			if !r.Date.IsZero() {
				n[c.ID+"\x00"+r.Date.String()[:len("2006-01")]]++
			}
		}
	}
	return n
}
