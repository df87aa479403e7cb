package crawler

import (
	"fmt"
	"hash/fnv"
	"sync"
	"time"

	"lanmu"
)

// trust is how far a server's word is taken that a page is unchanged (304).
// Each page is fetched whole once in so many nights all the same, another part
// of the site every night. Where what comes then is another page than the one
// we hold, the server's clock or cache is wrong, and from there on it is not
// asked that way any more.
type trust struct {
	period, night uint64 // nights between two whole fetches, and which one this is

	mu       sync.Mutex
	believed int    // pages taken as unchanged at the server's word
	lied     string // address of the first page of which it was wrong; "" none
	at       int    // believed when that showed
}

// reverifyNights is the period where the profile states none: a 28th of the
// pages a night costs less than 4 % of their bytes.
const reverifyNights = 28

func newTrust(site *lanmu.Site, now time.Time) *trust {
	t := &trust{period: reverifyNights, night: uint64(now.Unix() / (24 * 60 * 60))}
	if n := site.Crawl.Reverify; n > 0 {
		t.period = uint64(n)
	}
	return t
}

// due tells a page that is fetched whole tonight.
func (t *trust) due(addr string) bool {
	if t == nil {
		return false
	}
	h := fnv.New64a()
	h.Write([]byte(addr))
	return (h.Sum64()+t.night)%t.period == 0
}

func (t *trust) believe() {
	if t != nil {
		t.mu.Lock()
		t.believed++
		t.mu.Unlock()
	}
}

func (t *trust) lie(addr string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.lied == "" {
		t.lied, t.at = addr, t.believed
	}
}

func (t *trust) lost() bool {
	if t == nil {
		return false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.lied != ""
}

// wrong is the address of which the server was wrong, as a list; nil: none.
func (t *trust) wrong() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.lied == "" {
		return nil
	}
	return []string{t.lied}
}

// remember takes over what the previous recording says of the server's word.
func (t *trust) remember(p *previous, site string) {
	e, ok := p.rec.newest(p.rec.key(methodEnd, site, purposeEnd))
	if !ok {
		return
	}
	if x, err := p.rec.load(e); err == nil {
		t.lied = x.Header.Get(headerLied)
	}
}

// tell says in the report what was taken at the server's word.
func (t *trust) tell() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.lied != "" && t.at > 0:
		return []string{fmt.Sprintf("服务器对“页面没有改动”的回答不可信（%s 已经改动，服务器却回答没有改动），发现后其余页面都已重新下载；发现之前采用了上次内容的 %d 个页面可能不是最新的，请加 --fresh 重新检查，并检查服务器的时间和缓存设置。", t.lied, t.at)}
	case t.lied != "":
		return []string{fmt.Sprintf("服务器对“页面没有改动”的回答不可信（%s 已经改动，服务器却回答没有改动），所有页面都已重新下载。请检查服务器的时间和缓存设置。", t.lied)}
	case t.believed > 0:
		return []string{fmt.Sprintf("有 %d 个页面服务器回答自上次检查后没有改动，内容沿用上次检查的；每个页面每 %d 天至少重新下载核对一次。", t.believed, t.period)}
	}
	return nil
}
