// Package lint runs rules over collections. It knows no rule; package rules
// holds them.
//
// Linting is a function of a text: no state is kept between files, and a Linter
// serves many goroutines.
package lint

import (
	"errors"
	"slices"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/facts"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/mask"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/collection/validate"
)

// Options are what to look for and with what.
type Options struct {
	Rules       []*rule.Rule
	Template    *template.Template // for the rules of rule.Template; nil for none
	Environment *facts.Environment // nil for none

	// Severities replaces what rules say, by their names.
	Severities map[string]diagnostic.Severity
	// Strict makes warnings of errors and infos to warnings.
	Strict bool
	// Ignore tells which findings to leave out; nil leaves out none.
	Ignore func(diagnostic.Diagnostic) bool
}

// Linter runs a set of rules.
type Linter struct {
	options Options
}

// New is a linter. It keeps the options.
func New(o Options) *Linter { return &Linter{o} }

// Document lints a document and gives the findings in the order of the text.
func (l *Linter) Document(d *collection.Document) []diagnostic.Diagnostic {
	return l.document(d, l.options.Environment)
}

func (l *Linter) document(d *collection.Document, environment *facts.Environment) []diagnostic.Diagnostic {
	r := run{
		linter: l,
		facts:  facts.New(d, environment),
	}
	r.collect()
	r.walk()
	diagnostic.Sort(r.found)
	return r.found
}

// run is one file on its way through the rules.
type run struct {
	linter *Linter
	facts  *facts.Facts
	passes []*rule.Pass
	found  []diagnostic.Diagnostic
}

// collect makes a pass for each rule.
func (r *run) collect() {
	all := make([]rule.Pass, len(r.linter.options.Rules))
	isEnvironment := validate.IsEnvironment(r.facts.Collection.Node.Document())
	for i, the := range r.linter.options.Rules {
		if the.NeedsTemplate() && r.linter.options.Template == nil || isEnvironment && !the.Environments {
			continue
		}
		p := &all[i]
		*p = rule.Pass{
			Document:   r.facts.Collection.Node.Document(),
			Collection: r.facts.Collection,
			Facts:      r.facts,
			Template:   r.linter.options.Template,
			Rule:       the,
		}
		p.Report = func(f rule.Finding) { r.report(the, f) }
		r.passes = append(r.passes, p)
	}
}

// with are the passes whose rules have a function.
func with[F any](r *run, of func(v *rule.Visit) (F, bool)) []visitor[F] {
	var list []visitor[F]
	for _, p := range r.passes {
		if f, ok := of(&p.Rule.Visit); ok {
			list = append(list, visitor[F]{p, f})
		}
	}
	return list
}

type visitor[F any] struct {
	pass *rule.Pass
	call F
}

// walk goes through the document once.
func (r *run) walk() {
	for _, p := range r.passes {
		if p.Rule.Visit.File != nil {
			p.Rule.Visit.File(p)
		}
	}
	r.objects()
	r.views()
	for _, p := range r.passes {
		if p.Rule.Visit.End != nil {
			p.Rule.Visit.End(p)
		}
	}
}

func (r *run) objects() {
	objects := with(r, func(v *rule.Visit) (func(*rule.Pass, collection.Node), bool) { return v.Object, v.Object != nil })
	if len(objects) == 0 {
		return
	}
	for n := range r.facts.Collection.Node.Descendants() {
		if n.Kind() == collection.Object {
			for _, o := range objects {
				o.call(o.pass, n)
			}
		}
	}
}

func (r *run) views() {
	items := with(r, func(v *rule.Visit) (func(*rule.Pass, collection.Item), bool) { return v.Item, v.Item != nil })
	requests := with(r, func(v *rule.Visit) (func(*rule.Pass, collection.Item, collection.Request), bool) {
		return v.Request, v.Request != nil
	})
	responses := with(r, func(v *rule.Visit) (func(*rule.Pass, collection.Item, collection.Response), bool) {
		return v.Response, v.Response != nil
	})
	r.auth(nil, r.facts.Collection.Auth())
	r.scripts(nil, r.facts.Collection.Events())
	for i := range r.facts.Collection.Items() {
		for _, v := range items {
			v.call(v.pass, i)
		}
		r.auth(&i, i.OwnAuth())
		r.scripts(&i, i.Events())
		if i.IsFolder() {
			continue
		}
		if request := i.Request(); request.Node.Exists() {
			for _, v := range requests {
				v.call(v.pass, i, request)
			}
		}
		if len(responses) == 0 {
			continue
		}
		for response := range i.Responses() {
			for _, v := range responses {
				v.call(v.pass, i, response)
			}
		}
	}
}

// auth visits an authorization block, but not those of format v2.0.0, where the
// attributes are no list.
func (r *run) auth(i *collection.Item, a collection.Auth) {
	if !a.IsSet() || a.Node.Get(a.Type()).Kind() == collection.Object {
		return
	}
	for _, p := range r.passes {
		if p.Rule.Visit.Auth != nil {
			p.Rule.Visit.Auth(p, i, a)
		}
	}
}

func (r *run) scripts(i *collection.Item, events func(func(collection.Event) bool)) {
	for e := range events {
		for _, p := range r.passes {
			if p.Rule.Visit.Script != nil {
				p.Rule.Visit.Script(p, i, r.facts.Script(e))
			}
		}
	}
}

// report makes a diagnostic of a finding.
func (r *run) report(the *rule.Rule, f rule.Finding) {
	severity := r.linter.severity(the, f.Severity)
	message := f.Message + f.Aside
	var d diagnostic.Diagnostic
	if f.End > 0 {
		d = diagnostic.At(r.facts.Collection.Node.Document(), f.Start, f.End, the.Name, severity, message)
		if f.At.Exists() {
			d.Pointer = f.At.Pointer()
		}
	} else {
		d = diagnostic.On(f.At, the.Name, severity, message)
	}
	d.Help = f.Help
	d.About, d.Everywhere = f.Message, f.Everywhere
	d.Listed = f.Listed
	d.Item = mask.Path(collection.ItemPath(f.At))
	d.Fix, d.FixEnvironment = f.Fix, f.FixEnvironment
	d.Fixable = len(f.Fix) > 0
	if ignore := r.linter.options.Ignore; ignore != nil && ignore(d) {
		return
	}
	if len(r.found) == cap(r.found) {
		r.found = slices.Grow(r.found, max(16, len(r.found))) // findings are large to move
	}
	r.found = append(r.found, d)
}

// severity is how bad a finding is: as the user says, or as the finding says,
// or as the rule says.
func (l *Linter) severity(the *rule.Rule, own diagnostic.Severity) diagnostic.Severity {
	if s, ok := l.options.Severities[the.Name]; ok {
		return s
	}
	if own == "" {
		own = the.Severity
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
func (l *Linter) Text(text string) ([]diagnostic.Diagnostic, *collection.Document, error) {
	d, err := collection.Parse(text)
	var syntax *collection.SyntaxError
	if errors.As(err, &syntax) {
		return l.syntax(syntax), nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	return l.Document(d), d, nil
}

// syntax is the finding of the rule json-syntax, if that is among the rules.
func (l *Linter) syntax(e *collection.SyntaxError) []diagnostic.Diagnostic {
	found := diagnostic.Syntax(e)
	for _, the := range l.options.Rules {
		if the.Name == found.Rule {
			found.Severity = l.severity(the, "")
			if ignore := l.options.Ignore; ignore == nil || !ignore(found) {
				return []diagnostic.Diagnostic{found}
			}
		}
	}
	return nil
}
