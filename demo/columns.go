package demo

import "lanmu"

// Short names, so that the tables below read as tables.
const (
	news           = lanmu.KindNews
	notice         = lanmu.KindNotice
	policy         = lanmu.KindPolicy
	personnel      = lanmu.KindPersonnel
	plan           = lanmu.KindPlan
	report         = lanmu.KindReport
	budget         = lanmu.KindBudget
	static         = lanmu.KindStatic
	interpretation = lanmu.KindInterpretation
	interaction    = lanmu.KindInteraction
	service        = lanmu.KindService
	topic          = lanmu.KindTopic
	other          = lanmu.KindOther

	fresh       = lanmu.StatusOK
	soon        = lanmu.StatusDueSoon
	stale       = lanmu.StatusStale
	blank       = lanmu.StatusEmpty
	undated     = lanmu.StatusUndated
	explained   = lanmu.StatusExplanationOnly
	unreachable = lanmu.StatusUnreachable
	unverified  = lanmu.StatusUnverified
)

// The plans of the three portals: a line a column. Numbers are items, age of
// the newest in days, and days between two. Ages keep clear of every period's
// edge but where the edge is what is meant.

func trsColumns() []*column {
	return []*column{
		hub("zwgk", "政务公开"),
		list("zwgk", "tzgg", "通知公告", notice, "office", 38, 3, 5, fresh).pin(),
		list("zwgk", "gsgg", "公示公告", notice, "office", 16, 231, 12, stale),
		list("zwgk", "zcwj", "政策文件", policy, "law", 22, 41, 20, fresh),
		list("zwgk", "gfxwj", "规范性文件", policy, "law", 12, 62, 30, fresh),
		list("zwgk", "zcjd", "政策解读", interpretation, "law", 12, 60, 30, fresh),
		list("zwgk", "rsrm", "人事任免", personnel, "hr", 12, 412, 40, stale),
		list("zwgk", "ghjh", "规划计划", plan, "office", 12, 95, 50, fresh),
		list("zwgk", "czyjs", "预算决算", budget, "finance", 10, 70, 90, fresh),
		list("zwgk", "xzxk", "行政许可", other, "law", 18, 9, 8, fresh).dates(formTwoDigit),
		list("zwgk", "xzcf", "行政处罚", other, "law", 0, 0, 0, blank).as(shapeNoRows),
		list("zwgk", "ssjygk", "双随机一公开", other, "law", 0, 0, 0, blank).as(shapePhrase),
		list("zwgk", "zsgg", "招商公告", notice, "office", 14, 33, 15, undated).dates(formNone),
		list("zwgk", "zfcg", "政府采购", other, "finance", 15, 12, 9, fresh),
		list("zwgk", "cgxx", "采购信息", other, "finance", 0, 0, 0, fresh).repeats("zfcg"),
		page("zwgk", "gkzn", "政府信息公开指南", static, "office", shapeText, fresh),
		page("zwgk", "gkzd", "政府信息公开制度", static, "office", shapePDF, fresh),
		list("zwgk", "ndbg", "政府信息公开年报", report, "office", 0, 0, 0, fresh),
		list("zwgk", "wznb", "网站年度报表", report, "office", 0, 0, 0, fresh),
		page("zwgk", "gkml", "政府信息公开目录", static, "office", shapeCatalogue, fresh),
		page("zwgk", "ysqgk", "依申请公开", static, "office", shapeForm, fresh),
		page("zwgk", "jgzn", "机构职能", static, "hr", shapeText, fresh),
		page("zwgk", "nsjg", "内设机构", static, "hr", shapeTable, fresh),
		page("zwgk", "ldxx", "领导信息", static, "hr", shapeImage, fresh),
		list("zwgk", "dcdb", "督查督办", other, "office", 8, 15, 12, fresh).alone(),
		page("zwgk", "spxt", "生活必需品市场监测", other, "office", shapeGone, unreachable),
		hub("xwzx", "新闻中心"),
		list("xwzx", "gzdt", "工作动态", news, "office", 32, 2, 4, fresh),
		list("xwzx", "swyw", "商务要闻", news, "office", 15, 27, 6, stale),
		list("xwzx", "qxdt", "区县动态", news, "office", 15, 4, 5, fresh).dates(formYearless),
		list("xwzx", "tpxw", "图片新闻", news, "office", 12, 5, 7, fresh).dates(formSplit),
		hub("bsfw", "办事服务"),
		list("bsfw", "bszn", "办事指南", service, "service", 8, 120, 30, fresh),
		page("bsfw", "bgxz", "表格下载", service, "service", shapeTable, fresh),
		hub("hdjl", "互动交流"),
		list("hdjl", "jzxx", "局长信箱", interaction, "office", 12, 6, 9, fresh).as(shapeMessages),
		list("hdjl", "yjzj", "意见征集", interaction, "office", 8, 48, 30, fresh),
		page("hdjl", "zxft", "在线访谈", interaction, "office", shapeBuilding, explained),
		hub("ztzl", "专题专栏"),
		list("ztzl", "zt2019", "2019年消费促进月专题", topic, "office", 9, 2600, 3, fresh),
	}
}

