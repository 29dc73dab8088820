// Package lint runs rules over collections. It knows no rules; package rules has them.
//
// Linting is a function of a text. No state is kept between files, and a Linter is safe
// for concurrent use.
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

// Options says which rules to run, and with what.
type Options struct {
	Rules       []*rule.Rule
	API         rule.API              // for the rules of category rule.Template; nil if there is none
	Contract    rule.Contract         // for the rules of category rule.Contracts; if nil, API is used
	Environment *analysis.Environment // nil if there is none
	// Secrets returns the result of secret.Find, for callers that lint one document and
	// have it already; otherwise nil.
	Secrets func() []secret.Finding

	// Severities replaces the severities of rules, by name.
	Severities map[string]diagnostic.Severity
	// Strict makes warnings errors, and infos warnings.
	Strict bool
	// Ignore reports whether to leave out a finding; if nil, none is left out.
	Ignore func(diagnostic.Diagnostic) bool
}

// Linter runs a set of rules.
type Linter struct {
	options Options
	v3      bool // its documents are those of files in format v3
}

// New returns a linter. It keeps the options.
func New(o Options) *Linter { return &Linter{options: o} }

// Only returns a linter with only the rule of a name.
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

// Document lints a document and returns the findings in the order of the text.
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

// run returns the findings in the order of the text.
func (l *Linter) run(f *analysis.Facts) []diagnostic.Diagnostic {
	return diagnostic.Sorted(newRun(l, f).all()...)
}

// Coverage returns the result of a rule's function for a collection; nil if there is no
// contract or no collection.
func (l *Linter) Coverage(d *jsontree.Document, of func(*rule.Pass) *diagnostic.Coverage) *diagnostic.Coverage {
	r := newRun(New(Options{API: l.options.API, Contract: l.options.Contract}), analysis.New(d, l.options.Environment))
	if r.contract == nil || !d.Root().Get("item").Exists() {
		return nil
	}
	t := task{run: r}
	return of(t.passOf(nil))
}

// severity returns the severity of a finding: that of the options, or else the finding's
// own, or else the rule's.
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

// Text lints a text. If it is not JSON, that is the only finding, and the document is
// nil. An error is returned only for a text that is too large.
func (l *Linter) Text(text string) ([]diagnostic.Diagnostic, *jsontree.Document, error) {
	d, err := jsontree.Parse(text)
	found, err := l.Parsed(d, err)
	return found, d, err
}

// Parsed is like [Linter.Text], for the results of [jsontree.Parse].
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

// syntax returns the finding of the rule json-syntax, if that rule is enabled.
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
