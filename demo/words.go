package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"lanmu"
)

// words writes titles and texts of one column, always the same for one seed.
type words struct {
	r    *rand.Rand
	p    *Portal
	seen map[string]bool
}

func newWords(p *Portal, key string) *words {
	return &words{r: p.rand(key), p: p, seen: map[string]bool{}}
}

func (w *words) one(of []string) string { return of[w.r.IntN(len(of))] }

// write gives an item its title, number and text.
func (w *words) write(it *item) {
	for {
		it.title = w.title(it)
		if !w.seen[it.title] {
			break
		}
	}
	w.seen[it.title] = true
	var b strings.Builder
	for range 3 + w.r.IntN(3) {
		b.WriteString("<p>　　")
		for range 2 + w.r.IntN(3) {
			b.WriteString(w.sentence(it))
		}
		b.WriteString("</p>\n")
	}
	it.body = b.String()
}

func (w *words) title(it *item) string {
	city := strings.TrimSuffix(strings.TrimSuffix(w.p.Name, "商务局"), "经济贸易局")
	year := int(it.date.Year)
	switch it.col.kind {
	case lanmu.KindNews:
		return fmt.Sprintf(w.one(newsTitles), w.one(places), w.one(topics))
	case lanmu.KindNotice:
		return fmt.Sprintf(w.one(noticeTitles), year, w.one(places), w.one(topics))
	case lanmu.KindPolicy:
		it.number = fmt.Sprintf("%s商发〔%d〕%d号", string([]rune(city)[:1]), year, 3+w.r.IntN(90))
		return fmt.Sprintf(w.one(policyTitles), city, w.one(topics))
	case lanmu.KindInterpretation:
		return fmt.Sprintf("《%s》解读", strings.TrimPrefix(fmt.Sprintf(w.one(policyTitles), city, w.one(topics)), "关于"))
	case lanmu.KindPersonnel:
		return fmt.Sprintf("%s%s等同志任职的通知（%d年第%d批）", city, w.one(surnames)+"某某", year, 1+w.r.IntN(9))
	case lanmu.KindPlan:
		return fmt.Sprintf(w.one(planTitles), city, w.one(topics), year)
	case lanmu.KindBudget:
		return fmt.Sprintf(w.one(budgetTitles), year, w.p.Name, w.one(places))
	case lanmu.KindService:
		return fmt.Sprintf("%s%s", w.one(topics), w.one([]string{"备案办事指南", "申请表", "登记办理流程", "资格认定办事指南", "变更登记表"}))
	}
	return fmt.Sprintf(w.one(otherTitles), w.one(places), w.one(topics))
}

func (w *words) sentence(it *item) string {
	return fmt.Sprintf("%s%s，%s%s%s%s，%s%d%s，%s%s。",
		w.one(openings), w.one(places), w.one(actors), w.one(verbs), w.one(topics), w.one(things),
		w.one(measures), 3+w.r.IntN(95), w.one(units), w.one(aims), w.one(results))
}

var (
	places = []string{
		"东湖区", "西山县", "南桥区", "北原县", "河口镇", "临江新区", "石门街道", "清溪县", "高新区", "保税物流中心",
		"会展中心", "步行街", "青年路", "古城片区", "云溪镇", "双河县", "白塔区", "新港作业区", "梅岭县", "枫林街道",
	}
	topics = []string{
		"家电以旧换新", "农产品产销对接", "外商投资企业年度报告", "汽车流通", "商业网点规划", "成品油市场整治", "电子商务进农村",
		"老字号保护", "家政服务提质", "跨境电商综合试点", "肉菜流通追溯", "会展业扶持资金", "服务外包", "单用途预付卡", "加工贸易转型",
		"口岸通关便利化", "夜间经济示范街", "社区便民商业", "餐饮节约", "再生资源回收", "对外劳务合作", "品牌连锁便利店", "直播基地建设",
		"冷链物流", "二手车交易", "拍卖行业核查", "酒类流通", "散装水泥", "生活必需品储备", "商贸企业统计入库",
	}
	newsTitles = []string{
		"%s举办%s推进活动", "局领导赴%s调研%s工作", "%s扎实推进%s", "我市在%s召开%s现场会", "%s%s工作取得新进展",
		"市商务系统走进%s开展%s宣传", "%s组织%s专题培训",
	}
	noticeTitles = []string{
		"关于做好%d年%s%s工作的通知", "关于组织申报%d年度%s%s项目的通知", "%d年%s%s拟支持名单公示",
		"关于开展%d年%s%s专项检查的公告", "关于公布%d年%s%s评审结果的通告",
	}
	policyTitles = []string{
		"关于印发%s%s管理办法的通知", "关于促进%s%s高质量发展的若干措施", "关于进一步规范%s%s工作的意见",
		"关于加强%s%s监督管理的实施细则",
	}
	planTitles   = []string{"%s%s专项规划（%d年编制）", "%s%s工作总结和下一步计划（%d年）", "%s%s三年行动计划（%d年起）"}
	budgetTitles = []string{"%d年%s部门预算公开（%s）", "%d年%s部门决算公开说明（%s）", "%d年%s三公经费预算表（%s）"}
	otherTitles  = []string{"%s某商贸公司%s事项决定书", "%s某超市%s事项信息", "%s某企业%s抽查结果", "%s某服务部%s办理结果"}
	surnames     = []string{"张", "李", "王", "赵", "陈", "刘", "周", "吴"}
	openings     = []string{"近日，", "为深入了解基层情况，", "按照年度工作安排，", "根据有关文件要求，", "日前，", "围绕中心工作，", "经认真研究，", "结合本地实际，", "在前期摸底的基础上，", "经公开征集和专家评审，"}
	actors       = []string{"商务部门", "市场运行处", "有关处室", "行业协会", "工作专班", "各成员单位", "县区主管部门", "调研组一行", "承办企业", "服务窗口"}
	verbs        = []string{"围绕", "重点推进", "组织实施", "集中研究", "全面梳理", "现场检查", "认真落实", "统筹部署", "逐项核对", "积极宣传"}
	things       = []string{"工作台账", "项目清单", "支持政策", "企业诉求", "重点任务", "实施方案", "服务事项", "统计数据", "示范点位", "申报材料"}
	measures     = []string{"先后走访", "累计服务", "共收到", "现场解决", "新增培育", "完成核查", "发放材料", "组织参加"}
	units        = []string{"家企业", "个网点", "份材料", "项任务", "户商家", "人次", "个项目", "条建议"}
	aims         = []string{"下一步将继续", "请各单位认真", "后续工作中要", "各有关方面应当", "有意向的企业可以", "今后一个时期将"}
	results      = []string{"完善长效机制", "加强督促指导", "做好总结报送", "优化办理流程", "压实工作责任", "提升服务水平", "落实安全生产要求", "按期完成任务", "及时反馈情况", "扩大惠及范围"}
)
