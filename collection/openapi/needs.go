package openapi

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
)

// needs works out which scopes each operation needs of those that the document
// lists. Documents list reading and writing whatever the method, and sometimes
// the base alone. Where a scope is one of a pair, base:read and base:write, what
// only reads needs the one and all else the other; other scopes are needed as
// listed. docs/scopes.md says more.
func (r *reader) needs() {
	declared := map[string]bool{}
	for _, s := range r.api.Scopes() {
		declared[s.Name] = true
	}
	// Most operations inherit the one list of the document.
	type list struct {
		first *string
		reads bool
	}
	known := map[list][]string{}
	for _, o := range r.api.Operations {
		if len(o.Listed) == 0 {
			continue
		}
		l := list{&o.Listed[0], o.Reads()}
		if _, ok := known[l]; !ok {
			known[l] = allNeeded(o.Listed, l.reads, declared)
		}
		o.Scopes = known[l]
	}
}

func allNeeded(listed []string, reads bool, declared map[string]bool) []string {
	var all []string
	seen := map[string]bool{}
	for _, l := range listed {
		if name := needed(l, reads, declared); !seen[name] {
			seen[name] = true
			all = append(all, name)
		}
	}
	return all
}

func needed(listed string, reads bool, declared map[string]bool) string {
	base := listed
	for _, verb := range []string{":read", ":write"} {
		if b, ok := strings.CutSuffix(listed, verb); ok {
			base = b
		}
	}
	read, write := base+":read", base+":write"
	if !declared[read] || !declared[write] {
		return listed
	}
	if reads {
		return read
	}
	return write
}

// Contradiction is something that a document says of scopes and cannot mean.
type Contradiction struct {
	Operation *api.Operation
	Text      string
}

// Contradictions are those of an API, in the order of its operations.
func Contradictions(a *api.API) []Contradiction {
	declared := map[string]bool{}
	for _, s := range a.Scopes() {
		declared[s.Name] = true
	}
	if len(declared) == 0 {
		return nil
	}
	var all []Contradiction
	add := func(o *api.Operation, text string) { all = append(all, Contradiction{o, text}) }
	for _, o := range a.Operations {
		switch {
		case o.Security == nil:
			add(o, "says nothing of authorization")
			continue
		case o.IsPublic():
			continue
		case len(o.Listed) == 0:
			add(o, "lists no scope")
		}
		for _, listed := range o.Listed {
			if !declared[listed] {
				add(o, "lists the scope "+listed+", which is declared nowhere")
			}
		}
		for _, name := range o.Scopes {
			if !slices.Contains(o.Listed, name) && declared[name] && !slices.Contains(o.Listed, strings.TrimSuffix(strings.TrimSuffix(name, ":read"), ":write")) {
				add(o, "lists "+strings.Join(o.Listed, ", ")+", but its method needs "+name)
			}
		}
	}
	return all
}
