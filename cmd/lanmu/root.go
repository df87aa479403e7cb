package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// app is what the verbs share.
type app struct {
	lang    string // zh or en
	std     streams
	verbose bool
	quiet   bool
}

// root builds the command tree.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "lanmu",
		Short: a.t("像检查组一样审查政府网站", "Audit Chinese government websites as an inspector would"),
		Long: a.t("lanmu 像检查组一样审查政府网站：空白栏目、不更新的栏目、打不开的链接……先于检查找出来，写成整改台账。",
			"lanmu audits Chinese government websites as an inspector would: blank columns, stale columns, dead links, found before the inspector comes."),
		Example:       "  lanmu audit demo\n  lanmu discover http://swj.example.gov.cn/ > site.yaml\n  lanmu audit site.yaml",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE:          a.noVerb,
	}
	root.SetIn(a.std.in)
	root.SetOut(a.std.out)
	root.SetErr(a.std.err)
	root.CompletionOptions.DisableDefaultCmd = true
	flags := root.PersistentFlags()
	flags.Var((*langFlag)(&a.lang), "lang", a.t("文字用 zh（中文）还是 en（英文）", "language: zh or en"))
	flags.BoolVar(&a.verbose, "verbose", false, a.t("把程序做的事写到标准错误", "write a log to standard error"))
	flags.BoolVar(&a.quiet, "quiet", false, a.t("不显示进度", "show no progress"))
	root.AddCommand(a.auditCmd(), a.discoverCmd(), a.explainCmd(), a.rulesCmd(), a.checkCmd(), a.schemaCmd(), a.serveCmd(), a.workCmd(), a.reportYearCmd(), a.demoCmd(), a.versionCmd(), a.completionCmd())
	cobra.EnableCommandSorting = false
	root.SuggestionsMinimumDistance = 2
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return flagMistake(err) })
	a.complete(root, "lang", "zh", "en")
	a.speakHelp(root)
	return root
}

// noVerb is lanmu without a verb it knows.
func (a *app) noVerb(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	near := cmd.SuggestionsFor(args[0])
	if len(near) == 0 {
		return usage(a.say("没有“%s”这个命令，运行 lanmu --help 看有哪些", "there is no command “%s”: lanmu --help lists them", args[0]))
	}
	return usage(a.say("没有“%s”这个命令，是不是想用 %s？", "there is no command “%s”; did you mean %s?", args[0], strings.Join(near, ", ")))
}
