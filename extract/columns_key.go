package extract

import (
	"net/url"
	"path"
	"strings"

	"lanmu"
)

// pageKey is what all addresses of one page share: /x/, /x/index.html and
// /x/index.htm are one, with and without s in http.
func pageKey(addr string) string {
	if key := plainKey(addr); key != "" {
		return key
	}
	return parsedKey(addr)
}

func parsedKey(addr string) string {
	u, err := url.Parse(addr)
	if err != nil || u.Host == "" {
		return addr
	}
	p := u.EscapedPath()
	if p == "" {
		p = "/"
	}
	if dir, file := path.Split(p); indexFile(file) {
		p = dir
	}
	switch ext := strings.ToLower(path.Ext(p)); ext {
	case ".asp", ".aspx", ".ashx":
		p = strings.ToLower(p) // their servers tell no cases apart, and their authors write both
		u.RawQuery = lowerNames(u.RawQuery)
	}
	key := strings.ToLower(u.Host) + p
	if u.RawQuery != "" {
		key += "?" + u.RawQuery
	}
	return key
}

// lowerNames is a query with its parameters' names in lower case.
func lowerNames(query string) string {
	if query == strings.ToLower(query) {
		return query
	}
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		if name, value, ok := strings.Cut(pair, "="); ok {
			pairs[i] = strings.ToLower(name) + "=" + value
		}
	}
	return strings.Join(pairs, "&")
}

// plainKey is pageKey of an address written as most are: http or https, its host
// in lower case, nothing escaped; "": it has to be parsed. It is a part of addr.
func plainKey(addr string) string {
	key, ok := strings.CutPrefix(addr, "http://")
	if !ok {
		if key, ok = strings.CutPrefix(addr, "https://"); !ok {
			return ""
		}
	}
	host := 0
	for host < len(key) && plainHost[key[host]] {
		host++
	}
	if host == 0 || host == len(key) {
		return ""
	}
	end := host
	if key[end] == ':' { // a port
		for end++; end < len(key) && key[end] >= '0' && key[end] <= '9'; {
			end++
		}
	}
	if end == len(key) || key[end] != '/' {
		return ""
	}
	file, dot := end+1, -1 // where the last part begins, and its ending
	for ; end < len(key) && plainPath[key[end]]; end++ {
		switch key[end] {
		case '/':
			file, dot = end+1, -1
		case '.':
			dot = end
		}
	}
	switch {
	case end < len(key) && (key[end] != '?' || end+1 == len(key)):
		return ""
	case dot >= 0 && (key[dot+1:min(dot+3, end)] == "as" || strings.ContainsFunc(key[dot:end], upper)):
		return "" // .asp and its like
	}
	for i := end; i < len(key); i++ {
		if c := key[i]; c <= ' ' || c >= 0x7f || c == '#' {
			return ""
		}
	}
	if indexFile(key[file:end]) {
		if end < len(key) {
			return ""
		}
		key = key[:file]
	}
	return key
}

func upper(r rune) bool { return r >= 'A' && r <= 'Z' }

// Bytes that stand for themselves in a host and in a path.
var (
	plainHost = bytesOf("abcdefghijklmnopqrstuvwxyz0123456789.-")
	plainPath = bytesOf("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_~/")
)

func bytesOf(chars string) (set [256]bool) {
	for i := range len(chars) {
		set[chars[i]] = true
	}
	return set
}

// indexFile tells the file that stands for its folder.
func indexFile(file string) bool {
	if len(file) < len("index.") || file[0]|0x20 != 'i' && file[0]|0x20 != 'd' {
		return false
	}
	name, ext, ok := strings.Cut(strings.ToLower(file), ".")
	if !ok || name != "index" && name != "default" {
		return false
	}
	switch ext {
	case "html", "htm", "shtml", "shtm", "jsp", "php", "asp", "aspx", "do", "jhtml", "jspx", "action":
		return true
	}
	return false
}

// keyFolder is the folder of a page key, with the slash behind it.
func keyFolder(key string) string {
	if i := strings.IndexByte(key, '?'); i >= 0 {
		key = key[:i]
	}
	return key[:strings.LastIndexByte(key, '/')+1]
}

