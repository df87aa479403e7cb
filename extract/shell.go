package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// shell tells why the page's list needs a script to be seen; "" it does not.
// It is asked only where no list stands in the page itself. Plain is how many
// unlinked runes the page's own part shows.
func (pg *page) shell(f *lanmu.Facts, runs []run, plain int) string {
	if w := pg.templates(); w != "" {
		return w
	}
	if plain > 2*explainText {
		return ""
	}
	if f.Rendered && (plain > emptyText || f.Images > 0 || f.Files > 0 || f.Frames > 0) {
		return "" // what it shows after its scripts is the page, whatever place stayed empty
	}
	phrase := ""
	if pg.crumb >= 0 {
		phrase, _ = pg.phrase(runs)
	}
	for _, i := range pg.empties {
		e := &pg.els[i]
		if e.region&(inFoot|inNav|inCrumb|inPager|inLinks) != 0 || pg.insideRun(i, runs) {
			continue
		}
		if phrase != "" && i < pg.crumb {
			continue // the place of the list says that there is none: what is filled above is another
		}
		if w := pg.filled(i, f.Rendered); w != "" {
			return w
		}
	}
	if w := pg.loading(); w != "" {
		return w
	}
	if phrase == "" && (f.Rendered || pg.namedEmpty(runs)) && len(pg.dataAddresses()) > 0 {
		return "脚本请求的数据没有显示出来" // that there is none is said elsewhere, or was not understood
	}
	if plain < 30 && pg.appRoot() {
		return "页面主体由脚本生成"
	}
	return ""
}

// namedEmpty tells an empty box with a name of its own behind the breadcrumb,
// where a script may put what it asked for.
func (pg *page) namedEmpty(runs []run) bool {
	for _, i := range pg.empties {
		e := &pg.els[i]
		if e.region&(inFoot|inNav|inCrumb|inPager|inLinks|inHidden) == 0 && i > pg.crumb && !pg.insideRun(i, runs) {
			if id := attr(e.node, "id"); id != "" && !decorative(id) {
				return true
			}
		}
	}
	return false
}

