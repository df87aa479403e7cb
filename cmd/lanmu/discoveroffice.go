package main

import (
	"sync"

	"lanmu"
	"lanmu/extract"
)

// officesSaid is who pages say put things up, by the page's address.
type officesSaid struct {
	mu sync.Mutex
	by map[string][]string
}

func (o *officesSaid) add(page string, names []string) {
	if len(names) == 0 {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.by[page] = names
}

// fewOffices is how many pages or rows must name an office before it is
// proposed: one may be an exception.
const fewOffices = 2

// of is the office that most of a column's pages and rows name, of how many
// that say one, and how many agree. Without a majority it is "": nothing is
// made up.
func (o *officesSaid) of(c *lanmu.Column, site string) (office string, said, agree int) {
	votes := map[string]int{}
	count := func(names []string) {
		for _, n := range names {
			if office := extract.OfficeOf(n, site); office != "" {
				votes[office]++
				said++
			}
		}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	count(o.by[c.URL])
	for _, r := range c.Rows {
		if r.URL != c.URL {
			count(o.by[r.URL])
		}
	}
	for name, n := range votes {
		if n >= fewOffices && n*2 > said {
			return name, said, n
		}
	}
	return "", said, 0
}
