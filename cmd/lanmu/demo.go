package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"lanmu"
	"lanmu/demo"
)

func (a *app) demoCmd() *cobra.Command {
	var at dateFlag
	var profile string
	cmd := &cobra.Command{
		Use:       "demo [" + strings.Join(demo.IDs, "|") + "]",
		Short:     a.t("在本机开一个带有问题的示例网站", "Serve the sample portal with its planted faults"),
		Long:      a.t("在本机开一个示例网站，里面有意放了各种问题和容易误报的内容，供试用和学习。\n按 Ctrl-C 结束。", "Serves a sample portal on this machine, with planted faults and with decoys that only look like faults.\nCtrl-C ends it."),
		Example:   "  lanmu demo\n  lanmu demo table --profile demo.yaml\n  lanmu audit demo.yaml",
		Args:      a.atMost(1),
		ValidArgs: demo.IDs,
		RunE: func(cmd *cobra.Command, args []string) error {
			id := demo.IDs[0]
			if len(args) > 0 {
				id = args[0]
			}
			return a.serveDemo(cmd.Context(), id, at.Date, profile)
		},
	}
	cmd.Flags().Var(&at, "at", a.t("网站上的“今天”，默认今天", "what day it is on the portal (default today)"))
	cmd.Flags().StringVar(&profile, "profile", "", a.t("把示例网站的配置写到这个文件，可用 lanmu audit 审查", "write the portal's profile to this `file`, for lanmu audit"))
	return cmd
}

func (a *app) serveDemo(ctx context.Context, id string, at lanmu.Date, profile string) error {
	if at.IsZero() {
		at = lanmu.DateOf(time.Now())
	}
	portal, err := demo.New(id, at)
	if err != nil {
		return usage(a.say("没有“%s”这个示例网站，可写 %s", "there is no sample portal “%s”: there are %s", id, a.t(strings.Join(demo.IDs, "、"), strings.Join(demo.IDs, ", "))))
	}
	server, err := portal.Start(ctx)
	if err != nil {
		return err
	}
	if profile != "" {
		if err := writeNew(profile, portal.Profile()); err != nil {
			return errors.Join(err, server.Close())
		}
	}
	_, err = fmt.Fprintln(a.std.out, a.t("示例网站已经开在 http://"+server.Addr+"/ ，按 Ctrl-C 结束。", "the sample portal is at http://"+server.Addr+"/ ; Ctrl-C ends it."))
	<-ctx.Done()
	return errors.Join(err, server.Close())
}

// writeNew writes a file that must not be there yet.
func writeNew(name, text string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}
