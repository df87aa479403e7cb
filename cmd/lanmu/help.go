package main

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// helpTemplate is cobra's own in the order a reader wants, with our words.
const helpTemplate = `{{with (or .Long .Short)}}{{.}}

{{end}}%[1]s
  {{if .HasAvailableSubCommands}}{{.CommandPath}} %[2]s{{else}}{{.UseLine}}{{end}}
{{if .HasExample}}
%[3]s
{{.Example}}
{{end}}{{if .HasAvailableSubCommands}}
%[4]s
{{range .Commands}}{{if .IsAvailableCommand}}  {{rpad .Name .NamePadding}} {{.Short}}
{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}
%[5]s
{{.LocalFlags.FlagUsages}}{{end}}{{if .HasAvailableInheritedFlags}}
%[6]s
{{.InheritedFlags.FlagUsages}}{{end}}{{if .HasAvailableSubCommands}}
%[7]s
{{end}}`

// speakHelp makes help and its words the reader's.
func (a *app) speakHelp(root *cobra.Command) {
	text := fmt.Sprintf(helpTemplate,
		a.t("用法：", "Usage:"), a.t("<命令>", "<command>"), a.t("示例：", "Examples:"), a.t("命令：", "Commands:"), a.t("选项：", "Flags:"), a.t("通用选项：", "Global flags:"),
		a.t("运行 lanmu <命令> --help 看每个命令的用法。\n退出码：0 没有问题 · 1 程序出错 · 2 命令或配置写错 · 3 有问题 · 4 只完成一部分 · 130 被中断",
			"lanmu <command> --help tells more of a command.\nExit codes: 0 nothing found · 1 lanmu failed · 2 wrong command line or profile · 3 findings · 4 done in part · 130 interrupted"))
	root.SetHelpTemplate(text)
	root.SetUsageTemplate(text)
	help := &cobra.Command{
		Use: "help [" + a.t("命令", "command") + "]", Short: a.t("显示命令的用法", "Help about a command"), Example: "  lanmu help audit",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, _, err := root.Find(args)
			if err != nil || len(args) > 0 && cmd == root {
				return a.noVerb(root, args)
			}
			return cmd.Help()
		},
	}
	root.SetHelpCommand(help)
	a.helpFlags(root)
	a.helpFlags(help)
	if a.lang != "en" {
		root.SetHelpFunc(inChinese(root.HelpFunc()))
	}
}

// inChinese words what pflag and cobra write into a help in English. A Chinese
// character is two columns wide: the columns stay where they are.
func inChinese(help func(*cobra.Command, []string)) func(*cobra.Command, []string) {
	return func(cmd *cobra.Command, args []string) {
		out := cmd.OutOrStdout()
		var text bytes.Buffer
		cmd.SetOut(&text)
		help(cmd, args)
		cmd.SetOut(out)
		s := defaultValue.ReplaceAllString(text.String(), "（默认 $1）")
		s = flagType.ReplaceAllStringFunc(s, func(m string) string {
			name, kind, _ := strings.Cut(m, " ")
			return name + " " + flagTypes[kind]
		})
		_, _ = io.WriteString(out, strings.ReplaceAll(s, "[flags]", "[选项]")) // nobody left to tell
	}
}

var (
	defaultValue = regexp.MustCompile(`(?m) \(default "?(.*?)"?\)$`)
	flagType     = regexp.MustCompile(`--[\w.-]+ (?:stringArray|strings|string|int|float|duration)\b`)
	flagTypes    = map[string]string{
		"string": "文字  ", "strings": "列表   ", "stringArray": "文字       ",
		"int": "数 ", "float": "数   ", "duration": "时长    ",
	}
)

// helpFlags words the --help that cobra adds to every command.
func (a *app) helpFlags(cmd *cobra.Command) {
	cmd.InitDefaultHelpFlag()
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Name == "help" {
			f.Usage = a.t("显示用法", "show this help")
		}
	})
	for _, sub := range cmd.Commands() {
		a.helpFlags(sub)
	}
}
