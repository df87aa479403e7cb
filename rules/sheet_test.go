package rules

import (
	"strings"
	"testing"
)

func TestReadSheet(t *testing.T) {
	s := readSheet(`@charset "utf-8"; /* x */ .a, .b > li:hover .c { display: NONE !important; margin:0 }
@media print { .p{display:none} } @media screen { .s { position:absolute; left:-9999px } }
.nav ul{visibility:hidden}.nav li:hover ul{visibility:visible} .x::before{display:none} } .broken { left: ; } .ok{opacity:0}`)
	type one struct {
		always bool
		prop   string
		value  string
	}
	var got []one
	for _, r := range s.rules {
		for _, prop := range []string{"display", "left", "visibility", "opacity"} {
			if v, ok := r.decl[prop]; ok && v != "" {
				got = append(got, one{r.match != nil, prop, v})
			}
		}
	}
	want := []one{
		{true, "display", "none"},
		{false, "display", "none"},
		{false, "display", "none"},
		{true, "left", "-9999px"},
		{true, "visibility", "hidden"},
		{false, "visibility", "visible"},
		{true, "opacity", "0"},
	}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: %+v, want %+v", i, got[i], want[i])
		}
	}
	if s.partly || len(s.imports) > 0 {
		t.Errorf("partly %t, imports %q", s.partly, s.imports)
	}
}

