package web

import "lanmu"

var statusWords = map[lanmu.Status]string{
	lanmu.StatusOK: "正常", lanmu.StatusDueSoon: "即将到期", lanmu.StatusStale: "更新不及时", lanmu.StatusEmpty: "空白",
	lanmu.StatusExplanationOnly: "仅有说明", lanmu.StatusUndated: "无日期", lanmu.StatusUnreachable: "无法访问",
	lanmu.StatusUnverified: "未能判断", lanmu.StatusExempt: "免查",
}

var stateWords = map[lanmu.State]string{
	lanmu.StateNew: "新发现", lanmu.StateOpen: "未解决", lanmu.StateReopened: "再次出现", lanmu.StateWaived: "已豁免", lanmu.StateFixed: "已整改",
}

var certaintyWords = map[lanmu.Certainty]string{
	lanmu.Certain: "确定", lanmu.Likely: "很可能", lanmu.Review: "请人工核实",
}

// stageWords are what an audit is at (lanmu.Progress).
var stageWords = map[string]string{
	"crawl": "打开页面", "links": "验证链接", "render": "用浏览器打开页面", "judge": "判断", "report": "写报告",
	"queue": "排队，等待有空的检查程序",
}

var kindWords = map[lanmu.Kind]string{
	lanmu.KindNews: "动态要闻", lanmu.KindNotice: "通知公告", lanmu.KindPolicy: "政策文件", lanmu.KindPersonnel: "人事信息", lanmu.KindPlan: "规划计划",
	lanmu.KindReport: "年度报告", lanmu.KindBudget: "财政预决算", lanmu.KindStatic: "固定内容", lanmu.KindInterpretation: "政策解读",
	lanmu.KindInteraction: "互动交流", lanmu.KindService: "办事服务", lanmu.KindTopic: "专题专栏", lanmu.KindOther: "其他",
}

var resultWords = map[lanmu.Result]string{
	lanmu.Pass: "合格", lanmu.Failed: "不合格", lanmu.Undecided: "未能判定",
}

