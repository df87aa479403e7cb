package extract

import (
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// rowNode parses a fragment and returns its first element.
func rowNode(t *testing.T, src string) *html.Node {
	t.Helper()
	context := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	if strings.HasPrefix(src, "<tr") {
		context = &html.Node{Type: html.ElementNode, Data: "tbody", DataAtom: atom.Tbody}
	}
	nodes, err := html.ParseFragment(strings.NewReader(src), context)
	if err != nil || len(nodes) == 0 {
		t.Fatalf("%s: %v", src, err)
	}
	for _, n := range nodes {
		if n.Type == html.ElementNode {
			return n
		}
	}
	t.Fatalf("%s: no element", src)
	return nil
}

var day = lanmu.NewDate(2021, 1, 4)

func TestRowDate(t *testing.T) {
	tests := []struct{ name, row, href, want string }{
		{"span behind", `<li><a href="a.html">关于评审的通知</a><span>2020-03-06</span></li>`, "", "2020-03-06"},
		{"the system's zero", `<li><a href="a.html">关于评审的通知</a><span>1970-01-01</span></li>`, "", ""},
		{"the system's zero beside a date", `<li><a href="a.html">关于评审的通知</a><span>1970-01-01</span><span>2020-03-06</span></li>`, "", "2020-03-06"},
		{"day of one figure over its month", `<li><div><b>6</b><i>2018-03</i></div><a href="a.html">关于评审的通知</a></li>`, "", "2018-03-06"},
		{"a number beside a month and day", `<li><i>6</i><a href="a.html">关于评审的通知</a><span>2018-03-05</span></li>`, "", "2018-03-05"},
		{"parts with blanks between", `<li><a href="a.html">关于评审的通知</a><span>2018 03 06</span></li>`, "", "2018-03-06"},
		{"a program's time", `<li><a href="a.html">关于评审的通知</a><span>Tue Mar 06 09:05:00 CST 2018</span></li>`, "", "2018-03-06"},
		{"milliseconds", `<li><a href="a.html">关于评审的通知</a><span>1520265600000</span></li>`, "", "2018-03-06"},
		{"the row's own attribute", `<li data-publish-date="2018-03-06"><a href="a.html">关于评审的通知</a></li>`, "", "2018-03-06"},
		{"its time stamp", `<li data-ts="1520265600000"><a href="a.html">关于评审的通知</a></li>`, "", "2018-03-06"},
		{"an id is no time", `<li data-id="1520265600000"><a href="a.html">关于评审的通知</a></li>`, "", ""},
		{"span of an event", `<li><a href="a.html">关于招考的公告</a><span>报名时间 2018-03-06 - 2018-03-12</span></li>`, "", ""},
		{"span of a hearing", `<li><a href="a.html">关于公示</a><span>公示期：2018-03-06至2018-03-12</span></li>`, "", ""},
		{"deadline beside the day", `<li><a href="a.html">关于评审的通知</a><span>2018-03-06</span><span>截止 2018-05-06</span></li>`, "", "2018-03-06"},
		{"number of a document", `<li><a href="a.html">件号 2018-0306</a></li>`, "", ""},
		{"years of a plan", `<li><a href="a.html">2018-2020年规划</a></li>`, "", ""},
		{"telephone", `<li><a href="a.html">咨询电话</a><span>0431-88880306</span></li>`, "", ""},
		{"price", `<li><a href="a.html">电价</a><span>18.36元</span></li>`, "", ""},
		{"citizen's number", `<li><a href="a.html">身份证220102198003061234</a></li>`, "", ""},
		{"number of a standard", `<li><a href="a.html">图纸 GB/T 18-03-06</a></li>`, "", ""},
		{"office hours", `<li><a href="a.html">办公时间 08:30-12:00</a></li>`, "", ""},
		{"only a month", `<li><a href="a.html">关于评审的通知</a><span>2018年3月</span></li>`, "", ""},
		{"a title that ends with a label's word", `<li><div><a href="a.html">关于2021年度报名缴费通知</a></div><span>2020年03月06日</span></li>`, "", "2020-03-06"},
		{"a title about what expired", `<li><a href="a.html">关于文件废止公告</a> 2020-03-06</li>`, "", "2020-03-06"},
		{"label for an event", `<li><a href="a.html">关于招聘的公告</a><span>报名截止时间：2020-05-06</span><span>2020-03-06</span></li>`, "", "2020-03-06"},
		{"title with a colon", `<li><a href="a.html">会议时间：</a><span>2020-05-06</span></li>`, "", ""},
		{"span before", `<li><span>2020/3/6</span><a>关于评审的通知</a></li>`, "", "2020-03-06"},
		{"brackets and blanks", `<li><a>通知</a><span>&nbsp;&nbsp;(2020-03-06) </span></li>`, "", "2020-03-06"},
		{"bare text behind", `<li><a>通知</a> 2020-03-06</li>`, "", "2020-03-06"},
		{"table cells", `<tr><td>1</td><td><a>通知</a></td><td>2020年3月6日</td></tr>`, "", "2020-03-06"},
		{"inside the link", `<li><a href="a.html"><p>关于评审的通知</p><span>2020-03-06</span></a></li>`, "", "2020-03-06"},
		{"two-digit year", `<li><a>通知</a><em>(20-12-06)</em></li>`, "", "2020-12-06"},
		{"full-width", `<li><a>通知</a><span>２０２０－０３－０６</span></li>`, "", "2020-03-06"},
		{"Chinese numerals", `<li><a>通知</a><span>二〇二〇年三月六日</span></li>`, "", "2020-03-06"},
		{"compact", `<li><a>通知</a><span>20200306</span></li>`, "", "2020-03-06"},
		{"time of day", `<li><a>通知</a><i>2020-03-06 15:04:05</i></li>`, "", "2020-03-06"},
		{"day of the week", `<li><a>通知</a><i>2020-03-06 星期五</i></li>`, "", "2020-03-06"},
		{"labelled", `<li><a>通知</a><p>发布时间：2020-03-06 来源：办公室 浏览：12</p></li>`, "", "2020-03-06"},
		{"event in the title", `<li><a>关于2020年12月5日召开会议的通知</a><span>2020-11-06</span></li>`, "", "2020-11-06"},
		{"event alone is no date", `<li><a>关于2020年12月5日召开会议的通知</a></li>`, "", ""},
		{"title ends with figures", `<li><a>关于评审的通知 2020-03-06</a></li>`, "", "2020-03-06"},
		{"title begins with brackets", `<li><a>[2020-03-06] 关于评审的通知</a></li>`, "", "2020-03-06"},
		{"document number", `<li><a>国发〔2019〕12号</a><span>2020-03-06</span></li>`, "", "2020-03-06"},
		{"split, day first", `<li><div><b>21</b><i>2020-12</i></div><a>周安排</a></li>`, "", "2020-12-21"},
		{"split, month first", `<li><div><span>2020.12</span><strong>21</strong></div><a>周安排</a></li>`, "", "2020-12-21"},
		{"split, Chinese", `<li><p>06<span>2020年3月</span></p><a>周安排</a></li>`, "", "2020-03-06"},
		{"split, year and day", `<li><p><b>03-06</b><i>2020</i></p><a>周安排</a></li>`, "", "2020-03-06"},
		{"split, English", `<li><p><b>06</b><i>Mar</i><u>2020</u></p><a>周安排</a></li>`, "", "2020-03-06"},
		{"number and month are no split", `<tr><td>12</td><td><a>通知</a></td><td>2020-03</td></tr>`, "", ""},
		{"address only", `<li><a>通知</a></li>`, "http://a.gov.cn/x/202003/t20200306_12.html", "2020-03-06"},
		{"what is shown beats the address", `<li><a>通知</a><span>2010-03-06</span></li>`, "http://a.gov.cn/x/t20170520_1.html", "2010-03-06"},
		{"year from the address", `<li><a>通知</a><span>12-30</span></li>`, "http://a.gov.cn/x/t20210102_1.html", "2020-12-30"},
		{"no year anywhere", `<li><a>通知</a><span>[03-06]</span></li>`, "http://a.gov.cn/x/1.html", "0000-03-06"},
		{"deadline", `<li><a>通知</a><span>截止日期：2020-12-31</span><span>2020-11-01</span></li>`, "", "2020-11-01"},
		{"future beside past", `<li><a>通知</a><span>2020-11-01</span><span>2022-11-01</span></li>`, "", "2020-11-01"},
		{"future alone is kept", `<li><a>通知</a><span>2022-11-01</span></li>`, "", "2022-11-01"},
		{"signed and published", `<li><a>通知</a><span>成文日期：2020-10-01</span><span>发布日期：2020-09-09</span></li>`, "", "2020-09-09"},
		{"time element", `<li><a>通知</a><time datetime="2020-03-06T10:00:00+08:00">三月</time></li>`, "", "2020-03-06"},
		{"hint of the link", `<li><a title="标题：通知&#10;发布时间：2020-03-06">通知</a></li>`, "", "2020-03-06"},
		{"script of the row", `<li><a>通知</a><script>document.write("2020-03-06")</script></li>`, "", "2020-03-06"},
		{"unpadded", `<li><a>通知</a><span>3-6</span></li>`, "http://a.gov.cn/x/201803/1.html", "2018-03-06"},
		{"yesterday", `<li><a>通知</a><span>昨天 10:20</span></li>`, "", "2021-01-03"},
		{"days ago", `<li><a>通知</a><span>5天前</span></li>`, "", "2020-12-30"},
		{"hours ago", `<li><a>通知</a><span>2小时前</span></li>`, "", "2021-01-04"},
		{"time stamp", `<li><a>通知</a><span data-time="1583460000000"></span></li>`, "", "2020-03-06"},
		{"count is no date", `<li><a>通知</a><span>阅读 35</span></li>`, "", ""},
		{"views and date in one", `<li><a>通知</a><span>2020-03-06 阅读：35</span></li>`, "", "2020-03-06"},
		{"day with its sign, split", `<li><i>06日</i><i>2020年03月</i><a>通知</a></li>`, "", "2020-03-06"},
		{"slash before the month", `<li><p><b>06</b>/2020-03</p><a>通知</a></li>`, "", "2020-03-06"},
		{"comment is unseen", `<li><a>通知</a><!--2020-03-06--></li>`, "", ""},
		{"telephone", `<li><a>联系</a><span>0431-88904615</span></li>`, "", ""},
		{"the row is the link", `<a href="x"><span>通知</span><span>2020-03-06</span></a>`, "", "2020-03-06"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, _, marks := rowDate(rowNode(t, tt.row), tt.href, dateCtx{At: day})
			got := d.String()
			if got != tt.want {
				t.Errorf("%s, want %s (%+v)", got, tt.want, marks)
			}
			for _, m := range marks {
				if m.Taken && m.Date.After(day) {
					t.Errorf("took %v, which lies in the future", m)
				}
				if m.Why == "" {
					t.Errorf("no reason: %+v", m)
				}
			}
		})
	}
}

