package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"lanmu"
)

// departments are every portal's 责任处室.
func (p *Portal) departments() []lanmu.Department {
	names := []struct{ id, name string }{
		{"office", "办公室"}, {"law", "政策法规处"}, {"hr", "人事处"}, {"finance", "财务处"}, {"service", "行政服务处"},
	}
	var out []lanmu.Department
	for i, n := range names {
		d := lanmu.Department{ID: n.id, Name: n.name, Contact: fmt.Sprintf("0000-1234100%d", i)}
		if n.id == "office" {
			d.Paths = []string{"/"} // what is nobody else's
		}
		out = append(out, d)
	}
	return out
}

// Site is the portal's profile, for an audit of a started portal: every host is
// answered on loopback, at no limited rate.
func (p *Portal) Site() *lanmu.Site {
	if p.small {
		return p.smallSite()
	}
	s := &lanmu.Site{
		ID: "demo-" + p.ID, Name: p.Name, URL: p.URL(), SiteCode: p.code,
		Location: time.FixedZone("CST", 8*3600), Departments: p.departments(), Discover: true,
		Crawl: lanmu.CrawlSettings{
			Concurrency: 4, Timeout: 15 * time.Second, MaxPages: 20000,
			Render: lanmu.RenderNever, Resolve: p.resolve(), Attachments: readAll,
		},
		Links: lanmu.LinkSettings{External: true, Allow: []string{"*.gov.cn", "*.conac.cn"}},
	}
	if p.ID == "table" {
		s.Links.Allow = nil
	}
	s.Columns = p.specs()
	return s
}

// readAll is what a profile says of attachments that says nothing of them.
var readAll = lanmu.AttachmentSettings{Read: true, MaxSize: 20 << 20, MaxCount: 1000, MaxTotal: 500 << 20}

// specs are the columns the profile names: departments, the column that must be
// there and is not, and one that is exempt.
func (p *Portal) specs() []lanmu.ColumnSpec {
	var out []lanmu.ColumnSpec
	for _, c := range p.columns {
		if c.shape == shapeHub {
			continue
		}
		spec := lanmu.ColumnSpec{ID: c.key, Name: c.name, URL: p.abs(c.path), Department: c.dept}
		spec.Required = c.key == "tzgg" || c.unlinked
		if c.status == lanmu.StatusExempt {
			spec.Exempt = "历史专题，已归档"
		}
		if c.dept == "office" && !spec.Required && c.status != lanmu.StatusExempt {
			continue // found by reading alone
		}
		out = append(out, spec)
	}
	return append(out, lanmu.ColumnSpec{ID: "zfgb", Name: "政务督查", URL: p.abs(p.missing()), Department: "office", Required: true})
}

// resolve leads every host to the started server, and one to a closed port.
func (p *Portal) resolve() map[string]string {
	m := map[string]string{p.host: p.addr, "dead.example": p.dead}
	for _, h := range outsideHosts {
		m[h] = p.addr
	}
	return m
}

// Profile is Site as a profile's text.
func (p *Portal) Profile() string {
	s := p.Site()
	var b strings.Builder
	fmt.Fprintf(&b, "url: %s\nid: %s\nname: %s\nsite_code: %q\ndepartments:\n", s.URL, s.ID, s.Name, s.SiteCode)
	for _, d := range s.Departments {
		fmt.Fprintf(&b, "  - {id: %s, name: %s, contact: %s", d.ID, d.Name, d.Contact)
		if len(d.Paths) > 0 {
			fmt.Fprintf(&b, ", paths: [%s]", strings.Join(d.Paths, ", "))
		}
		b.WriteString("}\n")
	}
	b.WriteString("columns:\n")
	for _, c := range s.Columns {
		fmt.Fprintf(&b, "  - {id: %s, name: %s, url: %q, department: %s", c.ID, c.Name, c.URL, c.Department)
		if c.Required {
			b.WriteString(", required: true")
		}
		if c.Exempt != "" {
			fmt.Fprintf(&b, ", exempt: %s", c.Exempt)
		}
		b.WriteString("}\n")
	}
	b.WriteString("crawl:\n  rate: 0\n  render: never\n  resolve:\n")
	hosts := make([]string, 0, len(s.Crawl.Resolve))
	for h := range s.Crawl.Resolve {
		hosts = append(hosts, h)
	}
	slices.Sort(hosts)
	for _, h := range hosts {
		fmt.Fprintf(&b, "    %s: %q\n", h, s.Crawl.Resolve[h])
	}
	if len(s.Links.Allow) == 0 {
		b.WriteString("links: {external: true}\n")
	} else {
		b.WriteString("links: {external: true, allow: [\"*.gov.cn\", \"*.conac.cn\"]}\n")
	}
	return b.String()
}

func decodeGBK(s string) (string, error) { return simplifiedchinese.GBK.NewDecoder().String(s) }
