package docs

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
)

// scopes collects the scopes that the collection's authorizations request and, if a
// template has them, those that its requests need.
func (m *maker) scopes() {
	names, all := m.askedScopes()
	neededBy := map[string][]Link{}
	m.needs = map[jsontree.Node][]string{}
	m.grantsOf = map[string]string{}
	if t := m.options.Template; t != nil {
		for _, s := range slices.Backward(t.Scopes) {
			m.grantsOf[s.Name] = s.Description
		}
		if all {
			for _, name := range t.ScopeNames() {
				names = append(names, name)
				m.asked[name] = true
			}
		}
		for i := range m.facts.Collection.Requests() {
			path, toServer := t.Path(m.facts.Address(i))
			if !toServer || i.Auth().Type() != "oauth2" {
				continue
			}
			needs, _ := t.Needs(i.Request().Method(), path)
			m.needs[i.Node] = needs
			for _, name := range needs {
				names = append(names, name)
				neededBy[name] = append(neededBy[name], m.links[i.Node])
			}
		}
	}
	m.noted = notedScopes(descriptionOf(m.facts.Collection.Node.Get("info")))
	m.scopeID = map[string]string{}
	for _, name := range names {
		if m.scopeID[name] != "" {
			continue
		}
		m.scopeID[name] = m.ids.of("scope " + name)
		s := m.scope(name)
		s.NeededBy = neededBy[name]
		m.page.Scopes = append(m.page.Scopes, s)
	}
}

// askedScopes returns the scopes that the collection's authorizations request, in their
// order, and whether one of them requests all by naming none.
func (m *maker) askedScopes() (names []string, all bool) {
	m.asked = map[string]bool{}
	ask := func(a collection.Auth, i *collection.Item) {
		if a.Type() != "oauth2" {
			return
		}
		asked := collection.ScopeNames(m.resolve(a.Attribute("scope").Text(), i))
		all = all || len(asked) == 0
		for _, name := range asked {
			names = append(names, name)
			m.asked[name] = true
		}
	}
	c := m.facts.Collection
	ask(c.Auth(), nil)
	for i := range c.Items() {
		ask(i.OwnAuth(), &i)
	}
	return names, all
}

// scope returns the page's information about a scope.
func (m *maker) scope(name string) Scope {
	return Scope{ID: m.scopeID[name], Name: name, Description: m.grants(name), Asked: m.asked[name]}
}

// grants returns what a scope grants: in the template's words, or else in those of the
// collection's description.
func (m *maker) grants(name string) string {
	if text, ok := m.grantsOf[name]; ok {
		return text
	}
	return m.noted[name]
}

// notedScope matches an entry of a list in which a description explains scopes: "-
// `labs:read`: See lab orders."
var notedScope = lazy.Regexp{Expr: "^[-*+] +`([^`]+)`(?:: +| +[-–—] +)?(.*)$"}

func notedScopes(description string) map[string]string {
	noted := map[string]string{}
	for line := range strings.Lines(description) {
		if match := notedScope.Get().FindStringSubmatch(strings.TrimSpace(line)); match != nil {
			noted[match[1]] = match[2]
		}
	}
	return noted
}
