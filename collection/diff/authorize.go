package diff

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
)

// grant is what one OAuth2 authorization requests from its users. Variables are
// resolved as far as the file defines them.
type grant struct {
	owner *normalize.Element // the collection, folder or request
	grantor
	scopes     []string // in alphabetical order
	saysScopes bool     // else the server decides
}

// grantor is the server at which users grant access, and the client that gets it.
// A grant at one says nothing about another.
type grantor struct{ client, authURL, tokenURL string }

// authorizations compares what users must grant. They must authorize again if an
// authorization requests more than the one that was in force for the same element,
// or requests it at another server or for another client.
func (d *differ) authorizations() {
	shown := map[string]string{}
	before, after := grantsOf(d.Old, shown), grantsOf(d.New, shown)
	masked := func(scopes []string) []string {
		for i, scope := range scopes {
			scopes[i] = redact.Text(shown[scope])
		}
		return scopes
	}
	d.Scopes = Scopes{
		Added:   masked(without(allScopes(after), allScopes(before))),
		Removed: masked(without(allScopes(before), allScopes(after))),
	}
	byOwner := map[*normalize.Element]grant{}
	for _, g := range before {
		byOwner[g.owner] = g
	}
	given := map[grantor][]grant{}
	for _, g := range distinct(before) {
		given[g.grantor] = append(given[g.grantor], g)
	}
	told := map[Reason]bool{}
	for _, g := range after {
		var reasons []string
		if old, ok := d.inForceBefore(g.owner, byOwner); ok {
			reasons = g.asksMoreThan(old)
		} else if !slices.ContainsFunc(given[g.grantor], func(old grant) bool { return len(g.asksMoreThan(old)) == 0 }) {
			reasons = []string{"is new"}
		}
		for _, reason := range reasons {
			if r := (Reason{g.owner, reason}); !told[r] {
				told[r] = true
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
		key := strings.Join(append([]string{g.client, g.authURL, g.tokenURL}, g.scopes...), "\x00")
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
	switch added := without(g.scopes, old.scopes); {
	case len(added) == 1:
		more = append(more, "asks for one more scope")
	case len(added) > 1:
		more = append(more, fmt.Sprintf("asks for %d more scopes", len(added)))
	case old.saysScopes && !g.saysScopes:
		more = append(more, "no longer names its scopes: the server decides, and may ask for all")
	}
	return more
}

// grantsOf returns the OAuth2 authorizations of a file, in its order, and notes what
// may be shown of each of their scopes.
func grantsOf(root *normalize.Element, shown map[string]string) []grant {
	c := collection.Of(root.Node.Document())
	resolver, masked := address.Resolver{Collection: c}, address.Resolver{Collection: c, Shown: redact.Variable}
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
				g.scopes = scopesIn(text(value.Node))
				g.saysScopes = len(g.scopes) > 0
				noteShown(shown, collection.ScopeNames(text(value.Node)), collection.ScopeNames(masked.Resolve(value.Node.Text(), item)))
			}
		}
		grants = append(grants, g)
	}
	return grants
}

// scopesIn returns the scopes in a text, each once, in alphabetical order.
func scopesIn(text string) []string {
	list := collection.ScopeNames(text)
	slices.Sort(list)
	return slices.Compact(list)
}

// noteShown records the printable form of each scope: masked holds the same list, made
// with masked variables. If the lists differ in length, a secret contains a separator,
// and no scope is shown.
func noteShown(shown map[string]string, scopes, masked []string) {
	for i, scope := range scopes {
		switch {
		case len(masked) == len(scopes):
			shown[scope] = masked[i]
		default:
			shown[scope] = secret.Masked(scope)
		}
	}
}

// itemOf returns the view of an element from which its variables can be resolved;
// nil for the collection itself.
func itemOf(e *normalize.Element) *collection.Item {
	if e == nil || !e.IsItem() {
		return nil
	}
	return &collection.Item{Node: e.Node, Folder: itemOf(e.Parent)}
}

func allScopes(grants []grant) []string {
	var all []string
	for _, g := range grants {
		all = append(all, g.scopes...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// without returns the texts of one sorted list that another does not have.
func without(list, other []string) []string {
	rest := []string{}
	for _, text := range list {
		if _, found := slices.BinarySearch(other, text); !found {
			rest = append(rest, text)
		}
	}
	return rest
}

// Reason is one reason why every user must authorize again.
type Reason struct {
	Owner *normalize.Element // of the authorization: the collection, a folder or a request
	What  string             // such as "asks for one more scope"
}

// Text returns the reason as a sentence. name formats the owner's name.
func (r Reason) Text(name func(string) string) string {
	if !r.Owner.IsItem() {
		return "the authorization of the collection " + r.What
	}
	return fmt.Sprintf("the authorization of the %s %s %s", r.Owner.Kind, name(redact.Path(r.Owner.Path())), r.What)
}

func (r Reason) String() string { return r.Text(strconv.Quote) }

// MarshalJSON returns the reason as a sentence.
func (r Reason) MarshalJSON() ([]byte, error) { return marshal(r.String()) }
