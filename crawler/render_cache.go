package crawler

import (
	"path"
	"sync"
)

// cache keeps the scripts and style sheets that a site's pages share.
type cache struct {
	mu    sync.Mutex
	size  int
	known map[string]*reply
}

const maxCache = 64 << 20 // bytes

func (c *cache) get(address string) *reply {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.known[address]
}

func (c *cache) put(address string, r *reply) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil {
		c.known = map[string]*reply{}
	}
	if c.known[address] == nil && c.size+len(r.body) <= maxCache {
		c.known[address] = r
		c.size += len(r.body)
	}
}

// harmlessHosts serve scripts that count visitors, show marks or share pages:
// no list comes from them, so a page does not lack what they would have sent.
var harmlessHosts = []string{
	"bszs.conac.cn", "dcs.conac.cn", "*.conac.cn", // 党政机关标识
	"zfwzgl.www.gov.cn", "pucha.kaipuyun.cn", "*.kaipuyun.cn", "*.kaipuyun.com", // 我为政府网站找错
	"hm.baidu.com", "push.zhanzhang.baidu.com", "zz.bdstatic.com", "tongji.baidu.com", "bdimg.share.baidu.com",
	"*.cnzz.com", "*.umeng.com", "*.51.la", "*.51yes.com", "tajs.qq.com", "pingjs.qq.com", "*.linezing.com",
	"*.google-analytics.com", "*.googletagmanager.com", "*.bshare.cn", "*.jiathis.com", "*.sharejs.com",
	"res.wx.qq.com", "*.gridsumdissector.com", "*.webtrends.com", "tj.people.com.cn", "*.isbeian.org.cn",
}

func harmless(address string) bool {
	host := hostname(hostOf(address))
	for _, glob := range harmlessHosts {
		if ok, err := path.Match(glob, host); err == nil && ok {
			return true
		}
	}
	return false
}
