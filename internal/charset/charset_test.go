package charset_test

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"lanmu/internal/charset"
)

const sample = `<html><head><title>示例市商务局</title></head><body>通知公告：关于开展消费促进活动的通知</body></html>`

func encode(t testing.TB, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func withMeta(label, s string) string {
	return strings.Replace(s, "<head>", `<head><meta http-equiv="Content-Type" content="text/html; charset=`+label+`">`, 1)
}

func TestDecode(t *testing.T) {
	gbk, big5 := simplifiedchinese.GBK, traditionalchinese.Big5
	late := strings.Replace(withMeta("big5", "<html><head></head>通知公告：關於開展活動的通知"), "<meta", "<!--"+strings.Repeat("-", 4000)+"--><meta", 1)
	tests := []struct {
		name        string
		body        []byte
		contentType string
		want        string // text that must be there
		charset     string
		how         string
	}{
		{"utf-8 undeclared", []byte(sample), "text/html", "通知公告", "utf-8", "utf-8"},
		{"utf-8 bom", []byte("\xEF\xBB\xBF" + sample), "text/html; charset=gbk", "通知公告", "utf-8", "bom"},
		{"utf-8 that the header calls gbk", []byte(sample), "text/html; charset=GBK", "通知公告", "utf-8", "utf-8"},
		{"utf-8 that meta calls gb2312", []byte(withMeta("gb2312", sample)), "", "通知公告", "utf-8", "utf-8"},
		{"utf-8 cut in a rune", []byte(sample[:strings.Index(sample, "通知公告")+4]), "", "示例市商务局", "utf-8", "utf-8"},
		{"utf-8 with a bad byte", []byte(strings.Replace(sample, "<body>", "<body>\xC3", 1)), "", "通知公告", "utf-8", "utf-8"},
		{"gbk by header", encode(t, gbk, sample), "text/html; charset=GB2312", "通知公告", "gb18030", "header"},
		{"gbk by meta", encode(t, gbk, withMeta("gbk", sample)), "text/html", "通知公告", "gb18030", "meta"},
		{"gbk undeclared", encode(t, gbk, sample), "text/html", "通知公告", "gb18030", "fallback"},
		{"gbk, very short", encode(t, gbk, "错误"), "text/html", "错误", "gb18030", "fallback"},
		{"gbk, two words", encode(t, gbk, "<p>你好 世界</p>"), "", "你好 世界", "gb18030", "fallback"},
		{"gbk that the header calls utf-8", encode(t, gbk, sample), "text/html; charset=utf-8", "通知公告", "gb18030", "fallback"},
		{"gbk that meta calls utf-8", encode(t, gbk, withMeta("utf-8", sample)), "text/html", "通知公告", "gb18030", "fallback"},
		{"gbk that the header calls iso-8859-1", encode(t, gbk, sample), "text/html; charset=ISO-8859-1", "通知公告", "gb18030", "fallback"},
		{"gbk, header wrong, meta right", encode(t, gbk, withMeta("gb2312", sample)), "text/html; charset=utf-8", "通知公告", "gb18030", "meta"},
		{"gb18030 of four bytes", encode(t, simplifiedchinese.GB18030, "<p>通知公告 㐀 ӿ</p>"), "text/html; charset=gb18030", "㐀", "gb18030", "header"},
		{"big5 by header", encode(t, big5, "<p>通知公告：關於開展活動</p>"), "text/html; charset=big5", "關於開展", "big5", "header"},
		{"big5 by a late meta", encode(t, big5, late), "", "關於開展", "big5", "meta"},
		{"utf-16le bom", append([]byte("\xFF\xFE"), encode(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), sample)...), "", "通知公告", "utf-16le", "bom"},
		{"utf-16be bom", append([]byte("\xFE\xFF"), encode(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), sample)...), "", "通知公告", "utf-16be", "bom"},
		{"xml declaration", encode(t, gbk, `<?xml version="1.0" encoding="gb2312"?><a>通知公告</a>`), "text/xml", "通知公告", "gb18030", "meta"},
		{"windows-1252 that is one", []byte("<p>Caf\xe9 am See</p>"), "text/html; charset=windows-1252", "Café", "windows-1252", "header"},
		{"ascii", []byte("<p>moved</p>"), "text/html", "moved", "utf-8", "utf-8"},
		{"ascii declared gbk", []byte("<p>moved</p>"), "text/html;charset=gbk", "moved", "gb18030", "header"},
		{"unknown name", encode(t, gbk, sample), "text/html; charset=none", "通知公告", "gb18030", "fallback"},
		{"empty", nil, "", "", "utf-8", "utf-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, name, how := charset.Decode(tt.body, tt.contentType)
			if !bytes.Contains(text, []byte(tt.want)) {
				t.Errorf("text %q lacks %q", text, tt.want)
			}
			if name != tt.charset || how != tt.how {
				t.Errorf("got %s by %s, want %s by %s", name, how, tt.charset, tt.how)
			}
		})
	}
}

func TestDecodeDoesNotCopyUTF8(t *testing.T) {
	body := []byte(sample)
	text, _, _ := charset.Decode(body, "text/html")
	if &text[0] != &body[0] {
		t.Error("UTF-8 was copied")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(sample), "text/html; charset=gbk")
	f.Add(encode(f, simplifiedchinese.GBK, withMeta("gbk", sample)), "")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		_, name, how := charset.Decode(body, contentType)
		if name == "" || how == "" {
			t.Errorf("no name for %q", body)
		}
	})
}
