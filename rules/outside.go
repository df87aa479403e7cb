package rules

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// outsideLink is a link to another site.
type outsideLink struct {
	node *html.Node
	host string
}

// outside are the page's links to other sites, but for those of the state and
// those of widgets that every portal carries.
func (p *PagePass) outside() []outsideLink {
	s := p.share
	if s.outsideAsked {
		return s.outside
	}
	s.outsideAsked = true
	base := p.base()
	if base == nil {
		return nil
	}
	for _, n := range p.elements().far {
		if n.DataAtom != atom.A {
			continue
		}
		host := outsideHost(base, attr(n, "href"))
		if host == "" || ownHost(p.Site, host) || government(host) || shares(host) {
			continue
		}
		s.outside = append(s.outside, outsideLink{n, host})
	}
	return s.outside
}

// hideSheet is what the page's own style sheets hide.
func (p *PagePass) hideSheet() *hideSheet {
	if p.share.hides == nil {
		p.share.hides = readHideSheet(p.elements().styles)
	}
	return p.share.hides
}
