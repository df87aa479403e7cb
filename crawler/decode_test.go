package crawler

import (
	"context"
	"net/http"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"lanmu"
)

func TestDecode(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("<html><head><meta charset=gb2312><title>通知公告</title></head><body>关于公开招聘工作人员的公告</body></html>")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, path, media, body string
		charset                 string // "": no text was made of it
		want                    string // Content-Type
		fail                    lanmu.FailKind
	}{
		{"GBK without a header", "/a.html", "text/html", gbk, "gbk", "text/html; charset=utf-8", ""},
		{"header that lies", "/a.html", "text/html; charset=utf-8", gbk, "gbk", "text/html; charset=utf-8", ""},
		{"no type at all", "/a.html", "", "<html>通知</html>", "utf-8", "text/html; charset=utf-8", ""},
		{"image", "/a.jpg", "image/jpeg", "\xff\xd8\xff\xe0", "", "image/jpeg", ""},
		{"binary under text/html", "/a.html", "text/html", "PK\x03\x04\x14\x00\x08", "", "text/html", lanmu.FailProtocol},
		{"nul bytes under text/html", "/a", "text/html", "ab\x00\x00\x00\x00\x00cd\x00\x00\x00\x00\x00\x00\x00\x01", "", "text/html", lanmu.FailProtocol},
		{"file under text/html", "/a.doc", "text/html", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "text/html", ""},
		{"stray nul in a page", "/a.html", "text/html", "<html><body>一个页面里偶尔有一个\x00字节也还是页面</body></html>", "utf-8", "text/html; charset=utf-8", ""},
		{"JSON", "/a", "application/json", `{"a":"通知"}`, "utf-8", "application/json; charset=utf-8", ""},
		{"empty", "/", "text/html", "", "", "text/html", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := &call{ctx: context.Background()}
			header := http.Header{}
			if tt.media != "" {
				header.Set("Content-Type", tt.media)
			}
			ctx := context.WithValue(context.Background(), callKey{}, &desk{call: c})
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://h"+tt.path, nil)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := decode{canned(header, &held{data: []byte(tt.body)})}.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			if c.charset != tt.charset && !(tt.charset == "gbk" && (c.charset == "gb2312" || c.charset == "gb18030")) {
				t.Errorf("charset %q, want %q", c.charset, tt.charset)
			}
			if got := resp.Header.Get("Content-Type"); got != tt.want {
				t.Errorf("Content-Type %q, want %q", got, tt.want)
			}
			kind := lanmu.FailKind("")
			if f := bodyOf(resp).fail; f != nil {
				kind = f.Kind
			}
			if kind != tt.fail {
				t.Errorf("fail %q, want %q", kind, tt.fail)
			}
		})
	}
}
