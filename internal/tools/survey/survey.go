package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rules"
)

// result is the findings in all files.
type result struct {
	files []file
	rows  []row // in the order of the rules
}

// row is one rule, with the condition that it ran under.
type row struct {
	rule, condition string
	found           [][]diagnostic.Diagnostic // by file
}

// survey lints files with every rule: without an environment and, if that
// makes a difference, with an empty one.
func survey(files []file) (*result, error) {
	empty, err := jsontree.Parse(`{"name": "Empty", "values": []}`)
	if err != nil {
		return nil, err
	}
	all := rules.All()
	plain := lint.New(lint.Options{Rules: all})
	given := lint.New(lint.Options{Rules: all, Environment: analysis.NewEnvironment(empty)})
	without, with := map[string][][]diagnostic.Diagnostic{}, map[string][][]diagnostic.Diagnostic{}
	for i, f := range files {
		for _, pass := range []struct {
			linter *lint.Linter
			found  map[string][][]diagnostic.Diagnostic
		}{{plain, without}, {given, with}} {
			found, _, err := pass.linter.Text(f.text)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", f.path, err)
			}
			for _, d := range found {
				if pass.found[d.Rule] == nil {
					pass.found[d.Rule] = make([][]diagnostic.Diagnostic, len(files))
				}
				pass.found[d.Rule][i] = append(pass.found[d.Rule][i], d)
			}
		}
	}
	r := &result{files: files}
	for _, one := range all {
		a, b := row{rule: one.Name, found: without[one.Name]}, row{one.Name, "with an empty environment", with[one.Name]}
		r.rows = append(r.rows, a)
		if !slices.EqualFunc(a.found, b.found, sameFindings) {
			r.rows = append(r.rows, b)
		}
	}
	return r, nil
}

func sameFindings(a, b []diagnostic.Diagnostic) bool {
	return slices.EqualFunc(a, b, func(a, b diagnostic.Diagnostic) bool {
		return a.Start == b.Start && a.Message == b.Message && a.Severity == b.Severity
	})
}

func (r row) name() string {
	if r.condition == "" {
		return r.rule
	}
	return r.rule + ", " + r.condition
}

// count returns the number of findings, and of files with findings.
func (r row) count() (findings, files int) {
	for _, found := range r.found {
		findings += len(found)
		if len(found) > 0 {
			files++
		}
	}
	return findings, files
}

// severities returns the severities of the findings, the worst first.
func (r row) severities() (list []diagnostic.Severity) {
	for _, s := range diagnostic.Severities() {
		if slices.ContainsFunc(r.found, func(found []diagnostic.Diagnostic) bool { return diagnostic.Count(found, s) > 0 }) {
			list = append(list, s)
		}
	}
	return list
}

// table prints the numbers of findings and files for each rule.
func (r *result) table(w io.Writer) {
	fmt.Fprintf(w, "%d files\n\n", len(r.files))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "rule\tseverity\tfindings\tfiles")
	var none []string
	for _, row := range r.rows {
		findings, files := row.count()
		if findings == 0 {
			none = append(none, row.rule)
			continue
		}
		fmt.Fprintf(t, "%s\t%s\t%d\t%d\n", row.name(), joined(row.severities()), findings, files)
	}
	t.Flush()
	fmt.Fprintf(w, "\nnothing: %s\n", joined(none))
}

func joined[T ~string](list []T) string {
	text := ""
	for i, s := range list {
		if i > 0 {
			text += ", "
		}
		text += string(s)
	}
	return cmp.Or(text, "-")
}
