package rules

import "lanmu"

var _ = register(&Rule{
	ID:        "tag-article-missing",
	Title:     "缺少内容页标签",
	Doc:       "文章页的 <head> 中缺少 ArticleTitle、PubDate 或 ContentSource，或标签是空的。同一模板的页面合并为一条。没有发布日期的单页（机构职能、联系方式等）不查。",
	Fix:       "请在文章页模板的 <head> 中补上 ArticleTitle、PubDate、ContentSource 三个标签。",
	Indicator: "tags",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Certain,
	Page: func(p *PagePass) {
		if p.tagged() && !p.Facts.Home && p.Facts.Kind == lanmu.PageArticle && !p.Facts.Published.IsZero() {
			p.missingTags(articleTags, "文章页")
		}
	},
})