func TestImports(t *testing.T) {
	for text, want := range map[string]string{
		`@import url("b.css"); .a{display:none}`:                                      "b.css",
		`/* x */ @IMPORT 'b.css' screen; @import url(c.css) print; .a{}`:              "b.css ?c.css",
		`.a{display:none} @import url(b.css);`:                                        "",
		`@charset "utf-8";@import url( b.css )all;@import "d.css" (max-width:600px);`: "b.css ?d.css",
		`@import`:      "",
		`@import url(`: "",
	} {
		if got := strings.Join(readSheet(text).imports, " "); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestHiddenImports: what a sheet imports hides and shows as if it stood in it.
func TestHiddenImports(t *testing.T) {
	const at = "http://www.example.gov.cn/css/"
	const off, back = ".zz{position:absolute;left:-9999px}", ".zz.on{left:0}"
	for _, c := range []struct {
		name   string
		sheets map[string]string
		how    string
		sure   bool
	}{
		{"an imported sheet hides", map[string]string{"s.css": "@import 'a.css';", "a.css": off}, "移出屏幕之外", true},
		{"a sheet two steps away hides", map[string]string{"s.css": "@import 'a.css';", "a.css": "@import url(b.css);", "b.css": off}, "移出屏幕之外", true},
		{"an imported sheet shows again", map[string]string{"s.css": "@import 'a.css';" + off, "a.css": back}, "", false},
		{"the importing one is the later", map[string]string{"s.css": "@import 'a.css';.zz{left:0}", "a.css": off}, "", false},
		{"on some screens only", map[string]string{"s.css": "@import 'a.css' (max-width:600px);", "a.css": off}, "", false},
		{"one that was not read", map[string]string{"s.css": "@import 'a.css';" + off}, "移出屏幕之外", false},
		{"in a circle", map[string]string{"s.css": "@import 'a.css';" + off, "a.css": "@import 's.css';"}, "移出屏幕之外", false},
	} {
		s := &Session{sheets: map[string]*sheet{}}
		for name, text := range c.sheets {
			s.Sheet(at+name, text)
		}
		how, sure := s.hiddenWay(&HiddenLink{Way: []string{"html", "body", "div.zz", "a"}, Sheets: []string{at + "s.css"}, Text: "友情"})
		if how != c.how || how != "" && sure != c.sure {
			t.Errorf("%s: %q %t, want %q %t", c.name, how, sure, c.how, c.sure)
		}
	}
}

// FuzzReadSheet: whatever the bytes, reading ends.
func FuzzReadSheet(f *testing.F) {
	f.Add(".a{display:none}")
	f.Add("@media screen{.a:hover{left:0}} @import 'x'; }}}{{{")
	f.Add("a{b:c;;;}/*")
	f.Fuzz(func(t *testing.T, text string) {
		s := readSheet(text)
		for _, r := range s.rules {
			if len(r.decl) == 0 {
				t.Error("a rule that says nothing")
			}
		}
	})
}

func TestHiddenWay(t *testing.T) {
	const page = "http://www.example.gov.cn/s.css"
	for _, c := range []struct {
		name, css string
		way       []string
		text      string
		how       string
		sure      bool
	}{
		{"off screen", ".zz{position:absolute;left:-9999px}", []string{"html", "body", "div.zz", "a"}, "友情", "移出屏幕之外", true},
		{"off screen by id, from above", "#f .k{position:fixed;top:-2000px}", []string{"html", "body", "div#f", "p.k", "a"}, "友情", "移出屏幕之外", true},
		{"a menu under the pointer", ".nav ul{position:absolute;left:-999em}.nav li:hover ul{left:auto}", []string{"html", "body", "div.nav", "li", "ul", "a"}, "县局", "", false},
		{"a menu that a script opens by a class", ".nav ul{position:absolute;left:-999em}.nav li.on ul{left:0}", []string{"html", "body", "div.nav", "li", "ul", "a"}, "县局", "", false},
		{"a tab", ".tab{display:none}.tab.on{display:block}", []string{"html", "body", "div.tab", "a"}, "县局", "", false},
		{"shown on a narrow screen", ".m{display:none}@media (max-width:600px){.m{display:block}}", []string{"html", "body", "div.m", "a"}, "县局", "", false},
		{"hidden on a narrow screen alone", "@media (max-width:600px){.m{display:none}}", []string{"html", "body", "div.m", "a"}, "县局", "", false},
		{"hidden in print alone", "@media print{.m{display:none}}", []string{"html", "body", "div.m", "a"}, "县局", "", false},
		{"display alone is not sure", ".q{display:none}", []string{"html", "body", "div.q", "a"}, "县局", "display:none", false},
		{"a later rule shows it", ".q{display:none} div.q{display:block}", []string{"html", "body", "div.q", "a"}, "县局", "", false},
		{"an earlier, stronger rule shows it", "#x .q{display:block} .q{display:none}", []string{"html", "body", "div#x", "div.q", "a"}, "县局", "", false},
		{"important hides it", ".q{display:none!important} #x .q{display:block}", []string{"html", "body", "div#x", "div.q", "a"}, "县局", "display:none", false},
		{"another element's rule", ".nav .q{display:none}", []string{"html", "body", "div.q", "a"}, "县局", "", false},
		{"a script of the page names it", ".zz{position:absolute;left:-9999px}", []string{"html", "body", "div.zz!", "a"}, "友情", "", false},
		{"for those who listen", ".sr-only{position:absolute;left:-9999px}", []string{"html", "body", "a.sr-only"}, "友情", "", false},
		{"a picture in place of text", ".logo{text-indent:-9999px;background:url(l.png)}", []string{"html", "body", "a.logo"}, "友情", "", false},
		{"no text, an icon", ".i{font-size:0;background:url(i.png)}", []string{"html", "body", "a.i"}, "微博", "", false},
		{"no size of letters", ".i{font-size:0}", []string{"html", "body", "a.i"}, "棋牌", "字号为零", true},
		{"same colour", ".w{color:#fff;background:#fff}", []string{"html", "body", "a.w"}, "棋牌", "文字与背景同色", true},
		{"white on a picture", ".w{color:#fff;background:#fff url(b.png)}", []string{"html", "body", "a.w"}, "网", "", false},
		{"a button that turns over", ".w{color:#fff;background:#fff}.w:hover{color:#000}", []string{"html", "body", "a.w"}, "网", "", false},
		{"a box without height", ".h{height:0;overflow:hidden}", []string{"html", "body", "div.h", "a"}, "网", "放在没有大小的框里", true},
		{"a box that unfolds", ".h{height:0;overflow:hidden}.h.open{height:auto}", []string{"html", "body", "div.h", "a"}, "网", "", false},
		{"what it imports is not known", "@import 'b.css';.zz{position:absolute;left:-9999px}", []string{"html", "body", "div.zz", "a"}, "友情", "移出屏幕之外", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &Session{sheets: map[string]*sheet{page: readSheet(c.css)}}
			how, sure := s.hiddenWay(&HiddenLink{Way: c.way, Sheets: []string{page}, Text: c.text})
			if how != c.how || how != "" && sure != c.sure {
				t.Errorf("%q %t, want %q %t", how, sure, c.how, c.sure)
			}
		})
	}
	s := &Session{sheets: map[string]*sheet{page: readSheet(".zz{position:absolute;left:-9999px}")}}
	way := []string{"html", "body", "div.zz", "a"}
	if _, sure := s.hiddenWay(&HiddenLink{Way: way, Sheets: []string{page, "http://cdn.example.com/x.css"}, Text: "x"}); sure {
		t.Error("a sheet that was not read may show it again")
	}
	if how, _ := s.hiddenWay(&HiddenLink{Way: way, Sheets: []string{"?" + page}, Text: "x"}); how != "" {
		t.Errorf("a sheet for some screens hides: %s", how)
	}
}
