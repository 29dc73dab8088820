package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/internal/completion"
)

func completionCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print what makes a shell complete postwright's commands and flags",
		Long:  "Prints the completion script for a shell: " + strings.Join(completion.Shells(), ", ") + ".",
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
