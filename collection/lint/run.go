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
	tallies  []rule.Tally  // by rule
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
	r.tallies = make([]rule.Tally, len(r.rules))
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
	for _, one := range r.steps(1) {
		one.step(&t)
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
// The whole ones come first, so that no long one is left to a single core at the end, and
// those that wait for the visits last.
func (r *run) inParts(parts int) [][]diagnostic.Diagnostic {
	scripts, notes := r.scripts(parts)
	var reading sync.WaitGroup
	reading.Add(len(scripts))
	know := sync.OnceFunc(func() {
		reading.Wait()
		r.know(notes)
	})
	others := r.steps(parts)
	found := make([][][]diagnostic.Diagnostic, len(scripts)+len(others))
	var work []step
	add := func(i int, one step) {
		work = append(work, func(t *task) {
			one(t)
			found[i] = t.take()
		})
	}
	for i, one := range scripts {
		add(i, func(t *task) {
			defer reading.Done()
			one(t)
		})
	}
	var visits sync.WaitGroup
	for _, when := range []when{first, visit, last} {
		for i, other := range others {
			if other.when != when {
				continue
			}
			if when == visit {
				visits.Add(1)
			}
			add(len(scripts)+i, func(t *task) {
				know()
				switch when {
				case visit:
					defer visits.Done()
				case last:
					visits.Wait()
				}
				other.step(t)
			})
		}
	}
	r.together(work)
	return slices.Concat(found...)
}

// together does work on all cores, in its order.
func (r *run) together(work []step) {
	var next atomic.Int64
	some := func() {
		t := task{run: r}
		for i := next.Add(1) - 1; i < int64(len(work)); i = next.Add(1) - 1 {
			work[i](&t)
		}
	}
	var running sync.WaitGroup
	for range min(len(work), 1+runtime.GOMAXPROCS(0)) - 1 { // a goroutine that waits for a fact leaves the core to another
		running.Go(some)
	}
	some()
	running.Wait()
}

// task runs steps on one goroutine.
type task struct {
	run    *run
	passes []*rule.Pass // by rule; nil for rules that have not been needed yet
	found  [][]diagnostic.Diagnostic
	room   []diagnostic.Diagnostic // for the next findings; empty
}

// pass returns the task's pass of a rule.
func (t *task) pass(i int) *rule.Pass {
	r := t.run
	if t.passes == nil {
		t.passes = make([]*rule.Pass, len(r.rules))
	}
	if t.passes[i] == nil {
		t.passes[i] = t.passOf(r.rules[i])
		t.passes[i].Tally = &r.tallies[i]
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
		if cap(t.room) == 0 {
			t.room = make([]diagnostic.Diagnostic, 0, 16) // findings are large to copy
		}
		t.found = append(t.found, t.room)
		t.room = nil
		last++
	}
	t.found[last] = append(t.found[last], d)
}

// take returns what was found. The next findings continue in the same memory.
func (t *task) take() [][]diagnostic.Diagnostic {
	taken := t.found
	if n := len(taken); n > 0 {
		last := taken[n-1]
		taken[n-1], t.room = slices.Clip(last), last[len(last):]
	}
	t.found = nil
	return taken
}
