package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/report"
)

// ofSchema are the rules on what the schema requires, which package generate
// checks.
var ofSchema = []string{"format-version", "schema", "unknown-field"}

// lintGenerated returns the findings that a template causes. Without a
// template, only the rules run whose findings are reported.
func lintGenerated(made *jsontree.Document, secrets func() foundSecrets, from source, environmentText string) ([]diagnostic.Diagnostic, error) {
	o := lint.Options{Secrets: func() []secret.Finding { return secrets().reported }}
	var err error
	if o.Rules, err = lint.Select(rules.All(), lint.Recommended, nil, ofSchema); err != nil {
		return nil, err
	}
	if from.template == "" {
		o.Rules = slices.DeleteFunc(o.Rules, func(r *rule.Rule) bool { return !isAuthored(r.Name) })
	}
	if environmentText != "" {
		e, err := jsontree.Parse(environmentText)
		if err != nil {
			return nil, err
		}
		o.Environment = analysis.NewEnvironment(e)
	}
	isInfo := func(d diagnostic.Diagnostic) bool { return d.Severity == diagnostic.Info }
	return slices.DeleteFunc(lint.New(o).Document(made), isInfo), nil
}

// tellGenerated prints the findings in a generated collection. Errors that a
// template causes prevent writing.
func tellGenerated(s streams, from source, d *jsontree.Document, found []diagnostic.Diagnostic) error {
	switch {
	case len(found) == 0:
		return nil
	case from.template == "":
		tellAuthored(s, from.openapi, found)
		return nil
	}
	file := report.OfDocument("the collection of "+from.template, d, found)
	if err := report.Text(s.err, []report.File{file}, report.Options{Color: colored(s.err)}); err != nil {
		return err
	}
	if diagnostic.Count(found, diagnostic.Error) > 0 && from.openapi == "" {
		s.say("postwright: the template %s makes a collection with errors; nothing was written", from.template)
		return errProblems
	}
	return nil
}

// authored are the rules about what a document's author wrote, with a noun
// for their findings. All other findings are about generated text.
var authored = []struct{ rule, noun string }{{"secret", "a secret"}, {"personal-data", "a person's data"}}

func isAuthored(ruleName string) bool {
	return slices.ContainsFunc(authored, func(a struct{ rule, noun string }) bool { return a.rule == ruleName })
}

// tellAuthored names the requests in which values from a document look out of
// place: line numbers of the generated file would not help the document's
// author.
func tellAuthored(s streams, document string, found []diagnostic.Diagnostic) {
	for _, about := range authored {
		var names []string
		for _, d := range found {
			if d.Rule != about.rule {
				continue
			}
			item := redact.PathOf(d.Around)
			if name := report.Printable(strconv.Quote(item)); item != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		if len(names) == 0 {
			continue
		}
		more := ""
		if n := len(names) - mostRequests; n > 0 {
			names, more = names[:mostRequests], fmt.Sprintf(" and %s more", english.Count(n, "request"))
		}
		s.say("%s: an example holds what looks like %s, in %s%s; replace it with an invented one",
			report.Printable(document), about.noun, strings.Join(names, ", "), more)
	}
}

// mostRequests limits how many requests a message names.
const mostRequests = 3
