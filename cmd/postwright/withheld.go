package main

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/configuration"
	"github.com/postwright/postwright/internal/paths"
)

// outside holds the absolute paths of the files that some postwright.yaml
// names outside its folder, directly or by a link. The author of a pull
// request can write a postwright.yaml, and must not learn from the log of its
// check what else is on the machine.
var outside sync.Map

// noteOutside records the files that a configuration names outside its
// folder.
func noteOutside(c *configuration.Configuration) {
	for _, path := range []string{c.TemplateName(), c.Path(c.Environment), c.Path(c.OpenAPI), c.Path(c.Baseline)} {
		if path != "" && c.IsOutside(path) {
			outside.Store(paths.Absolute(path), true)
		}
	}
}

// The keys that identify a file of the expected kind.
var (
	templateKeys = []string{"name", "title", "items", "auth", "variables"}
	openAPIKeys  = []string{"openapi", "swagger"}
)

// ofSource reports on a YAML file. It shows no text of a file that a
// postwright.yaml names outside its folder. If keys are given and the file
// has none of them, it is a file of another kind, and only the place of its
// first error is shown.
func ofSource(path, text string, found []diagnostic.Diagnostic, keys []string) report.File {
	if _, ok := outside.Load(paths.Absolute(path)); ok {
		first := found[0]
		first.Message, first.Help, first.Fix = "the file is not right here", "its text is not shown, because postwright.yaml names it outside its folder; name it on the command line to see more", nil
		first.End = first.Start
		return report.OfBroken(path, text, []diagnostic.Diagnostic{first})
	}
	if len(keys) == 0 || hasKey(text, keys) {
		return advised(report.OfYAML(path, text, found))
	}
	first := found[0]
	first.Message = withoutQuoted(first.Message, text)
	return ofBroken(path, text, []diagnostic.Diagnostic{first})
}

// ofBroken reports on a file that cannot be read.
func ofBroken(path, text string, found []diagnostic.Diagnostic) report.File {
	return advised(report.OfBroken(path, text, found))
}

func hasKey(text string, keys []string) bool {
	return regexp.MustCompile(`(?m)(?:^|[{,])[ \t]*["']?(?:` + strings.Join(keys, "|") + `)["']?[ \t]*:(?:[ \t\r"'\[{]|$)`).MatchString(text)
}

var quotedPart = lazy.Regexp{Expr: `"[^"]*"|'[^']*'`}

// ofFormat are the format's own names, which messages quote whatever the text
// contains.
var ofFormat = lazy.Words{Text: "info item collection environment"}

// withoutQuoted returns a message without its quotations from a text.
func withoutQuoted(message, text string) string {
	return quotedPart.Get().ReplaceAllStringFunc(message, func(part string) string {
		if inner := part[1 : len(part)-1]; len(inner) > 1 && !ofFormat.Has(inner) && strings.Contains(text, inner) {
			return part[:1] + "***" + part[len(part)-1:]
		}
		return part
	})
}

// ofDocument reports on a JSON file.
func ofDocument(path string, d *jsontree.Document, found []diagnostic.Diagnostic) report.File {
	if report.IsForeign(d) {
		found = slices.Clone(found)
		for i := range found {
			found[i].Message, found[i].Help = withoutQuoted(found[i].Message, d.Text()), withoutQuoted(found[i].Help, d.Text())
		}
		return advised(report.OfForeign(path, d, found))
	}
	return advised(report.OfDocument(path, d, found))
}
