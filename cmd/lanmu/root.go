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
		Use:           "lanmu",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE:          a.noVerb,
	}
	root.SetIn(a.std.in)
	root.SetOut(a.std.out)
	root.SetErr(a.std.err)
	root.AddCommand(a.explainCmd(), a.versionCmd())
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return flagMistake(err) })
	return root
}

// noVerb is lanmu without a verb it knows.
func (a *app) noVerb(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	hint := ""
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = strings.Join(near, ", ")
	}
	if hint == "" {
		return usage(a.say("没有“%s”这个命令，运行 lanmu --help 看有哪些", "there is no command “%s”: lanmu --help lists them", args[0]))
	}
	return usage(a.say("没有“%s”这个命令，是不是想用 %s？", "there is no command “%s”; did you mean %s?", args[0], hint))
}
