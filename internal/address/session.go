package address

import "strings"

// StripSession takes the identifiers of sessions out of a normalised address:
// ;jsessionid=… in a path, jsessionid, PHPSESSID, ASPSESSIONID… and CFID with
// CFTOKEN in a query. They name a visitor, never a page. A parameter "sid" may
// be a page's own number and stays; who sees many pages must judge it.
func StripSession(s string) string {
	path, query, _ := strings.Cut(s, "?")
	p, q := stripPath(path), stripQuery(query)
	if p == path && q == query {
		return s
	}
	if q == "" {
		return p
	}
	return p + "?" + q
}

// stripPath takes ;jsessionid=… and ;PHPSESSID=… out of a path.
func stripPath(path string) string {
	i := strings.IndexByte(path, ';')
	for i >= 0 {
		end := strings.IndexAny(path[i+1:], ";/")
		if end < 0 {
			end = len(path)
		} else {
			end += i + 1
		}
		if name, _, ok := strings.Cut(path[i+1:end], "="); ok && sessionName(name) {
			path = path[:i] + path[end:]
			end = i
		}
		next := strings.IndexByte(path[end:], ';')
		if next < 0 {
			break
		}
		i = end + next
	}
	return path
}

// stripQuery takes the parameters of sessions out of a query.
func stripQuery(query string) string {
	if !hasSession(query) {
		return query
	}
	kept := make([]string, 0, 8)
	params := strings.Split(query, "&")
	for _, p := range params {
		if name, _, ok := strings.Cut(p, "="); !ok || !sessionName(name) {
			kept = append(kept, p)
		}
	}
	if len(kept) == len(params) {
		return query
	}
	return strings.Join(kept, "&")
}

func sessionName(name string) bool {
	switch strings.ToLower(name) {
	case "jsessionid", "phpsessid", "phpsession", "cfid", "cftoken", "sessionid", "session_id":
		return true
	}
	return len(name) >= 12 && strings.EqualFold(name[:12], "aspsessionid")
}
