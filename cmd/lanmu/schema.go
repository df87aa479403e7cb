package main

import (
	"github.com/spf13/cobra"

	"lanmu/internal/config"
	"lanmu/reports"
)

func (a *app) schemaCmd() *cobra.Command {
	schemas := map[string]func() []byte{"profile": config.Schema, "findings": reports.FindingsSchema}
	return &cobra.Command{
		Use:       "schema profile|findings",
		Short:     a.t("输出网站配置或 findings.json 的 JSON Schema", "Write the JSON Schema of the profile or of findings.json"),
		Example:   "  lanmu schema profile > lanmu.schema.json",
		Args:      a.exactly(1),
		ValidArgs: []string{"profile", "findings"},
		RunE: func(_ *cobra.Command, args []string) error {
			schema, ok := schemas[args[0]]
			if !ok {
				return usage(a.say("没有“%s”的 JSON Schema，可写 profile 或 findings", "there is no schema of “%s”: write profile or findings", args[0]))
			}
			_, err := a.std.out.Write(schema())
			return err
		},
	}
}
