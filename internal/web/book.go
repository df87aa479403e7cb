package web

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"lanmu"
	"lanmu/rules"
)

// book is the rules by id, for their titles and what they say.
type book map[string]rules.Rule

// ruleBook reads the rules once; one that is not there has no text.
var ruleBook = sync.OnceValue(func() book {
	b := book{}
	all, err := rules.All()
	if err != nil {
		return b // the auditor refuses to work with such rules, and says so
	}
	for _, r := range all {
		b[r.ID] = *r
	}
	return b
})

// title is a rule's title, or its id where it is of another version.
func (b book) title(id string) string {
	if r, ok := b[id]; ok {
		return r.Title
	}
	return id
}

var tags = regexp.MustCompile(`<[^>]*>`)

// fragmentRunes is how much text a browser is told to look for.
const fragmentRunes = 24

// place is an address at which a browser scrolls to a finding's evidence on the
// page that holds it; "" where there is no text to look for.
func place(f *lanmu.Finding) string {
	page := f.URL
	if len(f.On) > 0 {
		page = f.On[0]
	}
	text := strings.TrimSpace(html.UnescapeString(tags.ReplaceAllString(f.Evidence.Excerpt, " ")))
	text, _, _ = strings.Cut(text, "\n")
	text = strings.Trim(strings.Join(strings.Fields(text), " "), "…. ")
	if r := []rune(text); len(r) > fragmentRunes {
		text = string(r[:fragmentRunes])
	}
	if len([]rune(text)) < 2 || safeLink(page) == "" {
		return ""
	}
	page, _, _ = strings.Cut(page, "#")
	return page + "#:~:text=" + strings.ReplaceAll(url.PathEscape(text), "-", "%2D")
}
