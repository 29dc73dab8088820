package main

import (
	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/ruledoc"
	"github.com/postwright/postwright/collection/lint/rules"
)

func explainCommand(s streams) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "explain [RULE]",
		Short: "Explain a lint rule, or list all rules",
		Long: `Explains what a lint rule finds, why it matters and how to fix it. Without
RULE, lists all rules.`,
		Example: `  postwright explain
  postwright explain url-raw-mismatch
  postwright explain --format json  # all rules, for programs`,
		Args: takes(0, 1, "name one rule, or none for a list"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return completions(ruleNames()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			all := rules.All()
			if len(args) == 0 && format == formatJSON {
				list := []explained{}
				for _, r := range all {
					list = append(list, explainedOf(r))
				}
				return s.printJSON(list)
			}
			if len(args) == 0 {
				return s.print(ruledoc.List(all))
			}
			r, err := lint.Named(all, args[0])
			if err != nil {
				return advisedError(err)
			}
			if format == formatJSON {
				return s.printJSON(explainedOf(r))
			}
			return s.print(ruledoc.Text(r))
		},
	}
	addFormat(cmd, &format)
	return cmd
}

// explained is a rule as JSON. Its texts are Markdown.
type explained struct {
	Rule     string              `json:"rule"`
	Category rule.Category       `json:"category"`
	Severity diagnostic.Severity `json:"severity"`
	Off      bool                `json:"off"` // unless --enable names it
	Finds    string              `json:"finds"`
	Why      string              `json:"why"`
	Fix      string              `json:"fix,omitempty"` // what --fix does
	Wrong    string              `json:"wrong"`
	Right    string              `json:"right"`
}

func explainedOf(r *rule.Rule) explained {
	return explained{r.Name, r.Category, r.Severity, r.Off, r.Finds, r.Why, r.Fix, r.Bad.JSON, r.Good.JSON}
}
