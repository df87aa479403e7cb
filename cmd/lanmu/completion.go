package main

import "github.com/spf13/cobra"

func (a *app) completionCmd() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion bash|zsh|fish|powershell",
		Short:     a.t("输出命令补全脚本", "Write a shell completion script"),
		Long:      a.t("输出命令补全脚本，装好后按 Tab 可补全命令、选项和它们的值。", "Writes a script with which Tab completes commands, flags and their values."),
		Example:   "  lanmu completion bash > /etc/bash_completion.d/lanmu\n  lanmu completion zsh > \"${fpath[1]}/_lanmu\"",
		Args:      a.exactly(1),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.std.out, true)
			case "zsh":
				return root.GenZshCompletion(a.std.out)
			case "fish":
				return root.GenFishCompletion(a.std.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.std.out)
			}
			return usage(a.say("没有“%s”的补全脚本，可写 bash、zsh、fish、powershell", "there is no completion for “%s”: there are bash, zsh, fish, powershell", args[0]))
		},
	}
}
