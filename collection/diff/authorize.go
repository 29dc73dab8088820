package diff

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
)

// Scope is a scope that a collection requests, with its variables resolved.
type Scope struct {
	Name    string
	Sources []ScopeSource // all that request it
}

// ScopeSource is the attribute of an authorization that lists scopes.
type ScopeSource struct {
	Owner *normalize.Element // of the authorization: the collection, a folder or a request
	Node  jsontree.Node      // the list, as the file has it
}

// Names returns the names of the listed scopes in their order, with their variables
// resolved.
func (s ScopeSource) Names(r *address.Resolver) []string {
	return collection.ScopeNames(r.Resolve(s.Node.Text(), itemOf(s.Owner)))
}

// grant is what one OAuth2 authorization requests from its users. Variables are
// resolved as far as the file defines them.
type grant struct {
	owner *normalize.Element // the collection, folder or request
	grantor
	scopes collection.ScopeSet // empty if the server decides
	source ScopeSource
}

// grantor is the server at which users grant access, and the client that gets it.
// A grant at one says nothing about another.
type grantor struct{ client, authURL, tokenURL string }

// authorizations compares what users must grant. They must authorize again if an
// authorization requests more than the one that was in force for the same element,
// or requests it at another server or for another client.
func (d *differ) authorizations() {
	before, after := grantsOf(d.Old), grantsOf(d.New)
	d.ScopesAdded = scopesOf(allScopes(after).Without(allScopes(before)), after)
	d.ScopesRemoved = scopesOf(allScopes(before).Without(allScopes(after)), before)
	byOwner := map[*normalize.Element]grant{}
	for _, g := range before {
		byOwner[g.owner] = g
	}
	given := map[grantor][]grant{}
	for _, g := range distinct(before) {
		given[g.grantor] = append(given[g.grantor], g)
	}
	known := map[Reason]bool{}
	for _, g := range after {
		var reasons []string
		if old, ok := d.inForceBefore(g.owner, byOwner); ok {
			reasons = g.asksMoreThan(old)
		} else if !slices.ContainsFunc(given[g.grantor], func(old grant) bool { return len(g.asksMoreThan(old)) == 0 }) {
			reasons = []string{"is new"}
		}
		for _, reason := range reasons {
			if r := (Reason{g.owner, reason}); !known[r] {
				known[r] = true
				d.Reasons = append(d.Reasons, r)
			}
		}
	}
}

// inForceBefore returns the OAuth2 authorization that was in force for the old element
// that owner is paired with.
func (d *differ) inForceBefore(owner *normalize.Element, byOwner map[*normalize.Element]grant) (grant, bool) {
	p, ok := d.pairs.OfB(owner)
	if !ok {
		return grant{}, false
	}
	for at := p.A; at != nil; at = at.Parent {
		if at.Auth != nil {
			g, ok := byOwner[at]
			return g, ok
		}
	}
	return grant{}, false
}

// distinct returns the grants without those that ask for the same as an earlier one.
func distinct(grants []grant) []grant {
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(grants), func(g grant) bool {
		key := strings.Join(append([]string{g.client, g.authURL, g.tokenURL}, g.scopes.Names()...), "\x00")
		twice := seen[key]
		seen[key] = true
		return twice
	})
}

// asksMoreThan lists what a grant requests beyond an older one. It is empty if users
// who gave the old grant need not authorize again.
func (g grant) asksMoreThan(old grant) []string {
	var more []string
	for _, c := range []struct{ name, before, after string }{
		{"client", old.client, g.client}, {"authorization URL", old.authURL, g.authURL}, {"token URL", old.tokenURL, g.tokenURL},
	} {
		if c.before != c.after {
			more = append(more, "has another "+c.name)
		}
	}
	switch added := g.scopes.Without(old.scopes); {
	case len(added) == 1:
		more = append(more, "asks for one more scope")
	case len(added) > 1:
		more = append(more, fmt.Sprintf("asks for %d more scopes", len(added)))
	case len(old.scopes) > 0 && len(g.scopes) == 0:
		more = append(more, "no longer names its scopes: the server decides, and may ask for all")
	}
	return more
}

// grantsOf returns the OAuth2 authorizations of a file, in its order.
func grantsOf(root *normalize.Element) []grant {
	resolver := address.Resolver{Collection: collection.Of(root.Node.Document())}
	var grants []grant
	for e := range root.All {
		if e.Auth == nil || e.Auth.Value("type") != `"oauth2"` {
			continue
		}
		g := grant{owner: e}
		item := itemOf(e)
		text := func(n jsontree.Node) string { return resolver.Resolve(n.Text(), item) }
		for _, attribute := range e.Auth.List("oauth2").Elements {
			value, _ := attribute.Field("value")
			switch attribute.Identity.Name {
			case "clientId":
				g.client = text(value.Node)
			case "authUrl":
				g.authURL = text(value.Node)
			case "accessTokenUrl":
				g.tokenURL = text(value.Node)
			case "scope":
				g.scopes = collection.ScopeSetOf(text(value.Node))
				g.source = ScopeSource{e, value.Node}
			}
		}
		grants = append(grants, g)
	}
	return grants
}

// itemOf returns the view of an element from which its variables can be resolved;
// nil for the collection itself.
func itemOf(e *normalize.Element) *collection.Item {
	if e == nil || !e.IsItem() {
		return nil
	}
	return &collection.Item{Node: e.Node, Folder: itemOf(e.Parent)}
}

// allScopes returns the scopes that any of the grants requests.
func allScopes(grants []grant) collection.ScopeSet {
	all := collection.ScopeSet{}
	for _, g := range grants {
		maps.Copy(all, g.scopes)
	}
	return all
}

// scopesOf returns the scopes of a set in alphabetical order, with the sources among the
// grants.
func scopesOf(set collection.ScopeSet, grants []grant) []Scope {
	var scopes []Scope
	for _, name := range set.Names() {
		s := Scope{Name: name}
		for _, g := range grants {
			if g.scopes[name] {
				s.Sources = append(s.Sources, g.source)
			}
		}
		scopes = append(scopes, s)
	}
	return scopes
}

// Reason is one reason why every user must authorize again.
type Reason struct {
	Owner *normalize.Element // of the authorization: the collection, a folder or a request
	What  string             // such as "asks for one more scope"
}
