package main

import (
	"fmt"
	"strings"

	"lanmu"
	"lanmu/internal/config"
)

func (a *app) printExplained(e *explained) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s %s\n", e.URL, e.Kind, e.Title)
	for _, r := range e.Items {
		fmt.Fprintf(&b, "  %s %s %s\n", r.Date, r.Title, r.URL)
	}
	for _, d := range e.Dates {
		fmt.Fprintf(&b, "  %q %s %s %v %s\n", d.Raw, d.Date, d.Role, d.Taken, d.Why)
	}
	_, err := fmt.Fprint(a.std.out, b.String())
	return err
}

// failure is why an address did not open, in words.
func (a *app) failure(k lanmu.FailKind) config.Text {
	words := map[lanmu.FailKind]config.Text{
		lanmu.FailDNS:          a.say("找不到这台主机，请检查网址是否写对", "the host is unknown: look at the address"),
		lanmu.FailRefused:      a.say("主机拒绝连接，请检查端口和服务是否开着", "the host refuses connections: is the service up?"),
		lanmu.FailTimeout:      a.say("在规定时间内没有读完", "it was not whole within the time allowed"),
		lanmu.FailTLS:          a.say("证书或加密握手有问题", "its certificate or handshake is at fault"),
		lanmu.FailReset:        a.say("连接中途断开", "the connection broke"),
		lanmu.FailTruncated:    a.say("内容不完整", "the content is cut short"),
		lanmu.FailTooLarge:     a.say("页面超过大小限制", "it is larger than the limit"),
		lanmu.FailRedirectLoop: a.say("反复跳转", "it redirects for ever"),
		lanmu.FailProtocol:     a.say("回答的不是 HTTP", "the answer is no HTTP"),
		lanmu.FailRobots:       a.say("robots.txt 不让访问", "robots.txt asks not to look"),
		lanmu.FailStopped:      a.say("已停止", "it was stopped"),
		lanmu.FailURL:          a.say("网址无法访问", "the address cannot be asked"),
	}
	if t, ok := words[k]; ok {
		return t
	}
	return a.say("%s", "%s", string(k))
}
