package lint

import (
	"slices"
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/validate"
)

// run is one file on its way through the rules.
type run struct {
	linter   *Linter
	facts    *analysis.Facts
	contract rule.Contract // nil where there is none
	rules    []*rule.Rule  // those that apply
	paths    sync.Map      // of the items with findings: their names, without secrets
}

func newRun(l *Linter, f *analysis.Facts) *run {
	r := &run{linter: l, facts: f}
	if l.options.Contract != nil {
		r.contract = l.options.Contract
	} else if l.options.Template != nil {
		r.contract = l.options.Template
	}
	isEnvironment := validate.IsEnvironment(f.Collection.Node.Document())
	for _, one := range l.options.Rules {
		if one.NeedsTemplate() && l.options.Template == nil || one.NeedsContract() && r.contract == nil || isEnvironment && !one.Environments {
			continue
		}
		r.rules = append(r.rules, one)
	}
	return r
}

// parallelNodes is how many nodes a document has at least that is linted by many
// goroutines. A smaller one takes less time than they would wait for each other.
const parallelNodes = 20_000

// all returns the findings of all steps, in the order of the steps, whichever was
// done first: the same on any number of cores.
func (r *run) all() []diagnostic.Diagnostic {
	if r.facts.Collection.Node.Document().NodeCount() < parallelNodes {
		return r.inOne()
	}
	return r.inParts(parts)
}

// inOne does one step after the other.
func (r *run) inOne() []diagnostic.Diagnostic {
	t := task{run: r}
	for _, step := range r.steps(1) {
		step(&t)
	}
	return t.found
}

// inParts does the steps at the same time.
func (r *run) inParts(parts int) []diagnostic.Diagnostic {
	steps := r.steps(parts)
	tasks := make([]task, len(steps))
	var running sync.WaitGroup
	for i, step := range steps {
		t := &tasks[i]
		t.run = r
		running.Go(func() { step(t) })
	}
	running.Wait()
	count := 0
	for i := range tasks {
		count += len(tasks[i].found)
	}
	found := make([]diagnostic.Diagnostic, 0, count)
	for i := range tasks {
		found = append(found, tasks[i].found...)
		tasks[i].found = nil
	}
	return found
}

// task does steps, by one goroutine.
type task struct {
	run    *run
	passes []*rule.Pass // by rule; nil for rules that were not needed yet
	found  []diagnostic.Diagnostic

	item jsontree.Node // of the last finding
	path string        // of that item, without secrets
}

// pass returns the pass of a rule in this task.
func (t *task) pass(i int) *rule.Pass {
	r := t.run
	if t.passes == nil {
		t.passes = make([]*rule.Pass, len(r.rules))
	}
	if t.passes[i] == nil {
		t.passes[i] = t.passOf(r.rules[i])
	}
	return t.passes[i]
}

func (t *task) passOf(one *rule.Rule) *rule.Pass {
	r := t.run
	return &rule.Pass{
		Document:   r.facts.Collection.Node.Document(),
		Collection: r.facts.Collection,
		Facts:      r.facts,
		Template:   r.linter.options.Template,
		Contract:   r.contract,
		Rule:       one,
		Report:     func(f rule.Finding) { t.report(one, f) },
	}
}

// report makes a diagnostic of a finding.
func (t *task) report(one *rule.Rule, f rule.Finding) {
	options := &t.run.linter.options
	severity := t.run.linter.severity(one, f.Severity)
	message := f.Message + f.Aside
	var d diagnostic.Diagnostic
	if f.End > 0 {
		d = diagnostic.At(t.run.facts.Collection.Node.Document(), f.Start, f.End, one.Name, severity, message)
		if f.At.Exists() {
			d.Pointer = f.At.Pointer()
		}
	} else {
		d = diagnostic.On(f.At, one.Name, severity, message)
	}
	d.Help, d.Offer = f.Help, f.Offer
	d.About, d.Everywhere = f.Message, f.Everywhere
	d.Listed, d.Coverage = f.Listed, f.Coverage
	d.Item = t.pathOf(f.At)
	d.Fix, d.FixEnvironment = f.Fix, f.FixEnvironment
	d.Fixable = len(f.Fix) > 0
	if options.Ignore != nil && options.Ignore(d) {
		return
	}
	if len(t.found) == cap(t.found) {
		t.found = slices.Grow(t.found, max(16, len(t.found))) // findings are large to move
	}
	t.found = append(t.found, d)
}

// pathOf returns the names of the items around a node, without secrets. One item
// has many findings, and looking for secrets takes longer than the rest of a report.
func (t *task) pathOf(n jsontree.Node) string {
	item := collection.EnclosingItem(n)
	if item == t.item {
		return t.path
	}
	path, ok := t.run.paths.Load(item)
	if !ok {
		path = redact.Path(collection.ItemPath(item))
		t.run.paths.Store(item, path)
	}
	t.item, t.path = item, path.(string)
	return t.path
}
