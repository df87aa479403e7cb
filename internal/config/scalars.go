package config

import (
	"net/http"
	"net/netip"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // machines in offices have no zone files

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/http/httpguts"

	"lanmu"
)

// scalar is a value of one line. parse takes the text as written and answers
// with a Text saying what is wrong and what to write.
type scalar interface{ parse(s string) error }

type (
	webAddress string // absolute, as homeURL makes it
	columnURL  string // as written: absolute, or a path of the site
	slug       string // an id
	filled     string // a text that may not be blank
	siteCode   string
	zone       string
	pagePath   string
	kind       lanmu.Kind
	period     lanmu.Period
	rowPattern string // CSS selector
	rate       float64
	count      int
	duration   time.Duration
	size       int64 // bytes
	render     lanmu.RenderMode
	hostName   string
	glob       string
	header     string
	proxy      string
	window     string
	dialTo     string
	ruleID     string
	day        lanmu.Date
	wordFile   string

	concurrency int
)

func (v *webAddress) parse(s string) error {
	home, err := homeURL(s)
	*v = webAddress(home)
	return err
}

func (v *columnURL) parse(s string) error {
	u, err := url.Parse(strings.TrimSpace(s))
	switch {
	case err != nil || strings.ContainsAny(s, " \t\n"):
		return Say("“%s”不是网址，可写 /zwgk/tzgg/ 这样的路径，或 http:// 开头的完整地址", "“%s” is no address: write a path such as /zwgk/tzgg/ or a whole address", s)
	case u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https":
		return Say("“%s”不是网页地址，只能是 http 或 https", "“%s” is no web address: only http and https are", s)
	case u.Scheme != "" && u.Host == "":
		return Say("“%s”没有主机名", "“%s” has no host", s)
	case u.Scheme == "" && !strings.HasPrefix(s, "/"):
		return Say("“%s”要以 / 或 http:// 开头", "“%s” must begin with / or http://", s)
	}
	*v = columnURL(strings.TrimSpace(s))
	return nil
}

func (v *slug) parse(s string) error {
	for _, r := range s {
		if r <= ' ' || r == '/' || r == '\\' || r == '"' || r == 0x7f {
			return Say("代号“%s”里不能有空格、引号、斜杠和换行，请用字母、数字、连字符或汉字", "id “%s” may hold no blanks, quotes, slashes or line breaks", s)
		}
	}
	if s == "" || len(s) > 100 || strings.Trim(s, ".") == "" {
		return Say("代号不能为空，也不能超过 100 个字节", "an id may not be empty nor longer than 100 bytes")
	}
	*v = slug(s)
	return nil
}

func (v *filled) parse(s string) error {
	if strings.TrimSpace(s) == "" {
		return Say("这里不能为空", "this may not be blank")
	}
	*v = filled(strings.TrimSpace(s))
	return nil
}

func (v *siteCode) parse(s string) error {
	rest, min := s, 10
	if after, ok := strings.CutPrefix(s, "bm"); ok {
		rest, min = after, 8
	}
	if len(rest) != min || strings.Trim(rest, "0123456789") != "" {
		return Say("“%s”不是网站标识码，应是 10 位数字（或 bm 加 8 位数字）", "“%s” is no site code: it has 10 digits (or bm and 8 digits)", s)
	}
	*v = siteCode(s)
	return nil
}

func (v *zone) parse(s string) error {
	if _, err := time.LoadLocation(s); err != nil || s == "" || s == "Local" {
		return Say("“%s”不是时区，请写 Asia/Shanghai 这样的名称", "“%s” is no time zone: write a name such as Asia/Shanghai", s)
	}
	*v = zone(s)
	return nil
}

func (v *pagePath) parse(s string) error {
	if !strings.HasPrefix(s, "/") || strings.ContainsAny(s, " \t\n") {
		return Say("“%s”不是路径，要以 / 开头，例如 /zwgk/", "“%s” is no path: it must begin with /, such as /zwgk/", s)
	}
	*v = pagePath(s)
	return nil
}

func (v *kind) parse(s string) error {
	for _, k := range lanmu.Kinds {
		if string(k) == s {
			*v = kind(k)
			return nil
		}
	}
	names := make([]string, len(lanmu.Kinds))
	for i, k := range lanmu.Kinds {
		names[i] = string(k)
	}
	all := strings.Join(names, " ")
	return Say("没有“%s”这种栏目%s，可写：%s", "there is no kind “%s” of column%s; there are: %s", s, nearest(s, names), all)
}

func (v *period) parse(s string) error {
	p, err := lanmu.ParsePeriod(s)
	if err != nil {
		return Say("“%s”不是期限，请写 14d（天）、2w（周）、6mo（月）或 1y（年）", "“%s” is no period: write 14d, 2w, 6mo or 1y", s)
	}
	*v = period(p)
	return nil
}

func (v *rowPattern) parse(s string) error {
	if _, err := cascadia.ParseGroup(s); err != nil {
		return Say("CSS 选择器“%s”写得不对（%v）", "CSS selector “%s” is wrong (%v)", s, err)
	}
	*v = rowPattern(s)
	return nil
}

func (v *rate) parse(s string) error {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(f >= 0 && f <= 10000) {
		return Say("“%s”不是每秒请求数，请写 0 到 10000 之间的数，0 表示不限", "“%s” is no rate: write a number from 0 to 10000, 0 for no limit", s)
	}
	*v = rate(f)
	return nil
}

