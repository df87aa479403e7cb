package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// columnName cleans what a link or a breadcrumb calls a column; "" where it
// cannot be a column's name.
func columnName(s string) string {
	n := cleanText(s)
	n = strings.Trim(n, " >›»→·•|｜-—_:：/\\.,，。、+*#<“”\"'…◆■●▶►▪☆★※")
	n = unwrap(n)
	for _, tail := range [...]string{"更多", "more", "More", "MORE", "列表"} {
		if short := strings.TrimRight(strings.TrimSuffix(n, tail), " >》"); utf8.RuneCountInString(short) >= 2 {
			n = short
		}
	}
	if r := utf8.RuneCountInString(n); r < 2 || r > 24 || !sayable(n) {
		return ""
	}
	if notColumns[strings.ToLower(foldSpace(n))] || placeholder(n) {
		return ""
	}
	if hanOnly(n) {
		n = foldSpace(n) // 通 知 公 告
	}
	return n
}

// columnTitle is the column's part of a page's title: 公文-某某局, with short
// names too.
func columnTitle(s string) string {
	name := headTitle(s)
	if first, rest, ok := strings.Cut(name, "-"); ok && utf8.RuneCountInString(first) >= 2 && utf8.RuneCountInString(rest) >= 4 {
		return strings.TrimSpace(first)
	}
	return name
}

// unwrap takes brackets off that hold the whole name.
func unwrap(s string) string {
	for _, pair := range [...][2]string{{"[", "]"}, {"【", "】"}, {"(", ")"}, {"（", "）"}, {"《", "》"}, {"［", "］"}} {
		if strings.HasPrefix(s, pair[0]) && strings.HasSuffix(s, pair[1]) && strings.Count(s, pair[0]) == 1 {
			return strings.TrimSpace(s[len(pair[0]) : len(s)-len(pair[1])])
		}
	}
	return s
}

// functionPage tells the name of a page that serves the site and is no column.
func functionPage(name string) bool {
	return notColumns[strings.ToLower(foldSpace(strings.Trim(cleanText(name), " >[]【】")))]
}

// footPage tells the name of a page that is a column where menus lead to it,
// and serves the site where only a footer does.
func footPage(name string) bool { return columnName(name) == "联系方式" }

// sayable tells a name with letters in it.
func sayable(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return true
		}
	}
	return false
}

func hanOnly(s string) bool {
	for _, r := range s {
		if r != ' ' && !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}

// notColumns are links of navigation that lead to no column.
var notColumns = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`首页 网站首页 主页 返回首页 本站首页 网站主页 门户首页 home 设为首页 设为主页 加入收藏 收藏本站 添加收藏 网站地图 站点地图 sitemap
		rss rss订阅 登录 注册 用户登录 会员登录 搜索 站内搜索 高级搜索 检索 全文检索 更多 更多>> more 返回 返回顶部 回到顶部 顶部 关闭 关闭窗口 打印 打印本页 上一页 下一页
		上一主题 下一主题 上一篇 下一篇 上一条 下一条 搜索结果 搜集结果 检索结果 首 页 末页 尾页 上页 下页 第一页 最后一页 无障碍 无障碍浏览 无障碍阅读 长者模式 长者版 适老版 关怀版 老年版 繁体 繁體 繁体版 繁體版 繁體中文 简体 简体版 简体中文 english 英文版 中文 中文版
		手机版 手机网站 移动版 移动客户端 客户端 wap版 电脑版 微信 微博 官方微信 官方微博 政务微博 政务微信 微信公众号 新浪微博 抖音 头条号 app app下载 扫一扫 二维码 邮箱登录 oa oa系统 办公系统
		退出 帮助 使用帮助 网站帮助 联系我们 网站声明 版权声明 免责声明 隐私声明 隐私政策 网站纠错 我为政府网站找错 政府网站找错 纠错 找错 分享 分享到 收藏 全部 全部展开 收起 展开 详细 详情 查看 点击进入 进入 智能问答 智能机器人
		旧版 旧版入口 返回旧版 返回旧版本 新版 我要推荐 关闭本页 当前位置 您的位置 正文 列表 列表页 信息列表 内容 详细内容 正文内容 友情链接 网站支持ipv6 ipv6 发帖 发表新帖 我要写信 我要来信 我要留言 我要咨询 我要提问 我要投诉 我要建议 写信 写信须知 来信须知 中国政府网 document`) {
		m[strings.ToLower(w)] = true
	}
	return m
}()
