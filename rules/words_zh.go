package rules

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"lanmu"
)

// failWords is a failure in the clerk's words.
func failWords(f *lanmu.Fail) string {
	words := map[lanmu.FailKind]string{
		lanmu.FailDNS:          "域名无法解析",
		lanmu.FailRefused:      "服务器拒绝连接",
		lanmu.FailTimeout:      "在规定时间内没有打开",
		lanmu.FailTLS:          "安全证书有问题，连接失败",
		lanmu.FailReset:        "连接中断",
		lanmu.FailTruncated:    "页面没有传输完整",
		lanmu.FailTooLarge:     "文件超过大小上限，没有读取",
		lanmu.FailRedirectLoop: "页面循环跳转",
		lanmu.FailProtocol:     "服务器的回应不符合 HTTP 协议",
		lanmu.FailRobots:       "网站的 robots.txt 不允许程序访问",
		lanmu.FailNotRecorded:  "所用的存档里没有这个页面",
		lanmu.FailStopped:      "检查提前结束，没有来得及查看",
		lanmu.FailURL:          "地址格式有误",
		lanmu.FailResolver:     "检查所用的网络查不到域名解析结果，可能是本机网络的问题，请在本单位网络打开核实",
		lanmu.FailUnreachable:  "检查所用的网络到不了这台服务器，可能是本机网络的问题，请在本单位网络打开核实",
		lanmu.FailInternal:     "读取页面时程序出错，请把录制文件交给开发人员",
		lanmu.FailBlocked:      "防火墙拦截了程序访问，请人工点开核实",
		lanmu.FailIncomplete:   "浏览器打开后页面没有加载完整，请人工点开核实",
	}
	if w, ok := words[f.Kind]; ok {
		return w
	}
	return "原因不明"
}

// notLooked are failures that are ours, our network's, a firewall's or the
// site's wish, and say nothing of whether a visitor can open the page.
func notLooked(k lanmu.FailKind) bool {
	switch k {
	case lanmu.FailRobots, lanmu.FailNotRecorded, lanmu.FailStopped, lanmu.FailTooLarge,
		lanmu.FailResolver, lanmu.FailUnreachable, lanmu.FailInternal, lanmu.FailBlocked, lanmu.FailIncomplete:
		return true
	}
	return false
}

// blockedStatus are answers that refuse programs and say nothing of a visitor
// (standards.md §4).
func blockedStatus(code int) bool {
	return slices.Contains([]int{
		http.StatusUnauthorized, http.StatusForbidden, http.StatusPreconditionFailed,
		http.StatusTooManyRequests, http.StatusUnavailableForLegalReasons, 521, 999,
	}, code)
}

// quoted puts scraped words behind a colon, as a quotation; "" stays nothing.
func quoted(s string) string {
	if s = clip(clean(s), 60); s == "" {
		return ""
	}
	return "：“" + s + "”"
}

// columnName is how a column is called in a message: with its path where the
// name alone is common.
func columnName(c *lanmu.Column) string {
	if len(c.Path) == 0 {
		return clip(clean(c.Name), 60)
	}
	name := ""
	for i, step := range c.Path {
		if i > 0 {
			name += "＞"
		}
		name += clip(clean(step), 30)
	}
	return name
}

// statusWords is why a link is dead, in brackets behind the message.
func statusWords(t *lanmu.Target) string {
	switch {
	case t.Fail != nil:
		return failWords(t.Fail)
	case strings.HasPrefix(t.Soft, "leads to the home page"):
		return "打开后跳到了首页"
	case t.Soft != "":
		return "页面显示不存在，服务器却返回 200"
	case t.Status != 0:
		return fmt.Sprint(t.Status)
	}
	return "没有回应"
}
