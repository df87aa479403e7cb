package demo

import (
	"fmt"

	"lanmu"
)

// view is what a template sees.
type view struct {
	P       *Portal
	Head    string // <title>
	Title   string
	Col     *column
	Trail   []*column // from the top, own last
	Rows    []*item
	Total   int // rows of the list over all pages
	Page    int // from 0
	Pages   int
	It      *item
	Prev    *item
	Next    *item
	Body    string
	Groups  []group
	Latest  []*item // side list: the newest of the whole site
	Classic []*item // side list: old favourites
	Today   string
	Year    int
	Islands []*item // rows in the script of a 大汉 page
	Links   homePage
	Home    bool
	IsList  bool
	Framed  string // address of the page that holds the rows, in a frame
}

// group is a block of rows under a heading.
type group struct {
	Col  *column
	Rows []*item
}

// Name, Host and Code are the bureau's for templates.
func (v *view) Name() string { return v.P.Name }

// Host is the portal's own host name.
func (v *view) Host() string { return v.P.host }

// Code is the site's code.
func (v *view) Code() string { return v.P.code }

// TagCode is the code in the page's tags: one column's template still has
// another site's.
func (v *view) TagCode() string {
	if v.Col != nil && v.Col.key == otherSites {
		return "9901000099"
	}
	return v.P.code
}

// ColTag is what the page's column tags say; the home page has none.
func (v *view) ColTag() string {
	switch {
	case v.Home:
		return ""
	case v.Col != nil:
		return v.Col.name
	}
	return v.Title
}

// FootCode is the code in the footer.
func (v *view) FootCode() string {
	if v.Has("mark-site-code") {
		return v.P.code
	}
	return v.P.code[:8] + "99"
}

// Has tells that the portal's frame is right about a rule, which it breaks else.
func (v *view) Has(rule string) bool { return !v.P.lacks[rule] }

// Nav are the top columns with their sub-columns.
func (v *view) Nav() []*column {
	var top []*column
	for _, c := range v.P.columns {
		if c.parent == "" {
			top = append(top, c)
		}
	}
	return top
}

// Subs, Key and such let templates reach unexported fields.
func (c *column) Subs() []*column { return c.subs }

// Path is the address of the column's first page.
func (c *column) Path() string { return c.path }

// Name is its name.
func (c *column) Name() string { return c.name }

// Key is its short key.
func (c *column) Key() string { return c.key }

// Seq is its number on the portal.
func (c *column) Seq() int { return c.seq }

// Num is the number a 大汉 system knows it by.
func (c *column) Num() int { return 1200 + c.seq }

// Split tells that its rows show the day over year and month.
func (c *column) Split() bool { return c.form == formSplit }

// Dated tells that its rows show dates.
func (c *column) Dated() bool { return c.form != formNone }

// Digest are the newest rows, as a hub shows them.
func (c *column) Digest() []*item {
	var out []*item
	for _, it := range c.items {
		if !it.pinned && c.shape == shapeList && len(out) < 3 {
			out = append(out, it)
		}
	}
	return out
}

// Look is how the portal of cards draws the column's rows.
func (v *view) Look() string {
	if v.Col.form == formSplit {
		return "split"
	}
	return []string{"card", "table", "summary"}[v.Col.seq%3]
}

// Siblings are the columns of the same hub.
func (c *column) Siblings() []*column {
	if c.up == nil {
		return c.subs
	}
	return c.up.subs
}

// Href is where a row leads.
func (it *item) Href() string {
	if it.href != "" {
		return it.href
	}
	return it.path
}

// Title is the item's title.
func (it *item) Title() string { return it.title }

// Col is its column.
func (it *item) Col() *column { return it.col }

// Pinned tells 置顶.
func (it *item) Pinned() bool { return it.pinned }

// Number is its 文号.
func (it *item) Number() string { return it.number }

// Validity is whether a document is in force; "" it does not say.
func (it *item) Validity() string {
	if it.unmarked {
		return ""
	}
	return "有效"
}

// Source is where the text comes from.
func (it *item) Source() string { return it.source }

// Text is the article's body with what was planted.
func (it *item) Text() string { return it.body + it.more }

// Stated is the date as the article writes it.
func (it *item) Stated() string {
	if it.col.form == formNone {
		return ""
	}
	return it.own().String()
}

// own is the date the article says of itself.
func (it *item) own() lanmu.Date {
	if !it.stated.IsZero() {
		return it.stated
	}
	return it.date
}

// Stamp is the date with its clock for the page's tags.
func (it *item) Stamp() string {
	if it.col.form == formNone {
		return ""
	}
	return it.own().String() + " " + it.clock
}

// ISO is the item's date.
func (it *item) ISO() string { return it.date.String() }

// Day and YearMonth are the halves of a split date.
func (it *item) Day() string { return fmt.Sprintf("%02d", it.date.Day) }

// YearMonth is the other half.
func (it *item) YearMonth() string { return fmt.Sprintf("%04d-%02d", it.date.Year, it.date.Month) }

// Seq is its number.
func (it *item) Seq() int { return it.seq }
