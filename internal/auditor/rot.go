package auditor

import (
	"context"
	"fmt"
	"strings"

	"lanmu"
)

// earlier is a history that knows what a column's list held on earlier nights.
type earlier interface {
	LastRead(ctx context.Context, site, column string, before lanmu.Date) (lanmu.Earlier, error)
}

// rotten asks history about columns whose selector in the profile matches
// nothing tonight: whether it matched before tells a template that changed from
// a selector that never was right. The judging itself asks nothing: it is told.
func (a *Auditor) rotten(ctx context.Context, site *lanmu.Site, at lanmu.Date, columns []*lanmu.Column) error {
	h, ok := a.opt.History.(earlier)
	if !ok {
		return nil
	}
	for _, c := range columns {
		if c.Page == nil || c.Page.Missed == "" {
			continue
		}
		then, err := h.LastRead(ctx, site.ID, c.ID, at)
		if err != nil {
			return fmt.Errorf("recalling column %s of %s: %w", c.ID, site.ID, err)
		}
		if then.Items == 0 {
			continue
		}
		c.Before = then
		said := false
		for i, w := range c.Warnings {
			if strings.Contains(w, c.Page.Missed) {
				c.Warnings[i], said = w+"（"+c.Before.Words(at)+"）", true
			}
		}
		if !said {
			c.Warnings = append(c.Warnings, "配置文件里栏目的条目选择器“"+c.Page.Missed+"”没有选中任何条目（"+c.Before.Words(at)+"），请核对页面是否改版")
		}
	}
	return nil
}
