package rules

import (
	"testing"

	"lanmu"
)

// TestStandIn: what a server, a seller of names or a sign-in shows is no home
// page of a bureau; a poor home page is one.
func TestStandIn(t *testing.T) {
	home := func(title string, links, text, forms int) *lanmu.Facts {
		return &lanmu.Facts{URL: "http://swj.example.gov.cn/", Kind: lanmu.PageHome, Home: true, HeadTitle: title, Links: links, TextLen: text, Forms: forms}
	}
	signIn := home("示例市商务局", 2, 40, 1)
	signIn.URL = "http://swj.example.gov.cn/cas/login?service=x"
	shell := home("首页", 0, 0, 0)
	shell.Kind = lanmu.PageShell
	frames := home("首页", 0, 0, 0)
	frames.Frames = 2
	for name, tt := range map[string]struct {
		page *lanmu.Facts
		want bool
	}{
		"nginx":                    {home("Welcome to nginx!", 2, 200, 0), true},
		"IIS":                      {home("IIS Windows Server", 1, 0, 0), true},
		"Tomcat":                   {home("Apache Tomcat/8.5.99", 30, 900, 0), true},
		"panel":                    {home("恭喜，站点创建成功！", 0, 80, 0), true},
		"name for sale":            {home("example.gov.cn 域名出售", 6, 120, 1), true},
		"sign-in by title":         {home("办公系统登录", 1, 30, 1), true},
		"sign-in by address":       {signIn, true},
		"not a link":               {home("首页", 0, 100, 0), true},
		"none came":                {nil, false},
		"home page":                {home("示例市商务局", 80, 900, 1), false},
		"sign-in box on it":        {home("示例市商务局 欢迎您登录", 60, 500, 1), false},
		"little home page":         {home("示例市商务局", 6, 200, 0), false},
		"gate":                     {home("欢迎进入示例市商务局网站", 1, 20, 0), false},
		"filled by a script":       {shell, false},
		"of frames":                {frames, false},
		"news of a name's sale":    {home("关于政府网站域名转让的通告 - 示例市", 80, 2000, 0), false},
		"one long page, no link":   {home("示例市商务局简介", 0, 3000, 0), false},
		"search form and no links": {home("信息公开查询", 0, 100, 1), false},
	} {
		if got := standIn(tt.page); (got != "") != tt.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
