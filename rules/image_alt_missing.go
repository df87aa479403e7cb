package rules

import (
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "image-alt-missing",
	Title: "图片缺少替代文字",
	Doc: "唯一作为链接内容的图片没有 alt 属性，视障人士不知道它通向哪里。写明 alt=\"\" 的装饰图片、旁边有文字的图片、" +
		"有 title 的图片不算。全站合并为一条，写明有多少页面。",
	Fix:       "请为图片填写 alt：链接图片写明去向，内容图片写明所示内容；纯装饰的写 alt=\"\"。",
	Indicator: "",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Review,
	Page: func(p *PagePass) {
		if p.Doc == nil {
			return
		}
		var first *goquery.Selection
		n := 0
		for _, img := range p.elements().images {
			if !inLink(img) || !speechless(img) {
				continue
			}
			n++
			if first == nil {
				first = one(img)
			}
		}
		if n == 0 {
			return
		}
		p.Report(Report{
			Group: "alt", Evidence: evidenceOf(first),
			Message: fmt.Sprintf("《%s》中有 %d 个图片链接没有替代文字（alt）。", p.title(), n),
		})
	},
})

// speechless tells a linked picture that neither it nor its link puts in words.
func speechless(img *html.Node) bool {
	for _, a := range img.Attr {
		if a.Key == "alt" || a.Key == "title" && strings.TrimSpace(a.Val) != "" || strings.HasPrefix(a.Key, "aria-") {
			return false
		}
	}
	for a := img.Parent; a != nil; a = a.Parent {
		if a.Data == "a" {
			return strings.TrimSpace(attr(a, "title")) == "" && strings.TrimSpace(nodeText(a)) == ""
		}
	}
	return false
}
