package extract

import (
	"strings"
	"unicode/utf8"

	"lanmu"
)

// kindWord is a word in a column's name and the kind that it marks.
type kindWord struct {
	word string
	kind lanmu.Kind
}

// KindOf tells a column's kind by its name (国办秘函〔2019〕19号 names the
// kinds that have a period; the rest follows use). A Chinese name says at its
// end what the thing is: 公示制度 is a system of rules, 政策咨询 asks
// questions. So whole names come first, then endings, then words that settle
// the matter wherever they stand, then the last and longest of the plain
// marks. A name that nothing marks is other: it is never guessed into a kind
// with a period.
func KindOf(name string) lanmu.Kind {
	n := kindName(name)
	if n == "" {
		return lanmu.KindOther
	}
	if k, ok := wholeNames[n]; ok {
		return k
	}
	if k, ok := longestEnding(n); ok {
		return k
	}
	if k, ok := lastWord(n, settling); ok {
		return k
	}
	if k, ok := lastWord(n, plainMarks); ok {
		return k
	}
	return lanmu.KindOther
}

// kindName is the name without what says nothing of the kind.
func kindName(name string) string {
	n := squeeze(name)
	for _, tail := range [...]string{"列表", "专区", "信息栏", "栏"} {
		if short := strings.TrimSuffix(n, tail); short != n && utf8.RuneCountInString(short) >= 2 && tail != "专栏" && !strings.HasSuffix(n, "专栏") {
			n = short
		}
	}
	return n
}

func longestEnding(n string) (lanmu.Kind, bool) {
	best := kindWord{}
	for _, w := range endings {
		if len(w.word) > len(best.word) && strings.HasSuffix(n, w.word) {
			best = w
		}
	}
	return best.kind, best.word != ""
}

// lastWord is the mark that ends last in n; of two that end together the longer.
func lastWord(n string, words []kindWord) (lanmu.Kind, bool) {
	end, best := -1, kindWord{}
	for _, w := range words {
		i := strings.LastIndex(n, w.word)
		if i < 0 {
			continue
		}
		if e := i + len(w.word); e > end || e == end && len(w.word) > len(best.word) {
			end, best = e, w
		}
	}
	return best.kind, end >= 0
}

func named(kind lanmu.Kind, words string) []kindWord {
	var list []kindWord
	for w := range strings.FieldsSeq(words) {
		list = append(list, kindWord{w, kind})
	}
	return list
}

