package config

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"lanmu"
)

// Discovered is what lanmu discover saw of a site.
type Discovered struct {
	URL      string // home page
	Name     string
	SiteCode string
	On       lanmu.Date
	Pages    int // pages read
	Columns  []FoundColumn
}

// FoundColumn is a column as it was recognised.
type FoundColumn struct {
	ID, Name string
	Path     []string // names from the top, its own last
	URL      string   // absolute
	Kind     lanmu.Kind
	Period   lanmu.Period // for the kind; zero: none
	Verified bool         // Period is the standard's own, not a default of this tool
	Rows     int
	Newest   lanmu.Date
	How      string // how it was recognised
	Hub      bool   // lists sub-columns only: is not judged
	Note     string // what could not be told, in a sentence
	Office   string // the department by what its pages say; "" they do not
	Said     int    // of how many pages or rows that say whose they are; 0: the column above is called so
	Agree    int    // how many name Office
}

// Text is a profile of what was discovered, with a comment over every column.
func (d Discovered) Text() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# 由 lanmu discover 于 %s 读了 %d 个页面后写成，请核对后用 lanmu audit 审查。\n", d.On, d.Pages)
	b.WriteString("# 每个栏目上方的注释是识别的结果；没有列出的栏目审查时也会自动识别（discover: true）。\n")
	fmt.Fprintf(&b, "url: %s\n", quote(d.URL))
	if name := clean(d.Name); name != "" {
		fmt.Fprintf(&b, "name: %s\n", quote(name))
	}
	var code siteCode
	if code.parse(d.SiteCode) == nil {
		fmt.Fprintf(&b, "site_code: %q\n", d.SiteCode)
	}
	offices := d.offices()
	b.WriteString(writeOffices(offices))
	b.WriteString(d.departments(len(offices) > 0))
	if len(d.Columns) == 0 {
		b.WriteString("# 没有识别出栏目。\n")
		return []byte(b.String())
	}
	b.WriteString("columns:\n")
	home, _ := url.Parse(d.URL)
	for _, c := range unique(d.Columns, nil) {
		b.WriteString(c.block("  ", home, offices))
	}
	return []byte(b.String())
}

// Judged counts the columns that are judged: hubs are not.
func (d Discovered) Judged() (n int) {
	for _, c := range d.Columns {
		if !c.Hub {
			n++
		}
	}
	return n
}

// departments proposes, as a comment, one department for each first folder.
func (d Discovered) departments(some bool) string {
	names := map[string][]string{}
	for _, c := range d.Columns {
		if p := firstFolder(c.URL); p != "" && !c.Hub {
			names[p] = append(names[p], clean(c.Name))
		}
	}
	if len(names) == 0 {
		return ""
	}
	folders := make([]string, 0, len(names))
	for f := range names {
		folders = append(folders, f)
	}
	slices.SortFunc(folders, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(names[b]), len(names[a])), strings.Compare(a, b))
	})
	var b strings.Builder
	if some {
		b.WriteString("# 其他责任处室请加在上面，也可以按路径写（paths 下的栏目都归它）：\n")
	} else {
		b.WriteString("# 页面没有写明责任处室。请写在这里，paths 下的栏目都归它：\n# departments:\n")
	}
	id := "d"
	if some {
		id = "p"
	}
	for i, f := range folders[:min(len(folders), 12)] {
		list := names[f]
		more := ""
		if len(list) > 4 {
			list, more = list[:4], "等"
		}
		fmt.Fprintf(&b, "#   - {id: %s%d, name: 待填写, paths: [%s]}   # %d 个栏目：%s%s\n", id, i+1, quote(f), len(names[f]), strings.Join(list, "、"), more)
	}
	return b.String()
}

// firstFolder is "/zwgk/" of http://host/zwgk/tzgg/index.html; "" where the
// address has no folder.
func firstFolder(addr string) string {
	u, err := url.Parse(addr)
	if err != nil {
		return ""
	}
	first, _, deeper := strings.Cut(strings.TrimPrefix(u.EscapedPath(), "/"), "/")
	if !deeper || first == "" {
		return ""
	}
	return "/" + first + "/"
}

// unique gives columns ids that a profile may hold, none of them taken.
func unique(columns []FoundColumn, taken []string) []FoundColumn {
	out := slices.Clone(columns)
	used := map[string]bool{}
	for _, id := range taken {
		used[id] = true
	}
	for i := range out {
		id := slugOf(cmp.Or(out[i].ID, out[i].Name))
		for n := 2; used[id]; n++ {
			id = fmt.Sprintf("%s-%d", slugOf(cmp.Or(out[i].ID, out[i].Name)), n)
		}
		used[id], out[i].ID = true, id
	}
	return out
}

// slugOf makes a text an id.
func slugOf(s string) string {
	id := strings.Map(func(r rune) rune {
		if r < 0x80 && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.", r) || !unicode.IsPrint(r) || unicode.IsSpace(r) {
			return '-'
		}
		return r
	}, strings.TrimSpace(s))
	if r := []rune(id); len(r) > 30 {
		id = string(r[:30])
	}
	id = strings.Trim(id, "-.")
	if id == "" {
		return "column"
	}
	return id
}

