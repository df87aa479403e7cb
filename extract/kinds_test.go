package extract

import (
	"os"
	"strings"
	"testing"

	"lanmu"
)

// testdata/kinds.tsv holds names and the kind a person gave them, one a line.
func TestKindOf(t *testing.T) {
	data, err := os.ReadFile("testdata/kinds.tsv")
	if err != nil {
		t.Fatal(err)
	}
	asked, wrong := 0, 0
	for line := range strings.Lines(string(data)) {
		name, kind, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		asked++
		got := KindOf(name)
		if got == lanmu.Kind(kind) {
			continue
		}
		wrong++
		t.Logf("%s: %s, a person says %s", name, got, kind)
		switch got {
		case lanmu.KindNews, lanmu.KindNotice, lanmu.KindPolicy:
			t.Errorf("%s: guessed into %s, which has a period that vetoes", name, got)
		}
	}
	if asked < 200 || wrong*20 > asked {
		t.Errorf("%d of %d names wrong, at most one in twenty may be", wrong, asked)
	}
}

func TestKindOfNothing(t *testing.T) {
	for _, name := range []string{"", " ", "更多>>", "2018", "A", "　", "\x00", "林业信息", "x通", "首页幻灯新闻", "首页轮播图"} {
		if got := KindOf(name); got != lanmu.KindOther {
			t.Errorf("%q: %s", name, got)
		}
	}
}

func TestKindIn(t *testing.T) {
	tests := map[string]lanmu.Kind{
		"专题专栏＞2019年消费促进月＞活动动态": lanmu.KindTopic,
		"新闻中心＞工作动态":            lanmu.KindNews,
		"政务公开＞政策解读":            lanmu.KindInterpretation,
		"通知公告":                 lanmu.KindNotice,
	}
	for path, want := range tests {
		if got := kindIn(strings.Split(path, "＞")); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}
