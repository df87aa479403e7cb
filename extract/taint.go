package extract

import "strings"

// taintSorts are words of pages that took over a domain, by sort. A page is
// tainted by one word in its title or by three different ones in its text, so
// that news about a raid on gamblers is not.
var taintSorts = []struct {
	name  string
	words []string
}{
	{"赌博", []string{"博彩", "赌场", "娱乐城", "时时彩", "百家乐", "六合彩", "真人荷官", "投注", "棋牌", "彩票平台", "体育下注", "老虎机", "澳门新葡", "葡京", "威尼斯人", "太阳城", "金沙娱乐", "bet365", "菠菜", "开奖", "pk10", "电竞投注", "捕鱼", "线上娱乐", "必威", "亚博", "万博体育", "皇冠体育", "云顶"}},
	{"色情", []string{"成人电影", "成人视频", "色情", "av女优", "无码", "黄色视频", "裸聊", "约炮", "情色", "三级片", "一夜情", "援交", "伦理片", "激情视频", "av在线", "美女直播裸"}},
	{"域名停放", []string{"域名出售", "此域名出售", "域名转让", "domain for sale", "this domain is for sale", "domain is parked", "buy this domain", "domain parking", "本域名出售", "域名可转让", "您正在访问的域名可以转让", "该域名正在出售", "the domain name", "sedoparking", "hugedomains"}},
}

// taint tells which sort of words an outside page carries; "" none.
func taint(title, text string) string {
	lowTitle, lowText := strings.ToLower(title), strings.ToLower(text)
	for _, sort := range taintSorts {
		if w := firstWordOf(lowTitle, sort.words); w != "" && !about(lowTitle) {
			return sort.name + "：" + w
		}
		hits, first := 0, ""
		for _, w := range sort.words {
			if strings.Contains(lowText, w) {
				if hits == 0 {
					first = w
				}
				hits++
			}
		}
		if hits >= 3 && !about(lowTitle) || hits >= 1 && sort.name == "域名停放" && len(text) < 3000 {
			return sort.name + "：" + first
		}
	}
	return ""
}

func firstWordOf(s string, words []string) string { return firstOf(s, words) }

// about tells titles that speak of such things as authorities do.
func about(title string) bool {
	for _, w := range [...]string{"打击", "严禁", "整治", "查处", "公安", "禁止", "专项行动", "警惕", "防范", "抵制", "通报", "福利彩票", "体育彩票", "中国体彩", "中国福彩", "政府", "法院", "检察"} {
		if strings.Contains(title, w) {
			return true
		}
	}
	return false
}
