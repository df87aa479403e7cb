package demo

// link is a name and an address; Attr is further attributes of the anchor.
type link struct{ Name, URL, Attr string }

// slide is a picture that links.
type slide struct{ Name, URL, Image string }

// choice is a <select> of friend links.
type choice struct {
	Name    string
	Options []link
}

// homePage is what a portal's home page and frame hold beside columns.
type homePage struct {
	Blocks  []string // keys of the columns shown
	Aliases []string // further paths of the home page
	NoData  string   // what a blank list says
	Selects []choice
	Footer  []link
	Hidden  []string // raw markup at the end of every page
	Slides  []slide
	Quick   []link
	Areas   []link
}

// frame sets up what every portal's pages share. All hosts are answered by
// outside.go; none is ever really asked.
func (p *Portal) frame() {
	h := &p.home
	h.NoData = map[string]string{"trs": "暂无信息", "hanweb": "共0条记录", "table": "<FONT SIZE=2>对不起，该栏目暂无内容！</FONT>", "cards": "抱歉，没有查询到相关信息"}[p.ID]
	h.Blocks = map[string][]string{
		"trs":    {"gzdt", "tzgg", "qxdt", "zcwj", "gsgg"},
		"hanweb": {"swdt", "tzgg", "bmkx", "zcjd", "jcdt"},
		"table":  {"jmyw", "tzgg", "jcxx", "zcwj"},
		"cards":  {"wlyw", "tzgg", "kx", "zcwj"},
	}[p.ID]
	h.Aliases = map[string][]string{"trs": {"/index.html"}, "hanweb": {"/index.html"}, "table": {"/index.asp"}, "cards": {"/home.html"}}[p.ID]
	h.Selects = []choice{
		{"国家部委网站", []link{{Name: "中国政府网", URL: "http://www.gov.cn/"}, {Name: "国家主管部门", URL: "http://ministry.gov.cn/"}}},
		{"县市区网站", []link{{Name: "东湖区政府", URL: "http://donghu.gov.cn/"}, {Name: "西山县政府", URL: "http://xishan.gov.cn/"}}},
	}
	h.Slides = []slide{
		{"商务工作会议召开", p.newsItem(0).path, "/images/slide1.png"},
		{"促消费活动启动", p.newsItem(1).path, "/images/slide2.png"},
	}
	h.Quick = []link{{Name: "信息公开指南", URL: p.column("gkzn").path}, {Name: "办事指南", URL: p.column("bszn").path}}
	h.Areas = []link{{Name: "东湖区", URL: "http://donghu.gov.cn/"}, {Name: "使用说明", URL: "/help2/"}}
}

// newsItem is the i-th newest item of the column that leads the home page.
func (p *Portal) newsItem(i int) *item { return p.article(p.home.Blocks[0], i) }
