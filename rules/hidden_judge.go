package rules

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"lanmu"
)

// hiddenBySheets judges the links kept.
func hiddenBySheets(p *SitePass) {
	type fault struct {
		note *hiddenNote
		how  string
	}
	byPlace := map[string][]fault{}
	for _, note := range p.s.ways {
		how, sure := p.s.hiddenWay(&note.link)
		if how == "" || !note.link.Foul && !sure {
			continue
		}
		key := strings.Join(note.link.Way, " ")
		byPlace[key] = append(byPlace[key], fault{note, how})
	}
	for _, list := range byPlace {
		slices.SortFunc(list, func(a, b fault) int {
			return cmp.Or(strings.Compare(a.note.page, b.note.page), strings.Compare(a.note.link.Host, b.note.link.Host), strings.Compare(a.note.link.Text, b.note.link.Text))
		})
		var hosts []string
		first := list[0]
		for _, f := range list {
			if !slices.Contains(hosts, f.note.link.Host) {
				hosts = append(hosts, f.note.link.Host)
			}
			if f.note.link.Foul && !first.note.link.Foul {
				first = f
			}
		}
		slices.Sort(hosts)
		l := &first.note.link
		r := Report{
			URL: first.note.page, Group: hosts[0], Anchor: l.Text,
			Evidence: lanmu.Evidence{Excerpt: l.Text, Selector: l.Where, Raw: "样式表把它藏起来：" + first.how},
			Message:  fmt.Sprintf("《%s》中藏有指向外部网站的链接，访客看不见（样式表写着：%s）：%s，例如“%s”。", first.note.title, first.how, hostList(hosts), clip(l.Text, 40)),
			Pages:    []lanmu.Use{{Page: first.note.page, Text: first.note.title, Where: l.Where}},
		}
		if l.Foul {
			r.Certainty = lanmu.Likely
		}
		p.Report(r)
	}
}

// forReaders are names by which pages hide what only programs that read pages
// aloud, or share buttons, are to find.
var forReaders = []string{"sr-only", "sronly", "screen-reader", "visually-hidden", "visuallyhidden", "skip", "share", "wza", "assist", "a11y", "offscreen"}

// hiddenWay says how a page's style sheets hide a link; "" they do not, or what
// shows it again may be there. sure says that no menu, tab or script that is
// usual hides this way.
func (s *Session) hiddenWay(l *HiddenLink) (how string, sure bool) {
	all := &sheetsRead{session: s, whole: true}
	for _, addr := range l.Sheets {
		all.add(addr, 0)
	}
	sheets := all.list
	sure = all.whole // else what shows it again may stand in what was not read
	if len(sheets) == 0 {
		return "", false
	}
	nodes, touched := wayNodes(l.Way)
	for i, n := range nodes {
		if touched[i] {
			continue
		}
		decl := lookOf(n, sheets)
		how, property := hiddenLook(decl)
		if how == "" || shownAgain(n, property, decl[property], sheets) {
			continue
		}
		name := strings.ToLower(l.Way[i])
		if slices.ContainsFunc(forReaders, func(w string) bool { return strings.Contains(name, w) }) {
			continue
		}
		switch property {
		case "left", "top", "font-size", "width", "height", "color":
			return how, sure && l.Text != ""
		}
		return how, false
	}
	return "", false
}

// sometimes is the sheet on screens that may be or not be.
func (s *sheet) sometimes() *sheet {
	out := &sheet{partly: s.partly, rules: slices.Clone(s.rules)}
	for i := range out.rules {
		out.rules[i].match = nil
	}
	return out
}

// maxImportDepth and maxSheetsRead bound how deep sheets import each other and how
// many are looked at for one page.
const (
	maxImportDepth = 3
	maxSheetsRead  = 60
)

// sheetsRead are a page's style sheets with those they import, in the order in
// which browsers apply them.
type sheetsRead struct {
	session *Session
	list    []*sheet
	asked   int
	whole   bool // none is missing
}

// add takes in a sheet by its address, a leading ? marking one that holds on some
// screens only, after those that it imports.
func (r *sheetsRead) add(addr string, depth int) {
	bare, sometimes := strings.CutPrefix(addr, "?")
	sh := r.session.sheets[bare]
	tooMuch := depth > maxImportDepth || r.asked == maxSheetsRead
	if sh == nil || sh.partly || tooMuch {
		r.whole = false
	}
	if sh == nil || tooMuch {
		return
	}
	r.asked++
	base, err := url.Parse(bare)
	for _, to := range sh.imports {
		to, some := strings.CutPrefix(to, "?")
		u := base
		if err == nil {
			u, err = base.Parse(to)
		}
		if err != nil {
			r.whole = false
			break
		}
		next := *u
		next.Fragment = ""
		if some || sometimes {
			r.add("?"+next.String(), depth+1)
		} else {
			r.add(next.String(), depth+1)
		}
	}
	if sometimes {
		sh = sh.sometimes()
	}
	r.list = append(r.list, sh)
}
