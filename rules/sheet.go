package rules

import (
	"strings"

	"github.com/andybalholm/cascadia"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// sheet is what a style sheet says of hiding and showing.
type sheet struct {
	rules  []sheetRule
	partly bool // it imports others, or is longer than is read: what it shows again is not known
}

// sheetRule is one selector with its declarations.
type sheetRule struct {
	match   cascadia.Sel // nil: holds only sometimes (a pointer over it, a narrow screen), or is of a form that is not judged
	subject cascadia.Sel // its last part alone, without states; nil: not known
	decl    map[string]string
	loud    map[string]bool // declared !important
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
			s.partly = s.partly || string(data) == "@import"
		case css.BeginAtRuleGrammar:
			open = append(open, string(data) == "@media" && everyScreen(words(p.Values())))
		case css.EndAtRuleGrammar:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		case css.QualifiedRuleGrammar:
			selectors = append(selectors, words(p.Values()))
		case css.BeginRulesetGrammar:
			selectors = append(selectors, words(p.Values()))
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
		if last := lastPart(text); last != "" {
			if sel, err := cascadia.Parse(last); err == nil {
				r.subject = sel
			}
		}
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
