package lint

import (
	"slices"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

// parts is the number of parts in which the objects and items of a large document are
// linted. It exceeds the number of cores, because parts take different times.
const parts = 32

// step is a part of the work on a document. It calls functions of rules and does not
// depend on other steps.
type step func(t *task)

// when is the time of a step.
type when int

const (
	first when = iota // what cannot be cut into parts takes the longest
	visit             // a part of the document
	last              // after the visits
)

// steps are parts of the work, in the order of their findings.
type steps []struct {
	step
	when when
}

func (s *steps) add(at when, list ...step) {
	for _, one := range list {
		*s = append(*s, struct {
			step
			when when
		}{one, at})
	}
}

// steps returns the work on the document, with its objects and items in at most parts
// parts, in the order of the findings that [rule.Visit] promises.
func (r *run) steps(parts int) steps {
	var list steps
	once := func(at when, i int, f func(*rule.Pass)) {
		if f != nil {
			list.add(at, func(t *task) { f(t.pass(i)) })
		}
	}
	for i, one := range r.rules {
		once(first, i, one.Visit.File)
	}
	list.add(visit, r.objects(parts)...)
	list.add(visit, r.own)
	list.add(visit, r.items(parts)...)
	for i, one := range r.rules {
		once(first, i, one.Visit.End)
		once(last, i, one.Visit.After)
	}
	return list
}

// split cuts a list into at most parts parts of about the same length.
func split[T any](list []T, parts int) [][]T {
	var cut [][]T
	for ; parts > 0 && len(list) > 0; parts-- {
		n := (len(list) + parts - 1) / parts
		cut = append(cut, list[:n])
		list = list[n:]
	}
	return cut
}

// objects returns the steps that visit the document's objects.
func (r *run) objects(parts int) []step {
	var wanted []int
	for i, one := range r.rules {
		if one.Visit.Object != nil {
			wanted = append(wanted, i)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	var list []step
	for nodes := range r.facts.Collection.Node.Document().Parts(parts) {
		list = append(list, func(t *task) {
			for n := range nodes {
				if n.Kind() != jsontree.Object {
					continue
				}
				for _, i := range wanted {
					r.rules[i].Visit.Object(t.pass(i), n)
				}
			}
		})
	}
	return list
}

// own visits the collection's own authorization.
func (r *run) own(t *task) { t.auth(nil, r.facts.Collection.Auth()) }

// scripts returns the steps that visit the scripts, and what they note. They come before
// all others: what is known of a script takes many times the memory of its text, and is
// given up when the script was visited. Rules that ask for what all scripts do get it from
// the notes.
func (r *run) scripts(parts int) ([]step, []*analysis.ScriptNotes) {
	if !slices.ContainsFunc(r.rules, func(one *rule.Rule) bool { return one.Visit.Script != nil }) {
		return nil, nil
	}
	cut := split(r.facts.Items(), parts)
	notes := make([]*analysis.ScriptNotes, 1+len(cut))
	list := []step{func(t *task) {
		notes[0] = r.facts.NewScriptNotes()
		t.scripts(nil, r.facts.Collection.Events(), notes[0])
	}}
	for k, part := range cut {
		list = append(list, func(t *task) {
			notes[1+k] = r.facts.NewScriptNotes()
			for i := range part {
				t.scripts(&part[i], part[i].Events(), notes[1+k])
			}
		})
	}
	return list, notes
}

// items returns the steps that visit the folders and requests.
func (r *run) items(parts int) []step {
	var list []step
	for _, part := range split(r.facts.Items(), parts) {
		list = append(list, func(t *task) {
			for i := range part {
				t.visit(&part[i])
			}
		})
	}
	return list
}

// visit visits a folder or request and what is in it, but for scripts.
func (t *task) visit(i *collection.Item) {
	rules := t.run.rules
	for k, one := range rules {
		if one.Visit.Item != nil {
			one.Visit.Item(t.pass(k), *i)
		}
	}
	t.auth(i, i.OwnAuth())
	if i.IsFolder() {
		return
	}
	if request := i.Request(); request.Node.Exists() {
		for k, one := range rules {
			if one.Visit.Request != nil {
				one.Visit.Request(t.pass(k), *i, request)
			}
		}
	}
	for response := range i.Responses() {
		for k, one := range rules {
			if one.Visit.Response != nil {
				one.Visit.Response(t.pass(k), *i, response)
			}
		}
	}
}

// auth visits an authorization block, except those of format v2.0.0, whose attributes
// are not a list.
func (t *task) auth(i *collection.Item, a collection.Auth) {
	if !a.IsSet() || a.Node.Get(a.Type()).Kind() == jsontree.Object {
		return
	}
	for k, one := range t.run.rules {
		if one.Visit.Auth != nil {
			one.Visit.Auth(t.pass(k), i, a)
		}
	}
}

// scripts visits the scripts of an item, or of the collection, and notes what they say.
func (t *task) scripts(i *collection.Item, events func(func(collection.Event) bool), notes *analysis.ScriptNotes) {
	for e := range events {
		s := t.run.facts.Script(e)
		notes.Add(s)
		for k, one := range t.run.rules {
			if one.Visit.Script != nil {
				one.Visit.Script(t.pass(k), i, s)
			}
		}
	}
}
