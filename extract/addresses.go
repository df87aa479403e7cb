package extract

import "strings"

// pageAddress is an address without what makes no other page: index.html. A
// query behind index.php is the page's whole address and stays:
// /index.php?m=content&c=index&a=lists&catid=6.
func pageAddress(s string) string {
	if i := queryAt(s); i >= 0 && i+1 == len(s) {
		s = s[:i]
	} else if i > 0 && s[i] == '?' && !strings.HasSuffix(s[:i], ".html") && !strings.HasSuffix(s[:i], ".htm") && !strings.HasSuffix(s[:i], ".shtml") {
		return s
	}
	slash := strings.LastIndexByte(s, '/')
	if slash < 0 {
		return s
	}
	if hasPrefixAny(s[slash+1:], "index.", "default.", "Index.", "Default.") {
		return s[:slash+1]
	}
	return s
}

func hostOf(s string) string {
	i := schemeEnd(s)
	if i < 0 {
		return ""
	}
	s = s[i+3:]
	for j := 0; j < len(s); j++ {
		if c := s[j]; c == '/' || c == '?' || c == '#' {
			s = s[:j]
			break
		}
	}
	return strings.TrimPrefix(s, "www.")
}

// queryAt is where an address's query or fragment begins; -1 it has none.
func queryAt(addr string) int {
	query := strings.IndexByte(addr, '?')
	if query < 0 {
		return strings.IndexByte(addr, '#')
	}
	if i := strings.IndexByte(addr[:query], '#'); i >= 0 {
		return i
	}
	return query
}

// columnLike tells an address that is a column's rather than an article's: it
// ends in a folder or in the name of a list page.
func columnLike(addr string) bool {
	if i := queryAt(addr); i >= 0 {
		return false
	}
	slash := strings.LastIndexByte(addr, '/')
	name := addr[slash+1:]
	if name == "" {
		return true
	}
	if i := strings.IndexByte(name, '.'); i >= 0 {
		name = name[:i]
	}
	name = strings.ToLower(name)
	if name != "" && strings.IndexByte("ildcnm", name[0]) >= 0 && hasPrefixAny(name, "index", "list", "default", "col", "channel", "node_", "main") {
		return true
	}
	for i := 0; i < len(name); i++ {
		if isDigit(name[i]) {
			return false
		}
	}
	return len(name) <= 12 // /zwgk/gsgg.htm
}

// columnFolder is an address's folder without the parts that are dates.
func columnFolder(addr string) string {
	p := pathOf(addr)
	i := strings.LastIndexByte(p, '/')
	if i <= 0 {
		return ""
	}
	p = p[:i]
	for {
		j := strings.LastIndexByte(p, '/')
		if j < 0 || j+1 >= len(p) || !isDigit(p[j+1]) {
			break
		}
		p = p[:j]
	}
	return p
}

// schemeEnd is where the :// of an address stands; -1 nowhere.
func schemeEnd(addr string) int {
	switch {
	case strings.HasPrefix(addr, "http://"):
		return len("http")
	case strings.HasPrefix(addr, "https://"):
		return len("https")
	}
	return strings.Index(addr, "://")
}

func pathOf(addr string) string {
	i := schemeEnd(addr)
	if i < 0 {
		return addr
	}
	if j := strings.IndexByte(addr[i+3:], '/'); j >= 0 {
		return addr[i+3+j:]
	}
	return ""
}

// addressShape is path and query with every number as one sign; "" where there
// is no number: such addresses tell columns and articles apart by themselves.
func addressShape(addr string) string {
	p := pathOf(addr)
	var b strings.Builder
	number, any := false, false
	for i := 0; i < len(p); i++ {
		if isDigit(p[i]) {
			if !number {
				b.WriteByte('#')
			}
			number, any = true, true
			continue
		}
		number = false
		b.WriteByte(p[i])
	}
	if !any {
		return ""
	}
	return b.String()
}

// hasShape tells that addressShape(addr) is shape, which is not "".
func hasShape(addr, shape string) bool {
	p := pathOf(addr)
	k, number := 0, false
	for i := 0; i < len(p); i++ {
		c := p[i]
		if isDigit(c) {
			if number {
				continue
			}
			c = '#'
		}
		number = isDigit(p[i])
		if k == len(shape) || shape[k] != c {
			return false
		}
		k++
	}
	return k == len(shape)
}

// addressID is the last number of at least three digits in a column's address:
// col1202, c100529, channels/512. Addresses of its articles often hold it too.
func addressID(addr string) string {
	p := pathOf(addr)
	if i := strings.IndexByte(p, '?'); i >= 0 {
		p = p[:i]
	}
	for end := len(p); end > 0; end-- {
		if !isDigit(p[end-1]) {
			continue
		}
		start := end - 1
		for start > 0 && isDigit(p[start-1]) {
			start--
		}
		if n := end - start; n >= 3 && n <= 8 {
			return p[start:end]
		}
		end = start + 1
	}
	return ""
}

// hasNumber tells that s holds n as a whole number.
func hasNumber(s, n string) bool {
	for {
		i := strings.Index(s, n)
		if i < 0 {
			return false
		}
		end := i + len(n)
		if (i == 0 || !isDigit(s[i-1])) && (end == len(s) || !isDigit(s[end])) {
			return true
		}
		s = s[end:]
	}
}
