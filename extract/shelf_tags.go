package extract

import (
	"maps"
	"slices"
	"strings"
)

func (p *packing) tags(tags *map[string][]string) {
	if !p.here(len(*tags) > 0) {
		return
	}
	set := uint64(0)
	if !p.reads {
		if n, known := p.s.sets.number(*tags); known {
			set = n + 1
		}
	}
	p.number(&set)
	if set > 0 {
		*tags = p.s.sets.list[set-1]
		return
	}
	n := p.length(len(*tags))
	if !p.reads {
		for _, name := range slices.Sorted(maps.Keys(*tags)) {
			values := (*tags)[name]
			p.s.met(name, values)
			p.shared(&name)
			p.tagValues(&values)
		}
		return
	}
	*tags = make(map[string][]string, n)
	for range n {
		var name string
		var values []string
		p.shared(&name)
		p.tagValues(&values)
		(*tags)[name] = values
	}
}

// met makes names of a tag's values that the page before had as well.
func (s *shelf) met(name string, values []string) {
	if s.tagged == nil {
		s.tagged = map[string][]string{}
	}
	if slices.Equal(s.tagged[name], values) {
		for _, v := range values {
			s.names.number(v)
		}
		return
	}
	own := make([]string, len(values)) // they may be part of a page
	for i := range values {
		own[i] = strings.Clone(values[i])
	}
	s.tagged[strings.Clone(name)] = own
}

// tagValues are names where they are known, else the page's own.
func (p *packing) tagValues(list *[]string) {
	n := p.length(len(*list))
	if p.reads {
		*list = make([]string, n)
	}
	for i := range *list {
		s, known := &(*list)[i], uint64(0)
		if !p.reads {
			if k, ok := p.s.names.by[*s]; ok {
				known = uint64(k) + 1
			}
		}
		p.number(&known)
		switch {
		case known == 0:
			p.bytes(s)
		case p.reads:
			*s = p.s.names.list[known-1]
		}
	}
}