// parentFolder is the folder above; "" above the host's root.
func parentFolder(folder string) string {
	f := strings.TrimSuffix(folder, "/")
	i := strings.LastIndexByte(f, '/')
	if i < 0 {
		return ""
	}
	return f[:i+1]
}

// scope tells which addresses are the site's own.
type scope struct {
	hosts   map[string]bool
	exclude []string
	home    string // key of the home page
}

func newScope(site *lanmu.Site, homes []string) scope {
	s := scope{hosts: map[string]bool{}}
	add := func(addr string) {
		if u, err := url.Parse(addr); err == nil && u.Host != "" {
			s.hosts[strings.ToLower(u.Host)] = true
		}
	}
	if site != nil {
		add(site.URL)
		s.home = pageKey(site.URL)
		for _, h := range site.Crawl.Hosts {
			s.hosts[strings.ToLower(h)] = true
		}
		s.exclude = site.Crawl.Exclude
	}
	for _, h := range homes {
		add(h)
	}
	return s
}

// own tells an address that the site answers for.
func (s scope) own(addr string) bool {
	u, err := url.Parse(addr)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	host := strings.ToLower(u.Host)
	if !s.hosts[host] && !s.hosts["www."+host] && !s.hosts[strings.TrimPrefix(host, "www.")] && !s.hosts[strings.ToLower(u.Hostname())] {
		return false
	}
	for _, glob := range s.exclude {
		if ok, _ := path.Match(glob, u.Path); ok || strings.HasSuffix(glob, "*") && strings.HasPrefix(u.Path, strings.TrimRight(glob, "*")) {
			return false
		}
	}
	return true
}

// fileLink tells an address of something that is no page.
func fileLink(addr string) bool {
	u, err := url.Parse(addr)
	if err != nil {
		return true
	}
	return fileExt(path.Ext(u.Path))
}

// fileExt tells the extension of something that is no page.
func fileExt(ext string) bool {
	switch strings.ToLower(ext) {
	case ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".pdf", ".zip", ".rar", ".7z", ".wps", ".et", ".ofd",
		".jpg", ".jpeg", ".png", ".gif", ".bmp", ".mp4", ".mp3", ".avi", ".wmv", ".apk", ".exe", ".txt", ".xml", ".rss", ".json", ".js", ".css":
		return true
	}
	return false
}

// calendar tells an address of one month or day of a calendar: there is no end
// of them, and none is a column.
func calendar(addr string) bool {
	_, query, ok := strings.Cut(addr, "?")
	if !ok {
		return false
	}
	for part := range strings.SplitSeq(query, "&") {
		switch name, _, _ := strings.Cut(part, "="); strings.ToLower(name) {
		case "y", "year", "month", "date", "day", "riqi", "ym":
			return true
		}
	}
	return false
}

// functionAddress tells the address of a page that serves the site: log in,
// search, administration.
func functionAddress(addr string) bool {
	u, err := url.Parse(addr)
	if err != nil {
		return true
	}
	for part := range strings.SplitSeq(strings.ToLower(u.Path), "/") {
		name, _, _ := strings.Cut(part, ".")
		if rest, ok := strings.CutPrefix(name, "search"); ok && (rest == "all" || strings.HasPrefix(rest, "all-") || rest != "" && !letter(rest[0])) {
			return true // search-0_….html: what was searched for is in the name
		}
		for _, word := range [...]string{"login", "register", "thread", "viewthread", "showthread", "viewtopic", "forumdisplay"} {
			if rest, ok := strings.CutPrefix(name, word); ok && rest != "" && !letter(rest[0]) {
				return true // login-3fback.html, thread-102-1-1.html
			}
		}
		switch name {
		case "viewthread", "showthread", "viewtopic", "forumdisplay", "bbs":
			return true // of a forum
		case "login", "logout", "signin", "admin", "manage", "manager", "register", "reg", "search", "jsearch", "rss", "wap", "oa", "webmail", "mail":
			return true
		}
	}
	return false
}
