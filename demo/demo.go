// Package demo is the sample portal: four invented bureaus' websites, each as
// another page system would make it, with planted faults, with as many decoys
// that only look like faults, and with the truth about both.
//
// Everything is made from a seed and a base day, so that an audit on that day
// must find exactly the planted faults: a test with a fixed day and
// `lanmu audit demo` today judge the same portal. Names, numbers and addresses
// are invented; every host is answered on loopback through Site().Crawl.Resolve.
package demo

import (
	"fmt"
	"slices"
	"strings"

	"lanmu"
)

// IDs are the portals: a TRS-like one, a 大汉-like one with its rows as records
// in script, an old one of tables and GBK bytes, and one that a framework of
// today draws on the server: cards, a list in a frame, a list in its own state.
var IDs = []string{"trs", "hanweb", "table", "cards"}

// Portal is one sample portal, whole in memory.
type Portal struct {
	ID   string
	Name string     // of the bureau
	Base lanmu.Date // the day it is "today" on the portal

	host    string // its own host name, without port
	code    string // 网站标识码
	seed    uint64
	skin    *skin
	columns []*column // in navigation order
	home    homePage
	answers map[string]*answer // "host/path?query" → answer
	notes   map[string]string  // further pages' names for the site map: path → name
	moods   map[string]mood    // "host/path?query" → mood
	reports map[int]*item      // annual reports by the year they are of
	lacks   map[string]bool    // rules of the frame that the portal breaks
	latest  []*item            // side list of fresh rows
	classic []*item            // side list of old ones
	addr    string             // where a started portal listens
	dead    string             // a port where nobody listens
	small   bool               // plain pages without a skin
	secure  bool               // https is offered too, with a bad certificate

	secureAddr string // where https listens
	truth      Truth
}

// New makes the portal as it stands on the base day.
func New(id string, base lanmu.Date) (*Portal, error) {
	if !slices.Contains(IDs, id) && !slices.Contains(Small, id) {
		return nil, fmt.Errorf("no sample portal %q: there are %s", id, strings.Join(append(IDs, Small...), ", "))
	}
	if base.IsZero() {
		return nil, fmt.Errorf("sample portal %q: the base day is missing", id)
	}
	if slices.Contains(Small, id) {
		return newSmall(id, base), nil
	}
	p, err := draft(id, base)
	if err != nil {
		return nil, fmt.Errorf("sample portal %q: %w", id, err)
	}
	if err := p.render(); err != nil {
		return nil, fmt.Errorf("sample portal %q: %w", id, err)
	}
	return p, nil
}

// draft is a portal with its content and truth, its pages not drawn yet.
func draft(id string, base lanmu.Date) (*Portal, error) {
	skin, err := loadSkin(id)
	if err != nil {
		return nil, err
	}
	p := &Portal{ID: id, Base: base, skin: skin, answers: map[string]*answer{}, notes: map[string]string{}, moods: map[string]mood{}, lacks: map[string]bool{}}
	p.truth = Truth{Portal: id, Base: base}
	switch id {
	case "trs":
		p.found("示例市商务局", "swj.demo.gov.cn", "9901000018", 11, trsColumns())
	case "hanweb":
		p.found("样本市商务局", "sww.sample.gov.cn", "9902000026", 23, hanwebColumns())
	case "table":
		p.found("范例市经济贸易局", "jmj.model.com.cn", "9903000035", 37, tableColumns())
	case "cards":
		p.found("样板市文化和旅游局", "wlj.pattern.gov.cn", "9904000044", 53, cardsColumns())
	}
	p.fill()
	p.writeDuties()
	p.plantColumns()
	p.plantLinks()
	p.plantFrame()
	p.plantDuties()
	p.plantSite()
	p.plantWords()
	p.plantSuspicions()
	p.plantAttachments()
	p.plantSheets()
	p.plantSearch()
	p.plantDecoys()
	p.finishReports()
	p.truthOfColumns()
	p.truthOfVerdict()
	return p, nil
}

func (p *Portal) found(name, host, code string, seed uint64, columns []*column) {
	p.Name, p.host, p.code, p.seed, p.columns = name, host, code, seed, columns
}

// URL is the address of the home page.
func (p *Portal) URL() string { return "http://" + p.host + "/" }

// abs makes a path of the portal an absolute address.
func (p *Portal) abs(path string) string { return "http://" + p.host + path }

// day is the base day moved back by n days.
func (p *Portal) day(ago int) lanmu.Date { return p.Base.AddDays(-ago) }

// Truth is what an audit on the base day must say.
func (p *Portal) Truth() Truth { return p.truth }
