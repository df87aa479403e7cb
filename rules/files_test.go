package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lanmu"
	"lanmu/rules"
)

// fileAt is a file of one part, linked from a page.
func fileAt(kind, text string) *lanmu.Attachment {
	return &lanmu.Attachment{URL: home + "f/list." + kind, Kind: kind, Parts: []lanmu.AttachmentPart{{Name: "第2页", Text: text}}}
}

func fileCrawl(url, text string) *lanmu.Crawl {
	return &lanmu.Crawl{Complete: true, Targets: []*lanmu.Target{{
		URL: url, Kind: lanmu.LinkAttachment, Verdict: lanmu.LinkOK, OnCount: 1,
		On: []lanmu.Use{{Page: home + "zwgk/tzgg/1.html", Text: text, Kind: lanmu.LinkAttachment}},
	}}}
}

func readingSite() *lanmu.Site {
	site := testSite()
	site.Crawl.Attachments.Read = true
	return site
}

func fileSession(t *testing.T) *rules.Session { return session(t, readingSite(), at) }

func TestFiles(t *testing.T) {
	const id, id2, card = "11010119900307459X", "110101199003074418", "6222021234567890128"
	for _, c := range []struct {
		name, kind, text string
		want             []string // rule, certainty, message
	}{
		{"a citizen number", "pdf", "低保名单\n张三 110101199003074290\n", []string{
			"privacy-id likely 附件“低保对象名单”第2页中有完整的公民身份号码 1101************90。",
		}},
		{"two citizen numbers", "docx", "序号\t姓名\t身份证号\n1\t张三\t" + id + "\n2\t李四\t" + id2 + "\n", []string{
			"privacy-id likely 附件“低保对象名单”第2页中有完整的公民身份号码 1101************9X，全文共 2 个。",
		}},
		{"a masked one", "pdf", "张三 1101**********0008 李四 110101********0016\n", nil},
		{"a code of an organisation", "pdf", "统一社会信用代码：" + id + "\n", nil},
		{"phones of persons", "xlsx", "姓名\t电话\n张三\t13912345678\n李四\t13812345678\n", []string{
			"privacy-phone review 附件“低保对象名单”第2页中有个人信息旁的完整手机号 139****5678，全文共 2 个，请核实是否应当公开。",
		}},
		{"phones of offices", "xlsx", "单位\t姓名\t电话\n办公室\t张三\t13912345678\n", nil},
		{"a list of those on duty", "docx", "2026年国庆值班表\n姓名\t电话\n张三\t13912345678\n", nil},
		{"who is to be asked", "pdf", "联系人：张三，联系电话：13912345678\n", nil},
		{"cards", "xlsx", "姓名\t银行卡号\n张三\t" + card + "\n", []string{
			"privacy-bank-card likely 附件“低保对象名单”第2页中有疑似完整的银行卡号 6222*************28。",
		}},
		{"an office's account", "docx", "收款单位：示例市财政局\n账号：" + card + "\n", nil},
		{"a slip in a document", "docx", "截止目前，共受理12件。", []string{
			"wording-typo likely 附件“低保对象名单”第2页中“截止目前”应为“截至目前”（“截止”不与“目前”连用）。",
		}},
		{"a slip in a PDF", "pdf", "截止目前，共受理12件。", []string{
			"wording-typo review 附件“低保对象名单”第2页中“截止目前”应为“截至目前”（“截止”不与“目前”连用）。",
		}},
		{"a slip that is spoken of", "docx", "不能误写为“截止目前”。", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, again := range []bool{false, true} {
				s, a := fileSession(t), fileAt(c.kind, c.text)
				if again { // what the rules said another night
					s.RepeatFile(&lanmu.Attachment{URL: a.URL, Kind: a.Kind}, fileSession(t).HearFile(a))
				} else {
					s.File(a)
				}
				found, _ := s.Finish(fileCrawl(a.URL, "低保对象名单"), nil, nil)
				var got []string
				for _, f := range found {
					if f.Rule == "privacy-id" || f.Rule == "privacy-phone" || f.Rule == "privacy-bank-card" || strings.HasPrefix(f.Rule, "wording") {
						checkShape(t, f)
						got = append(got, f.Rule+" "+string(f.Certainty)+" "+f.Message)
						if f.URL != a.URL || f.On[0] != home+"zwgk/tzgg/1.html" {
							t.Errorf("at %s on %v", f.URL, f.On)
						}
						if strings.Contains(f.Evidence.Excerpt+f.Evidence.Raw+f.Anchor, id) {
							t.Errorf("told again: %+v", f.Evidence)
						}
					}
				}
				if d := cmp.Diff(c.want, got); d != "" {
					t.Error(d)
				}
			}
		})
	}
}

