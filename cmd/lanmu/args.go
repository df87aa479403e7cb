package main

import "github.com/spf13/cobra"

// exactly and atMost count a verb's arguments, in the reader's language.
func (a *app) exactly(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		return usage(a.say("%s 后面要写 %d 个参数，写了 %d 个。用法：%s", "%s takes %d argument(s), not %d. Usage: %s", cmd.CommandPath(), n, len(args), cmd.UseLine()))
	}
}

func (a *app) atMost(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return usage(a.say("%s 后面最多写 %d 个参数，写了 %d 个。用法：%s", "%s takes at most %d argument(s), not %d. Usage: %s", cmd.CommandPath(), n, len(args), cmd.UseLine()))
	}
}
