package lint

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/validate"
)

// run is the linting of one file.
type run struct {
	linter   *Linter
	facts    *analysis.Facts
	contract rule.Contract // nil if there is none
	rules    []*rule.Rule  // the rules that apply
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

// parallelNodes is the number of nodes from which a document is linted on several
// goroutines. For smaller ones they would cost more than they save.
const parallelNodes = 20_000

// all returns the findings of all steps, in the order of the steps: the same on any
// number of cores.
func (r *run) all() [][]diagnostic.Diagnostic {
	if r.facts.Collection.Node.Document().NodeCount() < parallelNodes {
		return r.inOne()
	}
	return r.inParts(parts)
}

// inOne runs one step after another.
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

// know gives the facts the notes on all scripts; nil if they were not visited.
func (r *run) know(notes []*analysis.ScriptNotes) {
	if notes != nil {
		r.facts.KnowScripts(notes)
	}
}

// inParts does the steps at the same time. Those after the scripts wait for the notes.
func (r *run) inParts(parts int) [][]diagnostic.Diagnostic {
	scripts, notes := r.scripts(parts)
	var reading sync.WaitGroup
	reading.Add(len(scripts))
	know := sync.OnceFunc(func() {
		reading.Wait()
		r.know(notes)
	})
	var list []step
	for _, one := range scripts {
		list = append(list, func(t *task) {
			defer reading.Done()
			one(t)
		})
	}
	for _, one := range r.steps(parts) {
		list = append(list, func(t *task) {
			know()
			one(t)
		})
	}
	return r.together(list)
}

// together does steps on all cores.
func (r *run) together(steps []step) [][]diagnostic.Diagnostic {
	found := make([][][]diagnostic.Diagnostic, len(steps))
	var next atomic.Int64
	work := func() {
		t := task{run: r}
		for i := next.Add(1) - 1; i < int64(len(steps)); i = next.Add(1) - 1 {
			steps[i](&t)
			found[i], t.found = t.found, nil
		}
	}
	var running sync.WaitGroup
	for range min(len(steps), 2*runtime.GOMAXPROCS(0)) - 1 { // a goroutine that waits for a fact leaves the core to another
		running.Go(work)
	}
	work()
	running.Wait()
	return slices.Concat(found...)
}

// task runs steps on one goroutine.
type task struct {
	run    *run
	passes []*rule.Pass // by rule; nil for rules that have not been needed yet
	found  [][]diagnostic.Diagnostic
}

// pass returns the task's pass of a rule.
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

// report converts a finding to a diagnostic.
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
	d.Around = collection.EnclosingItem(f.At)
	d.Fix, d.FixEnvironment = f.Fix, f.FixEnvironment
	d.Fixable = len(f.Fix) > 0
	if options.Ignore != nil && options.Ignore(d) {
		return
	}
	last := len(t.found) - 1
	if last < 0 || len(t.found[last]) == cap(t.found[last]) {
		t.found = append(t.found, make([]diagnostic.Diagnostic, 0, 16)) // findings are large to copy
		last++
	}
	t.found[last] = append(t.found[last], d)
}