func TestRowDateByProfile(t *testing.T) {
	row := rowNode(t, `<li><a>通知</a><span class="d1">2020-03-06</span><span class="d2">2020-05-05</span></li>`)
	d, _, _ := rowDate(row, "", dateCtx{At: day, Date: cascadia.MustCompile("span.d1")})
	if d.String() != "2020-03-06" {
		t.Errorf("%v: the profile's selector chooses", d)
	}
}

func TestRowDateByTableHeader(t *testing.T) {
	table := rowNode(t, `<table><thead><tr><th>标题</th><th>截止日期</th><th>发布日期</th><th>成文日期</th></tr></thead>
<tbody><tr><td><a>通知</a></td><td>2020-12-01</td><td>2020-03-06</td><td>2020-10-10</td></tr></tbody></table>`)
	var row *html.Node
	for n := range table.Descendants() {
		if n.DataAtom == atom.Tr {
			row = n
		}
	}
	d, _, _ := rowDate(row, "", dateCtx{At: day, Cells: tableRoles(row)})
	if d.String() != "2020-03-06" {
		t.Errorf("%v: the column headed 发布日期 holds it", d)
	}
}

func TestAddressDate(t *testing.T) {
	tests := map[string]string{
		"http://a.gov.cn/x/202003/t20200306_12.html":            "2020-03-06",
		"http://a.gov.cn/art/2018/3/6/art_12_345.html":          "2018-03-06",
		"http://a.gov.cn/2018-03/06/content_5271234.htm":        "2018-03-06",
		"http://a.gov.cn/n1/2018/0306/c1001-29851234.html":      "2018-03-06",
		"http://a.gov.cn/x/content_20180306.html":               "2018-03-06",
		"http://a.gov.cn/x/20180306/12.html":                    "2018-03-06",
		"http://a.gov.cn/x/2018-03-06/1.html":                   "2018-03-06",
		"http://a.gov.cn/scedu/c100498/2021/1/7/339798c9.shtml": "2021-01-07",
		"http://a.gov.cn/zwgk/20180306150405123.html":           "2018-03-06",
		"http://a.gov.cn/x/201803/12.html":                      "2018-03",
		"http://a.gov.cn/2018/12.html":                          "2018",
		"http://a.gov.cn/info/1018/2223.htm":                    "",
		"http://a.gov.cn/x/20926252.html":                       "",
		"http://a.gov.cn/x.aspx?id=20180306":                    "",
		"http://2018.example.gov.cn/x.html":                     "",
		"http://a.gov.cn/content/post_3140358.html":             "",
		"": "",
	}
	for addr, want := range tests {
		u := addressDate(addr)
		got := ""
		switch u.known() {
		case 3:
			got = u.date().String()
		case 2:
			got = lanmu.NewDate(u.year, u.month, 1).String()[:7]
		case 1:
			got = lanmu.NewDate(u.year, 1, 1).String()[:4]
		}
		if got != want {
			t.Errorf("%s: %q, want %q", addr, got, want)
		}
	}
}

