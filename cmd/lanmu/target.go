package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lanmu"
	"lanmu/demo"
	"lanmu/internal/config"
	"lanmu/rules"
)

// target finds the site that a TARGET means: a profile, an address, or the
// sample portal, which it starts. stop ends what was started.
func (a *app) target(ctx context.Context, name, profile string, at lanmu.Date) (site *lanmu.Site, stop func() error, err error) {
	stop = func() error { return nil }
	switch id, isDemo := strings.CutPrefix(name, "demo"); {
	case isDemo && (id == "" || strings.HasPrefix(id, ":")):
		return startDemo(ctx, strings.TrimPrefix(id, ":"), at)
	case profile != "":
		site, err = config.Load(profile, rules.StandardIDs()...)
		if err == nil && name != "" {
			err = moveTo(site, name)
		}
	case isProfile(name):
		site, err = config.Load(name, rules.StandardIDs()...)
	default:
		site, err = config.FromURL(name)
	}
	if err != nil {
		return nil, stop, usage(err)
	}
	return site, stop, nil
}

// isProfile tells a file's name from an address.
func isProfile(name string) bool {
	if strings.Contains(name, "://") {
		return false
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".yaml", ".yml":
		return true
	}
	_, err := os.Stat(name)
	return err == nil
}

// moveTo lets a profile be used for another address of the same site.
func moveTo(site *lanmu.Site, addr string) error {
	other, err := config.FromURL(addr)
	if err != nil {
		return err
	}
	site.URL = other.URL
	return nil
}

// startDemo starts a sample portal as it stands on the day of the audit.
func startDemo(ctx context.Context, id string, at lanmu.Date) (*lanmu.Site, func() error, error) {
	none := func() error { return nil }
	if id == "" {
		id = demo.IDs[0]
	}
	if at.IsZero() {
		at = lanmu.DateOf(time.Now())
	}
	portal, err := demo.New(id, at)
	if err != nil {
		return nil, none, usage(config.Say("没有“%s”这个示例网站，可写 demo:%s", "there is no sample portal “%s”: write demo:%s", id, strings.Join(demo.IDs, " demo:")))
	}
	server, err := portal.Start(ctx)
	if err != nil {
		return nil, none, fmt.Errorf("starting the sample portal: %w", err)
	}
	return portal.Site(), func() error {
		if err := server.Close(); err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
		return nil
	}, nil
}
