package yearly

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		text string
		want []int
		vag  bool
	}{
		{"公开信息568条", []int{568}, false},
		{"公开信息1,234条,其中网站1200条", []int{1234, 1200}, false},
		{"收到申请十二件", []int{12}, false},
		{"受理一百零五件，办结一百零三件", []int{105, 103}, false},
		{"点击1.2万条", []int{12000}, true},
		{"培训40余人次，发放200余份", []int{200}, true},
		{"依据第20条和《条例》第十四条", nil, false},
		{"2017年1月1日至12月31日", nil, false},
		{"约30条", []int{30}, true},
	} {
		got := numbers(narrow(c.text))
		if len(got) != len(c.want) {
			t.Errorf("%s: %+v, want %v", c.text, got, c.want)
			continue
		}
		for i, n := range got {
			if n.N != c.want[i] || n.Approx != c.vag {
				t.Errorf("%s: %+v, want %d, approximate %t", c.text, n.Figure, c.want[i], c.vag)
			}
		}
	}
}

func TestTitles(t *testing.T) {
	for _, c := range []struct {
		title string
		is    bool
		year  int
		body  string
	}{
		{"2017年示例市商务局政府信息公开年度报告", true, 2017, "示例市商务局"},
		{"示例市林业局2016年政务公开年度报告", true, 2016, "示例市林业局"},
		{"示例区教育局二〇一八年政府信息公开工作年度报告", true, 2018, "示例区教育局"},
		{"示例市人民政府2019年度政府信息公开年报", true, 2019, "示例市人民政府"},
		{"示例市林业局2018年政务公开报告", true, 2018, "示例市林业局"},
		{"关于做好2018年政府信息公开年度报告编制工作的通知", false, 2018, ""},
		{"2020年度示例局政府网站工作年度报表", false, 2020, ""},
		{"2019-2020学年度信息公开工作年度报告", false, 0, ""},
		{"示例局2021年预算公开", false, 2021, ""},
		{"政府信息公开年度报告", false, 0, ""},
		{"图解2023年政府信息公开年度报告", false, 2023, ""},
	} {
		if IsTitle(c.title) != c.is || YearOf(c.title) != c.year {
			t.Errorf("%s: %t %d, want %t %d", c.title, IsTitle(c.title), YearOf(c.title), c.is, c.year)
		}
		if c.is && BodyOf(c.title) != c.body {
			t.Errorf("%s: body %q, want %q", c.title, BodyOf(c.title), c.body)
		}
	}
}

func TestDue(t *testing.T) {
	for _, c := range []struct {
		year       int
		body       string
		month, day int
	}{
		{2017, "示例市商务局", 3, 31},
		{2018, "示例市商务局", 3, 31},
		{2019, "示例市商务局", 1, 31},
		{2024, "示例市人民政府", 3, 31},
		{2024, "示例市人民政府办公室", 3, 31},
		{2024, "示例开发区管委会", 3, 31},
		{2024, "", 3, 31},
	} {
		if m, d := Due(c.year, Government(c.body)); m != c.month || d != c.day {
			t.Errorf("%d %s: %d-%d, want %d-%d", c.year, c.body, m, d, c.month, c.day)
		}
	}
}

// A sentence with parts that overlap: 2 规范性文件 are among the 41 on the site.
const prose = `<p>　　截止2017年12月31日,我局新增主动公开信息５６８条,其中,通过政府网站公开政府信息数41条,主动公开规范性文件2条,制发规范性文件总数2件,向市委、市政府信息处等部门发布信息%s条。</p>
<p>2017年我局共收到信息公开申请1条,已按期答复。</p><p>举办各类培训班2次,接受培训人员40余人次。</p><p>示例市商务局</p><p>2018年3月6日</p>`

func TestProse(t *testing.T) {
	r := Read("2017年示例市商务局政府信息公开年度报告", parse(t, strings.Replace(prose, "%s", "527", 1)))
	if wrong, doubts := r.Check(); len(wrong) > 0 || len(doubts) > 0 {
		t.Errorf("568 = 41 + 527 comes out: %+v %v", wrong, doubts)
	}
	for topic, want := range map[Topic]int{OnSite: 41, Received: 1} {
		if f, ok := r.Claim(topic); !ok || f.N != want {
			t.Errorf("%s: %+v %t, want %d", topic, f, ok, want)
		}
	}
	if r.Signed != [3]int{2018, 3, 6} {
		t.Errorf("signed %v", r.Signed)
	}
	r = Read("2017年示例市商务局政府信息公开年度报告", parse(t, strings.Replace(prose, "%s", "500", 1)))
	wrong, _ := r.Check()
	if len(wrong) != 1 || wrong[0].Sure || !strings.Contains(wrong[0].Message, "合计 543，与 568 不等") {
		t.Errorf("41 + 2 + 500: %+v", wrong)
	}
}

func TestSums(t *testing.T) {
	for _, c := range []struct {
		text  string
		wrong bool
		doubt bool
	}{
		{"全年公开信息130条。其中：规范性文件类53条，规划类16条，人事类12条，其他类49条。", false, false},
		{"全年公开信息130条，其中规范性文件类53条，规划类16条，人事类12条，其他类46条。", true, false},
		{"全年公开信息100条，其中网站公开120条。", true, false},
		{"全年公开信息100条，其中网站公开20条。", false, false},
		{"全年公开信息1000条，其中通知120条，动态200条。", false, true},
		{"全年公开信息1000余条，其中网站900条，微信200条。", false, false},
		{"收到申请10件，其中网上4件，信函6件，办结10件。", false, false},
		{"依据《条例》第20条，其中规定了15类。", false, false},
		{"收到申请10件，办结9件，其中公开5条。", false, false},
	} {
		wrong, doubts := ReadText("示例局2016年政府信息公开年度报告", c.text).Check()
		if len(wrong) > 0 != c.wrong || len(doubts) > 0 != c.doubt {
			t.Errorf("%s: wrong %+v, doubts %v", c.text, wrong, doubts)
		}
	}
}

func parse(t *testing.T, s string) *html.Node {
	t.Helper()
	n, err := html.Parse(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Hostile tables must cost little and break nothing.
func FuzzRead(f *testing.F) {
	f.Add("2025年政府信息公开年度报告", prose)
	f.Add("x", `<table><tr><td rowspan=999999999 colspan=-4>自然人<td>新收<td>结转<td>1<td>2<td>3</table>`)
	f.Fuzz(func(t *testing.T, title, src string) {
		n, err := html.Parse(strings.NewReader(src))
		if err != nil {
			return
		}
		Read(title, n).Check()
		ReadText(title, src).Check()
		IsTitle(title)
	})
}
