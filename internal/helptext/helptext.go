// Package helptext writes the help of the commands as man pages and as one page
// of Markdown.
package helptext

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commands returns a command and all below it that help lists, parents first, by
// name.
func commands(root *cobra.Command) []*cobra.Command {
	// The usage line says whether there are flags, which --help is one of.
	root.InitDefaultHelpFlag()
	root.InitDefaultVersionFlag()
	all := []*cobra.Command{root}
	for _, c := range listed(root) {
		all = append(all, commands(c)...)
	}
	return all
}

// listed returns the subcommands that help lists, by name.
func listed(parent *cobra.Command) []*cobra.Command {
	var found []*cobra.Command
	for _, c := range parent.Commands() {
		if c.IsAvailableCommand() {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b *cobra.Command) int { return cmp.Compare(a.Name(), b.Name()) })
	return found
}

// section is a group of commands under a title.
type section struct {
	title    string // "" for commands that are in no group
	commands []*cobra.Command
}

// sections returns the subcommands that help lists, by group, in the order of the
// groups.
func sections(parent *cobra.Command) []section {
	in := map[string][]*cobra.Command{}
	for _, c := range listed(parent) {
		in[c.GroupID] = append(in[c.GroupID], c)
	}
	var found []section
	for _, g := range append(parent.Groups(), &cobra.Group{}) {
		if len(in[g.ID]) > 0 {
			found = append(found, section{strings.TrimSuffix(g.Title, ":"), in[g.ID]})
		}
	}
	return found
}

// description returns what a command does, in sentences.
func description(c *cobra.Command) string {
	if c.Long != "" {
		return c.Long
	}
	return c.Short + "."
}

// flag is a flag as its reader sees it.
type flag struct {
	names   string // -o, --output
	value   string // what it takes: FILE; "" for nothing
	meaning string
}

func flags(c *cobra.Command) []flag {
	var found []flag
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Deprecated != "" {
			return
		}
		names := "--" + f.Name
		if f.Shorthand != "" {
			names = "-" + f.Shorthand + ", " + names
		}
		value, meaning := pflag.UnquoteUsage(f)
		if !slices.Contains([]string{"", "false", "[]", "-1"}, f.DefValue) && !strings.Contains(meaning, "(default") {
			meaning += fmt.Sprintf(" (default %s)", f.DefValue)
		}
		found = append(found, flag{names, value, meaning})
	})
	return found
}
