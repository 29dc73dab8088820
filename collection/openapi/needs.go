package openapi

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection/api"
)

// needs determines which of the listed scopes each operation needs. Documents often list
// scopes for reading and writing whatever the method, and sometimes only the base. If a
// scope is one of a pair, base:read and base:write, operations that only read need the
// first and all others the second. Other scopes are needed as listed. docs/scopes.md has
// the details.
func (r *reader) needs() {
	declared := map[string]bool{}
	for _, s := range r.api.Scopes() {
		declared[s.Name] = true
	}
	known := map[listing][]string{}
	for _, o := range r.api.Operations {
		if len(o.Listed) == 0 {
			continue
		}
		l := listing{&o.Listed[0], o.Reads()}
		if _, ok := known[l]; !ok {
			known[l] = allNeeded(o.Listed, l.reads, declared)
		}
		o.Scopes = known[l]
	}
}

// listing is a list of scopes and whether the operation only reads. Most operations
// inherit the document's list.
type listing struct {
	first *string
	reads bool
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

// Contradiction is a statement about scopes in a document that cannot be meant.
type Contradiction struct {
	Operation *api.Operation
	Text      string
}

// Contradictions returns the contradictions in an API, in the order of its operations.
func Contradictions(a *api.API) []Contradiction {
	declared := map[string]bool{}
	for _, s := range a.Scopes() {
		declared[s.Name] = true
	}
	if len(declared) == 0 {
		return nil
	}
	for _, o := range a.Operations {
		for need := range scoped(o) {
			if need.Scheme.Type == "openIdConnect" { // a document cannot declare their scopes
				for _, name := range need.Scopes {
					declared[name] = true
				}
			}
		}
	}
	var all []Contradiction
	known := map[listing][]string{}
	for _, o := range a.Operations {
		switch {
		case o.Security == nil:
			all = append(all, Contradiction{o, "says nothing of authorization"})
		case o.IsPublic():
		case len(o.Listed) == 0:
			all = append(all, Contradiction{o, "lists no scope"})
		default:
			l := listing{&o.Listed[0], o.Reads()}
			texts, ok := known[l]
			if !ok {
				texts = contradictions(o, declared)
				known[l] = texts
			}
			for _, text := range texts {
				all = append(all, Contradiction{o, text})
			}
		}
	}
	return all
}

// contradictions returns the contradictions in the scopes that an operation lists.
func contradictions(o *api.Operation, declared map[string]bool) []string {
	var texts, undeclared, unlisted []string
	listed := map[string]bool{}
	for _, name := range o.Listed {
		if !listed[name] && !declared[name] {
			undeclared = append(undeclared, name)
		}
		listed[name] = true
	}
	for _, name := range o.Scopes {
		if !listed[name] && declared[name] && !listed[strings.TrimSuffix(strings.TrimSuffix(name, ":read"), ":write")] {
			unlisted = append(unlisted, name)
		}
	}
	switch len(undeclared) {
	case 0:
	case 1:
		texts = append(texts, "lists the scope "+undeclared[0]+", which is declared nowhere")
	default:
		texts = append(texts, "lists the scopes "+some(undeclared)+", which are declared nowhere")
	}
	if len(unlisted) > 0 {
		texts = append(texts, "lists "+some(o.Listed)+", but its method needs "+some(unlisted))
	}
	return texts
}

// Limits of the names that a sentence lists.
const (
	mostNames = 20
	fewNames  = 5 // where they are only examples
)

func some(names []string) string { return upTo(mostNames, names) }

func few(names []string) string { return upTo(fewNames, names) }

func upTo(most int, names []string) string {
	if more := len(names) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), more)
	}
	return strings.Join(names, ", ")
}
