package demo

import (
	"fmt"
	"net/http"
	"strings"
)

// outsideHosts are the other people's hosts that portals link to.
var outsideHosts = []string{
	"outside.example", "soft.example", "hijack.example", "seo.example", "www.gov.cn", "ministry.gov.cn", "donghu.gov.cn", "xishan.gov.cn",
	"bszs.conac.cn", "dcs.conac.cn", "zfwzgl.www.gov.cn", "beian.miit.gov.cn", "www.beian.gov.cn",
}

// outside answers for other people's hosts and tells whether the host is one.
func outside(w http.ResponseWriter, r *http.Request, host string, first func(string) bool) bool {
	switch host {
	case "outside.example":
		outsideSite(w, r, first)
	case "soft.example":
		// Says 200 to everything: only its home page is real.
		if r.URL.Path == "/" {
			say(w, 200, "示例新闻网", "<p>　　今日要闻，欢迎阅读。</p>")
		} else {
			say(w, 200, "提示信息", "<p>您访问的页面不存在，3秒后返回首页</p>")
		}
	case "hijack.example":
		say(w, 200, "澳门新葡京_网上娱乐城_百家乐开户", "<p>　　真人百家乐、老虎机、六合彩投注，注册送彩金，时时彩计划。</p>")
	case "dcs.conac.cn":
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write(pngBytes) // a client that went away is no concern here
	default:
		for _, h := range outsideHosts {
			if h == host {
				known(w, r, host)
				return true
			}
		}
		return false
	}
	return true
}

// known is an orderly site: its own pages are there, others are not.
func known(w http.ResponseWriter, r *http.Request, host string) {
	if r.URL.Path == "/" || strings.HasPrefix(r.URL.Path, "/sitename") || strings.HasPrefix(r.URL.Path, "/exposure/") || strings.HasPrefix(r.URL.Path, "/portal/") {
		say(w, 200, host+" 首页", "<p>　　这里是"+host+"的示例页面，内容正常。</p>")
		return
	}
	say(w, 404, "未找到", "<p>未找到</p>")
}

// outsideSite has one page for every way a live page may look dead.
func outsideSite(w http.ResponseWriter, r *http.Request, first func(string) bool) {
	head := r.Method == http.MethodHead
	switch r.URL.Path {
	case "/", "/new-address":
		say(w, 200, "行业协会", "<p>　　行业协会网站正常页面，提供资料下载和会员服务。</p>")
	case "/busy-once":
		if first(r.Host + r.URL.Path) {
			say(w, 503, "busy", "busy")
			return
		}
		say(w, 200, "行业协会服务", "<p>　　服务页面，内容正常。</p>")
	case "/bad-request":
		say(w, 400, "Bad Request", "Bad Request") // neither there nor gone
	case "/always500":
		say(w, 500, "error", "error")
	case "/no-head", "/head-404":
		status := map[bool]int{true: 405, false: 404}[r.URL.Path == "/no-head"]
		if head {
			w.WriteHeader(status)
			return
		}
		say(w, 200, "行业协会资料", "<p>　　资料页面，内容正常。</p>")
	case "/forbidden":
		say(w, 403, "Forbidden", "Forbidden")
	case "/limited":
		say(w, 429, "Too Many Requests", "slow down")
	case "/challenge":
		say(w, 412, "", "<script>document.cookie='x=1'</script>")
	case "/about-404.html":
		say(w, 200, "404页面的来历", strings.Repeat("<p>　　浏览网页时常见“404 页面不存在”的提示，它的来历说法不一，有人说是一间办公室的门牌号码，其实只是状态码的排列。</p>", 4))
	case "/crackdown.html":
		say(w, 200, "公安机关开展打击网络赌博专项行动", strings.Repeat("<p>　　公安机关持续打击网络赌博违法犯罪，依法查处一批案件，提醒群众远离赌博，发现线索及时举报，共同维护社会秩序。</p>", 4))
	case "/moved":
		http.Redirect(w, r, "/new-address", http.StatusMovedPermanently)
	default:
		say(w, 404, "404 Not Found", "Not Found")
	}
}

func say(w http.ResponseWriter, status int, title, body string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "<!DOCTYPE html><html><head><title>%s</title></head><body>%s</body></html>", title, body)
}
