package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// group is a set of commands for one kind of task, under a title of its own in
// the help.
type group struct {
	id, title string
	commands  []*cobra.Command
}

func groups(s streams) []group {
	return []group{
		{"generate", "Generate", []*cobra.Command{generateCommand(s), importTemplateCommand(s), templatesCommand(s)}},
		{"check", "Check and fix", []*cobra.Command{validateCommand(s), lintCommand(s), explainCommand(s), fmtCommand(s), upgradeCommand(s), convertCommand(s)}},
		{"compare", "Compare and combine", []*cobra.Command{diffCommand(s), mergeCommand(s)}},
		{"show", "Show and try", []*cobra.Command{docsCommand(s), scopesCommand(s), sandboxCommand(s), tokenCommand(s)}},
		{setUpGroup, "Set up", []*cobra.Command{initCommand(s), lspCommand(s), completionCommand(s), versionCommand(s)}},
	}
}

const setUpGroup = "setup"

// addCommands gives a command all others, in their groups.
func addCommands(root *cobra.Command, s streams) {
	for _, g := range groups(s) {
		root.AddGroup(&cobra.Group{ID: g.id, Title: g.title + ":"})
		for _, c := range g.commands {
			c.GroupID = g.id
			root.AddCommand(c)
		}
	}
	root.SetHelpCommand(helpCommand(root))
	root.SetHelpCommandGroupID(setUpGroup)
}

// helpWidth is the width of help in columns where that of the terminal is not
// known.
const helpWidth = 80

// widthOf returns the width in columns of the terminal that a stream is, or
// helpWidth.
func widthOf(w io.Writer) int {
	if file, ok := w.(*os.File); ok {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 0 {
			return width
		}
	}
	return helpWidth
}

// wrapFlags has the help of a command and its subcommands wrap the descriptions
// of flags, with a hanging indent.
func wrapFlags(root *cobra.Command, width int) {
	const flags = ".LocalFlags.FlagUsages "
	standard := new(cobra.Command).UsageTemplate()
	root.SetUsageTemplate(strings.Replace(standard, flags, fmt.Sprintf(".LocalFlags.FlagUsagesWrapped %d ", width), 1))
}
