package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// errorCause says what sort of error page it is.
type errorCause uint8

const (
	errNone    errorCause = iota
	errMissing            // says that the page is not there
	errBlocked            // asks for a captcha, or refuses programs
	errClosed             // the site has moved or is closed
	errServer             // a program's error shown to the reader
)

// missingWords are said by pages that are not there.
var missingWords = newWordSet(
	"页面不存在", "页面没有找到", "页面未找到", "找不到页面", "找不到该页", "无法找到该页", "无法找到页面", "找不到您", "找不到你", "您访问的页面",
	"你访问的页面", "您要访问的页面", "您查找的页面", "您请求的页面", "你请求的页面", "您所访问的页面", "您浏览的页面", "访问的页面不存在", "网页不存在",
	"文件不存在", "内容不存在", "信息不存在", "文章不存在", "该信息已删除", "已被删除", "已删除或", "找不到文件或目录", "无法找到资源", "无法显示该页",
	"该页无法显示", "页面已删除", "页面丢失", "页面走丢", "404 Not Found", "404 not found", "Not Found", "Page Not Found", "page not found", "HTTP 404",
	"无法找到该网页", "无法找到网页", "您正在搜索的页面", "文件或目录未找到", "404错误", "404 错误", "错误404", "404-", "找不到网页", "页面出错", "页面找不到", "资源不存在", "栏目不存在", "页面飞走", "不存在或已",
)

var blockedWords = newWordSet(
	"请输入验证码", "请输入检证码", "访问过于频繁", "访问频率过快", "访问太频繁", "请求过于频繁", "刷新超速", "解除IP屏蔽", "自动查询", "安全验证",
	"人机验证", "请完成验证", "您的访问被拦截", "访问被拦截", "拦截提示", "网站防火墙", "Access Denied", "访问被拒绝", "请求被阻断", "异常访问", "WAF",
	"Forbidden", "无权访问", "没有访问权限",
)

var closedWords = newWordSet(
	"域名变更", "网址变更", "网站已迁移", "网站迁移", "已迁移至", "迁移到", "网站关停", "后关停", "已关停", "已经关停", "停止服务", "停止运行", "停止更新", "不再保留", "网站已关闭",
	"网站关闭", "已下线", "永久下线", "网站下线", "网站暂停", "暂停服务", "域名已过期", "域名到期", "新网址", "启用新域名", "站点已关闭", "站点不存在", "网站维护", "系统维护", "已整合至", "整合到", "已并入",
)

var serverWords = newWordSet(
	"Internal Server Error", "Runtime Error", "运行时错误", "应用程序中的服务器错误", "数据库连接", "Service Unavailable", "Bad Gateway",
	"HTTP Status 500", "HTTP Status 404", "Server Error", "服务器错误", "服务器内部错误", "系统错误", "系统繁忙", "系统异常", "Exception", "Fatal error", "Warning: mysql", "HTTP Error",
)

// errorTitles are titles of nothing but error pages.
var errorTitles = map[string]bool{
	"错误": true, "404": true, "出错了": true, "错误页面": true, "页面错误": true, "提示": true, "提示信息": true, "信息提示": true, "error": true,
	"错误提示": true, "系统提示": true, "出错啦": true, "访问出错": true, "404页面": true, "404错误": true, "500": true, "403": true, "错误信息": true,
	"404 not found": true, "not found": true, "403 forbidden": true, "502 bad gateway": true, "object moved": false,
}

// Error pages are short. A page with more text of its own than this is about
// something, even where it mentions 404.
const errorText = 420

// errorPage tells whether the page only says that there is nothing to be had.
// Title is <title>, text the page's visible words, own how many runes of them
// stand outside navigation and footer, links how many anchors.
func errorPage(title, text string, own, links int) (errorCause, string) {
	low := strings.ToLower(strings.Trim(title, " -_|!！。.:："))
	exact := errorTitles[low]
	if own > errorText || links > 60 && !exact {
		return errNone, ""
	}
	if own < 260 {
		if w := said(title, missingWords); w != "" && visible(title) <= visible(w)+16 {
			return errMissing, w
		}
	}
	if rest, ok := strings.CutPrefix(low, "404"); ok && (own < 120 || errorTitles[strings.Trim(rest, " -_|!！。.:：")] || rest == "") {
		return errMissing, title
	}
	if cause, w := errorWords(title, clip(text, 900), own, links, exact); cause != errNone {
		return cause, w
	}
	if exact && own < 200 {
		return errMissing, title
	}
	return errNone, ""
}

// errorWords looks for the words of error pages where the page is otherwise
// like one.
func errorWords(title, short string, own, links int, exact bool) (errorCause, string) {
	if exact || own < 200 && links < 12 {
		if w := blockedWords.firstOf(short); w != "" {
			return errBlocked, w
		}
	}
	if exact || own < 200 {
		if w := said(short, missingWords); w != "" {
			return errMissing, w
		}
	}
	if links < 12 {
		if w := closedWords.firstOf(title); w != "" {
			return errClosed, w
		}
	}
	if links <= 6 {
		if w := closedWords.firstOf(short); w != "" {
			return errClosed, w
		}
	}
	if w := serverWords.firstOf(title); w != "" {
		return errServer, w
	}
	if links < 6 && own < 300 {
		if w := serverWords.firstOf(short); w != "" {
			return errServer, w
		}
	}
	return errNone, ""
}