// block is a column's entry: comment and keys.
func (c FoundColumn) block(indent string, home *url.URL, departments []Department) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s# %s\n", indent, c.comment())
	if c.Hub {
		return b.String()
	}
	fmt.Fprintf(&b, "%s- id: %s\n", indent, quote(c.ID))
	line := func(key, value string) { fmt.Fprintf(&b, "%s  %s: %s\n", indent, key, value) }
	if name := clean(c.Name); name != "" {
		line("name", quote(name))
	}
	line("url", quote(relative(home, c.URL)))
	if c.Kind != "" {
		line("kind", string(c.Kind))
	}
	if d := guess(departments, home, c.URL); d != "" {
		line("department", quote(d)+"   # 按路径推定")
	} else if d := named(departments, c.Office); d != "" {
		line("department", quote(d)+"   # "+c.officeWhy()+"推定，请核对")
	} else if c.Office != "" {
		fmt.Fprintf(&b, "%s  # department: %s是“%s”，可加进 departments 后写在这里\n", indent, c.officeWhy(), clean(c.Office))
	} else {
		fmt.Fprintf(&b, "%s  # department: 未能从页面看出，请填写\n", indent)
	}
	return b.String()
}

// officeWhy is what Office goes by.
func (c FoundColumn) officeWhy() string {
	if c.Said == 0 {
		return "按上级栏目的名称"
	}
	return fmt.Sprintf("按页面写明的来源（%d 处中 %d 处）", c.Said, c.Agree)
}

// named is the id of the department with that name; "" there is none.
func named(departments []Department, name string) string {
	for _, d := range departments {
		if name != "" && string(d.Name) == clean(name) {
			return string(d.ID)
		}
	}
	return ""
}

// offices are the departments that columns' pages name, in the order of how
// many columns they have.
func (d Discovered) offices() []Department {
	columns := map[string]int{}
	for _, c := range d.Columns {
		if c.Office != "" && !c.Hub {
			columns[clean(c.Office)]++
		}
	}
	names := slices.Collect(maps.Keys(columns))
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(columns[b], columns[a]), strings.Compare(a, b))
	})
	var list []Department
	for i, name := range names {
		list = append(list, Department{ID: slug(fmt.Sprintf("d%d", i+1)), Name: filled(name)})
	}
	return list
}

// writeOffices is the departments' part of the profile.
func writeOffices(list []Department) string {
	if len(list) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("# 下面的责任处室取自页面写明的来源和上级栏目的名称，请核对：\ndepartments:\n")
	for _, d := range list {
		fmt.Fprintf(&b, "  - {id: %s, name: %s}\n", quote(string(d.ID)), quote(string(d.Name)))
	}
	return b.String()
}

// comment is how the column was recognised, for whoever checks the profile.
func (c FoundColumn) comment() string {
	parts := make([]string, 0, len(c.Path))
	for _, p := range c.Path {
		parts = append(parts, clean(p))
	}
	s := strings.Join(parts, " > ")
	if s == "" {
		s = clean(c.Name)
	}
	if c.Hub {
		return s + " · 只列出下级栏目，不判断"
	}
	switch {
	case c.Rows == 0:
		s += " · " + cmp.Or(clean(c.Note), "没有读到列表的行")
	case c.Newest.IsZero():
		s += fmt.Sprintf(" · %d 行，没有日期", c.Rows)
	default:
		s += fmt.Sprintf(" · %d 行，最近 %s", c.Rows, c.Newest)
	}
	switch {
	case c.Period.IsZero():
		s += " · 标准没有规定更新期限"
	case c.Verified:
		s += " · 标准的更新期限 " + c.Period.String()
	default:
		s += " · 标准没有规定，默认超过 " + c.Period.String() + " 提醒"
	}
	if how := clean(c.How); how != "" {
		s += " · 识别依据：" + how
	}
	if note := clean(c.Note); note != "" && c.Rows > 0 {
		s += " · " + note
	}
	return s
}

// guess is the department whose path holds the address; the longest path wins.
func guess(departments []Department, home *url.URL, addr string) string {
	u, err := url.Parse(addr)
	if err != nil || home == nil || u.Host != home.Host {
		return ""
	}
	best, id := 0, ""
	for _, d := range departments {
		for _, p := range d.Paths {
			if strings.HasPrefix(u.Path, string(p)) && len(p) > best {
				best, id = len(p), string(d.ID)
			}
		}
	}
	return id
}

// relative is an address of the site as a path.
func relative(home *url.URL, addr string) string {
	u, err := url.Parse(addr)
	if err != nil || home == nil || u.Host != home.Host || u.Scheme != home.Scheme {
		return addr
	}
	u.Scheme, u.Host, u.User = "", "", nil
	if s := u.String(); strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") {
		return s
	}
	return addr
}

// clean is scraped text on one line, without control characters, bounded.
func clean(s string) string {
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s)), " ")
	if r := []rune(s); len(r) > 80 {
		s = string(r[:80]) + "…"
	}
	return s
}

var plainScalar = regexp.MustCompile(`^(https?://)?[\p{Han}a-zA-Z/][\p{Han}a-zA-Z0-9_./（）、—-]*$`)

// quote writes a scalar so that YAML reads the same text again: plain where
// that is safe, else in the double quotes of JSON.
func quote(s string) string {
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
	default:
		if plainScalar.MatchString(s) {
			return s
		}
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // a string always is JSON
	}
	return strings.TrimSuffix(b.String(), "\n")
}
