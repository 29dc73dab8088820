package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// group is a titled group of commands in the help.
type group struct {
	id, title string
	commands  []entry
}

// entry is a command that is created when it is needed.
type entry struct {
	name   string
	create func(streams) *cobra.Command
}

var groups = []group{
	{"generate", "Generate", []entry{{"generate", generateCommand}, {"import-template", importTemplateCommand}, {"templates", templatesCommand}}},
	{"check", "Check and fix", []entry{
		{"validate", validateCommand}, {"lint", lintCommand}, {"explain", explainCommand}, {"fmt", fmtCommand}, {"upgrade", upgradeCommand}, {"convert", convertCommand},
	}},
	{"compare", "Compare and combine", []entry{{"diff", diffCommand}, {"merge", mergeCommand}}},
	{"show", "Show and try", []entry{{"docs", docsCommand}, {"scopes", scopesCommand}, {"sandbox", sandboxCommand}, {"token", tokenCommand}}},
	{setUpGroup, "Set up", []entry{{"init", initCommand}, {"lsp", lspCommand}, {"completion", completionCommand}, {"version", versionCommand}}},
}

const setUpGroup = "setup"

// addCommands adds all commands to the root, in their groups, or only the one
// of a name if that is enough, because creating all takes a while.
func addCommands(root *cobra.Command, s streams, only string) {
	isOne := slices.ContainsFunc(groups, func(g group) bool {
		return slices.ContainsFunc(g.commands, func(e entry) bool { return e.name == only })
	})
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: g.id, Title: g.title + ":"})
		for _, e := range g.commands {
			if isOne && e.name != only {
				continue
			}
			c := e.create(s)
			c.GroupID = g.id
			root.AddCommand(c)
		}
	}
	root.SetHelpCommand(helpCommand(root))
	root.SetHelpCommandGroupID(setUpGroup)
}

// helpWidth is the width of help in columns if that of the terminal is
// unknown.
const helpWidth = 80

// widthOf returns the width in columns of a stream's terminal, or helpWidth.
func widthOf(w io.Writer) int {
	if file, ok := w.(*os.File); ok {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 0 {
			return width
		}
	}
	return helpWidth
}

// wrapFlags makes the help of a command and its subcommands wrap the
// descriptions of flags, with a hanging indent.
func wrapFlags(root *cobra.Command, width int) {
	const flags = ".LocalFlags.FlagUsages "
	standard := new(cobra.Command).UsageTemplate()
	root.SetUsageTemplate(strings.Replace(standard, flags, fmt.Sprintf(".LocalFlags.FlagUsagesWrapped %d ", width), 1))
}
