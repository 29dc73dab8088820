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
	for _, o := range r.api.Operations {
		for _, listed := range o.Listed {
			name := needed(listed, o.Reads(), declared)
			if !slices.Contains(o.Scopes, name) {
				o.Scopes = append(o.Scopes, name)
			}
		}
	}
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
