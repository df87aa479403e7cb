package auditor

import (
	"errors"
	"slices"

	"lanmu"
	"lanmu/crawler"
	"lanmu/extract"
)

// unfilled is what is said of a list that a script fills where no browser could
// be asked; the same tonight and when tonight's recording is judged again.
const unfilled = "列表由脚本加载，检查时没有浏览器可用来打开它，未能判断。请在检查用的机器上安装 Chromium（或用 --browser 指明路径）后重新检查。"

// toRender are the pages of columns that a browser is to open, in order.
func toRender(columns []*lanmu.Column, mode lanmu.RenderMode) []string {
	if mode == lanmu.RenderNever {
		return nil
	}
	var ask []string
	for _, c := range columns {
		if c.Page == nil || c.Exempt != "" || c.Fail != nil || c.Page.Rendered || !c.Leaf {
			continue
		}
		if mode == lanmu.RenderAlways || len(c.Rows) == 0 && c.Page.NeedsScript {
			ask = append(ask, c.Page.URL)
		}
	}
	slices.Sort(ask)
	return slices.Compact(ask)
}

// turned says why what a page became under its scripts is not the page that was
// asked for: scripts that fail, or belong to somebody else, put error pages and
// other sites in its place.
func turned(f *lanmu.Facts) string {
	switch {
	case f.Kind == lanmu.PageError:
		return "浏览器运行页面脚本后，页面变成了出错提示，列表没有加载出来，未能判断。"
	case f.Kind == lanmu.PageRedirect, f.Kind == lanmu.PageOther, f.Unread:
		return "浏览器运行页面脚本后，没有得到可读的页面，未能判断。"
	}
	return ""
}

// render reads pages again after their scripts ran. Those that could not be
// filled carry the reason; the error is why no browser could be asked.
func (v *visitor) render(s *crawler.Session, ask []string) error {
	failures, err := s.Render(ask, func(p *lanmu.Page) {
		r := extract.Read(p, extract.Options{At: v.at, Site: v.site})
		if why := turned(r.Facts); why != "" {
			v.pages.Unfilled(p.Asked, why)
			return
		}
		v.pages.Replace(r.Facts)
	})
	unread := 0
	for _, f := range failures {
		// Rows that an incomplete page has are there; that it has none says nothing.
		if f.Page != nil {
			if r := extract.Read(f.Page, extract.Options{At: v.at, Site: v.site}); turned(r.Facts) == "" && len(r.Facts.Items()) > 0 {
				v.pages.Replace(r.Facts)
				continue
			}
		}
		why := f.Reason()
		if f.Fail.Kind == lanmu.FailNotRecorded {
			why = unfilled
		}
		v.pages.Unfilled(f.URL, why)
		unread++
	}
	if errors.Is(err, crawler.ErrNoBrowser) {
		for _, address := range ask {
			v.pages.Unfilled(address, unfilled)
		}
	}
	v.diary.rendered(len(ask), unread, err)
	return err
}
