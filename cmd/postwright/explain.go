package main

import (
	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/ruledoc"
	"github.com/postwright/postwright/collection/lint/rules"
)

func explainCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "explain [RULE]",
		Short: "Explain a lint rule, or list all rules",
		Long: `Explains what a lint rule finds, why it matters and how to fix it. Without
RULE, lists all rules.`,
		Example: `  postwright explain
  postwright explain url-raw-mismatch`,
		Args: takes(0, 1, "name one rule, or none for a list"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return completions(ruleNames()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			all := rules.All()
			if len(args) == 0 {
				return s.print(ruledoc.List(all))
			}
			r, err := lint.Named(all, args[0])
			if err != nil {
				return advisedError(err)
			}
			return s.print(ruledoc.Text(r))
		},
	}
}
