package lint

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

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
	} else if l.options.API != nil {
		r.contract = l.options.API
	}
	isEnvironment := validate.IsEnvironment(f.Collection.Node.Document())
	for _, one := range l.options.Rules {
		if one.NeedsAPI() && l.options.API == nil || one.NeedsContract() && r.contract == nil || isEnvironment && !one.Environments {
			continue
		}
		r.rules = append(r.rules, one)
	}
	return r
}

// parallelNodes is how many nodes a document has at least that is linted by many
// goroutines. A smaller one takes less time than they would wait for each other.
const parallelNodes = 20_000

// all returns the findings of all steps in parts, in the order of the steps, whichever
// was done first: the same on any number of cores.
func (r *run) all() [][]diagnostic.Diagnostic {
	if r.facts.Collection.Node.Document().NodeCount() < parallelNodes {
		return r.inOne()
	}
	return r.inParts(parts)
}

// inOne does one step after the other.
func (r *run) inOne() [][]diagnostic.Diagnostic {
	t := task{run: r}
	scripts, notes := r.scripts(1)
	for _, step := range scripts {
		step(&t)
	}
	r.know(notes)
	for _, step := range r.steps(1) {
		step(&t)
	}
	return t.found
}

// know gives the facts the notes on all scripts; nil where they were not visited.
func (r *run) know(notes []*analysis.ScriptNotes) {
	if notes != nil {
		r.facts.KnowScripts(notes)
	}
}

// inParts does the steps at the same time.
func (r *run) inParts(parts int) [][]diagnostic.Diagnostic {
	scripts, notes := r.scripts(parts)
	found := r.together(scripts)
	r.know(notes)
	return append(found, r.together(r.steps(parts))...)
}

// together does steps on all cores.
func (r *run) together(steps []step) [][]diagnostic.Diagnostic {
	found := make([][][]diagnostic.Diagnostic, len(steps))
	var next atomic.Int64
	var running sync.WaitGroup
	for range min(len(steps), 2*runtime.GOMAXPROCS(0)) { // one that waits for a fact leaves the core to another
		running.Go(func() {
			t := task{run: r}
			for i := next.Add(1) - 1; i < int64(len(steps)); i = next.Add(1) - 1 {
				steps[i](&t)
				found[i], t.found = t.found, nil
			}
		})
	}
	running.Wait()
	return slices.Concat(found...)
}

// task does steps, by one goroutine.
type task struct {
	run    *run
	passes []*rule.Pass // by rule; nil for rules that were not needed yet
	found  [][]diagnostic.Diagnostic

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
		API:        r.linter.options.API,
		Contract:   r.contract,
		V3:         r.linter.v3,
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
	last := len(t.found) - 1
	if last < 0 || len(t.found[last]) == cap(t.found[last]) {
		size := 16 << min(len(t.found), 4) // findings are large to move
		t.found = append(t.found, make([]diagnostic.Diagnostic, 0, size))
		last++
	}
	t.found[last] = append(t.found[last], d)
}

// pathOf returns the names of the items around a node, without secrets. One item
// has many findings, and looking for secrets takes longer than the rest of a report.
func (t *task) pathOf(n jsontree.Node) string {
	item := collection.EnclosingItem(n)
	if item != t.item {
		t.item, t.path = item, t.run.pathOf(item)
	}
	return t.path
}

// pathOf returns the names of the items around an item and its own, as [redact.Path]
// does. Those around it are the same for many items.
func (r *run) pathOf(item jsontree.Node) string {
	if !item.Exists() {
		return ""
	}
	if path, ok := r.paths.Load(item); ok {
		return path.(string)
	}
	path := redact.Text(item.Get("name").Text())
	if folder := collection.EnclosingItem(item.Parent()); folder.Exists() {
		path = redact.Joined(r.pathOf(folder), path)
	}
	r.paths.Store(item, path)
	return path
}
