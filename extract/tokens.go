package extract

import (
	"bytes"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"lanmu"
	"lanmu/internal/address"
)

// readTokens reads a page that the parser refuses: links and title alone.
func readTokens(p *lanmu.Page, _ Options, f *lanmu.Facts) []lanmu.Link {
	f.Trouble = append(f.Trouble, "页面嵌套超过 512 层，只读了标题和链接")
	f.Unread = true
	base, err := url.Parse(p.URL)
	if err != nil {
		return nil
	}
	var links []lanmu.Link
	z := html.NewTokenizer(bytes.NewReader(p.Body))
	open := -1
	inTitle := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return links
		case html.TextToken:
			if inTitle {
				f.HeadTitle = clip(cleanText(string(z.Text())), 300)
				f.Title = f.HeadTitle
			} else if open >= 0 && links[open].Text == "" {
				links[open].Text = clipText(string(z.Text()))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "a":
				open = -1
			case "title":
				inTitle = false
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			key, kind := "", lanmu.LinkPage
			switch t.Data {
			case "title":
				inTitle = f.HeadTitle == ""
			case "a", "area":
				key = "href"
			case "img":
				key, kind = "src", lanmu.LinkImage
			case "iframe", "frame":
				key, kind = "src", lanmu.LinkFrame
			}
			for _, at := range t.Attr {
				raw := strings.TrimSpace(at.Val)
				if at.Key != key || key == "" || deadHref(raw) || skippable(raw) {
					continue
				}
				if kind == lanmu.LinkPage && isAttachment(raw) {
					kind = lanmu.LinkAttachment
				}
				abs, bad := address.Resolve(base, raw, p.Charset)
				links = append(links, lanmu.Link{URL: abs, Raw: raw, Kind: kind, Bad: bad})
				if t.Data == "a" {
					open = len(links) - 1
				}
			}
		}
	}
}