func TestInferYears(t *testing.T) {
	tests := []struct {
		name string
		rows []string // MM-DD or a whole date, "@addr" behind
		at   lanmu.Date
		want []string
	}{
		{"latest possible", []string{"12-30", "01-03"}, day, []string{"2020-12-30", "2021-01-03"}},
		{
			"turn of the year below three rows",
			[]string{"03-06", "02-11", "01-15", "12-20", "11-02"},
			lanmu.NewDate(2026, 11, 23),
			[]string{"2026-03-06", "2026-02-11", "2026-01-15", "2025-12-20", "2025-11-02"},
		},
		{
			"what follows a pinned row is no turn",
			[]string{"01-15", "11-20", "11-10", "10-01"},
			lanmu.NewDate(2026, 11, 23),
			[]string{"2026-01-15", "2026-11-20", "2026-11-10", "2026-10-01"},
		},
		{
			"addresses tell",
			[]string{"12-14", "12-13@/t20181213_1.html", "12-12@/t20181212_1.html", "12-11@/t20181211_1.html"},
			lanmu.NewDate(2026, 11, 23),
			[]string{"2018-12-14", "2018-12-13", "2018-12-12", "2018-12-11"},
		},
		{
			"whole dates tell",
			[]string{"2019-03-06", "2019-02-06", "2019-01-06", "12-30"},
			lanmu.NewDate(2026, 11, 23),
			[]string{"2019-03-06", "2019-02-06", "2019-01-06", "2018-12-30"},
		},
		{"29 February", []string{"02-29"}, lanmu.NewDate(2026, 11, 23), []string{"2024-02-29"}},
		{"no day to go by", []string{"02-27"}, lanmu.Date{}, []string{""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var rows []lanmu.Row
			for _, s := range tt.rows {
				text, addr, _ := strings.Cut(s, "@")
				h, _ := firstDate("[" + text + "]")
				if addr != "" {
					addr = "http://a.gov.cn" + addr
				}
				rows = append(rows, lanmu.Row{Raw: text, URL: addr, Date: lanmu.Date{Year: int16(h.year), Month: int8(h.month), Day: int8(h.day)}})
			}
			marks := inferYears(rows, tt.at)
			var got []string
			for _, r := range rows {
				got = append(got, r.Date.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s%+v", diff, marks)
			}
			for _, m := range marks {
				if m.Why == "" || m.Taken && m.Date.After(tt.at) {
					t.Errorf("%+v", m)
				}
			}
		})
	}
}
