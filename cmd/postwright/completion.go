package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/suggest"
	"github.com/postwright/postwright/templates"
)

func completionCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print the completion script for a shell",
		Long: "Prints the completion script for a shell: " + strings.Join(shells(), ", ") + ".\n\n" +
			"The bash script needs the package bash-completion, which many systems do not\n" +
			"install by default.",
		Example: `  source <(postwright completion bash)
  postwright completion zsh > "${fpath[1]}/_postwright"
  postwright completion fish > ~/.config/fish/completions/postwright.fish`,
		Args:      takes(1, 1, "name one shell: "+strings.Join(shells(), ", ")),
		ValidArgs: completions(shells()),
		RunE: func(cmd *cobra.Command, args []string) error {
			var script strings.Builder
			if err := writeCompletion(&script, cmd.Root(), args[0]); err != nil {
				return err
			}
			return s.print(script.String())
		},
	}
}

// shells returns the names of the shells that have a completion script.
func shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }

// writeCompletion writes the completion script of a command and its
// subcommands for a shell.
func writeCompletion(w io.Writer, root *cobra.Command, shell string) error {
	switch shell {
	case "bash":
		return root.GenBashCompletionV2(w, true)
	case "zsh":
		return root.GenZshCompletion(w)
	case "fish":
		return root.GenFishCompletion(w, true)
	case "powershell":
		return root.GenPowerShellCompletionWithDesc(w)
	}
	return fmt.Errorf("there is no completion for %q%s (there is one for %s)",
		shell, suggest.Hint(shell, shells()), strings.Join(shells(), ", "))
}

// completeList completes each word of a flag that takes a comma-separated
// list.
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

// includable returns the words that --include takes for the default template.
func includable([]string) []string {
	t, err := template.Embedded(defaultTemplate)
	if err != nil || template.EmbeddedAPI(t) != nil {
		return nil
	}
	return append([]string{includeStarter, includeAll}, requests.Resources(t.API)...)
}

// askable returns the words that generate --scopes takes for the template on
// the command line, if that is a built-in one.
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
