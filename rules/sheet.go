package rules

import (
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
	"golang.org/x/net/html"
)

// sheet is what a style sheet says of hiding and showing.
type sheet struct {
	rules   []sheetRule
	imports []string // sheets that it begins with, as written; a leading ? marks one that holds on some screens only
	partly  bool     // it is longer than is read: what it shows again is not known
}

// sheetRule is one selector with its declarations.
type sheetRule struct {
	match cascadia.Sel // nil: holds only sometimes (a pointer over it, a narrow screen), or is of a form that is not judged
	tag   string       // of its last part, without states; "" any
	names []string     // ids and classes of its last part
	decl  map[string]string
	loud  map[string]bool // declared !important
}

// mayBe tells that an element may come to be one that the rule holds for: where
// it gets a class more, is pointed at, or is moved.
func (r *sheetRule) mayBe(n *html.Node) bool {
	if r.tag != "" && r.tag != n.Data {
		return false
	}
	if len(r.names) == 0 {
		return true
	}
	own := append(strings.Fields(attr(n, "class")), attr(n, "id"))
	return slices.ContainsFunc(r.names, func(name string) bool { return slices.Contains(own, name) })
}

// maxSheetRules bounds what is kept of one sheet.
const maxSheetRules = 20000

// looks are the properties by which things are hidden and shown again.
var looks = tagSet("display visibility opacity font-size position left top right bottom margin-left margin-top text-indent overflow width height max-height color background background-color background-image transform clip z-index")

// readSheet reads a style sheet. It never fails: what is no CSS says nothing.
func readSheet(text string) *sheet {
	s := &sheet{}
	p := css.NewParser(parse.NewInputString(text), false)
	var open []bool // at-rules under way: whether what stands in them holds always
	var selectors []string
	var rule sheetRule
	for {
		kind, _, data := p.Next()
		switch kind {
		case css.ErrorGrammar:
			if p.HasParseError() {
				continue
			}
			return s
		case css.AtRuleGrammar:
			if strings.EqualFold(string(data), "@import") && len(s.rules) == 0 { // later ones browsers pass over
				s.imported(p.Values())
			}
		case css.BeginAtRuleGrammar:
			open = append(open, string(data) == "@media" && everyScreen(words(p.Values())))
		case css.EndAtRuleGrammar:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		case css.QualifiedRuleGrammar:
			selectors = append(selectors, words(p.Values()))
		case css.BeginRulesetGrammar:
			selectors = append(selectors, alternatives(words(p.Values()))...)
			rule = sheetRule{decl: map[string]string{}, loud: map[string]bool{}}
		case css.DeclarationGrammar:
			if name := strings.ToLower(string(data)); looks[name] && rule.decl != nil {
				v := strings.ToLower(words(p.Values()))
				if cut, ok := strings.CutSuffix(v, "!important"); ok {
					v, rule.loud[name] = strings.TrimSpace(cut), true
				}
				rule.decl[name] = strings.TrimSpace(v)
			}
		case css.EndRulesetGrammar:
			s.add(selectors, rule, always(open))
			selectors, rule = nil, sheetRule{}
		}
	}
}

// imported notes a sheet that is imported: its address, and on what screens.
func (s *sheet) imported(values []css.Token) {
	for i, v := range values {
		var addr string
		switch v.TokenType {
		case css.URLToken:
			_, addr, _ = strings.Cut(string(v.Data), "(")
			addr = strings.Trim(strings.TrimSpace(strings.TrimSuffix(addr, ")")), `"'`)
		case css.StringToken:
			addr = strings.Trim(string(v.Data), `"'`)
		default:
			continue
		}
		if !everyScreen(words(values[i+1:])) {
			addr = "?" + addr
		}
		if len(s.imports) == maxImports {
			s.partly = true
			return
		}
		s.imports = append(s.imports, addr)
		return
	}
	s.partly = true // of a form that is not known
}

// maxImports bounds the sheets that one imports.
const maxImports = 20

// alternatives splits a list of selectors at its commas, those in brackets left.
func alternatives(list string) []string {
	depth := 0
	return strings.FieldsFunc(list, func(c rune) bool {
		switch c {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		}
		return c == ',' && depth <= 0
	})
}

func always(open []bool) bool {
	for _, b := range open {
		if !b {
			return false
		}
	}
	return true
}

// everyScreen tells a condition of @media that every visitor's screen fulfils.
func everyScreen(media string) bool {
	switch strings.TrimSpace(strings.ToLower(media)) {
	case "", "all", "screen", "only screen":
		return true
	}
	return false
}

func words(values []css.Token) string {
	var b strings.Builder
	for _, t := range values {
		b.Write(t.Data)
	}
	return strings.TrimSpace(b.String())
}

func (s *sheet) add(selectors []string, rule sheetRule, always bool) {
	if len(rule.decl) == 0 {
		return
	}
	for _, text := range selectors {
		if len(s.rules) == maxSheetRules {
			s.partly = true
			return
		}
		if strings.Contains(text, "::") || len(text) > 400 {
			continue // of what is put before or after an element, not of the element
		}
		r := rule
		plain := !strings.ContainsAny(text, ":+~[") && always
		if sel, err := cascadia.Parse(text); err == nil && plain {
			r.match = sel
		}
		parts := strings.FieldsFunc(lastPart(text), func(c rune) bool { return c == '.' || c == '#' })
		if last := lastPart(text); last != "" && last[0] != '.' && last[0] != '#' && len(parts) > 0 {
			if r.tag = strings.ToLower(parts[0]); r.tag == "*" {
				r.tag = ""
			}
			parts = parts[1:]
		}
		r.names = parts
		s.rules = append(s.rules, r)
	}
}

// lastPart is what a selector says of the element itself, without its states.
func lastPart(selector string) string {
	if i := strings.LastIndexAny(selector, " >+~"); i >= 0 && !strings.ContainsAny(selector[i:], ")]") {
		selector = selector[i+1:]
	}
	if i := strings.IndexAny(selector, ":["); i >= 0 {
		selector = selector[:i]
	}
	return selector
}
