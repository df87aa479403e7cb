package config

import (
	"net/url"
	"path/filepath"
	"time"

	"lanmu"
)

// The defaults of contract §1 and §7.
const (
	defaultZone        = "Asia/Shanghai"
	defaultRate        = 5.0 // requests a second to one host
	defaultConcurrency = 4
	defaultTimeout     = 15 * time.Second
	defaultMaxPages    = 20000

	defaultAttachment      = 20 << 20 // bytes of one
	defaultAttachments     = 1000
	defaultAttachmentTotal = 500 << 20
)

// site is the profile with every default filled in and every address absolute.
// The profile must have been checked. file is where it was read, "" nowhere.
func (p *Profile) site(file string) (*lanmu.Site, error) {
	home, err := url.Parse(string(p.URL))
	if err != nil {
		return nil, err
	}
	loc, err := time.LoadLocation(or(string(p.Timezone), defaultZone))
	if err != nil {
		return nil, err
	}
	s := &lanmu.Site{
		ID:       or(string(p.ID), home.Hostname()),
		Name:     p.Name,
		URL:      home.String(),
		SiteCode: string(p.SiteCode),
		Standard: p.Standard,
		Location: loc,
		Discover: deref(p.Discover, true),
		Crawl:    p.Crawl.settings(),
		Links: lanmu.LinkSettings{
			External: deref(p.Links.External, true),
			Allow:    plain(p.Links.Allow),
			Ignore:   plain(p.Links.Ignore),
		},
		File: file,
	}
	if looksLikeFile(s.Standard) {
		s.Standard = beside(file, s.Standard)
	}
	for _, d := range p.Departments {
		s.Departments = append(s.Departments, lanmu.Department{ID: string(d.ID), Name: string(d.Name), Contact: d.Contact, Paths: plain(d.Paths)})
	}
	for _, c := range p.Columns {
		s.Columns = append(s.Columns, c.spec(home))
	}
	for _, w := range p.Words {
		s.Words = append(s.Words, beside(file, string(w)))
	}
	if p.Calendar != "" {
		s.Calendar = beside(file, string(p.Calendar))
	}
	for _, w := range p.Waivers {
		s.Waivers = append(s.Waivers, lanmu.Waiver{
			Rule: string(w.Rule), Column: string(w.Column), URL: absolute(home, w.URL),
			Reason: string(w.Reason), ApprovedBy: string(w.ApprovedBy), Until: lanmu.Date(w.Until),
		})
	}
	return s, nil
}

func (c Crawl) settings() lanmu.CrawlSettings {
	s := lanmu.CrawlSettings{
		Rate:        float64(deref(c.Rate, defaultRate)),
		Concurrency: int(deref(c.Concurrency, defaultConcurrency)),
		Timeout:     time.Duration(c.Timeout),
		MaxPages:    int(deref(c.MaxPages, defaultMaxPages)),
		MaxTime:     time.Duration(c.MaxTime),
		Reverify:    int(deref(c.Reverify, 0)),
		Render:      or(lanmu.RenderMode(c.Render), lanmu.RenderAuto),
		Hosts:       plain(c.Hosts),
		Exclude:     plain(c.Exclude),
		Headers:     map[string]string{},
		Proxy:       string(c.Proxy),
		UserAgent:   c.UserAgent,
		Window:      string(c.Window),
		Resolve:     map[string]string{},
		Attachments: c.Attachments.settings(),
	}
	if s.Timeout == 0 {
		s.Timeout = defaultTimeout
	}
	for k, v := range c.Headers {
		s.Headers[string(k)] = v
	}
	for k, v := range c.Resolve {
		s.Resolve[string(k)] = string(v)
	}
	return s
}

func (a Attachments) settings() lanmu.AttachmentSettings {
	s := lanmu.AttachmentSettings{
		Read: deref(a.Read, true), MaxSize: int64(a.MaxSize), MaxCount: int(deref(a.MaxCount, defaultAttachments)), MaxTotal: int64(a.MaxTotal),
	}
	if s.MaxSize == 0 {
		s.MaxSize = defaultAttachment
	}
	if s.MaxTotal == 0 {
		s.MaxTotal = defaultAttachmentTotal
	}
	return s
}

func (c Column) spec(home *url.URL) lanmu.ColumnSpec {
	return lanmu.ColumnSpec{
		ID: string(c.ID), Name: c.Name, URL: absolute(home, c.URL), Kind: lanmu.Kind(c.Kind),
		Department: string(c.Department), MaxAge: lanmu.Period(c.MaxAge), Required: deref(c.Required, false),
		Exempt: c.Exempt, Items: string(c.Items), Date: string(c.Date),
	}
}

// absolute resolves an address that the profile may write as a path.
func absolute(home *url.URL, ref columnURL) string {
	if ref == "" {
		return ""
	}
	u, err := home.Parse(string(ref))
	if err != nil {
		return string(ref)
	}
	return u.String()
}

// beside is name as seen from the folder of file.
func beside(file, name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	abs, err := filepath.Abs(filepath.Join(filepath.Dir(file), name))
	if err != nil {
		return name
	}
	return abs
}

func or[T ~string](v, fallback T) T {
	if v == "" {
		return fallback
	}
	return v
}

func deref[T any](p *T, fallback T) T {
	if p == nil {
		return fallback
	}
	return *p
}

func plain[T ~string](in []T) []string {
	var out []string
	for _, v := range in {
		out = append(out, string(v))
	}
	return out
}
