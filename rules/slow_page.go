package rules

import (
	"fmt"
	"slices"
	"time"

	"lanmu"
)

// slowAfter is how long a page may take as a visitor bears it.
const slowAfter = 3 * time.Second

// slowLeast is how many pages a median needs to mean anything.
const slowLeast = 5

var _ = register(&Rule{
	ID:    "slow-page",
	Title: "页面打开慢",
	Doc: "本次检查中页面打开时间的中位数超过 3 秒（从发出请求到取完页面，不含图片）。个别页面慢不算，少于 5 个页面不作判断。" +
		"检查所在的网络也会影响速度，请在本地办公网络复核。",
	Fix:       "请检查服务器负载、数据库和带宽，开启页面缓存和压缩；确属检查网络的原因可以不处理。",
	Indicator: "functions",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Review,
	Page: func(p *PagePass) {
		if p.Page.Took > 0 && !p.Page.Rendered && p.Doc != nil {
			p.Note(slowKey, p.Page.Took)
		}
	},
	Site: func(p *SitePass) {
		var took []time.Duration
		var slow []lanmu.Use
		for _, n := range p.Notes(slowKey) {
			d := n.Value.(time.Duration)
			took = append(took, d)
			if d > slowAfter {
				slow = append(slow, lanmu.Use{Page: n.URL, Text: fmt.Sprintf("%.1f 秒", d.Seconds())})
			}
		}
		if len(took) < slowLeast {
			return
		}
		slices.Sort(took)
		if median := took[len(took)/2]; median > slowAfter {
			p.Report(Report{
				Message: fmt.Sprintf("%d 个页面打开时间的中位数为 %.1f 秒，超过 3 秒。", len(took), median.Seconds()),
				Pages:   slow[:min(len(slow), maxOn)], OnCount: len(slow),
			})
		}
	},
})
