package crawler

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"sync/atomic"
)

// cookies are kept per host, only once a host has set some: most never do, and
// a jar costs time on every request.
type cookies struct {
	jar  *cookiejar.Jar
	some atomic.Bool
}

func newCookies() *cookies {
	jar, err := cookiejar.New(nil)
	if err != nil {
		panic(err) // it errs for options only, and there are none
	}
	return &cookies{jar: jar}
}

// keep takes the cookies of an answer, and tells whether there were any.
func (c *cookies) keep(addr string, h http.Header) bool {
	if len(h["Set-Cookie"]) == 0 {
		return false
	}
	u, err := url.Parse(addr)
	if err != nil {
		return false
	}
	list := (&http.Response{Header: h}).Cookies()
	c.jar.SetCookies(u, list)
	c.some.Store(true)
	return len(list) > 0
}

// set puts on a request what its host has set.
func (c *cookies) set(addr string, h http.Header) {
	if !c.some.Load() {
		return
	}
	u, err := url.Parse(addr)
	if err != nil {
		return
	}
	if list := c.jar.Cookies(u); len(list) > 0 {
		req := http.Request{Header: h}
		for _, k := range list {
			req.AddCookie(k)
		}
	}
}
