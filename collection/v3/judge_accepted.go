package v3

import (
	"fmt"
	"path"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// This file knows what Postman's linter accepts and its runner does not, apart from
// scripts.

// newerVariable reports a variable of a definition with a field that only newer apps
// read.
func (c *reader) newerVariable(s *Source) {
	variables := s.get("variables")
	if variables == nil {
		return
	}
	for _, item := range variables.Items {
		for _, p := range item.Pairs {
			if p.Key.Text == "secret" || p.Key.Text == "type" {
				c.on(s, p.Key, RuleNewerField, diagnostic.Info, fmt.Sprintf("%q of a variable is newer than Postman CLI 1.34", p.Key.Text),
					"that version leaves the whole definition out, with its scripts and authorization")
				return
			}
		}
	}
}

// newerType reports the first "$type" in a file, which only newer apps read.
func (c *reader) newerType(s *Source) {
	if key := firstKey(s.Tree().Root, "$type"); key != nil {
		c.report(s, key.Start(), key.End(), RuleNewerField, diagnostic.Info, `"$type" is newer than Postman CLI 1.34`,
			"that version leaves a request out whose headers or parameters have it")
	}
}

// firstKey returns the first key in a value, or anywhere in it, with a name; nil if there
// is none.
func firstKey(n *yamltree.Node, name string) *yamltree.Node {
	for _, p := range n.Pairs {
		if p.Key.Text == name {
			return p.Key
		}
		if found := firstKey(p.Value, name); found != nil {
			return found
		}
	}
	for _, item := range n.Items {
		if found := firstKey(item, name); found != nil {
			return found
		}
	}
	return nil
}

// ofFolder reports whether a definition is that of a folder in the collection. Postman
// reads other fields of it than of the collection's own.
func ofFolder(file string) bool {
	return roleOf(file) == definition && path.Dir(path.Dir(file)) != "."
}

// unread reports whether Postman does not look at a value in a definition.
func unread(file, pointer string) bool {
	if ofFolder(file) {
		return pointer == "/summary" || pointer == "/variables" || strings.HasPrefix(pointer, "/variables/")
	}
	return pointer == "/summary" || pointer == "/order"
}

// tolerated reports whether Postman's linter accepts an invalid value in a definition.
// Its runner then ignores the whole definition.
func tolerated(n jsontree.Node) bool {
	switch pointer := n.Pointer(); pointer {
	case "/variables":
		return true
	case "/$kind":
		return n.Kind() != jsontree.String
	case "/scripts":
		return n.Kind() == jsontree.String
	default:
		return strings.HasPrefix(pointer, "/variables/")
	}
}

// fatal reports whether Postman's linter accepts an invalid value in a request. Its runner
// then rejects the whole collection.
func fatal(n jsontree.Node) bool {
	if isPartial(n) {
		return true
	}
	if n.Pointer() != "/auth" || n.Kind() != jsontree.Array {
		return false
	}
	for item := range n.Elements() {
		for _, name := range []string{"id", "name", "type"} {
			if item.Get(name).Kind() != jsontree.String {
				return false // the linter rejects the request
			}
		}
	}
	return true
}

// isPartial reports whether an invalid value is a query parameter in a list, so that it
// lacks its name or its value.
func isPartial(n jsontree.Node) bool {
	_, entry, ok := strings.Cut(n.Pointer(), "/queryParams/")
	return ok && !strings.Contains(entry, "/") && n.Kind() == jsontree.Object && n.Parent().Kind() == jsontree.Array
}

// unlisted returns the edits after which a request has the only authorization of its
// list; none if there are several, or rules that choose, or if the list is in brackets.
func (s *Source) unlisted() []jsontree.Edit {
	list := s.get("auth")
	if len(list.Items) != 1 || list.Items[0].Get("rules") != nil || !strings.HasPrefix(s.Text()[list.Start():], "-") {
		return nil
	}
	tree, failed := yamltree.Parse(s.Text()[:list.Start()] + " " + s.Text()[list.Start()+1:])
	if failed != nil {
		return nil
	}
	want := tree.Root.Clone()
	want.Get("auth").Delete("id")
	want.Get("auth").Delete("name")
	after, err := yamltree.Rewrite(tree, want)
	if err != nil {
		return nil
	}
	return difference(s.Text(), after)
}
