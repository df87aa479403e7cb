// Package config reads site profiles, strictly: every mistake of a file in one
// go, each with its place and what to write instead. A bare address is a
// profile too. It also writes the profiles that lanmu discover proposes.
package config

import "lanmu"

// Load reads a profile. The error is a *Mistakes where the file can be read, a
// Text where it cannot be. standards are the ids that a profile may name; where
// none are given, that is not checked.
func Load(path string, standards ...string) (*lanmu.Site, error) {
	src, err := read(path)
	if err != nil {
		return nil, err
	}
	p, err := parse(path, src, standards)
	if err != nil {
		return nil, err
	}
	return p.site(path)
}

// parse checks a profile's text. file is where it stands: word lists are looked
// for beside it, and mistakes are told with its name.
func parse(file string, src []byte, standards []string) (*Profile, error) {
	b := newBinder(file, src)
	b.standards = standards
	body := b.body()
	if body == nil {
		return nil, b.mistakes()
	}
	p := &Profile{}
	b.bind(body, p)
	b.check(p)
	if len(b.found) > 0 {
		return nil, b.mistakes()
	}
	return p, nil
}
