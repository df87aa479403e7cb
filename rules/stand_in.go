package rules

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"lanmu"
)

// What answers for a home page is not always the site: a server newly set up
// shows its maker's page, an expired name its seller's, a closed site a sign-in.
// None of the faults of such a page is the bureau's.

// serverTitles begin the titles of pages that a server shows before a site is
// set up or after it was taken down, in lower case.
var serverTitles = []string{
	"welcome to nginx", "welcome to openresty", "welcome to tengine", "welcome to caddy", "welcome to centos", "welcome to jboss", "welcome to glassfish",
	"test page for the", "apache http server test page", "apache2 ubuntu default page", "apache2 debian default page", "http server test page", "it works!",
	"iis windows", "iis7", "iis8", "iis 8.5", "iis 10", "microsoft internet information services", "internet information services", "under construction",
	"apache tomcat/", "default web site page", "web server's default page", "congratulations! your site is created",
	"恭喜，站点创建成功", "恭喜, 站点创建成功", "恭喜,站点创建成功", "站点创建成功", "没有找到站点", "站点不存在", "站点已暂停", "网站已暂停", "该网站已关闭", "网站已关闭", "网站已停止",
	"phpstudy", "宝塔", "小皮面板", "默认页面",
}

// soldTitles stand in the titles of pages that a seller of names, a host or an
// authority shows in place of a site.
var soldTitles = []string{
	"域名出售", "域名转让", "域名停放", "域名交易", "域名已过期", "域名到期", "此域名", "该域名", "domain for sale", "domain is for sale", "domain parking", "parked domain",
	"网站未备案", "网站备案提示", "未备案提示", "网站访问报错", "网站暂时无法访问", "访问被阻断", "网站阻断",
}

var signInPath = regexp.MustCompile(`(?i)(^|[/_.-])(login|signin|sign-in|logon|sso|cas|passport|oauth2?|authorize|denglu|userlogin)([/_.?-]|$)`)

// smallPage is up to how many characters and links a page has that only says
// one thing; a home page of a site has more.
const (
	smallText  = 600
	smallLinks = 12
)

// standIn says what came in place of the site's own home page, as the beginning
// of a Chinese sentence; "" it is a home page, or may be.
func standIn(f *lanmu.Facts) string {
	if f == nil || f.Kind == lanmu.PageShell || f.Kind == lanmu.PageRedirect || f.Frames > 0 || f.NeedsScript {
		return ""
	}
	title := strings.TrimSpace(f.HeadTitle)
	if title == "" {
		title = strings.TrimSpace(f.Title)
	}
	small := f.TextLen <= smallText && f.Links <= smallLinks
	low := strings.ToLower(title)
	for _, t := range serverTitles {
		if f.Links <= 3*smallLinks && strings.HasPrefix(low, t) {
			return fmt.Sprintf("首页返回的是服务器或网站面板的默认页面《%s》", clip(title, 40))
		}
	}
	for _, t := range soldTitles {
		if small && strings.Contains(low, t) {
			return fmt.Sprintf("首页返回的是《%s》，不是本单位网站的首页", clip(title, 40))
		}
	}
	if small && f.Forms > 0 && signsIn(f.URL, title) {
		return fmt.Sprintf("首页返回的是登录页面《%s》", clip(title, 40))
	}
	if f.Links == 0 && f.TextLen <= smallText && f.Forms == 0 {
		return "首页上没有一个链接"
	}
	return ""
}

// signsIn tells a page to sign in at, by its address or title.
func signsIn(addr, title string) bool {
	u, err := url.Parse(addr)
	return err == nil && signInPath.MatchString(u.Path) || strings.Contains(title, "登录") || strings.Contains(title, "身份认证") || strings.Contains(strings.ToLower(title), "login")
}
