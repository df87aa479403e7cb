package extract

import (
	"hash/fnv"
	"path"
	"sort"
	"strconv"
	"strings"

	"lanmu"
)

// nameIDs gives each column without one an id: the last folder of its address,
// which publishing systems write in pinyin (tzgg), with the folder above where
// that is taken. The shallower column keeps the short id, so that a column
// added below does not rename it.
func nameIDs(keys []string, list []*lanmu.Column) {
	taken := map[string]bool{}
	order := make([]int, 0, len(list))
	for i, c := range list {
		if c.ID != "" {
			taken[c.ID] = true
			continue
		}
		order = append(order, i)
	}
	sort.SliceStable(order, func(a, b int) bool {
		return strings.Count(keys[order[a]], "/") < strings.Count(keys[order[b]], "/")
	})
	for _, i := range order {
		id := idOfKey(keys[i])
		for up := parentOf(keys[i]); taken[id] && strings.Count(up, "/") > 1; up = parentFolder(up) {
			id = idWord(path.Base(up)) + "-" + id
		}
		for n := 2; taken[id]; n++ {
			if next := idOfKey(keys[i]) + "-" + strconv.Itoa(n); !taken[next] {
				id = next
			}
		}
		taken[id] = true
		list[i].ID = id
	}
}

// idOfKey is the readable part of a page key.
func idOfKey(key string) string {
	k, query, _ := strings.Cut(key, "?")
	host, rest, _ := strings.Cut(k, "/")
	dir, file := path.Split(rest)
	base := strings.TrimSuffix(file, path.Ext(file))
	id := idWord(base)
	if folder := path.Base(strings.TrimSuffix(dir, "/")); folder != "." && folder != "/" && (base == "" || generic(base)) {
		id = idWord(folder)
	}
	if query != "" {
		var values []string
		for part := range strings.SplitSeq(strings.TrimPrefix(pageless(query), "?"), "&") {
			_, v, _ := strings.Cut(part, "=")
			if v != "" {
				values = append(values, idWord(v))
			}
		}
		id = strings.Trim(id+"-"+strings.Join(values, "-"), "-")
	}
	if id == "" {
		id = idWord(host)
	}
	if len(id) > 48 {
		id = id[:40] + shortHash(id)
	}
	return id
}

// generic tells file names that every column of a site has.
func generic(base string) bool {
	l := strings.ToLower(base)
	return hasAny(l, "list", "index", "default", "column", "channel", "node", "home") || strings.Trim(l, "0123456789_-") == ""
}

// idWord keeps what is safe in labels and file names.
func idWord(s string) string {
	var b strings.Builder
	odd := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z':
			b.WriteByte(c | 0x20)
		case c >= 'a' && c <= 'z', isDigit(c), c == '_', c == '-':
			b.WriteByte(c)
		default:
			odd = true
		}
	}
	if odd {
		return strings.Trim(b.String(), "_-") + shortHash(s)
	}
	return strings.Trim(b.String(), "_-")
}

func shortHash(s string) string {
	h := fnv.New32a()
	h.Write([]byte(s))
	return "c" + strconv.FormatUint(uint64(h.Sum32()), 36)
}
