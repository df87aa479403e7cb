package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lanmu"
)

var discovered = Discovered{
	URL: "http://swj.example.gov.cn/", Name: "示例市商务局", SiteCode: "2201000018", On: lanmu.NewDate(2026, 11, 23), Pages: 120,
	Columns: []FoundColumn{
		{Name: "政务公开", Path: []string{"政务公开"}, URL: "http://swj.example.gov.cn/zwgk/", Hub: true},
		{
			ID: "tzgg", Name: "通知公告", Path: []string{"政务公开", "通知公告"}, URL: "http://swj.example.gov.cn/zwgk/tzgg/", Kind: lanmu.KindNotice,
			Period: lanmu.Period{Months: 6}, Verified: true, Rows: 25, Newest: lanmu.NewDate(2026, 9, 14), How: "导航",
			Office: "办公室", Said: 8, Agree: 7,
		},
		{
			ID: "tzgg", Name: "公告: #1 \"急\"\n- id: x", Path: []string{"政务公开", "公告\n- id: y"}, URL: "http://swj.example.gov.cn/zwgk/gg/index.html",
			Kind: lanmu.KindOther, How: "面包屑", Note: "列表由脚本生成，没有读到行",
		},
		{ID: "year 2018", Name: "2018", Path: []string{"2018"}, URL: "http://other.example.gov.cn/2018/", Kind: lanmu.KindTopic, Period: lanmu.Period{Years: 1}, Rows: 3},
	},
}

// TestDiscovered writes a profile that reads back as what was found, whatever
// the page's names hold.
func TestDiscovered(t *testing.T) {
	text := discovered.Text()
	golden(t, "testdata/discovered.golden", string(text))
	p, err := parse("site.yaml", text, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range p.Columns {
		got = append(got, string(c.ID)+" "+c.Name+" "+string(c.URL)+" "+string(c.Kind))
	}
	want := []string{
		"tzgg 通知公告 /zwgk/tzgg/ notice",
		`tzgg-2 公告: #1 "急" - id: x /zwgk/gg/index.html other`,
		"year-2018 2018 http://other.example.gov.cn/2018/ topic",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestMerge adds what is new and keeps every byte that people wrote.
func TestMerge(t *testing.T) {
	files, err := filepath.Glob("testdata/merge/*.yaml")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d profiles to merge, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			merged, added, missing, err := Merge(file, src, discovered)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, strings.TrimSuffix(file, ".yaml")+".golden", string(merged)+"# missing: "+strings.Join(missing, ",")+"\n")
			if added == 0 {
				t.Error("nothing was added")
			}
			again, more, _, err := Merge(file, merged, discovered)
			if err != nil || more != 0 || string(again) != string(merged) {
				t.Errorf("merging again added %d, %v", more, err)
			}
		})
	}
}

// TestQuote writes any text so that it reads back the same.
func TestQuote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := clean(rapid.String().Draw(t, "name"))
		if name == "" {
			return
		}
		d := Discovered{URL: "http://a.gov.cn/", On: lanmu.NewDate(2026, 1, 1), Columns: []FoundColumn{{Name: name, Path: []string{name}, URL: "http://a.gov.cn/x/", Note: name, How: name}}}
		p, err := parse("x.yaml", d.Text(), nil)
		if err != nil {
			t.Fatalf("%s\n%v", d.Text(), err)
		}
		if p.Columns[0].Name != name {
			t.Fatalf("%q came back as %q", name, p.Columns[0].Name)
		}
	})
}
