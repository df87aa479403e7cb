package rules_test

import (
	"strings"
	"testing"

	"lanmu"
	"lanmu/extract"
	"lanmu/rules"
)

const searchHead = `<html><head><meta charset="utf-8"><title>示例市商务局</title></head><body><h1>示例市商务局</h1>`

// searchSite is a session that has read a home page with a search form, and two
// columns of articles.
func searchSite(t *testing.T, form string) (*rules.Session, []*lanmu.Column, lanmu.PageList) {
	t.Helper()
	site := testSite()
	s := session(t, site, at)
	page, r := read(t, site, at, home, []byte(searchHead+form+`<a href="/a/1.html">关于开展商贸流通统计工作的通知</a></body></html>`))
	s.Page(page, r.Doc, r.Facts)
	pages := lanmu.PageList{r.Facts}
	var columns []*lanmu.Column
	for i, title := range []string{"关于开展商贸流通领域统计调查工作的通知", "全市电子商务进农村综合示范项目验收会召开"} {
		url := home + string(rune('a'+i)) + "/1.html"
		columns = append(columns, &lanmu.Column{ID: string(rune('a' + i)), URL: home + string(rune('a'+i)) + "/", Leaf: true, Rows: []lanmu.Row{
			{Title: "昨天才发布的关于做好安全生产工作的通知", URL: home + "new.html", Date: at.AddDays(-1)},
			{Title: title, URL: url, Date: at.AddDays(-100 - i)},
		}})
		pages = append(pages, &lanmu.Facts{URL: url, Asked: url, Status: 200, Kind: lanmu.PageArticle, Title: title}, &lanmu.Facts{URL: home + "new.html", Kind: lanmu.PageArticle, Title: "昨天才发布的关于做好安全生产工作的通知"})
	}
	return s, columns, pages
}

func TestQuestions(t *testing.T) {
	const submit = `<input type="submit" value="搜索">`
	for _, c := range []struct {
		name, form, want string // of the first address; "" none is asked
	}{
		{"plain", `<form action="/s"><input type=hidden name=siteid value=7><input name="q" placeholder="请输入关键字">` + submit + `</form>`, home + "s?q=" + "%E9%A2%86%E5%9F%9F"},
		{"gbk", `<form action="/s.asp" accept-charset="gb2312"><input name="key">` + submit + `<i>站内搜索</i></form>`, home + "s.asp?key=%B9%D8%D3%DA"},
		{"post", `<form method="POST" action="/search"><input name="q">` + submit + `</form>`, ""},
		{"script", `<form action="/search" onsubmit="return go()"><input name="q">` + submit + `</form>`, ""},
		{"button of a script", `<form action="/search"><input name="q"><a onclick="go()">搜索</a></form>`, ""},
		{"another site", `<form action="http://so.example.com/search"><input name="q">` + submit + `</form>`, ""},
		{"two fields", `<form action="/search"><input name="q"><input name="year">` + submit + `</form>`, ""},
		{"no form", `<a href="/search/">搜索</a>`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, columns, pages := searchSite(t, c.form)
			list := s.Questions(columns, pages)
			switch {
			case c.want == "" && len(list) > 0:
				t.Errorf("asked %+v", list)
			case c.want != "" && len(list) != 2:
				t.Errorf("%d questions", len(list))
			case c.want != "" && c.name == "gbk" && !strings.HasPrefix(list[0].URL, c.want):
				t.Errorf("asked %s", list[0].URL)
			case c.name == "plain" && (!strings.Contains(list[0].URL, "siteid=7") || list[0].Words != "关于开展商贸流通领域统计调查工作" || strings.Contains(list[0].Title+list[1].Title, "昨天")):
				t.Errorf("asked %+v", list)
			}
		})
	}
}

func TestAnswers(t *testing.T) {
	const form = `<form action="/s"><input name="q" placeholder="搜索"><input type="submit"></form>`
	none := searchHead + `<p>抱歉，没有找到与“X”相关的结果。请换一个词，或在上方栏目中查看，也可以用站点地图。</p><p>检索范围为标题和正文，支持按栏目浏览。</p><a href="/zwgk/">政务公开</a></body></html>`
	hit := searchHead + `<ul><li><a href="/a/1.html">关于开展<em>商贸流通</em>领域统计调查工作的通知</a></li></ul></body></html>`
	for _, c := range []struct {
		name   string
		status int
		pages  []string
		found  string // certainty; "" nothing is found
		skip   bool
	}{
		{"finds", 200, []string{hit}, "", false},
		{"finds at the second", 200, []string{none, strings.ReplaceAll(hit, "/a/1.html", "/b/1.html")}, "", false},
		{"nothing twice", 200, []string{none, none}, "review", false},
		{"errors twice", 500, []string{"<html><body>java.lang.NullPointerException</body></html>", "<html><body>java.lang.NullPointerException</body></html>"}, "likely", false},
		{"busy twice", 503, []string{"<html></html>", "<html></html>"}, "", true},
		{"nothing, by script", 200, []string{strings.Replace(none, "</body>", `<script>$.ajax({url:"/api"})</script></body>`, 1), none}, "", true},
		{"words that a script shows", 200, []string{strings.Replace(none, "<p>抱", `<p style="display:none">抱`, 1), strings.Replace(none, "<p>抱", `<p style="display:none">抱`, 1)}, "", true},
		{"not told", 200, []string{searchHead + "<p>欢迎使用本站的搜索服务，请在上面输入。</p></body></html>", none}, "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, columns, pages := searchSite(t, form)
			for i, q := range s.Questions(columns, pages) {
				if i == len(c.pages) {
					break
				}
				src := []byte(c.pages[i])
				p := &lanmu.Page{Asked: q.URL, URL: q.URL, Status: c.status, Body: src, RawSize: len(src), Charset: "utf-8", MediaType: "text/html"}
				r := extract.Read(p, extract.Options{At: at, Site: testSite()})
				if s.Answer(q, p, r.Doc, r.Facts) {
					break
				}
			}
			found, skips := s.Finish(&lanmu.Crawl{Complete: true}, columns, pages)
			got, skipped := "", false
			for _, f := range found {
				if f.Rule == "search-broken" {
					checkShape(t, f)
					got = string(f.Certainty)
				}
			}
			for _, k := range skips {
				skipped = skipped || k.Rule == "search-broken"
			}
			if got != c.found || skipped != c.skip {
				t.Errorf("found %q, skipped %t: %+v", got, skipped, skips)
			}
		})
	}
}