func firstOf(s string, words []string) string {
	for _, w := range words {
		if strings.Contains(s, w) {
			return w
		}
	}
	return ""
}

// tellError judges the page and fills f.
func (pg *page) tellError(f *lanmu.Facts, text string, own int, runs []run) bool {
	if f.Soft != "" {
		f.Kind = lanmu.PageError
		return true
	}
	links := 0
	if len(pg.els) > 0 {
		links = int(pg.els[0].anchors)
	}
	if own < 60 && links < 12 {
		for _, c := range pg.codes { // words that a script writes
			if len(c.text) < 8000 && blockedWords.in(c.text) {
				text += "\n" + c.text
			}
		}
	}
	cause, word := errorPage(f.HeadTitle, text, own, links)
	if cause == errMissing && pg.onlyHidden(word) {
		cause = errNone // a box that a script unfolds when nothing was found
	}
	if cause != errNone && !strings.Contains(f.HeadTitle, word) && (pg.onlyInRows(word, f, runs) || datedLine(text)) {
		cause = errNone // an item of a list, or an article with its day, is about it
	}
	switch cause {
	case errNone:
		if f.Status >= 400 {
			f.Kind = lanmu.PageError
			return true
		}
		return false
	case errMissing, errServer:
		f.Soft = "页面内容：" + word
	case errBlocked:
		f.Trouble = append(f.Trouble, "页面要求验证或拒绝程序访问（"+word+"）")
	case errClosed:
		f.Trouble = append(f.Trouble, "页面说网站已迁移或关停（"+word+"）")
	}
	f.Kind = lanmu.PageError
	return true
}

// onlyHidden tells words that stand on the page in hidden elements alone.
func (pg *page) onlyHidden(word string) bool {
	hidden := false
	for i := range pg.els {
		for c := pg.els[i].node.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.TextNode || !strings.Contains(c.Data, word) {
				continue
			}
			if pg.els[i].region&inHidden == 0 {
				return false
			}
			hidden = true
		}
	}
	return hidden
}

// onlyInRows tells words that stand nowhere but in rows of lists with dates.
func (pg *page) onlyInRows(word string, f *lanmu.Facts, runs []run) bool {
	rows := pg.noElements()
	for k := range runs {
		if f.Blocks[k].Dated < 2 {
			continue
		}
		for _, row := range runs[k].rows {
			rows[row] = true
		}
	}
	said := false
	for i := int32(0); int(i) < len(pg.els); {
		if rows[i] {
			said = said || strings.Contains(nodeText(pg.els[i].node), word)
			i = pg.els[i].end
			continue
		}
		for c := pg.els[i].node.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode && strings.Contains(c.Data, word) && pg.els[i].tag != atom.Script {
				return false
			}
		}
		i++
	}
	return said
}

// datedLine tells the line under an article's title that says when it was
// published. Pages that are not there have none, or one with nothing in it.
func datedLine(text string) bool {
	for _, label := range [...]string{"发布日期", "发布时间", "发文日期", "日期：", "日期:", "时间：", "时间:", "发表于"} {
		_, rest, ok := strings.Cut(text, label)
		rest = strings.TrimLeft(rest, "：: \t\r\n\u00a0\u3000")
		if ok && len(rest) > 6 && (rest[0] == '1' || rest[0] == '2') && isDigit(rest[1]) && isDigit(rest[3]) {
			return true
		}
	}
	return false
}

// missingEnds are what is said of a page that is not there, behind “您访问的页面”:
// one may also need a login.
var missingEnds = [...]string{"不存在", "没有找到", "找不到", "未找到", "不到", "删除", "丢失", "走丢", "失效", "出错", "错误", "无法", "不可用", "已移", "变更", "下线", "飞走", "暂时", "消失"}

// openEnded tells words that only name the page.
func openEnded(w string) bool {
	return strings.HasSuffix(w, "的页面")
}

// said is firstOf for words that are said, not quoted: “404 页面不存在” in an
// article is a mention.
func said(s string, words *wordSet) string {
	if !words.in(s) {
		return ""
	}
	for _, w := range words.list {
		i := strings.Index(s, w)
		if i < 0 || openEnded(w) && firstOf(clip(s[i+len(w):], 30), missingEnds[:]) == "" {
			continue
		}
		if searched := s[max(0, i-60):i]; strings.Contains(searched, "搜索的内容") || strings.Contains(searched, "搜索的信息") || strings.Contains(searched, "检索的") {
			continue // a search that found nothing
		}
		before := s[max(0, i-12):i]
		if j := strings.LastIndexAny(before, "“《「\""); j >= 0 && !strings.ContainsAny(before[j:], "”》」") {
			continue
		}
		return w
	}
	return ""
}