func join(lists ...[]kindWord) []kindWord {
	var all []kindWord
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// wholeNames are names of which no part tells the kind, or a part would tell
// the wrong one.
var wholeNames = func() map[string]lanmu.Kind {
	m := map[string]lanmu.Kind{}
	for _, w := range join(
		named(lanmu.KindNews, `要闻 新闻 动态 资讯 快讯 头条 时政 综合新闻 新闻中心 新闻动态 图片新闻 视频新闻 今日头条 新闻资讯 信息动态`),
		named(lanmu.KindNotice, `公告 公示 通知 通告 信息公示 政务通知 重要通知 最新公告 公示公告 公告公示 通知公示`),
		named(lanmu.KindPolicy, `政策 文件 法规 规章 法律 公文 政策性文件 地方性法规 政府令 政府公报`),
		named(lanmu.KindPersonnel, `人事 任免 招考 招聘 公务员 人事信息 人事人才 录用调配 公务员管理 选拔任用 干部选拔 职称评审`),
		named(lanmu.KindPlan, `规划 计划 总结 政府工作报告 工作要点 工作报告 规划信息 规划计划 计划总结`),
		named(lanmu.KindReport, `年报 年度报告 年度报表 网站年报 工作年报`),
		named(lanmu.KindBudget, `预算 决算 预决算 财政信息 财政资金 财务信息 三公经费 财政公开 财务公开`),
		named(lanmu.KindStatic, `概况 领导 职能 机构 指南 目录 制度 领导之窗 领导信息 领导班子 领导介绍 现任领导 历任领导 局领导 厅领导
			委领导 市领导 县领导 区领导 校领导 领导简介 机构 处室 内设机构 下属机构 下属单位 直属单位 直属机构 机关处室 直属事业单位 内设科室 局属单位 基层单位 派出机构 组织机构 组织架构 班子成员 领导分工 联系我们 关于我们
			依申请公开 主动公开 主动公开内容 公开目录 政府信息公开 信息公开 政务公开 历史沿革 新闻发言人 信息公开制度 政府信息公开制度 城市名片 走进我们 人员队伍`),
		named(lanmu.KindInterpretation, `解读 图解 政策说明书 政策问答 一图读懂 政策图解`),
		named(lanmu.KindInteraction, `信箱 邮箱 留言 咨询 征集 调查 访谈 互动 问答 互动交流 政民互动 公众参与 公众互动 常见问题 问答精选 互动服务 网上互动 结果反馈 意见反馈 反馈情况 调查结果 问卷 来信选登 信件公开 局长接待日 办理回复`),
		named(lanmu.KindService, `服务 下载 办事 公众服务 便民服务 在线服务 办事大厅 服务大厅 网上办事 资料下载 表格下载 文件下载 下载中心 下载专区 信息查询 便民查询 公共服务`),
		named(lanmu.KindTopic, `专题 专栏 专题专栏 热点专题 主题教育 专题活动 往期专题 往期回顾 疫情防控 扫黑除恶 脱贫攻坚 党史学习 不忘初心牢记使命 两学一做 三严三实`),
		named(lanmu.KindOther, `幻灯 幻灯片 幻灯新闻 首页幻灯 首页幻灯片 首页幻灯新闻 轮播 轮播图 轮播图片 首页轮播 首页轮播图 焦点图 首页焦点图 首页图片 首页大图 滚动图片 飘窗 新闻发布会 新闻办 新闻发布 新闻发布厅 领导讲话 政务动态排行 动态监测 通知书 建议提案 热点回应 回应关切 媒体 数据 统计`),
	) {
		m[w.word] = w.kind
	}
	return m
}()

// endings say what the thing is when they stand at the name's end.
var endings = join(
	named(lanmu.KindStatic, `制度 指南 目录 职能 职责 概况 简介 介绍 机构设置 内设机构 组织机构 联系方式 电话 办公地址 办公时间 办公地点 声明 须知 名录 清单 章程 沿革
		通讯录 分工 依申请公开 申请公开 机构 机构信息 机构职能 公开方式 公开范围 公开形式 公开流程 致辞 风貌 体系 公开规定 一览表 架构 领导信息 背景 指引 基本信息 历史`),
	named(lanmu.KindReport, `年报 年度报告 年度报表 年度工作报表 工作报表 工作年度报告 公开报告 年度工作报告 法治政府建设报告`),
	named(lanmu.KindPlan, `总结 工作要点 规划 计划 工作报告 规划计划 规划纲要 年度计划 五年规划`),
	named(lanmu.KindInterpretation, `解读 图解 读懂 解读评论 政策问答 解读材料 说明书 导读`),
	named(lanmu.KindInteraction, `信箱 邮箱 留言 咨询 征集 调查 访谈 投诉 举报 信访 建言 互动 意见箱 征求意见 意见征集 网上调查 民意 建言献策 献计献策 问政 答疑 回音壁 直通车 热线 留言板 反馈 政务咨询 征询 问答`),
	named(lanmu.KindService, `办事指南 服务指南 下载 查询 办事服务 服务事项 服务大厅 办事大厅 表格 便民服务 公共服务 办理 服务窗口 服务平台 办事流程 流程图 申报系统 预约 报名 事项清单 申请表 一件事 导航 审批事项 网上申报`),
	named(lanmu.KindTopic, `专题 专栏 专题专栏 教育活动 主题教育 学习教育`),
	named(lanmu.KindOther, `系统 平台 中心 委员会 协会 学会 公司 排行 排行榜 统计 数据 数据库 地图 发布会 解决方案 标准 规范 案例 清理 废止 失效 讲话 发言 致辞 监测 论坛 办公室 视频 图库 微博 微信 客户端 建议办理 提案办理 议案办理 建议提案办理 提案答复 提案办理结果 网 局 厅 处 科 办 部 院 所`),
)

// settling words tell the kind wherever they stand, before the plain marks:
// 行政处罚公示 is no notice board, 招聘公告 is about personnel.
var settling = join(
	named(lanmu.KindOther, `许可 处罚 办件 办理结果 废止 双随机 双公示 执法 行政强制 行政检查 采购 招标 投标 中标 成交 出让 拍卖 挂牌 评标 限价 未入围 变更公告 更正公告 补充公告
		结果公告 交易 提案 议案 收费 信用 抽检 抽查 检查结果 监督检查 排行 监测 产权`),
	named(lanmu.KindPersonnel, `招考 招聘 公招 任前公示 干部公示 人事 任免 干部任用 考录 录用 人才引进 遴选 选调 公务员 事业单位招`),
	named(lanmu.KindBudget, `预算 决算 三公 预决算`),
	named(lanmu.KindReport, `年报 年度报告 年度报表`),
	named(lanmu.KindInterpretation, `解读 图解`),
	named(lanmu.KindInteraction, `信箱 征集 咨询 投诉 访谈 征求意见`),
	named(lanmu.KindService, `办事 下载`),
	named(lanmu.KindTopic, `专题 专栏`),
	named(lanmu.KindStatic, `依申请 公开指南 公开目录 机构职能 机构设置`),
)

// plainMarks are the standard's own words.
var plainMarks = join(
	named(lanmu.KindNews, `动态 要闻 新闻 快讯 工作进展 简讯 资讯 时讯 头条 时政 新闻报道 信息快报 领导活动 政务活动 工作进程`),
	named(lanmu.KindNotice, `通知 公告 公示 通告`),
	named(lanmu.KindPolicy, `政策 文件 法规 规章 法律 条例 公文 发文 政府令 规定`),
	named(lanmu.KindPersonnel, `人事 任免 招考`),
	named(lanmu.KindPlan, `规划 计划 总结`),
	named(lanmu.KindReport, `年报 年度报告`),
	named(lanmu.KindBudget, `预算 决算 财政`),
	named(lanmu.KindStatic, `机构 领导 职能 概况 简介`),
	named(lanmu.KindInteraction, `留言 互动 信访 问政`),
	named(lanmu.KindService, `服务`),
)
