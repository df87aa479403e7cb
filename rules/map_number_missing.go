package rules

import (
	"fmt"
	"regexp"
	"slices"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "map-number-missing",
	Title: "地图未标审图号",
	Doc: "页面里有看似地图的图片（图片说明或文件名写着地图、区划图、区位图、交通图等），页面上却没有“审图号”。" +
		"图上可能已印有审图号，程序看不到，请人工核实。网站地图（栏目导航）、导航地图服务不算。",
	Fix:       "请使用标有审图号的标准地图，并在页面上注明审图号；自绘地图请送审后再登。",
	Indicator: "",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Review,
	Page: func(p *PagePass) {
		if p.Doc == nil {
			return
		}
		for _, n := range p.elements().images {
			words := clean(attr(n, "alt") + " " + attr(n, "title"))
			if !mapWords.in(words) || notMap.MatchString(words) {
				continue
			}
			if p.mapNumbered() {
				return
			}
			p.Report(Report{
				Key: attr(n, "src"), Evidence: evidenceOf(one(n)),
				Message: fmt.Sprintf("《%s》中的图片“%s”看似地图，页面上没有审图号，请人工核实。", p.title(), clip(words, 40)),
			})
		}
	},
})

// mapNumbered tells a page that states the number of a map's approval.
func (p *PagePass) mapNumbered() bool {
	return slices.ContainsFunc(p.texts(), func(t textRun) bool { return mapNumber.MatchString(t.text) })
}

var (
	mapNumber = regexp.MustCompile(`审图号|[GＧ][SＳ]\s*[（(]\s*\d{4}`)
	mapWords  = oneOf(`地图|行政区划图|区划图|区位图|交通图|规划图|政区图`)
	notMap    = regexp.MustCompile(`网站地图|站点地图|地图导航|百度地图|高德|腾讯地图|天地图|图标`)
)
