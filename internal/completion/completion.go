// Package completion writes what makes a shell complete commands and flags.
package completion

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/internal/nearest"
)

// Shells returns the names of the shells that there is a script for.
func Shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }

// Write writes the script of a command and its subcommands for a shell.
func Write(w io.Writer, root *cobra.Command, shell string) error {
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
		shell, nearest.Hint(shell, Shells()), strings.Join(Shells(), ", "))
}

// FileName returns the name under which a shell, or its package manager's folder for
// completions, looks for the script of a command.
func FileName(command, shell string) string {
	switch shell {
	case "zsh":
		return "_" + command
	case "powershell":
		return command + ".ps1"
	}
	return command + "." + shell
}
