package extract

import (
	"bytes"

	"golang.org/x/net/html"

	"lanmu"
)

// glanceSize is how much of an outside page is looked at, in bytes.
const glanceSize = 64 << 10

// Glance reads the little that is asked of a page outside the site.
func Glance(p *lanmu.Page) lanmu.Glance {
	var g lanmu.Glance
	if p.Fail != nil || !isHTML(p) {
		return g
	}
	title, text, links := skim(p.Body[:min(len(p.Body), glanceSize)])
	g.Title = title
	own := visible(text)
	if len(p.Body) > glanceSize {
		own = errorText + 1 // too long to be an error page
	}
	if cause, word := errorPage(title, text, own, links); cause == errMissing {
		g.Soft = "页面内容：" + word
	}
	g.Taint = taint(title, text)
	return g
}

// skim reads title and visible text without building a tree.
func skim(body []byte) (title, text string, links int) {
	var shown []byte
	b := textBuilder{limit: 4000}
	z := html.NewTokenizer(bytes.NewReader(body))
	mute, inTitle := 0, false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return title, string(shown), links
		case html.TextToken:
			switch {
			case inTitle:
				title = clip(cleanText(string(z.Text())), 200)
			case mute == 0:
				shown = b.add(shown, string(z.Text()), b.limit)
				b.gap = true
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "title":
				inTitle = title == ""
			case "script", "style", "noscript":
				mute++
			case "a":
				links++
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "title":
				inTitle = false
			case "script", "style", "noscript":
				mute = max(mute-1, 0)
			}
		}
	}
}
