package helptext

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/markdown"
)

// Markdown returns one page with a section for each command.
func Markdown(root *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# The commands\n\nThe output of `%s COMMAND --help`. This page is generated from the commands.\n\n", root.Name())
	fmt.Fprintf(&b, "%s\n\n", escape(description(root)))
	for i, g := range sections(root) {
		if i > 0 {
			b.WriteString("\n")
		}
		if g.title != "" {
			fmt.Fprintf(&b, "**%s**\n\n", escape(g.title))
		}
		b.WriteString("| command | |\n| --- | --- |\n")
		for _, c := range g.commands {
			fmt.Fprintf(&b, "| [`%s`](#%s) | %s |\n", c.CommandPath(), dashed(c), cell(c.Short))
		}
	}
	for _, c := range commands(root)[1:] {
		writeCommand(&b, c)
	}
	return b.String()
}

func writeCommand(b *strings.Builder, c *cobra.Command) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n\n```\n%s\n```\n", c.CommandPath(), escape(description(c)), c.UseLine())
	b.WriteString("\n| flag | |\n| --- | --- |\n")
	for _, f := range flags(c) {
		name := f.names
		if f.value != "" {
			name += " " + f.value
		}
		fmt.Fprintf(b, "| `%s` | %s |\n", markdown.Cell(name), cell(f.meaning))
	}
	if c.Example != "" {
		fmt.Fprintf(b, "\n```\n%s\n```\n", unindented(c.Example))
	}
}

// cell returns a text in a table.
func cell(text string) string { return markdown.Cell(escape(text)) }

// unindented takes the two spaces out that help puts before an example.
func unindented(example string) string {
	return strings.TrimPrefix(strings.ReplaceAll(example, "\n  ", "\n"), "  ")
}
