package extract

import (
	"strings"

	"lanmu"
)

// urlDate is what an address tells of a day. Parts it does not tell are 0.
type urlDate struct {
	year, month, day int
	raw              string
}

func (u urlDate) date() lanmu.Date { return lanmu.NewDate(u.year, u.month, u.day) }

// better tells whether u says more than v; of two that say as much, the later
// one in the address is the article's own.
func (u urlDate) better(v urlDate) bool {
	return u.known() >= v.known()
}

func (u urlDate) known() int {
	switch {
	case u.day != 0:
		return 3
	case u.month != 0:
		return 2
	case u.year != 0:
		return 1
	}
	return 0
}

// addressDate reads the day that publishing systems write into addresses:
// t20180306_1.html, /art/2018/3/6/, /2018-03/06/, /n1/2018/0306/, /201803/,
// content_20180306.html. Host and query tell nothing.
func addressDate(addr string) urlDate {
	path := addr
	if i := schemeEnd(path); i >= 0 {
		_, path, _ = strings.Cut(path[i+len("://"):], "/")
	}
	if i := queryAt(path); i >= 0 {
		path = path[:i]
	}
	var best urlDate
	for i := 0; i < len(path); {
		if !isDigit(path[i]) {
			i++
			continue
		}
		_, n, end := digits(path, i)
		if n < 4 {
			i = end
			continue
		}
		if u, e := addressNumber(path, i, end); u.year != 0 {
			u.raw = path[i:e]
			if u.better(best) {
				best = u
			}
			i = e
			continue
		}
		i = end
	}
	return best
}

// addressNumber judges the number path[i:end] and what stands behind it.
func addressNumber(path string, i, end int) (urlDate, int) {
	v, n, _ := digits(path, i)
	switch {
	case n == 4 && plausibleYear(v):
		return addressParts(path, urlDate{year: v}, i, end)
	case n == 6 && plausibleYear(v/100) && v%100 >= 1 && v%100 <= 12 && folder(path, i, end):
		u := urlDate{year: v / 100, month: v % 100}
		if d, dn, e := digits(path, end+1); end < len(path) && path[end] == '/' && dn == 2 && e < len(path) && path[e] == '/' {
			if w := (urlDate{year: u.year, month: u.month, day: d}); !w.date().IsZero() {
				return w, e
			}
		}
		return u, end
	case n == 8 || n == 14 || n == 17:
		for ; n > 8; n-- {
			v /= 10
		}
		u := urlDate{year: v / 10000, month: v / 100 % 100, day: v % 100}
		if plausibleYear(u.year) && !u.date().IsZero() {
			return u, end
		}
	}
	return urlDate{}, end
}

// addressParts reads month and day behind a year: /2018/3/6/, /2018-03/06/, /2018/0306/.
func addressParts(path string, u urlDate, start, p int) (urlDate, int) {
	if start > 0 && (isDigit(path[start-1]) || letter(path[start-1])) || p >= len(path) {
		return urlDate{}, p
	}
	if !strings.ContainsRune("/-_", rune(path[p])) {
		return urlDate{}, p
	}
	m, n, q := digits(path, p+1)
	switch {
	case n == 4: // 2018/0306
		w := urlDate{year: u.year, month: m / 100, day: m % 100}
		if !w.date().IsZero() && q < len(path) && path[q] == '/' {
			return w, q
		}
	case n == 1 || n == 2:
		if m < 1 || m > 12 || q >= len(path) || !strings.ContainsRune("/-_", rune(path[q])) {
			break
		}
		u.month = m
		d, n, e := digits(path, q+1)
		w := urlDate{year: u.year, month: m, day: d}
		if (n == 1 || n == 2) && !w.date().IsZero() {
			return w, e
		}
		return u, q
	}
	if path[p] == '/' && (start == 0 || path[start-1] == '/') {
		return u, p
	}
	return urlDate{}, p
}

func plausibleYear(y int) bool { return y >= 1994 && y <= 2099 }

// folder tells whether path[i:j] is a whole folder or a whole file name.
func folder(path string, i, j int) bool {
	return (i == 0 || path[i-1] == '/') && (j >= len(path) || path[j] == '/' || path[j] == '.' || path[j] == '_')
}
