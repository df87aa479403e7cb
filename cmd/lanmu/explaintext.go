package main

import (
	"fmt"
	"strings"
)

func (a *app) printExplained(e *explained) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s %s\n", e.URL, e.Kind, e.Title)
	for _, r := range e.Items {
		fmt.Fprintf(&b, "  %s %s %s\n", r.Date, r.Title, r.URL)
	}
	for _, d := range e.Dates {
		fmt.Fprintf(&b, "  %q %s %s %v %s\n", d.Raw, d.Date, d.Role, d.Taken, d.Why)
	}
	_, err := fmt.Fprint(a.std.out, b.String())
	return err
}
