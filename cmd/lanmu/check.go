package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"lanmu"
	"lanmu/internal/config"
	"lanmu/rules"
)

func (a *app) checkCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "check PROFILE",
		Short:   a.t("只检查网站配置文件", "Check a site profile alone"),
		Long:    a.t("检查网站配置文件或评分标准文件，一次说出全部错误和所在的行、列；有错误时退出码为 2。", "Tells every mistake of a site profile or a standard's file at once, with line and column; exit code 2 where there is one."),
		Example: "  lanmu check site.yaml\n  lanmu check standard.yml",
		Args:    a.exactly(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if src, err := os.ReadFile(args[0]); err == nil && rules.LooksLikeStandard(src) {
				std, err := rules.ParseStandard(args[0], src)
				if err != nil {
					return usage(err)
				}
				_, err = fmt.Fprintln(a.std.out, a.say("%s 没有错误：评分标准“%s”（%s），%d 项单项否决、%d 项扣分指标、%d 项加分。",
					"%s is right: standard “%s” (%s), %d vetoes, %d indicators, %d bonuses.",
					args[0], std.Name, std.ID, len(std.Vetoes), len(std.Indicators), len(std.Bonuses)).In(a.lang))
				return err
			}
			site, err := config.Load(args[0], rules.StandardIDs()...)
			if err != nil {
				return usage(err)
			}
			if _, err := rules.LoadStandard(site.Standard, lanmu.Date{}); site.Standard != "" && err != nil {
				return usage(err)
			}
			_, err = fmt.Fprintln(a.std.out, a.say("%s 没有错误：%s，写明 %d 个栏目、%d 个处室、%d 项豁免。",
				"%s is right: %s, %d columns, %d departments, %d waivers.", args[0], site.URL, len(site.Columns), len(site.Departments), len(site.Waivers)).In(a.lang))
			return err
		},
	}
}
