package main

import (
	"lanmu"
	"lanmu/internal/config"
)

// failures are why an address did not open, in words.
var failures = map[lanmu.FailKind]config.Text{
	lanmu.FailDNS:          {ZH: "找不到这台主机，请检查网址是否写对", EN: "the host is unknown: look at the address"},
	lanmu.FailRefused:      {ZH: "主机拒绝连接，请检查端口和服务是否开着", EN: "the host refuses connections: is the service up?"},
	lanmu.FailTimeout:      {ZH: "在规定时间内没有读完", EN: "it was not whole within the time allowed"},
	lanmu.FailTLS:          {ZH: "证书或加密握手有问题", EN: "its certificate or handshake is at fault"},
	lanmu.FailReset:        {ZH: "连接中途断开", EN: "the connection broke"},
	lanmu.FailTruncated:    {ZH: "内容不完整", EN: "the content is cut short"},
	lanmu.FailTooLarge:     {ZH: "页面超过大小限制", EN: "it is larger than the limit"},
	lanmu.FailRedirectLoop: {ZH: "反复跳转", EN: "it redirects for ever"},
	lanmu.FailProtocol:     {ZH: "回答的不是 HTTP", EN: "the answer is no HTTP"},
	lanmu.FailRobots:       {ZH: "robots.txt 不让访问", EN: "robots.txt asks not to look"},
	lanmu.FailNotRecorded:  {ZH: "录制文件里没有这一页", EN: "the recording lacks it"},
	lanmu.FailStopped:      {ZH: "已停止", EN: "it was stopped"},
	lanmu.FailURL:          {ZH: "网址无法访问", EN: "the address cannot be asked"},
	lanmu.FailResolver:     {ZH: "本机查不到域名解析结果，请检查本机的网络和 DNS 设置", EN: "the name could not be looked up: this machine's network or resolver is at fault"},
	lanmu.FailUnreachable:  {ZH: "本机的网络到不了这台主机，请检查本机的网络", EN: "there is no route from this machine to the host"},
	lanmu.FailInternal:     {ZH: "读取页面时程序出错，请把网址告诉开发人员", EN: "lanmu itself failed at reading it: please report the address"},
	lanmu.FailBlocked:      {ZH: "防火墙拦截了程序访问，请在浏览器里打开核实", EN: "a firewall keeps programs out: open it in a browser"},
	lanmu.FailIncomplete:   {ZH: "浏览器打开后页面没有加载完整", EN: "a browser did not get all that its scripts asked for"},
}

// failure is one of failures, or the kind's own name where words are missing.
func failure(k lanmu.FailKind) config.Text {
	if t, ok := failures[k]; ok {
		return t
	}
	return config.Text{ZH: string(k), EN: string(k)}
}
