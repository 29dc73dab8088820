package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/templates"
)

func templatesCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "templates [NAME]",
		Short: "List the built-in templates, or print one",
		Long: `Lists the built-in templates. With NAME, prints that template, as a starting
point for your own. The operations of its API are not printed; postwright
import-template creates them from an OpenAPI document.`,
		Example: `  postwright templates
  postwright templates drchrono > my-api.yaml`,
		Args: takes(0, 1, "name one template, or none for a list"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return templates.Names(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				return printTemplate(s, args[0])
			}
			return listTemplates(s)
		},
	}
}

func listTemplates(s streams) error {
	var list strings.Builder
	w := tabwriter.NewWriter(&list, 0, 0, 2, ' ', 0)
	for _, name := range templates.Names() {
		t, err := template.Embedded(name)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", t.Name, t.Title, english.Count(requestCount(t.Items), "request"), english.Count(len(t.Scopes), "scope"))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return s.print(list.String())
}

func requestCount(items []template.Item) int {
	n := 0
	for _, item := range items {
		if item.Request != nil {
			n++
		}
		n += requestCount(item.Items)
	}
	return n
}

func printTemplate(s streams, name string) error {
	text, _, ok := templates.Source(name)
	if !ok {
		_, err := template.Embedded(name)
		return fmt.Errorf("%w (see postwright templates)", err)
	}
	return s.print(alone(text))
}

// alone returns a template without the references to files beside it: the
// API's files come with Postwright.
func alone(text string) string {
	var b strings.Builder
	inside := false
	for line := range strings.Lines(text) {
		inside = strings.HasPrefix(line, "api:") || inside && strings.HasPrefix(line, " ")
		if strings.HasPrefix(line, "api:") {
			b.WriteString("# What the API can do is in files beside the template, which postwright\n# import-template makes of an OpenAPI document.\n")
		}
		if inside {
			b.WriteString("# ")
		}
		b.WriteString(line)
	}
	return b.String()
}
