package attachment

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lanmu"
	"lanmu/demo"
)

func parts(a *lanmu.Attachment) string {
	var b strings.Builder
	for _, p := range a.Parts {
		b.WriteString("[" + p.Name + "]" + p.Text)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name, kind, want string
		data             []byte
	}{
		{"docx", "docx", "[]救助名单\n姓名 \t电话 \t\n张三 \t13912345678 \t\n尾注\n", demo.DOCX("救助名单", "姓名\t电话", "张三\t13912345678", "尾注")},
		{
			"xlsx", "xlsx", "[工作表“名单”]姓名\t电话\t\n张三\t13912345678\t\n李四\t13812345678\t\n号码\t\t\n[隐藏的工作表“底稿”]王五\t\n",
			demo.XLSX(demo.Sheet{Name: "名单", Rows: [][]string{{"姓名", "电话"}, {"张三", "=13912345678"}, {"李四", "=1.3812345678E10"}, {"号码", "=110101199003070000"}}},
				demo.Sheet{Name: "底稿", Hidden: true, Rows: [][]string{{"王五"}}}),
		},
		{"pdf", "pdf", "[第1页]低保名单\n张三 110101199003074290[第3页]完毕", demo.PDF("低保名单\n张三 110101199003074290", "", "完毕")},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := Read(t.Context(), "http://x/f", c.data, Usual)
			if a.Kind != c.kind || a.Unread != "" {
				t.Errorf("kind %q, unread %q (%s)", a.Kind, a.Unread, a.Detail)
			}
			if d := cmp.Diff(c.want, parts(a)); d != "" {
				t.Error(d)
			}
		})
	}
}
