package rules

import (
	"bytes"
	"hash/fnv"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"lanmu"
)

// policySeen is a normative document or an interpretation as it was read.
type policySeen struct {
	links    map[uint64]bool // addresses it links to
	related  bool            // it has a link that calls itself an interpretation
	validity bool            // it says whether it is in force
	scripted bool            // what stands beside it is put in by a script
}

var (
	documentColumn = oneOf(`规范性文件`)
	explainColumn  = oneOf(`解读|图解|一图读懂`)
	explainTitle   = oneOf(`解读|图解|读懂|政策问答|起草说明|答记者问`)
	lasting        = regexp.MustCompile(`施行(期限)?.{0,6}\d年|试行期`)
	relatedWord    = oneOf(`解读|图解|读懂`)
	relatedHead    = regexp.MustCompile(`^相关(解读|文件|链接|政策)[^<"]{0,20}(\s*<[^>]{1,80}>){0,3}\s*<(?i:script)`)
)

// validityWords say whether a document is in force; lastingWord may.
var (
	validityWords = oneOf(`有效性|时效性|有效期|有效状态|现行有效|失效|废止|效力|是否有效|信息状态|文件状态`)
	lastingWord   = oneOf(`施行|试行期`)
)

// isDocument tells an article of a column of normative documents.
func isDocument(f *lanmu.Facts) bool {
	return f.Kind == lanmu.PageArticle && within(f, documentColumn) && !explainTitle.MatchString(f.Title)
}

// isExplanation tells an interpretation.
func isExplanation(f *lanmu.Facts) bool {
	return f.Kind == lanmu.PageArticle && (within(f, explainColumn) || explainTitle.MatchString(f.Title)) && !within(f, documentColumn)
}

// within tells that a page's column or breadcrumb has the name.
func within(f *lanmu.Facts, name interface{ MatchString(string) bool }) bool {
	if name.MatchString(f.ColumnName) {
		return true
	}
	for _, c := range f.Crumbs {
		if name.MatchString(c.Name) {
			return true
		}
	}
	return false
}

// notePolicy keeps what the rules of documents and interpretations need.
func notePolicy(p *PagePass) {
	f := p.Facts
	if p.Doc == nil || !isDocument(f) && !isExplanation(f) {
		return
	}
	s := policySeen{links: map[uint64]bool{}}
	for _, root := range p.Doc.Nodes {
		for n := range root.Descendants() {
			if n.Type != html.ElementNode || n.Data != "a" || len(s.links) > 400 {
				continue
			}
			if to := p.resolve(attr(n, "href")); to != "" {
				s.links[hashOf(to)] = true
			}
		}
	}
	t := p.ownText()
	s.related = relatedWord.MatchString(t.anchored)
	for _, run := range p.texts() {
		if validityWords.in(run.text) || lastingWord.in(run.text) && lasting.MatchString(run.text) {
			s.validity = true
			break
		}
	}
	s.scripted = relatedByScript(p.Page.Body)
	p.Note("policy", s)
}

// relatedByScript tells that what stands under 相关解读 is put in by a script.
func relatedByScript(body []byte) bool {
	mark := []byte("相关")
	for rest := body; ; {
		i := bytes.Index(rest, mark)
		if i < 0 {
			return false
		}
		rest = rest[i:]
		if relatedHead.Match(rest[:min(len(rest), 400)]) {
			return true
		}
		rest = rest[len(mark):]
	}
}

func hashOf(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(strings.TrimSuffix(strings.TrimSuffix(s, "/"), "/index.html")))
	return h.Sum64()
}

// policy is one of them at the end.
type policy struct {
	*lanmu.Facts
	seen policySeen
	core string // what of the title names the document
}

func (a *policy) linksTo(b *policy) bool {
	return a.seen.links[hashOf(b.URL)] || a.seen.links[hashOf(b.Asked)]
}

// pair is a document with an interpretation of it.
type pair struct{ doc, note *policy }

// policies are documents and interpretations, and who belongs to whom: linked
// one way at least, or the interpretation's title quotes the document's.
func (p *SitePass) policies() (docs, notes []*policy, pairs []pair) {
	for _, n := range p.Notes("policy") {
		f := p.PageAt(n.URL)
		if f == nil || f.Kind != lanmu.PageArticle {
			continue
		}
		x := &policy{Facts: f, seen: n.Value.(policySeen), core: coreTitle(f.Title)}
		if isDocument(f) {
			docs = append(docs, x)
		} else {
			notes = append(notes, x)
		}
	}
	for _, d := range docs {
		for _, n := range notes {
			quotes := utf8.RuneCountInString(d.core) >= 8 && strings.Contains(squeeze(n.Title), d.core)
			if quotes || d.linksTo(n) && n.linksTo(d) {
				pairs = append(pairs, pair{d, n})
			}
		}
	}
	return docs, notes, pairs
}

var (
	quotedName = regexp.MustCompile(`《([^《》]{6,80})》`)
	wrapping   = regexp.MustCompile(`^.{0,30}?关于(印发|公布|发布|修订|实施|做好)?|的?(通知|公告|通告|决定|意见的通知)$|^关于|[《》]`)
)

// coreTitle is what names a document inside its title: 关于印发《X办法》的通知
// is X办法.
func coreTitle(title string) string {
	t := squeeze(title)
	if m := quotedName.FindStringSubmatch(t); m != nil {
		return m[1]
	}
	return strings.TrimSpace(wrapping.ReplaceAllString(t, ""))
}

// recentPolicy bounds how old documents are judged: two years back, so that a
// site is not blamed for what was not asked at the time.
func (p *SitePass) recentPolicy(f *policy) bool {
	return !f.Published.IsZero() && !f.Published.After(p.At) && !f.Published.Before(p.At.Add(lanmu.Period{Years: -2}))
}
