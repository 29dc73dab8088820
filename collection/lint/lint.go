// Package lint runs rules over collections. It knows no rule; package rules
// holds them.
//
// Linting is a function of a text: no state is kept between files, and a Linter
// serves many goroutines.
package lint

import (
	"errors"
	"slices"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/redact/secret"
)

// Options are what to look for and with what.
type Options struct {
	Rules       []*rule.Rule
	API         rule.API              // for the rules of rule.Template; nil for none
	Contract    rule.Contract         // for the rules of rule.Contracts; nil for that of API
	Environment *analysis.Environment // nil for none
	// Secrets returns what secret.Find finds in the document, for callers that lint one
	// and have looked already; nil for others.
	Secrets func() []secret.Finding

	// Severities replaces what rules say, by their names.
	Severities map[string]diagnostic.Severity
	// Strict makes warnings of errors and infos to warnings.
	Strict bool
	// Ignore reports whether to leave out a finding; nil leaves out none.
	Ignore func(diagnostic.Diagnostic) bool
}

// Linter runs a set of rules.
type Linter struct {
	options Options
	v3      bool // its documents stand for files in format v3
}

// New returns a linter. It keeps the options.
func New(o Options) *Linter { return &Linter{options: o} }

// Only returns a linter with one of the rules, by its name.
func (l *Linter) Only(name string) *Linter {
	options := l.options
	options.Rules = slices.DeleteFunc(slices.Clone(options.Rules), func(r *rule.Rule) bool { return r.Name != name })
	return New(options)
}

// Where returns a linter that reports only the findings for which keep returns true.
func (l *Linter) Where(keep func(diagnostic.Diagnostic) bool) *Linter {
	options := l.options
	ignore := options.Ignore
	options.Ignore = func(d diagnostic.Diagnostic) bool { return !keep(d) || ignore != nil && ignore(d) }
	return New(options)
}

// Document lints a document and gives the findings in the order of the text.
func (l *Linter) Document(d *jsontree.Document) []diagnostic.Diagnostic {
	return l.document(d, l.options.Environment)
}

func (l *Linter) document(d *jsontree.Document, environment *analysis.Environment) []diagnostic.Diagnostic {
	f := analysis.New(d, environment)
	if l.options.Secrets != nil {
		f.KnowSecrets(l.options.Secrets)
	}
	return l.run(f)
}

// run gives the findings in the order of the text.
func (l *Linter) run(f *analysis.Facts) []diagnostic.Diagnostic {
	return diagnostic.Sorted(newRun(l, f).all()...)
}

// Coverage returns what a function of a rule's says of a collection, without findings: nil
// where there is no contract, or no collection.
func (l *Linter) Coverage(d *jsontree.Document, of func(*rule.Pass) *diagnostic.Coverage) *diagnostic.Coverage {
	r := newRun(New(Options{API: l.options.API, Contract: l.options.Contract}), analysis.New(d, l.options.Environment))
	if r.contract == nil || !d.Root().Get("item").Exists() {
		return nil
	}
	t := task{run: r}
	return of(t.passOf(nil))
}

// severity returns how bad a finding is: as the user says, or as the finding says,
// or as the rule says.
func (l *Linter) severity(one *rule.Rule, own diagnostic.Severity) diagnostic.Severity {
	if s, ok := l.options.Severities[one.Name]; ok {
		return s
	}
	if own == "" {
		own = one.Severity
	}
	if l.options.Strict {
		switch own {
		case diagnostic.Warning:
			return diagnostic.Error
		case diagnostic.Info:
			return diagnostic.Warning
		}
	}
	return own
}

// Text lints a text. Where it is not JSON, that is the one finding, and the
// document is nil; the error is of texts too large to read.
func (l *Linter) Text(text string) ([]diagnostic.Diagnostic, *jsontree.Document, error) {
	d, err := jsontree.Parse(text)
	found, err := l.Parsed(d, err)
	return found, d, err
}

// Parsed lints what [jsontree.Parse] returned for a text, as [Linter.Text] does.
func (l *Linter) Parsed(d *jsontree.Document, err error) ([]diagnostic.Diagnostic, error) {
	var syntax *jsontree.SyntaxError
	if errors.As(err, &syntax) {
		return l.syntax(syntax), nil
	}
	if err != nil {
		return nil, err
	}
	return l.Document(d), nil
}

// syntax returns the finding of the rule json-syntax, if that is among the rules.
func (l *Linter) syntax(e *jsontree.SyntaxError) []diagnostic.Diagnostic {
	found := diagnostic.Syntax(e)
	for _, one := range l.options.Rules {
		if one.Name == found.Rule {
			found.Severity = l.severity(one, "")
			if ignore := l.options.Ignore; ignore == nil || !ignore(found) {
				return []diagnostic.Diagnostic{found}
			}
		}
	}
	return nil
}
