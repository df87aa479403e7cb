package main

import (
	"testing"

	"lanmu"
)

func TestOfficesSaid(t *testing.T) {
	rows := func(urls ...string) (list []lanmu.Row) {
		for _, u := range urls {
			list = append(list, lanmu.Row{URL: u})
		}
		return list
	}
	said := officesSaid{by: map[string][]string{
		"a": {"市场科"}, "b": {"示例市商务局市场科"}, "c": {"办公室"}, "d": {"省商务厅办公室"}, "e": {"法规科"}, "t": {"法规科", "法规科", "办公室"},
	}}
	for _, c := range []struct {
		name        string
		column      lanmu.Column
		office      string
		said, agree int
	}{
		{"most", lanmu.Column{Rows: rows("a", "b", "c", "d", "x")}, "市场科", 3, 2},
		{"no majority", lanmu.Column{Rows: rows("a", "b", "c", "e")}, "", 4, 0},
		{"one is an exception", lanmu.Column{Rows: rows("a", "x", "y")}, "", 1, 0},
		{"nobody says", lanmu.Column{Rows: rows("x", "d")}, "", 0, 0},
		{"its own table", lanmu.Column{URL: "t", Rows: rows("t", "x")}, "法规科", 3, 2},
	} {
		if office, n, agree := said.of(&c.column, "示例市商务局"); office != c.office || n != c.said || agree != c.agree {
			t.Errorf("%s: %q %d of %d, want %q %d of %d", c.name, office, agree, n, c.office, c.agree, c.said)
		}
	}
}
