package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"lanmu"
	"lanmu/rules"
)

func (a *app) rulesCmd() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "rules [ID]",
		Short:   a.t("列出检查规则，或说明其中一条", "List the rules, or tell one in full"),
		Long:    a.t("不写 ID 时列出全部规则；写 ID 时说明这一条查什么、为什么、怎样整改、对应哪项指标。", "Without ID all rules; with one, what it looks for, why, how to put it right and the indicator it counts for."),
		Example: "  lanmu rules\n  lanmu rules column-stale\n  lanmu rules --json",
		Args:    a.atMost(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return ruleNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			all, err := rules.All()
			if err != nil {
				return err
			}
			if len(args) == 1 {
				if all, err = a.oneRule(all, args[0]); err != nil {
					return err
				}
			}
			switch {
			case asJSON:
				return rulesJSON(a.std.out, all)
			case len(args) == 1:
				return a.printRule(all[0])
			}
			return a.printRules(all)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, a.t("输出 JSON", "write JSON"))
	return cmd
}

func ruleNames() []string {
	all, err := rules.All()
	if err != nil {
		return nil
	}
	names := make([]string, len(all))
	for i, r := range all {
		names[i] = r.ID + "\t" + r.Title
	}
	return names
}

func (a *app) oneRule(all []*rules.Rule, id string) ([]*rules.Rule, error) {
	for _, r := range all {
		if r.ID == id {
			return []*rules.Rule{r}, nil
		}
	}
	return nil, usage(a.say("没有“%s”这条规则，运行 lanmu rules 看有哪些", "there is no rule “%s”: lanmu rules lists them", id))
}

func (a *app) printRules(all []*rules.Rule) error {
	var b strings.Builder
	for _, r := range all {
		fmt.Fprintf(&b, "%-28s %s %s\n", r.ID, a.certainty(r.Certainty), r.Title)
	}
	_, err := io.WriteString(a.std.out, b.String())
	return err
}

func (a *app) printRule(r *rules.Rule) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n\n%s\n\n", r.ID, r.Title, strings.TrimSpace(r.Doc))
	fmt.Fprintf(&b, "%s%s\n", a.t("整改：", "To put right: "), strings.TrimSpace(r.Fix))
	if r.Indicator != "" {
		fmt.Fprintf(&b, "%s%s\n", a.t("指标：", "Indicator: "), r.Indicator)
	}
	fmt.Fprintf(&b, "%s%s\n", a.t("依据：", "Source: "), r.Source)
	fmt.Fprintf(&b, "%s%s\n", a.t("把握：", "Certainty: "), a.certainty(r.Certainty))
	_, err := io.WriteString(a.std.out, b.String())
	return err
}

func (a *app) certainty(c lanmu.Certainty) string {
	switch c {
	case lanmu.Certain:
		return a.t("确定", "certain")
	case lanmu.Likely:
		return a.t("很可能", "likely ")
	default:
		return a.t("需人工核实", "review ")
	}
}

// rulesJSON writes rules in names that scripts can hang on.
func rulesJSON(w io.Writer, all []*rules.Rule) error {
	type rule struct {
		ID        string          `json:"id"`
		Title     string          `json:"title"`
		Doc       string          `json:"doc"`
		Fix       string          `json:"fix"`
		Indicator string          `json:"indicator"`
		Source    string          `json:"source"`
		Certainty lanmu.Certainty `json:"certainty"`
	}
	out := make([]rule, len(all))
	for i, r := range all {
		out[i] = rule{r.ID, r.Title, strings.TrimSpace(r.Doc), r.Fix, r.Indicator, r.Source, r.Certainty}
	}
	return writeJSON(w, out)
}

// writeJSON writes v indented, with Chinese and markup as they are.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
