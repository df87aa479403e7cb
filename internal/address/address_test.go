package address

import (
	"net/url"
	"testing"

	"lanmu"
)

func mustURL(t testing.TB, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestResolve(t *testing.T) {
	const page = "http://www.example.gov.cn/zwgk/tzgg/index.html?x=1"
	tests := []struct {
		name, raw, charset string
		want               string
		bad                lanmu.BadLink
	}{
		{"relative", "t20180306_1.html", "", "http://www.example.gov.cn/zwgk/tzgg/t20180306_1.html", ""},
		{"dot", "./201803/t1.html", "", "http://www.example.gov.cn/zwgk/tzgg/201803/t1.html", ""},
		{"up", "../../xxgk/", "", "http://www.example.gov.cn/xxgk/", ""},
		{"above the root", "../../../../a.html", "", "http://www.example.gov.cn/a.html", ""},
		{"root", "/a.html", "", "http://www.example.gov.cn/a.html", ""},
		{"query only", "?page=2", "", "http://www.example.gov.cn/zwgk/tzgg/index.html?page=2", ""},
		{"fragment only", "#top", "", "http://www.example.gov.cn/zwgk/tzgg/index.html?x=1", ""},
		{"fragment dropped", "a.html#p3", "", "http://www.example.gov.cn/zwgk/tzgg/a.html", ""},
		{"empty query", "a.html?", "", "http://www.example.gov.cn/zwgk/tzgg/a.html", ""},
		{"protocol-relative", "//www.gov.cn/a", "", "http://www.gov.cn/a", ""},
		{"upper-case scheme and host", "HTTP://WWW.GOV.CN/A", "", "http://www.gov.cn/A", ""},
		{"default port", "http://www.gov.cn:80", "", "http://www.gov.cn/", ""},
		{"default port of https", "https://www.gov.cn:443/", "", "https://www.gov.cn/", ""},
		{"other port", "http://www.gov.cn:8080/a", "", "http://www.gov.cn:8080/a", ""},
		{"host and query", "http://www.gov.cn?a=1", "", "http://www.gov.cn/?a=1", ""},
		{"backslashes", `..\images\a.gif`, "", "http://www.example.gov.cn/zwgk/images/a.gif", ""},
		{"backslashes after the scheme", `http:\\www.gov.cn\a`, "", "http://www.gov.cn/a", ""},
		{"protocol-relative with backslashes", `\\www.gov.cn\a`, "", "http://www.gov.cn/a", ""},
		{"one slash", "https:/www.gov.cn/a", "", "https://www.gov.cn/a", ""},
		{"scheme of the base and relative", "http:a.html", "", "http://www.example.gov.cn/zwgk/tzgg/a.html", ""},
		{"three slashes", "http:///www.gov.cn/a", "", "http://www.gov.cn/a", ""},
		{"white space around", " \n a.html\t ", "", "http://www.example.gov.cn/zwgk/tzgg/a.html", ""},
		{"line end inside", "/a/\r\n\tb.html", "", "http://www.example.gov.cn/a/b.html", ""},
		{"blank inside", "/a b.html", "", "http://www.example.gov.cn/a%20b.html", ""},
		{"raw Chinese in a path", "/通知.html", "gbk", "http://www.example.gov.cn/%E9%80%9A%E7%9F%A5.html", ""},
		{"raw Chinese in a query, GBK", "/s?q=通知", "gbk", "http://www.example.gov.cn/s?q=%CD%A8%D6%AA", ""},
		{"raw Chinese in a query, GB18030", "/s?q=通知", "gb18030", "http://www.example.gov.cn/s?q=%CD%A8%D6%AA", ""},
		{"raw Chinese in a query, UTF-8", "/s?q=通知", "utf-8", "http://www.example.gov.cn/s?q=%E9%80%9A%E7%9F%A5", ""},
		{"second byte of GBK is a letter", "/s?q=丂", "gbk", "http://www.example.gov.cn/s?q=%81@", ""},
		{"what GBK lacks", "/s?q=😀", "gbk", "http://www.example.gov.cn/s?q=%26%23128512%3B", ""},
		{"unknown charset", "/s?q=通", "x-none", "http://www.example.gov.cn/s?q=%E9%80%9A", ""},
		{"left-over entity", "/a.jsp?id=1&amp;p=2", "", "http://www.example.gov.cn/a.jsp?id=1&p=2", ""},
		{"escape in lower case", "/%e9%80%9a", "", "http://www.example.gov.cn/%E9%80%9A", ""},
		{"escape that need not be", "/%7Elisi/%61", "", "http://www.example.gov.cn/~lisi/a", ""},
		{"escaped slash stays", "/a%2Fb", "", "http://www.example.gov.cn/a%2Fb", ""},
		{"escaped dots", "/a/%2e%2E/b", "", "http://www.example.gov.cn/b", ""},
		{"lone per cent sign in a path", "/100%.html", "", "http://www.example.gov.cn/100%25.html", ""},
		{"lone per cent sign in a query", "/a?p=100%&q=%e4", "", "http://www.example.gov.cn/a?p=100%&q=%E4", ""},
		{"session in the path", "/a.do;jsessionid=AB12!34?id=5", "", "http://www.example.gov.cn/a.do?id=5", ""},
		{"session in the query", "/a.php?PHPSESSID=abc&id=5", "", "http://www.example.gov.cn/a.php?id=5", ""},
		{"only a session in the query", "/a.php?PHPSESSID=abc", "", "http://www.example.gov.cn/a.php", ""},
		{"sid may be a page's number", "/a.php?sid=12", "", "http://www.example.gov.cn/a.php?sid=12", ""},
		{"Chinese host", "http://商务部.中国/", "", "http://xn--zfr74dt79f.xn--fiqs8s/", ""},
		{"user name", "ftp://a@b/", "", "", ""},
		{"mail", "mailto:a@b.cn", "", "", ""},
		{"telephone", "tel:12345", "", "", ""},
		{"script that does something", "javascript:openWin('a.html')", "", "", ""},
		{"app", "weixin://dl/chat", "", "", ""},

		{"empty", "", "", "", lanmu.BadEmpty},
		{"blank", " \u0020\n", "", "", lanmu.BadEmpty},
		{"hash", "#", "", "", lanmu.BadEmpty},
		{"void script", "javascript:void(0);", "", "", lanmu.BadEmpty},
		{"void script, spaced", "JavaScript: ;", "", "", lanmu.BadEmpty},
		{"file", "file:///C:/Users/a.doc", "", "", lanmu.BadLocal},
		{"drive", `C:\Users\a.doc`, "", "", lanmu.BadLocal},
		{"drive, forward", "d:/a.doc", "", "", lanmu.BadLocal},
		{"drive under the root", "/D:/web/a.doc", "", "", lanmu.BadLocal},
		{"10/8", "http://10.1.2.3/a", "", "http://10.1.2.3/a", lanmu.BadInternal},
		{"172.16/12", "http://172.31.0.1/", "", "http://172.31.0.1/", lanmu.BadInternal},
		{"not 172.16/12", "http://172.32.0.1/", "", "http://172.32.0.1/", ""},
		{"192.168/16", "//192.168.1.1:8080/x", "", "http://192.168.1.1:8080/x", lanmu.BadInternal},
		{"loopback", "http://127.0.0.1/", "", "http://127.0.0.1/", lanmu.BadInternal},
		{"loopback of IPv6", "http://[::1]:81/", "", "http://[::1]:81/", lanmu.BadInternal},
		{"IPv6", "http://[2001:DB8::0:1]/", "", "http://[2001:db8::1]/", ""},
		{"octal", "http://0300.0250.1.1/", "", "http://192.168.1.1/", lanmu.BadInternal},
		{"localhost", "http://localhost:8080/a", "", "http://localhost:8080/a", lanmu.BadInternal},
		{"localhost without scheme", "localhost:8080/a", "", "", lanmu.BadInternal},
		{"bare host", "http://oa/login", "", "http://oa/login", lanmu.BadInternal},
		{"share", `\\fileserver\pub\a.doc`, "", "http://fileserver/pub/a.doc", lanmu.BadInternal},
		{"scheme twice", "http://http://www.gov.cn/", "", "", lanmu.BadSyntax},
		{"no host", "http://", "", "", lanmu.BadSyntax},
		{"blank in the host", "http:// www.gov.cn/", "", "", lanmu.BadSyntax},
		{"Chinese colon", "http：//www.gov.cn/", "", "", lanmu.BadSyntax},
		{"misspelt", "htpp://www.gov.cn/", "", "", lanmu.BadSyntax},
		{"bad port", "http://www.gov.cn:80a/", "", "", lanmu.BadSyntax},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, bad := Resolve(mustURL(t, page), tt.raw, tt.charset)
			if got != tt.want || bad != tt.bad {
				t.Errorf("Resolve(%q) = %q, %q; want %q, %q", tt.raw, got, bad, tt.want, tt.bad)
			}
		})
	}
}

