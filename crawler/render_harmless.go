package crawler

import (
	"path"
	"regexp"
)

// harmlessHosts serve scripts that count visitors, show marks or share pages:
// no list comes from them, so a page does not lack what they would have sent.
var harmlessHosts = []string{
	"bszs.conac.cn", "dcs.conac.cn", "*.conac.cn", // 党政机关标识
	"zfwzgl.www.gov.cn", "pucha.kaipuyun.cn", "*.kaipuyun.cn", "*.kaipuyun.com", // 我为政府网站找错
	"hm.baidu.com", "push.zhanzhang.baidu.com", "zz.bdstatic.com", "tongji.baidu.com", "bdimg.share.baidu.com",
	"*.cnzz.com", "*.umeng.com", "*.51.la", "*.51yes.com", "tajs.qq.com", "pingjs.qq.com", "*.linezing.com",
	"*.google-analytics.com", "*.googletagmanager.com", "*.bshare.cn", "*.jiathis.com", "*.sharejs.com",
	"res.wx.qq.com", "*.gridsumdissector.com", "*.webtrends.com", "tj.people.com.cn", "*.isbeian.org.cn",
	"*.knet.cn", "ta.trs.cn", "*.optimix.cn", "wza.www.gov.cn", // seals, counters, reading aids
}

// conacPath is the address of the mark of party and government bodies, which
// gateways serve under other hosts' names.
var conacPath = regexp.MustCompile(`^/js/\d+/\d+/\d+/\d+/CA\d+\.js$`)

func harmless(address string) bool {
	if conacPath.MatchString(barePath(address)) {
		return true
	}
	host := hostname(hostOf(address))
	for _, glob := range harmlessHosts {
		if ok, err := path.Match(glob, host); err == nil && ok {
			return true
		}
	}
	return false
}