func hanwebColumns() []*column {
	return []*column{
		hub("zwgk", "信息公开"),
		list("zwgk", "tzgg", "通知公告", notice, "office", 52, 6, 4, fresh),
		list("zwgk", "gggs", "公告公示", notice, "office", 14, 4, 11, fresh).pin(),
		list("zwgk", "zcwj", "政策法规", policy, "law", 18, 244, 21, stale),
		list("zwgk", "gfxwj", "规范性文件", policy, "law", 10, 52, 33, fresh).dates(formChinese),
		list("zwgk", "zcjd", "政策解读", interpretation, "law", 10, 50, 33, fresh),
		list("zwgk", "rsxx", "人事信息", personnel, "hr", 10, 101, 35, fresh).dates(formBracket),
		list("zwgk", "ghzj", "规划总结", plan, "office", 10, 430, 45, stale),
		list("zwgk", "czzj", "财政预决算", budget, "finance", 10, 66, 95, fresh),
		list("zwgk", "xzxk", "行政许可公开", other, "law", 60, 8, 6, fresh),
		list("zwgk", "xzcf", "行政处罚公开", other, "law", 0, 0, 0, blank).as(shapeNoRows),
		list("zwgk", "jdjc", "监督检查", other, "law", 12, 22, 13, fresh).as(shapeJSON),
		list("zwgk", "yjgl", "应急管理", other, "office", 0, 0, 0, blank).as(shapePhrase),
		list("zwgk", "xmgs", "项目公示", notice, "office", 10, 40, 20, undated).dates(formNone),
		list("zwgk", "zbcg", "招标采购", other, "finance", 14, 17, 10, fresh).dates(formSlash),
		list("zwgk", "zbxx", "采购公开", other, "finance", 0, 0, 0, fresh).repeats("zbcg"),
		page("zwgk", "gkzn", "信息公开指南", static, "office", shapeText, fresh),
		page("zwgk", "gkzd", "信息公开制度", static, "office", shapeText, fresh),
		list("zwgk", "ndbg", "信息公开年报", report, "office", 0, 0, 0, fresh),
		list("zwgk", "wznb", "网站年度报表", report, "office", 0, 0, 0, fresh),
		page("zwgk", "gkml", "信息公开目录", static, "office", shapeCatalogue, fresh),
		page("zwgk", "ysqgk", "依申请公开", static, "office", shapeForm, fresh),
		page("zwgk", "jggk", "机构概况", static, "hr", shapeText, fresh),
		page("zwgk", "ldzc", "领导之窗", static, "hr", shapeTable, fresh),
		page("zwgk", "zzjgt", "组织机构图", static, "hr", shapeImage, fresh),
		list("zwgk", "dcdb", "督查督办", other, "office", 8, 15, 12, fresh).alone(),
		hub("xwdt", "新闻动态"),
		list("xwdt", "swdt", "商务动态", news, "office", 34, 1, 3, fresh),
		list("xwdt", "jcdt", "基层动态", news, "office", 16, 33, 7, stale),
		list("xwdt", "bmkx", "部门快讯", news, "office", 14, 12, 5, soon).dates(formYearless),
		page("xwdt", "spzb", "视频直播", other, "office", shapeFrame, fresh),
		hub("bsfw", "服务大厅"),
		list("bsfw", "bszn", "办事指南", service, "service", 8, 150, 30, fresh),
		page("bsfw", "xzzx", "下载中心", service, "service", shapeTable, fresh),
		hub("gzcy", "公众参与"),
		list("gzcy", "zxzx", "在线咨询", interaction, "office", 12, 9, 8, fresh).as(shapeMessages),
		page("gzcy", "mydc", "民意调查", interaction, "office", shapeBuilding, explained),
		hub("ztzl", "专题专栏"),
		list("ztzl", "zt2018", "2018年诚信兴商宣传月专题", topic, "office", 8, 2900, 3, fresh),
		page("ztzl", "sjkf", "数据开放", other, "office", shapeCrash, unreachable),
	}
}

