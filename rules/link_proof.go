package rules

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"lanmu"
)

// What the crawler says of a verdict is for logs. The ledger's proof says the same
// to a clerk: what came, and how often it was looked at.

var (
	lookedTwice = regexp.MustCompile(` twice, (\S+) apart`)
	lookedAgain = regexp.MustCompile(`, (\S+) before: `)
)

// proofOf says what came of a target when it was looked at.
func proofOf(t *lanmu.Target) string {
	said := statusWords(t)
	switch {
	case t.Content != "":
		said = contentWords(t.Content)
	case t.Fail != nil:
	case t.Soft != "":
		said = softWords(t.Soft)
	case t.Status != 0:
		said = fmt.Sprintf("服务器返回 %d", t.Status)
	}
	switch m := lookedTwice.FindStringSubmatch(t.Reason); {
	case m != nil:
		said += "；隔" + apart(m[1]) + "再看一次，仍是如此"
	case lookedAgain.MatchString(t.Reason):
		said += "；" + strings.TrimSpace(apart(lookedAgain.FindStringSubmatch(t.Reason)[1])) + "前看的那一次也没有打开，原因不同"
	case strings.Contains(t.Reason, " at the second look"):
		said += "；看了两次"
	case strings.Contains(t.Reason, "not looked at again"):
		said += "；只看了一次，检查结束前没有来得及再看"
	}
	if strings.Contains(t.Reason, "behind a redirect") {
		said += "；是经本站跳转后的地址"
	}
	if _, host, ok := strings.Cut(t.Reason, "as other addresses of "); ok {
		said += "；" + clip(clean(host), 80) + " 的其他地址也是如此"
	}
	return said + "。"
}

// apart is a length of time in the clerk's words.
func apart(s string) string {
	d, err := time.ParseDuration(s)
	switch {
	case err != nil:
		return "一会儿"
	case d < time.Second:
		return "不到 1 秒"
	case d < 2*time.Minute:
		return fmt.Sprintf(" %d 秒", int(d.Seconds()))
	}
	return fmt.Sprintf(" %d 分钟", int(d.Minutes()))
}

// softWords say how a success was known to be none.
func softWords(soft string) string {
	_, to, _ := strings.Cut(soft, " page ")
	to = clip(clean(to), 120)
	switch {
	case strings.HasPrefix(soft, "leads to the home page"):
		return "打开后跳到了首页 " + to + "，原来的页面已经没有了"
	case strings.HasPrefix(soft, "leads to the error page"):
		return "打开后跳到了出错页面 " + to
	case strings.HasPrefix(soft, "leads to"):
		return "打开后跳到的页面，与打开一个随便编的地址时一样"
	case strings.HasPrefix(soft, "same "):
		return "打开的页面与打开一个随便编的地址时一样"
	case strings.HasPrefix(soft, "页面内容："):
		return "页面上写着“" + clip(clean(strings.TrimPrefix(soft, "页面内容：")), 60) + "”"
	}
	return "页面显示不存在，服务器却返回 200"
}
