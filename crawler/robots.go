package crawler

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/temoto/robotstxt"
)

// robotsAgent is the name that robots.txt may call us by.
const robotsAgent = "lanmu"

// maxRobots is how much of a robots.txt counts (RFC 9309 §2.5: at least 500 KiB).
const maxRobots = 512 << 10

// rules are what robots.txt of one origin asks. The zero value allows all.
type robotRules struct {
	group *robotstxt.Group
	found bool          // there is a robots.txt
	delay time.Duration // Crawl-delay
	notes []string      // Chinese sentences about a file that could not be used
}

// parseRobots reads a robots.txt. One that cannot be had or understood allows
// everything, and says so: a broken file must not hide a site from its own
// inspection (RFC 9309 §2.3.1 asks it of 4xx; 5xx is told).
func parseRobots(origin string, status int, body []byte, cut bool) *robotRules {
	switch {
	case status == 0 || status >= 500:
		return &robotRules{notes: []string{fmt.Sprintf("%s/robots.txt 无法读取（%s），按允许访问处理。", origin, statusWord(status))}}
	case status != 200 || looksHTML(body):
		return &robotRules{}
	}
	r := &robotRules{found: true}
	if len(body) > maxRobots || cut {
		r.notes = append(r.notes, fmt.Sprintf("%s/robots.txt 超过 %d KiB，只读取了前面的部分。", origin, maxRobots>>10))
		body = body[:min(len(body), maxRobots)]
		body = body[:bytes.LastIndexByte(body, '\n')+1]
	}
	data, err := robotstxt.FromBytes(encodeRules(body))
	if err != nil {
		r.notes = append(r.notes, fmt.Sprintf("%s/robots.txt 的写法有误，按允许访问处理。请网站管理员检查该文件。", origin))
		return r
	}
	r.group = data.FindGroup(robotsAgent)
	r.delay = min(r.group.CrawlDelay, 10*time.Second)
	return r
}

func statusWord(status int) string {
	if status == 0 {
		return "连接失败"
	}
	return fmt.Sprintf("状态码 %d", status)
}

// allowed tells whether robots.txt lets us look at an address.
func (r *robotRules) allowed(addr string) bool {
	if r == nil || r.group == nil {
		return true
	}
	return r.group.Test(pathOf(addr))
}

// encodeRules writes the paths of rules as they stand in addresses: the parser
// compares bytes, and people write Chinese folder names as they are. It also
// takes off the mark that Windows editors put at the beginning.
func encodeRules(body []byte) []byte {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if isPlainASCII(body) && bytes.IndexByte(body, '%') < 0 {
		return body
	}
	var out strings.Builder
	for line := range strings.Lines(string(body)) {
		name, value, ok := strings.Cut(line, ":")
		value, _, _ = strings.Cut(value, "#")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "allow", "disallow":
			if ok {
				line = name + ": " + encodePath(strings.TrimSpace(value)) + "\n"
			}
		default:
			line = strings.ToValidUTF8(line, "")
		}
		out.WriteString(line)
	}
	return []byte(out.String())
}

func isPlainASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// encodePath escapes what may not stand in an address, in upper case; wildcards
// stay.
func encodePath(p string) string {
	var out strings.Builder
	for i := 0; i < len(p); i++ {
		switch c := p[i]; {
		case c >= utf8.RuneSelf || c == ' ':
			out.WriteString(url.PathEscape(string([]byte{c})))
		case c == '%' && i+2 < len(p):
			out.WriteString(strings.ToUpper(p[i : i+3]))
			i += 2
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}