func (v *concurrency) parse(s string) error {
	n, ok := digits(s)
	if !ok || n < 1 || n > 256 {
		return Say("“%s”不是并发数，请写 1 到 256 之间的整数", "“%s” is no concurrency: write a whole number from 1 to 256", s)
	}
	*v = concurrency(n)
	return nil
}

func (v *count) parse(s string) error {
	n, ok := digits(s)
	if !ok {
		return Say("“%s”不是页数，请写不小于 0 的整数，0 表示不限", "“%s” is no number of pages: write a whole number, 0 for no limit", s)
	}
	*v = count(n)
	return nil
}

// maxSize is the largest size that a profile may state.
const maxSize = 64 << 30

func (v *size) parse(s string) error {
	number, unit := s, int64(0)
	for _, u := range []struct {
		name  string
		bytes int64
	}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}} {
		if n, ok := strings.CutSuffix(s, u.name); ok {
			number, unit = strings.TrimSpace(n), u.bytes
		}
	}
	n, ok := digits(number)
	if !ok || unit == 0 || n < 1 || int64(n) > maxSize/unit {
		return Say("“%s”不是大小，请写 512KiB、20MiB 或 1GiB 的样子，最多 64GiB", "“%s” is no size: write 512KiB, 20MiB or 1GiB, 64GiB at most", s)
	}
	*v = size(int64(n) * unit)
	return nil
}

func (v *duration) parse(s string) error {
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return Say("“%s”不是时长，请写 15s（秒）、10m（分）或 2h（小时）", "“%s” is no duration: write 15s, 10m or 2h", s)
	}
	*v = duration(d)
	return nil
}

func (v *render) parse(s string) error {
	switch m := lanmu.RenderMode(s); m {
	case lanmu.RenderAuto, lanmu.RenderNever, lanmu.RenderAlways:
		*v = render(m)
		return nil
	}
	return Say("render 不能是“%s”，请写 auto、never 或 always", "render cannot be “%s”: write auto, never or always", s)
}

func (v *hostName) parse(s string) error {
	h, ok := plainHost(s)
	if !ok {
		return Say("“%s”不是主机名，请写 www.example.gov.cn 的样子，不带 http:// 和路径", "“%s” is no host name: write it as www.example.gov.cn, without http:// or path", s)
	}
	*v = hostName(h)
	return nil
}

func (v *glob) parse(s string) error {
	if _, err := path.Match(s, ""); err != nil || strings.TrimSpace(s) == "" {
		return Say("通配式“%s”写得不对，请检查方括号和反斜杠", "pattern “%s” is wrong: look at its brackets and backslashes", s)
	}
	*v = glob(s)
	return nil
}

func (v *header) parse(s string) error {
	if !httpguts.ValidHeaderFieldName(s) {
		return Say("“%s”不能作 HTTP 头的名称", "“%s” is no name of a HTTP header", s)
	}
	*v = header(http.CanonicalHeaderKey(s))
	return nil
}

func (v *proxy) parse(s string) error {
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5") {
		return Say("“%s”不是代理地址，请写 http://10.1.2.3:3128 或 socks5://10.1.2.3:1080 的样子", "“%s” is no proxy: write it as http://10.1.2.3:3128 or socks5://10.1.2.3:1080", s)
	}
	*v = proxy(s)
	return nil
}

func (v *window) parse(s string) error {
	if s == "" {
		return nil
	}
	from, to, ok := strings.Cut(s, "-")
	if _, err := time.Parse("15:04", from); err != nil || len(from) != 5 {
		ok = false
	}
	if _, err := time.Parse("15:04", to); err != nil || len(to) != 5 {
		ok = false
	}
	if !ok || from == to {
		return Say("“%s”不是时段，请写 22:00-06:00 的样子（可跨午夜）", "“%s” is no window: write it as 22:00-06:00 (it may pass midnight)", s)
	}
	*v = window(s)
	return nil
}

func (v *dialTo) parse(s string) error {
	host, port, ok := strings.Cut(s, ":")
	if ap, err := netip.ParseAddrPort(s); err == nil {
		*v = dialTo(ap.String())
		return nil
	}
	if _, good := plainHost(host); !ok || !good || port == "" || !plainPort(port) {
		return Say("“%s”不是“主机:端口”，请写 127.0.0.1:8080 的样子", "“%s” is no host:port: write it as 127.0.0.1:8080", s)
	}
	*v = dialTo(s)
	return nil
}

func (v *ruleID) parse(s string) error {
	if !knownRule(s) {
		return Say("没有“%s”这条规则%s，可用 lanmu rules 查看全部规则", "there is no rule “%s”%s; lanmu rules lists them", s, nearest(s, ruleIDs))
	}
	*v = ruleID(s)
	return nil
}

func (v *day) parse(s string) error {
	d, err := lanmu.ParseDate(s)
	if err != nil {
		return Say("“%s”不是日期，请写 2026-12-31 的样子", "“%s” is no date: write it as 2026-12-31", s)
	}
	*v = day(d)
	return nil
}

func (v *wordFile) parse(s string) error {
	if strings.TrimSpace(s) == "" {
		return Say("词表文件名不能为空", "the name of a word list may not be blank")
	}
	*v = wordFile(s)
	return nil
}
