package rules

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// What is written for speed says what the plain way of writing it says.

// scraps makes texts out of pieces in which such things go wrong.
func scraps(pieces ...string) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
	})
}

var odd = []string{
	"", " ", "\t\n", "\u3000", "\u00a0", "\u2002", "\u2028", "\u0085", "\u200b", "\ufeff", "\u202e", "\x00", "\x7f", "\xff", "\xe4\xc2\x85", "\u00b7",
	"a", "Z", "0", "公开", "指南", "“", "”", "—", "，", "。", "\ufffd", "\U0001f600", "\U00020000", "信息", "\ue000", "\uff0d",
}

func TestCleanIsOneLine(t *testing.T) {
	plainly := func(s string) string {
		return strings.Join(strings.FieldsFunc(strings.Map(func(r rune) rune {
			switch {
			case unicode.IsSpace(r), r == '\u3000', r == '\u00a0':
				return ' '
			case unicode.IsControl(r), r == '\u200b', r == '\ufeff', r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
				return -1
			}
			return r
		}, s), func(r rune) bool { return r == ' ' }), " ")
	}
	rapid.Check(t, func(t *rapid.T) {
		s := scraps(odd...).Draw(t, "text")
		if got, want := clean(s), plainly(s); got != want {
			t.Fatalf("clean %q, want %q", got, want)
		}
		if got, want := squeeze(s), strings.ReplaceAll(plainly(s), " ", ""); got != want {
			t.Fatalf("squeeze %q, want %q", got, want)
		}
	})
}

func TestTrimmed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scraps(odd...).Draw(t, "text")
		if got, want := trimmed(s), strings.TrimSpace(s); got != want {
			t.Fatalf("trimmed %q, want %q", got, want)
		}
		if got, want := blank(s), strings.TrimSpace(s) == ""; got != want {
			t.Fatalf("blank %t, want %t", got, want)
		}
	})
}

func TestDamagedIsThePatterns(t *testing.T) {
	var (
		day  = regexp.MustCompile(`(?:^|[^0-9.\-/_A-Za-z])((?:19|20)\d{2}(\d{2,4})日)`)
		code = regexp.MustCompile(`((?:〔|﹝|\[|【)(?:19|20)\d{2}(\d{1,4})号)`)
	)
	rapid.Check(t, func(t *rapid.T) {
		s := scraps("2017", "19", "20", "1", "11", "31", "99", "日", "号", "〔", "[", "【", "日报", "a", "-", "公", "20171日", "〔20168号").Draw(t, "text")
		var want []number
		for _, n := range numbers(day, s) {
			if rest := n.digits[4 : len(n.digits)-len("日")]; !dayWord.MatchString(s[n.end:]) && monthDay(rest) {
				want = append(want, n)
			}
		}
		want = append(want, numbers(code, s)...)
		if d := cmp.Diff(want, damaged(s), cmp.AllowUnexported(number{})); d != "" {
			t.Fatal(d)
		}
	})
}

// Every number that a pattern finds is among the runs that were counted.
func TestNumbersBehindTheirCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scraps("220102199003071234", "13812345678", "6222021234567890123", "6222 0212 3456 7890", "6222-0212-3456-7890 1", "1", "234", "12345", " ", "-", "x", "X", "号", "：").Draw(t, "text")
		for name, pair := range map[string][2][]number{
			"citizens": {citizens(s), numbers(citizenRE, s)},
			"mobiles":  {mobiles(s), numbers(mobileRE, s)},
			"cards":    {cards(s), numbers(cardRE, s)},
		} {
			if d := cmp.Diff(pair[1], pair[0], cmp.AllowUnexported(number{})); d != "" {
				t.Fatalf("%s: %s", name, d)
			}
		}
	})
}

func TestPlainHost(t *testing.T) {
	base, err := url.Parse("http://h.gov.cn/a/b.html")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := scraps("http://", "https://", "HTTP://", "//", "h.gov.cn", "www.a.com", "A", "b", "-", ".", ":", ":80", "@", "/", "?", "#", "%", "%41", "[::1]", " ", "\n", "\x7f", "地", "\\", "1.2.3.4").Draw(t, "address")
		host := plainHost(s)
		if host == "" {
			return
		}
		u, err := base.Parse(s)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || strings.ToLower(u.Hostname()) != host {
			t.Fatalf("plainHost %q, parsed %v, %v", host, u, err)
		}
	})
}

