package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/layout"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/completion"
	"github.com/postwright/postwright/templates"
)

func completionCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print the completion script for a shell",
		Long: "Prints the completion script for a shell: " + strings.Join(completion.Shells(), ", ") + ".\n\n" +
			"The bash script needs the package bash-completion, which many systems do not\n" +
			"install by default.",
		Example: `  source <(postwright completion bash)
  postwright completion zsh > "${fpath[1]}/_postwright"
  postwright completion fish > ~/.config/fish/completions/postwright.fish`,
		Args:      takes(1, 1, "name one shell: "+strings.Join(completion.Shells(), ", ")),
		ValidArgs: completions(completion.Shells()),
		RunE: func(cmd *cobra.Command, args []string) error {
			var script strings.Builder
			if err := completion.Write(&script, cmd.Root(), args[0]); err != nil {
				return err
			}
			return s.print(script.String())
		},
	}
}

// completeList completes each word of a flag that takes a list with commas.
func completeList(cmd *cobra.Command, flag string, words func(args []string) []string) {
	must(cmd.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, args []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
		before := prefix[:strings.LastIndexByte(prefix, ',')+1]
		var list []cobra.Completion
		for _, word := range words(args) {
			list = append(list, before+word)
		}
		return list, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}))
}

// completeTemplate completes the flag --template, which takes a file as well.
func completeTemplate(cmd *cobra.Command) {
	must(cmd.RegisterFlagCompletionFunc("template", cobra.FixedCompletions(completions(templates.Names()), cobra.ShellCompDirectiveDefault)))
}

// includable returns the words that --include takes of the default template.
func includable([]string) []string {
	t, err := template.Embedded(defaultTemplate)
	if err != nil || t.EmbeddedAPI() != nil {
		return nil
	}
	return append([]string{includeStarter, includeAll}, layout.Resources(t.API)...)
}

// askable returns the words that generate --scopes takes of the template that the
// command line names, if it is one of Postwright's own.
func askable(args []string) []string {
	name := defaultTemplate
	if len(args) > 0 {
		name = args[0]
	}
	list := []string{"all", "needed"}
	if t, err := template.Embedded(name); err == nil {
		list = append(list, t.ScopeNames()...)
	}
	return list
}