// templates finds markup that only a script makes into a page: {{item.title}},
// v-for, ng-repeat, templates in script elements beside an empty place.
func (pg *page) templates() string {
	for i := range pg.els {
		e := &pg.els[i]
		if e.region&inFoot != 0 || e.named&namesTemplate == 0 && e.signs&signOpen == 0 {
			continue
		}
		n := e.node
		for k := range n.Attr {
			if key := n.Attr[k].Key; templateKey(key) {
				return key + "=" + clip(n.Attr[k].Val, 40)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode {
				if j := strings.Index(c.Data, "{{"); j >= 0 && strings.Contains(c.Data[j:], "}}") {
					return clip(cleanText(c.Data[j:]), 40)
				}
			}
		}
	}
	return pg.rowTemplate()
}

// templateKey tells an attribute by which a script makes markup into rows.
func templateKey(key string) bool {
	switch key {
	case "v-for", "ng-repeat", "v-html", "wx:for", "data-ng-repeat":
		return true
	}
	return false
}

// rowTemplate finds a template of rows kept in a script element.
func (pg *page) rowTemplate() string {
	for _, s := range pg.islands {
		if isTemplate(s.kind) && (hasAny(s.text, "<li", "<tr", "<a ") || strings.Contains(s.text, "<div") && bound(s.text)) {
			return "脚本模板 " + clip(attr(s.node, "id"), 30)
		}
	}
	return ""
}

// isTemplate tells a type of script elements that hold markup.
func isTemplate(kind string) bool {
	switch kind {
	case "text/html", "text/x-template", "text/x-handlebars-template", "text/x-handlebars", "text/template", "text/x-jquery-tmpl",
		"text/x-mustache", "x-tmpl-mustache", "text/x-jsrender", "text/x-dot-template", "x-template", "text/ng-template", "text/x-underscore", "text/x-tmpl":
		return true
	}
	return false
}

// takesBox tells that what a script puts into an element is a template without
// data, which the page holds: a box for searching.
func (pg *page) takesBox(rest string) bool {
	rest = clipBytes(rest, 120)
	for _, s := range pg.islands {
		if isTemplate(s.kind) && !bound(s.text) && strings.Contains(s.text, "<input") && !hasAny(s.text, "<li", "<tr") {
			if id := attr(s.node, "id"); id != "" && strings.Contains(rest, id) {
				return true
			}
		}
	}
	return false
}

// bound tells a template that says where its data go; the one of a search box
// has none.
func bound(template string) bool {
	return hasAny(template, "{{", "<%", "${", "[[", "v-for", "v-html", "v-text", "ng-", "data-bind", "each", "#=")
}

// filled tells that a script fills the empty element i when the page is opened.
// Once the page's scripts ran, a script that only might fill it did not.
func (pg *page) filled(i int32, ran bool) string {
	e := &pg.els[i]
	n := e.node
	id := attr(n, "id")
	if id != "" {
		for _, c := range pg.codes {
			at := mention(c.text, id, '#')
			if at >= 0 && pg.takesBox(c.text[at:]) {
				return ""
			}
			if at >= 0 && pg.runsAtLoad(c.text, at) && !onlyRead(c.text, id) {
				return "#" + id + " 由脚本填充"
			}
		}
		if !ran && !decorative(id) && pg.foreignScript() != "" {
			return "#" + id + " 可能由脚本 " + pg.foreignScript() + " 填充"
		}
	}
	for class := range strings.FieldsSeq(attr(n, "class")) {
		if len(class) < 3 {
			continue
		}
		for _, c := range pg.codes {
			if at := mention(c.text, class, '.'); at >= 0 && fills(c.text[at:]) && pg.runsAtLoad(c.text, at) {
				return "." + class + " 由脚本填充"
			}
		}
	}
	return ""
}

// mention finds name as a selector or an id in code; -1 none.
func mention(code, name string, sign byte) int {
	for from := 0; ; {
		i := strings.Index(code[from:], name)
		if i < 0 {
			return -1
		}
		i += from
		from = i + len(name)
		if i == 0 || from >= len(code) {
			continue
		}
		before, after := code[i-1], code[from]
		if wordByte(after) || after == '-' {
			continue
		}
		if before == sign {
			return i
		}
		if sign == '#' && (before == '"' || before == '\'') && i > 16 {
			return i // getElementById("…"), el: "…", or an argument
		}
	}
}

func wordByte(c byte) bool { return letter(c) || isDigit(c) || c == '_' }

// fills tells code right behind a selector that puts content in it.
func fills(rest string) bool {
	rest = clipBytes(rest, 120)
	for _, w := range [...]string{".html(", ".append", ".load(", ".prepend", "innerHTML", ".replaceWith", ".datagrid", ".render", ".tmpl"} {
		if strings.Contains(rest, w) {
			return true
		}
	}
	return false
}

// runsAtLoad tells that the code at offset at runs when the page is opened: it
// stands in no named function, or in one that some code calls. A function that
// only a click on 加载更多 starts adds to a list that is there already.
func (pg *page) runsAtLoad(code string, at int) bool {
	name := enclosing(code, at)
	if name == "" {
		return true
	}
	for _, c := range pg.codes {
		for rest := c.text; ; {
			i := strings.Index(rest, name)
			if i < 0 {
				break
			}
			before := strings.TrimRight(rest[:i], " \t\r\n")
			glued := i > 0 && (wordByte(rest[i-1]) || rest[i-1] == '.')
			rest = rest[i+len(name):]
			if glued || rest != "" && wordByte(rest[0]) || strings.HasSuffix(before, "function") {
				continue
			}
			after := strings.TrimLeft(rest, " \t")
			if strings.HasPrefix(after, "=") && !strings.HasPrefix(after, "==") || strings.HasPrefix(after, ":") {
				continue // its definition
			}
			return true
		}
	}
	body := pg.body()
	if int(body) < len(pg.els) && strings.Contains(attr(pg.els[body].node, "onload"), name) {
		return true
	}
	return false
}

// enclosing is the name of the outermost named function around offset at.
func enclosing(code string, at int) string {
	for from := 0; ; {
		i := strings.Index(code[from:at], "function ")
		if i < 0 {
			return ""
		}
		i += from
		name := identifierName(strings.TrimLeft(code[i+len("function "):], " "))
		from = i + len("function ")
		open := strings.IndexByte(code[i:], '{')
		if name == "" || open < 0 {
			continue
		}
		end := closing(code, i+open)
		if i+open < at && at < end {
			return name
		}
		if i+open < at {
			from = min(max(end, from), at)
		}
	}
}

func identifierName(s string) string {
	j := 0
	for j < len(s) && (wordByte(s[j]) || s[j] == '$') {
		j++
	}
	return s[:j]
}

// closing is where the brace at i closes.
func closing(code string, i int) int {
	depth := 0
	for ; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"' || c == '\'' || c == '`':
			i = literalEnd(code, i)
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(code)
}

// decorative are ids of elements that scripts fill on every page and that hold
// no list.
func decorative(id string) bool {
	low := strings.ToLower(id)
	for _, w := range [...]string{
		"header", "footer", "head", "foot", "nav", "menu", "share", "gotop", "backtop", "top", "time", "date", "clock", "weather", "qrcode",
		"code", "conac", "jiucuo", "search", "banner", "float", "mask", "dialog", "layer", "player", "video", "map", "login", "user", "logo", "copyright",
		"pager", "page", "tip", "close", "bg", "count", "hits", "click", "lang", "font", "tool", "ad", "kefu", "robot", "wza", "loading", "crumb", "location", "pos",
	} {
		if strings.HasPrefix(low, w) || strings.HasSuffix(low, w) {
			return true
		}
	}
	return false
}

// knownScripts are beginnings of names of libraries and of scripts that fill no
// list: statistics, sharing, carousels, pagers.
var knownScripts = [...]string{
	"jquery", "swiper", "bootstrap", "layer", "laydate", "createpage", "share", "bdshare", "kb", "ta-", "ta.", "tj", "stat", "analytics", "hm", "jiucuo",
	"common", "base", "main", "config", "util", "nav", "menu", "head", "foot", "top", "gb2big5", "polyfill", "html5", "respond", "wow", "superslide",
	"slick", "owl", "animate", "public", "global", "index", "style", "layout", "modernizr", "ie", "css3", "json", "md5", "base64", "fastclick", "iscroll",
	"lazyload", "lib", "vue", "react", "axios", "moment", "lunar", "calendar", "weather", "date", "time", "clock", "font", "zoom", "print", "video",
	"player", "flash", "swfobject", "wechat", "jweixin", "qrcode", "search", "so", "es", "canvas", "barrier", "wza", "accessib", "slhw", "conac", "span",
	"pagination", "page", "vsb", "simcms", "dyn", "count", "click", "hits", "visit", "online", "gov", "ucap", "trs", "chosen", "placeholder", "easing",
	"migrate", "scroll", "slide", "focus", "tab", "marquee", "banner", "float", "popup", "dialog", "validate", "form", "check", "login", "i18n", "lang",
	"zh", "cn", "seal", "cnzz", "51", "baidu", "push", "z_stat", "webtrends", "gw", "getnum", "link", "leave", "tiaozhuan", "jump", "hover", "touch",
	"waypoint", "counter", "highlight", "myfocus", "koala", "kxb", "pie", "dd_belated", "pngfix", "unitpng", "iepng", "es5", "selectivizr", "mobile", "wap",
	"uaredirect", "browser", "detect", "cookie", "jsencrypt", "crypto", "mustache", "template", "echarts", "servic", "webbuilder", "d3", "popper", "moudle", "my",
}

// foreignScript is the name of a script of the page's own making, which may
// fill a list; "" none.
func (pg *page) foreignScript() string {
next:
	for _, src := range pg.src {
		if i := strings.IndexAny(src, "?#"); i >= 0 {
			src = src[:i]
		}
		name := strings.ToLower(src[strings.LastIndexByte(src, '/')+1:])
		if name == "" || !strings.HasSuffix(name, ".js") {
			continue
		}
		for _, k := range knownScripts {
			if strings.HasPrefix(name, k) {
				continue next
			}
		}
		return clip(name, 40)
	}
	return ""
}

// loading finds 正在加载 in the page's own part.
func (pg *page) loading() string {
	for i := range pg.els {
		e := &pg.els[i]
		if e.text == 0 || e.text > 16 || e.region&(inFoot|inHidden|inNav) != 0 || pg.crumb > int32(i) {
			continue
		}
		s := textOf(e.node, 20)
		for _, w := range [...]string{"加载中", "正在加载", "载入中", "正在载入", "数据加载", "Loading", "loading"} {
			if strings.Contains(s, w) {
				return s
			}
		}
	}
	return ""
}

// appRoot tells a body that is one empty box and scripts.
func (pg *page) appRoot() bool {
	b := pg.body()
	if int(b) >= len(pg.els) || pg.els[b].anchors > 3 || len(pg.src)+len(pg.codes) == 0 {
		return false
	}
	for _, i := range pg.empties {
		switch id := strings.ToLower(attr(pg.els[i].node, "id")); id {
		case "app", "root", "main", "container", "content", "__nuxt", "__next", "wrapper", "page":
			if pg.els[i].node.DataAtom == atom.Div {
				return true
			}
		}
	}
	return false
}

// templatePlace tells a template of rows in a script beside an empty place with
// an id, apart from the rows that stand in the page: those are leftovers.
func (pg *page) templatePlace(runs []run) string {
	w := pg.rowTemplate()
	if w == "" {
		return ""
	}
	for _, i := range pg.empties {
		e := &pg.els[i]
		if (e.node.DataAtom == atom.Tbody || e.node.DataAtom == atom.Ul) && attr(e.node, "id") != "" &&
			e.region&(inNav|inFoot|inHidden) == 0 && !pg.insideRun(i, runs) {
			return w
		}
	}
	return ""
}
