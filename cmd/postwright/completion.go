package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/internal/nearest"
)

func completionCommand(s streams) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print what makes a shell complete postwright's commands and flags",
		Long:  "Prints the completion script for a shell: " + strings.Join(shells, ", ") + ".",
		Example: `  source <(postwright completion bash)
  postwright completion zsh > "${fpath[1]}/_postwright"
  postwright completion fish > ~/.config/fish/completions/postwright.fish`,
		Args:      cobra.ExactArgs(1),
		ValidArgs: completions(shells),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch root := cmd.Root(); args[0] {
			case "bash":
				return root.GenBashCompletionV2(s.out, true)
			case "zsh":
				return root.GenZshCompletion(s.out)
			case "fish":
				return root.GenFishCompletion(s.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(s.out)
			}
			return fmt.Errorf("there is no completion for %q%s; it takes one of %s",
				args[0], nearest.Hint(args[0], shells), strings.Join(shells, ", "))
		},
	}
}
