package extract

import "testing"

// Texts that only say that there is nothing, and texts that only speak of it.
func TestErrorPage(t *testing.T) {
	for _, c := range []struct {
		title, text string
		own, links  int
		want        errorCause
	}{
		{"无法找到该网页", "无法找到该网页 您正在搜索的页面可能已经删除、更名或暂时不可用。请尝试以下操作：确保浏览器的地址栏中显示的网站地址的拼写和格式正确无误。 HTTP 错误 404 - 文件或目录未找到。", 150, 2, errMissing},
		{"404", "您访问的页面不存在，请返回首页", 15, 1, errMissing},
		{"访问过于频繁", "请输入验证码后继续访问", 12, 0, errBlocked},
		{"关于清理政府网站404页面的通知-示例市商务局", "各处室：近期检查发现部分链接打开后提示“页面不存在”，请于本月底前自查整改，做好错链清理工作，确保群众找得到、看得懂，并将整改情况报办公室汇总。" + long, 600, 30, errNone},
		{"无法找到该网页怎么办-使用帮助", long, 600, 30, errNone},
	} {
		if got, word := errorPage(c.title, c.text, c.own, c.links); got != c.want {
			t.Errorf("%s: cause %d (%q), want %d", c.title, got, word, c.want)
		}
	}
}

const long = "市商务局召开专题会议，研究部署下一阶段重点工作，要求各处室明确责任、细化措施、抓好落实。"