func TestFilesNames(t *testing.T) {
	for text, want := range map[string]string{"2026年低保名单.docx": "2026年低保名单.docx", "点击下载": "名单.pdf", "附件1：": "名单.pdf", "": "名单.pdf"} {
		s := fileSession(t)
		a := fileAt("pdf", "张三 11010119900307459X")
		a.URL = home + "f/%E5%90%8D%E5%8D%95.pdf"
		s.File(a)
		found, _ := s.Finish(fileCrawl(a.URL, text), nil, nil)
		i := slices.IndexFunc(found, func(f *lanmu.Finding) bool { return f.Rule == "privacy-id" })
		if i < 0 || !strings.HasPrefix(found[i].Message, "附件“"+want+"”第2页中") {
			t.Errorf("%q: %+v", text, found)
		}
	}
}

// TestFilesUnread: what was not read is told with its reason, and what may be
// read another night keeps what was found in it before.
func TestFilesUnread(t *testing.T) {
	for _, c := range []struct {
		url  string
		why  lanmu.Unread
		want string
	}{
		{"f/a.pdf", lanmu.UnreadLocked, "有 1 个附件设有密码"},
		{"f/a.pdf", lanmu.UnreadScan, "扫描图片"},
		{"f/a.pdf", lanmu.UnreadTooLarge, "太大"},
		{"f/a.docx", lanmu.UnreadTooMuch, "展开后过大"},
		{"f/a.doc", "", "旧格式"},
		{"f/a.rar", "", "压缩包"},
	} {
		s := fileSession(t)
		if c.why != "" {
			s.File(&lanmu.Attachment{URL: home + c.url, Unread: c.why})
		}
		_, skips := s.Finish(fileCrawl(home+c.url, "实施方案"), nil, nil)
		said := slices.ContainsFunc(skips, func(k lanmu.Skip) bool {
			return k.Rule == "privacy-id" && k.URL == home+c.url && strings.Contains(k.Reason, c.want) && strings.Contains(k.Reason, "例如“实施方案”")
		})
		told := 0
		for _, k := range skips {
			if k.Concerns("wording-serious") && strings.Contains(k.Reason, "附件") {
				told++
			}
		}
		if !said || told != 1 {
			t.Errorf("%s %s: told %d times: %+v", c.url, c.why, told, skips)
		}
	}
}

// TestFilesUnreadMany: files that may be read another night are told each once,
// with the rules that could not judge it and no others; too many are told as all.
func TestFilesUnreadMany(t *testing.T) {
	for _, c := range []struct {
		why  lanmu.Unread
		n    int
		want int
		all  bool
	}{{lanmu.UnreadTooLarge, 3, 3, false}, {lanmu.UnreadScan, 3, 1, false}, {lanmu.UnreadBudget, 130, 101, true}} {
		s, crawl := fileSession(t), &lanmu.Crawl{Complete: true}
		for i := range c.n {
			url := fmt.Sprintf("%sf/%03d.pdf", home, i)
			s.File(&lanmu.Attachment{URL: url, Unread: c.why})
			crawl.Targets = append(crawl.Targets, fileCrawl(url, "方案").Targets...)
		}
		_, skips := s.Finish(crawl, nil, nil)
		var got []lanmu.Skip
		for _, k := range skips {
			if strings.Contains(k.Reason, fmt.Sprintf("有 %d 个附件", c.n)) {
				got = append(got, k)
			}
		}
		all := slices.ContainsFunc(got, func(k lanmu.Skip) bool { return k.URL == "" })
		if len(got) != c.want || all != c.all {
			t.Errorf("%s: %d skips, of all files %t: %+v", c.why, len(got), all, got)
		}
		for _, k := range got {
			if d := cmp.Diff([]string{"privacy-id", "privacy-phone", "privacy-bank-card", "wording-serious", "wording-typo"}, k.Rules()); d != "" {
				t.Error(d)
			}
		}
	}
	s := session(t, readingSite(), at, rules.WithRules("wording-typo"))
	s.File(&lanmu.Attachment{URL: home + "f/a.pdf", Unread: lanmu.UnreadTooLarge})
	_, skips := s.Finish(fileCrawl(home+"f/a.pdf", "方案"), nil, nil)
	if !slices.ContainsFunc(skips, func(k lanmu.Skip) bool {
		return k.Rule == "wording-typo" && len(k.Also) == 0 && k.URL == home+"f/a.pdf"
	}) {
		t.Errorf("one rule alone: %d skips", len(skips))
	}
}