// english holds what the pages say in the second language, by the Chinese.
var english = map[string]string{
	"正常": "ok", "即将到期": "due soon", "更新不及时": "stale", "空白": "empty", "仅有说明": "explanation only", "无日期": "undated",
	"无法访问": "unreachable", "未能判断": "could not tell", "免查": "exempt",
	"新发现": "new", "未解决": "open", "再次出现": "reopened", "已豁免": "waived", "已整改": "fixed",
	"确定": "certain", "很可能": "likely", "请人工核实": "please check",
	"合格": "pass", "不合格": "fail", "未能判定": "undecided",

	"站点总览": "Sites", "即将到期的栏目": "Columns that expire soon", "跳到正文": "Skip to content", "语言": "Language",
	"配置有误，继续使用原配置：": "The configuration has mistakes; the old one stays in use:",
	"站点": "Site", "结论": "Verdict", "单项否决": "Vetoes", "未解决问题": "Open findings", "最近检查": "Last audit", "下次检查": "Next audit",
	"走势": "Trend", "还没有检查过": "Not audited yet", "立即检查": "Audit now", "正在检查": "Auditing",
	"暂停计划": "Pause", "恢复计划": "Resume", "已暂停": "Paused", "上次检查失败：": "The last audit failed: ",
	"栏目": "Column", "类别": "Kind", "最近更新": "Last update", "更新期限": "Deadline", "剩余天数": "Days left", "状态": "State", "近12个月更新": "Updates, 12 months", "责任处室": "Department",
	"问题": "Findings", "问题清单": "Findings", "整改台账": "Ledger", "下载 Excel": "Download XLSX", "下载 CSV": "Download CSV", "历次检查": "Audits", "站点配置": "Profile",
	"筛选": "Filter", "全部": "all", "规则": "Rule", "确定程度": "Certainty", "搜索": "Search", "应用筛选": "Apply", "条": "findings", "上一页": "Previous", "下一页": "Next",
	"标记所选": "Mark selected", "标为误报": "False alarm", "标为已整改": "Rectified", "取消标记": "Take mark back", "选择": "Select", "整改时限": "Due", "逾期": "overdue",
	"问题描述": "What", "位置": "Where", "证据": "Evidence", "如何整改": "How to fix", "发现时间": "First seen", "最近一次发现": "Last seen", "整改情况": "What was done", "整改链接": "Link to the fix",
	"保存": "Save", "立即复查": "Check again now", "经过": "History", "系统": "audit", "所在页面": "Pages", "等": "and more",
	"误报统计": "False alarms", "发现过的问题": "Found", "人工复核过": "Reviewed", "其中误报": "False alarms", "误报比例": "Share", "合计": "All", "还没有发现过问题，没有可统计的内容。": "Nothing has been found yet.",
	"统计各站点人工复核的结果。误报多的规则，请把下载的表格交给 lanmu 的维护者；表中只有数量，没有网址和人名。": "What people made of the findings of all sites. Please hand the table of rules that are often wrong to those who look after lanmu; it holds counts alone.",
	"超期": "over by", "，": ", ", "近一周首页探测": "Home page visits in a week:", "点站点名称，再点“立即检查”，不必等到夜里。": "Open it and press “Audit now”.", "还没有站点。": "No sites yet.",
	"查看全部问题": "Show all findings", "处理这个问题": "What to do", "网站上改好后，点“立即复查”，一分钟内知道结果。": "Once it is mended on the site, check again: the answer comes within a minute.",
	"如果不是问题，标为误报：以后的检查不再计入，也不再提醒。": "Where it is no fault, call it a false alarm: later audits leave it out.",
	"检查日志": "What the audit did (in Chinese)", "注意": "Note:", "这次检查没有留下日志。": "This audit has left no log.",
	"检查记录": "Audit", "判定日期": "Judged on", "开始": "Started", "结束": "Finished", "标准": "Standard", "覆盖率": "Coverage", "页面": "Pages", "链接": "Links", "限制": "Limits", "无": "none",
	"与另一次比较": "Compare with another", "新增": "Added", "消失": "Gone", "不变": "Unchanged", "比较": "Compare", "未能判断的内容": "Could not tell",
	"完整": "complete", "不完整": "not complete", "次": "visits", "失败": "failed", "天": "days", "配置检查无误。": "The profile has no mistakes.", "到期日": "Expires",
	"没有符合条件的问题。": "No finding matches.", "未来30天内没有栏目到期。": "No column expires within 30 days.", "条目数": "Items", "日期": "Day", "复核结果": "Review", "原因": "Reason",
	"数量": "Count", "阈值": "Threshold", "指标": "Indicator", "编辑配置文件后，执行 systemctl reload lanmu 或点击重新读取。": "Edit the file, then systemctl reload lanmu or read again here.",
	"只列出前面一部分，全部内容见问题清单。": "Only the first are listed; the list of findings has them all.",
	"表格": "Table", "标为核减": "Deduct", "误报": "false alarm", "核减": "deducted", "个页面": "pages", "在页面中定位": "Show it on the page", "批准人": "approved by", "有效至": "until",
	"检查依据": "Why this counts", "原文": "As written", "核验": "Checked", "未采用的日期": "Dates not taken", "栏目变化": "Columns that changed",
	"可用": "ok", "打不开": "broken", "疑似打不开": "suspected", "被拦截": "blocked", "未检查": "not looked at", "已看页面": "pages", "待看": "waiting", "已验证链接": "links",
	"打开页面": "reading pages", "验证链接": "checking links", "用浏览器打开页面": "opening pages in a browser", "判断": "judging", "写报告": "writing reports", "排队，等待有空的检查程序": "queued, waiting for a free worker",
	"动态要闻": "news", "通知公告": "notices", "政策文件": "policy", "人事信息": "personnel", "规划计划": "plans", "年度报告": "annual reports", "财政预决算": "budgets",
	"固定内容": "static", "政策解读": "interpretation", "互动交流": "interaction", "办事服务": "services", "专题专栏": "topics", "其他": "other",
	"重新读取配置": "Read configuration again", "每月更新": "Updates by month", "逐夜状态": "Night by night",
}
