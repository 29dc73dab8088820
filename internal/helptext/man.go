package helptext

import (
	"fmt"
	"strings"

	"github.com/cpuguy83/go-md2man/v2/md2man"
	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/lazy"
)

// Page is a man page.
type Page struct {
	Name string // of its file: postwright-lint.1
	Text string // roff
}

// ManPages returns the man pages of a command and of all commands below it, parents
// first. They have the version but no date, so that the same command has the same pages.
func ManPages(root *cobra.Command, version string) []Page {
	var pages []Page
	for _, c := range commands(root) {
		text := md2man.Render([]byte(manSource(c, version)))
		pages = append(pages, Page{dashed(c) + ".1", string(text)})
	}
	return pages
}

// manSource returns a man page in the Markdown that md2man reads.
func manSource(c *cobra.Command, version string) string {
	root := c.Root().Name()
	var b strings.Builder
	fmt.Fprintf(&b, "%% %q \"1\" \"\" %q %q\n\n", strings.ToUpper(dashed(c)), root+" "+version, "Manual of "+root)
	fmt.Fprintf(&b, "# NAME\n%s - %s\n\n", dashed(c), escape(c.Short))
	fmt.Fprintf(&b, "# SYNOPSIS\n%s\n\n", synopsis(c))
	fmt.Fprintf(&b, "# DESCRIPTION\n%s\n\n", escape(description(c)))
	if groups := sections(c); len(groups) > 0 {
		b.WriteString("# COMMANDS\n")
		for _, g := range groups {
			if g.title != "" {
				fmt.Fprintf(&b, "### %s\n", escape(g.title))
			}
			for _, sub := range g.commands {
				fmt.Fprintf(&b, "**%s**(1)\n: %s\n\n", dashed(sub), escape(sub.Short))
			}
		}
	}
	b.WriteString("# OPTIONS\n")
	for _, f := range flags(c) {
		fmt.Fprintf(&b, "**%s**", f.names)
		if f.value != "" {
			fmt.Fprintf(&b, " *%s*", escape(f.value))
		}
		fmt.Fprintf(&b, "\n: %s\n\n", escape(f.meaning))
	}
	if c.Example != "" {
		fmt.Fprintf(&b, "# EXAMPLES\n```\n%s\n```\n\n", c.Example)
	}
	if c.HasParent() {
		fmt.Fprintf(&b, "# SEE ALSO\n**%s**(1)\n", dashed(c.Parent()))
	}
	return b.String()
}

// synopsis returns a command's line with its name in bold type.
func synopsis(c *cobra.Command) string {
	arguments := strings.TrimPrefix(c.UseLine(), c.CommandPath())
	return "**" + c.CommandPath() + "**" + escape(arguments)
}

func dashed(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

var markup = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer {
	return strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`)
}}

// escape makes Markdown of plain text that reads the same.
func escape(text string) string { return markup.Get().Replace(text) }