// A site under test may itself stand at an internal address; its own links are
// no fault then, others' are.
func TestResolveInternalBase(t *testing.T) {
	base := mustURL(t, "http://127.0.0.1:8080/a/")
	for raw, want := range map[string]lanmu.BadLink{
		"b.html": "", "http://127.0.0.1:9090/": "", "http://192.168.0.1/": lanmu.BadInternal, "http://localhost/": lanmu.BadInternal,
	} {
		if _, bad := Resolve(base, raw, ""); bad != want {
			t.Errorf("Resolve(%q): %q, want %q", raw, bad, want)
		}
	}
}

func TestNormalize(t *testing.T) {
	for in, want := range map[string]string{
		"HTTP://Www.Example.Gov.CN:80/%7ea/../b?#x": "http://www.example.gov.cn/b",
		"http://h.cn/%e4%BD%a0":                     "http://h.cn/%E4%BD%A0",
		"http://h.cn":                               "http://h.cn/",
		"http://h.cn//a//b/":                        "http://h.cn//a//b/",
		"http://h.cn/a;v=1;jsessionid=2/b":          "http://h.cn/a;v=1/b",
	} {
		if got, err := Normalize(in); err != nil || got != want {
			t.Errorf("Normalize(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", "a.html", "/a", "ftp://h.cn/", "mailto:a@b.cn", "http://", "www.gov.cn"} {
		if got, err := Normalize(in); err == nil {
			t.Errorf("Normalize(%q) = %q, want an error", in, got)
		}
	}
}

func TestLocationKeepsSession(t *testing.T) {
	got, err := Location(mustURL(t, "http://h.cn/a"), "/a;jsessionid=1")
	if err != nil || got != "http://h.cn/a;jsessionid=1" {
		t.Errorf("Location = %q, %v", got, err)
	}
	if got := StripSession(got); got != "http://h.cn/a" {
		t.Errorf("StripSession = %q", got)
	}
}

// What is resolved is an address that net/http takes and that is its own
// normal form.
func FuzzResolve(f *testing.F) {
	for _, s := range []string{"a.html", "../x", "http://10.1.1.1/", `\\a\b`, "/通知?q=知", "http://[::1]/", "%zz", "//", ";jsessionid=1;a/..", "http://a:1/;"} {
		f.Add(s)
	}
	base := mustURL(f, "http://www.example.gov.cn/a/b.html?c=d")
	f.Fuzz(func(t *testing.T, raw string) {
		got, bad := Resolve(base, raw, "gbk")
		if long, longBad := resolve(base, raw, "gbk"); got != long || bad != longBad {
			t.Fatalf("Resolve(%q) = %q, %q; the long way %q, %q", raw, got, bad, long, longBad)
		}
		if got == "" {
			return
		}
		if _, err := url.Parse(got); err != nil {
			t.Fatalf("Resolve(%q) = %q: %v", raw, got, err)
		}
		again, err := Normalize(got)
		if err != nil || again != got {
			t.Fatalf("Resolve(%q) = %q (%q), which normalises to %q, %v", raw, got, bad, again, err)
		}
	})
}

func BenchmarkResolve(b *testing.B) {
	base := mustURL(b, "http://www.example.gov.cn/zwgk/tzgg/index.html")
	for name, raw := range map[string]string{
		"relative": "../201803/t20180306_123456.html", "plain": "201803/t20180306_123456.html",
		"absolute": "http://www.example.gov.cn/zwgk/201803/t1.html", "query": "/info.jsp?urltype=news&wbtreeid=1001&wbnewsid=123",
		"root": "/zwgk/201803/t20180306_123456.html", "Chinese": "/s?q=通知公告",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Resolve(base, raw, "gbk")
			}
		})
	}
}
