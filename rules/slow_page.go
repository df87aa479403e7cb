package rules

import (
	"fmt"
	"slices"
	"strings"
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
	Doc: "本次检查中页面打开时间的中位数超过 3 秒（从发出请求到取完页面，不含图片）。3 秒是本工具的提示值。个别页面慢不算，少于 5 个页面不作判断。" +
		"检查所在的网络也会影响速度，请在本地办公网络复核。",
	Fix:       "请检查服务器负载、数据库和带宽，开启页面缓存和压缩；确属检查网络的原因可以不处理。",
	Indicator: "functions",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Review,
	Page: func(p *PagePass) {
		if p.Page.Took > 0 && !p.Page.Rendered && p.Doc != nil {
			p.s.tookPage(p.url, p.Page.Took)
		}
	},
	Site: func(p *SitePass) {
		took := p.s.pace.took
		if len(took) < slowLeast {
			return
		}
		slices.Sort(took)
		if median := took[len(took)/2]; median > slowAfter {
			p.Report(Report{
				Message: fmt.Sprintf("%d 个页面打开时间的中位数为 %.1f 秒，超过 3 秒。", len(took), median.Seconds()),
				Pages:   p.s.pace.slow, OnCount: p.s.pace.count,
			})
		}
	},
})

// pace is how long pages took: of each the time alone, of slow ones the first by
// address.
type pace struct {
	took  []time.Duration
	slow  []lanmu.Use // at most maxOn
	count int         // slow ones
}

func (s *Session) tookPage(url string, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := &s.pace
	x.took = append(x.took, d)
	if d <= slowAfter {
		return
	}
	x.count++
	at, _ := slices.BinarySearchFunc(x.slow, url, func(u lanmu.Use, url string) int { return strings.Compare(u.Page, url) })
	if at < maxOn {
		x.slow = slices.Insert(x.slow, at, lanmu.Use{Page: strings.Clone(url), Text: fmt.Sprintf("%.1f 秒", d.Seconds())})
		x.slow = x.slow[:min(len(x.slow), maxOn)]
	}
}
