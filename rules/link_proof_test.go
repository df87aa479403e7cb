package rules

import (
	"testing"

	"lanmu"
)

func TestProof(t *testing.T) {
	refused := &lanmu.Fail{Kind: lanmu.FailRefused}
	for _, c := range []struct {
		target lanmu.Target
		want   string
	}{
		{lanmu.Target{Status: 404, Reason: "404"}, "服务器返回 404。"},
		{lanmu.Target{Fail: refused, Reason: "refused twice, 5s apart"}, "服务器拒绝连接；隔 5 秒再看一次，仍是如此。"},
		{lanmu.Target{Fail: refused, Reason: "refused twice, 5m10s apart, as other addresses of dead.example"}, "服务器拒绝连接；隔 5 分钟再看一次，仍是如此；dead.example 的其他地址也是如此。"},
		{lanmu.Target{Status: 500, Reason: "500, 3s before: timeout"}, "服务器返回 500；3 秒前看的那一次也没有打开，原因不同。"},
		{lanmu.Target{Status: 404, Reason: "404 at the second look; first timeout"}, "服务器返回 404；看了两次。"},
		{lanmu.Target{Fail: refused, Reason: "refused once; not looked at again before the audit ended"}, "服务器拒绝连接；只看了一次，检查结束前没有来得及再看。"},
		{lanmu.Target{Status: 200, Content: "zero", Reason: "content: zero twice, 0s apart"}, "文件是空的，零字节；隔不到 1 秒再看一次，仍是如此。"},
		{lanmu.Target{Status: 200, Soft: "leads to the home page http://x/", Reason: "soft 404: leads to the home page http://x/"}, "打开后跳到了首页 http://x/，原来的页面已经没有了。"},
		{lanmu.Target{Status: 200, Soft: "same text as for an address that does not exist"}, "打开的页面与打开一个随便编的地址时一样。"},
		{lanmu.Target{Status: 200, Soft: "leads to http://x/e as an address that does not exist does"}, "打开后跳到的页面，与打开一个随便编的地址时一样。"},
		{lanmu.Target{Status: 200, Soft: "页面内容：您访问的页面不存在"}, "页面上写着“您访问的页面不存在”。"},
		{lanmu.Target{}, "没有回应。"},
	} {
		if got := proofOf(&c.target); got != c.want {
			t.Errorf("%s: %s, want %s", c.target.Reason, got, c.want)
		}
	}
}
