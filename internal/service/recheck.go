package service

import (
	"context"
	"fmt"
	"slices"
	"time"

	"lanmu"
	"lanmu/internal/auditor"
)

// recheckTime bounds one look: people are waiting for it.
const recheckTime = 55 * time.Second

// recheck looks at one finding again through the same rules: its own page, or
// the pages that hold the link, and nothing else of the site.
func (s *Service) recheck(ctx context.Context, site *lanmu.Site, f *lanmu.Finding) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, recheckTime)
	defer cancel()
	only := append([]string{f.URL}, f.On...)
	slices.Sort(only)
	a := auditor.New(auditor.Options{
		Standard: s.opt.Standard, Only: slices.Compact(only), Browser: s.opt.Browser, Version: s.opt.Version,
		Now: s.opt.Now, Log: s.opt.Log,
	})
	audit, err := a.Audit(ctx, site)
	if err != nil {
		return "", err
	}
	found := slices.ContainsFunc(audit.Findings, func(g *lanmu.Finding) bool { return g.ID == f.ID })
	looked := looksFor(audit, f)
	state, err := s.store.Recheck(ctx, f.ID, found, looked, audit.Meta.At, "")
	if err != nil {
		return "", err
	}
	switch {
	case found:
		return "复查结果：问题仍然存在，状态为“" + stateWord(state) + "”。", nil
	case !looked:
		return "复查结果：未能判断，页面这次没有打开或没有读全，状态不变。请稍后再试，或等待下一次全站检查。", nil
	}
	return fmt.Sprintf("复查结果：问题已不存在，状态改为“%s”。", stateWord(state)), nil
}

// looksFor tells whether a look at a few pages could have shown the finding: at
// least what is at fault, or a page that holds it, was there to be read, and
// the rule skipped nothing.
func looksFor(a *lanmu.Audit, f *lanmu.Finding) bool {
	for _, s := range a.Skipped {
		if s.Concerns(f.Rule) && (s.URL == f.URL || f.Column != "" && s.Column == f.Column) {
			return false
		}
	}
	if f.Column != "" {
		for _, c := range a.Columns {
			if c.ID == f.Column {
				return c.Status != lanmu.StatusUnreachable && c.Status != lanmu.StatusUnverified
			}
		}
		return false
	}
	if a.Looked[f.URL] == lanmu.LinkOK {
		return true
	}
	// A link that is no more: every page that held it has been read.
	return len(f.On) > 0 && f.OnCount == len(f.On) && !slices.ContainsFunc(f.On, func(page string) bool { return a.Looked[page] != lanmu.LinkOK })
}

func stateWord(s lanmu.State) string {
	switch s {
	case lanmu.StateFixed:
		return "已整改"
	case lanmu.StateWaived:
		return "已豁免"
	case lanmu.StateReopened:
		return "再次出现"
	case lanmu.StateNew, lanmu.StateOpen:
	}
	return "未解决"
}
