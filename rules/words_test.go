package rules

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"lanmu"
)

func wrongIn(l *wordList, text string) string {
	var got []string
	newScanner(l).scan(&textRun{text: text}, func(h hit) {
		if text[h.start:h.end] == h.word.wrong && !excused(text, h) {
			got = append(got, h.word.wrong)
		}
	})
	return strings.Join(got, " ")
}

func list(t *testing.T, src []byte) (*wordList, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "own.csv")
	if err := os.WriteFile(path, src, 0o600); err != nil {
		t.Fatal(err)
	}
	return loadWords([]string{path})
}

// A list is read in UTF-8 with and without a mark and in GBK; it adds to the
// shipped one, replaces its entries and takes them out.
func TestOwnWords(t *testing.T) {
	const src = "错词,正词,严重程度\n甲乙丙,甲乙丁,serious\n部暑,部署,off\n甲乙,甲以,\n"
	gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"UTF-8": []byte(src), "BOM": append([]byte("\ufeff"), src...), "GBK": gbk} {
		l, err := list(t, b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := wrongIn(l, "关于甲乙丙的部暑、布暑"); got != "甲乙丙 甲乙 布暑" && got != "甲乙 甲乙丙 布暑" {
			t.Errorf("%s: found %q", name, got)
		}
	}
}

func TestBadWordsTellEveryLine(t *testing.T) {
	_, err := list(t, []byte("甲,乙,typo\n甲乙,丙丁,grave\n\"甲乙,丙"))
	if err == nil || !strings.Contains(err.Error(), "own.csv") {
		t.Errorf("%v", err)
	}
	_, err = list(t, []byte("甲,乙,typo\n甲乙,丙丁,grave\n"))
	for _, want := range []string{"own.csv:1:", "own.csv:2:", "grave"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %s in %v", want, err)
		}
	}
	if _, err := list(t, []byte("\x81\x20\xff\xff,\x00")); err == nil {
		t.Error("bytes of no encoding are a list")
	}
	if _, err := loadWords([]string{t.TempDir()}); err == nil {
		t.Error("a folder is a list")
	}
}

// A bad line costs itself alone: the audit goes on with the rest, and says so.
func TestRestOfBadWordsIsUsed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "own.csv")
	if err := os.WriteFile(path, []byte("甲乙丙,甲乙丁,grave\n戊\"己\"庚,x,typo\n辛壬癸,辛壬亥,typo\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := NewSession(&lanmu.Site{ID: "x", URL: "http://www.example.gov.cn/", Words: []string{path}, Calendar: path + "-none"}, testDay, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := wrongIn(s.words, "甲乙丙和辛壬癸"); got != "辛壬癸" {
		t.Errorf("found %q", got)
	}
	_, skips := s.Finish(nil, nil, nil)
	var told string
	for _, k := range skips {
		told += k.Reason + "\n"
	}
	for _, want := range []string{"own.csv:1:", "own.csv:2:", "词表有无法使用的内容，其余词条照常检查", "节假日文件无法使用"} {
		if !strings.Contains(told, want) {
			t.Errorf("no %q in %s", want, told)
		}
	}
}

// Every shipped entry is found, and is right in none of its exceptions.
func TestShippedWords(t *testing.T) {
	l, err := loadWords(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, ws := range l.words {
		for _, w := range ws {
			if !strings.Contains(wrongIn(l, "关于"+w.wrong+"的通知"), w.wrong) {
				t.Errorf("%s is not found", w.wrong)
			}
			if got := wrongIn(l, "关于"+w.right+"的通知"); got != "" {
				t.Errorf("%s itself is accused of %s", w.right, got)
			}
			for _, e := range w.except {
				if strings.Contains(wrongIn(l, "关于"+e+"的通知"), w.wrong) {
					t.Errorf("%s is accused in %s", w.wrong, e)
				}
				if !strings.Contains(e, w.wrong) {
					t.Errorf("the exception %s does not hold %s", e, w.wrong)
				}
			}
		}
	}
}

// 20,000 words must cost little more than a few: the index is by first runes.
func BenchmarkWords20000(b *testing.B) {
	entries := map[string]*word{}
	for i := range 20000 {
		w := string([]rune{rune(0x4e00 + i%5000), rune(0x5000 + i/7), rune(0x6000 + i%97)})
		entries[w] = &word{wrong: w}
	}
	l := newWordList()
	for _, w := range entries {
		l.add(w)
	}
	text := strings.Repeat("为贯彻落实市委市政府关于优化营商环境的工作部署，现将有关事项通知如下。", 30000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		newScanner(l).scan(&textRun{text: text}, func(h hit) { _ = fmt.Sprint(h.word.wrong) })
	}
}