func tableColumns() []*column {
	return []*column{
		hub("zwgk", "政务信息"),
		list("zwgk", "tzgg", "通知通告", notice, "office", 34, 19, 6, fresh).dates(formBracket),
		list("zwgk", "gsgg", "公示栏", notice, "office", 14, 215, 12, stale).dates(formYearless),
		list("zwgk", "zcwj", "政策文件", policy, "law", 20, 166, 22, soon).dates(formSlash),
		list("zwgk", "gfxwj", "规范性文件", policy, "law", 10, 73, 30, fresh),
		list("zwgk", "zcjd", "政策解读", interpretation, "law", 10, 71, 30, fresh),
		list("zwgk", "rsrm", "人事任免", personnel, "hr", 10, 88, 40, fresh).dates(formChinese),
		list("zwgk", "jhzj", "计划总结", plan, "office", 12, 130, 50, fresh),
		list("zwgk", "yjsgk", "预决算公开", budget, "finance", 10, 77, 90, fresh),
		list("zwgk", "xzxk", "行政许可", other, "law", 20, 30, 8, fresh).dates(formTwoDigit),
		list("zwgk", "zcwj2", "法规规章", policy, "law", 12, 270, 30, stale),
		list("zwgk", "xzcf", "行政处罚", other, "law", 18, 35, 9, fresh),
		list("zwgk", "ssj", "双随机抽查", other, "law", 0, 0, 0, blank).as(shapeNoRows),
		list("zwgk", "jyta", "建议提案", other, "office", 0, 0, 0, blank).as(shapePhrase),
		list("zwgk", "zsgg", "招商公告", notice, "office", 12, 50, 15, undated).dates(formNone),
		list("zwgk", "cgzb", "采购招标", other, "finance", 16, 26, 9, fresh),
		list("zwgk", "zbgg", "中标结果", other, "finance", 0, 0, 0, fresh).repeats("cgzb"),
		page("zwgk", "gkzn", "信息公开指南", static, "office", shapeText, fresh),
		list("zwgk", "ndbg", "信息公开年度报告", report, "office", 0, 0, 0, fresh),
		list("zwgk", "wznb", "网站年度报表", report, "office", 0, 0, 0, fresh),
		page("zwgk", "gkml", "信息公开目录", static, "office", shapeCatalogue, fresh),
		page("zwgk", "ysqgk", "依申请公开", static, "office", shapeForm, fresh),
		page("zwgk", "jgzn", "机构职能", static, "hr", shapeFrame, fresh),
		page("zwgk", "nsjg", "内设机构", static, "hr", shapeTable, fresh),
		page("zwgk", "ldjj", "领导简介", static, "hr", shapeImage, fresh),
		list("zwgk", "dcdb", "督查督办", other, "office", 8, 15, 12, fresh).alone(),
		hub("xwzx", "新闻资讯"),
		list("xwzx", "jmyw", "经贸要闻", news, "office", 30, 21, 5, stale),
		list("xwzx", "jcxx", "基层动态", news, "office", 18, 36, 7, stale).pin(),
		hub("bsfw", "办事服务"),
		list("bsfw", "bszn", "办事指南", service, "service", 8, 140, 30, fresh),
		page("bsfw", "bgxz", "表格下载", service, "service", shapeTable, fresh),
		hub("hdjl", "互动交流"),
		list("hdjl", "jzxx", "局长信箱", interaction, "office", 12, 20, 9, fresh).as(shapeMessages),
		page("hdjl", "wsdc", "网上调查", interaction, "office", shapeBuilding, explained),
		hub("ztzl", "专题专栏"),
		list("ztzl", "zt2016", "2016年商务执法宣传专题", topic, "office", 8, 3700, 3, fresh),
		list("ztzl", "xtlj", "业务系统", other, "office", 6, 0, 0, unverified).as(shapeOutside),
		page("ztzl", "tjsj", "统计数据", other, "office", shapeGone, unreachable),
	}
}