func TestEmptyHref(t *testing.T) {
	plainly := func(href string) bool {
		h := strings.ToLower(strings.Map(func(r rune) rune {
			if r <= ' ' {
				return -1
			}
			return r
		}, href))
		switch strings.TrimRight(h, ";") {
		case "", "#", "javascript:", "javascript:void(0)", "javascript:void0", "javascript:void()", "#javascript:":
			return true
		}
		return false
	}
	rapid.Check(t, func(t *rapid.T) {
		s := scraps(" ", "\n", "#", ";", "javascript:", "JavaScript:", "void(0)", "void0", "void()", "a", "/", "index.html", "\u3000").Draw(t, "href")
		if got, want := emptyHref(s), plainly(s); got != want {
			t.Fatalf("emptyHref(%q) %t, want %t", s, got, want)
		}
	})
}

// One look at a text finds each word of the list wherever it stands, and counts
// its digits.
func TestScan(t *testing.T) {
	words := []string{"部暑", "布暑", "部暑了", "截止目前", "a公", "\u3000甲", "，乙"}
	l := newWordList()
	for _, w := range words {
		l.add(&word{wrong: w})
	}
	s := newScanner(l)
	runs := regexp.MustCompile(`[0-9]+`)
	rapid.Check(t, func(t *rapid.T) {
		text := scraps("部", "暑", "布", "截止", "目前", "a", "公", "\u3000", "甲", "，", "乙", "1", "23", "456", "\xe9", "\xff", "\U00020000", "期", "发", "日", "号").Draw(t, "text")
		var got, want []string
		run := textRun{text: text}
		s.scan(&run, func(h hit) { got = append(got, text[h.start:h.end]) })
		for _, w := range words {
			for at := 0; ; {
				i := strings.Index(text[at:], w)
				if i < 0 {
					break
				}
				want = append(want, w)
				at += i + 1
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
		digits, longest := 0, 0
		for _, d := range runs.FindAllString(text, -1) {
			digits, longest = digits+len(d), max(longest, len(d))
		}
		if int(run.digits) != digits || int(run.run) != longest {
			t.Fatalf("%d digits, %d on end, want %d and %d", run.digits, run.run, digits, longest)
		}
		for char, kind := range map[string]uint8{"期": inDayLabel, "发": inMadeOn, "日": isDay, "号": isNumber} {
			if got, want := run.kinds&kind != 0, strings.Contains(text, char); got != want {
				t.Fatalf("%s told %t, is there %t", char, got, want)
			}
		}
	})
}

// The words found in one look are those that each duty's own words find.
func TestDutiesInOneLook(t *testing.T) {
	s, err := NewSession(testSite(), testDay, nil)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		name := scraps("政府", "信息", "公开", "公", "开", "指南", "目录", "年报", "年度报告", "申请", "制度", "领导", "信箱", " ", "\u3000", "\u200b", "网站", "预算", "mailto", "文件", "令").Draw(t, "name")
		short := squeeze(name)
		var want, got []duty
		if short != "" && len([]rune(short)) <= 60 {
			for _, d := range dutyNames {
				if d.words.in(short) && (d.name == nil || d.name.MatchString(short)) {
					want = append(want, d.duty)
				}
			}
		}
		of, as := s.dutiesOf(name)
		of.duties.each(func(d duty) { got = append(got, d) })
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
		if len(got) > 0 && as != short {
			t.Fatalf("told as %q, want %q", as, short)
		}
		if of.whole != (slices.Contains(want, dutyDisclosure) && wholeDisclosure.MatchString(short)) {
			t.Fatalf("the platform as a whole: %t", of.whole)
		}
	})
}

// A labelled date is what the pattern of all labels says.
func TestLabelled(t *testing.T) {
	all := regexp.MustCompile(`发布|发文|刊发|时间|日期|更新|来源|录入|\d:\d\d`)
	days := regexp.MustCompile(`[\d〇○零一二三四五六七八九十]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日`)
	rapid.Check(t, func(t *rapid.T) {
		raw := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"发", "布", "文", "刊", "时间", "日", "期", "更新", "来", "源", "录入", "2026", "年", "月", "1", ":", "：", "05", " ", "二〇二六", "\xe5"})).Draw(t, "raw"), "")
		if labelled(raw) != all.MatchString(raw) {
			t.Fatalf("%q: labelled is %t", raw, labelled(raw))
		}
		if want := days.MatchString(raw) && !all.MatchString(raw); inProse(raw) != want {
			t.Fatalf("%q: in prose is %t", raw, !want)
		}
	})
}
