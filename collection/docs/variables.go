package docs

import (
	"cmp"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// variables adds the variables that the collection defines, and then the undefined ones
// that many of its requests use: those with the most users first.
func (m *maker) variables() {
	m.variableAt = map[string]int{}
	known := map[string]bool{}
	for v := range m.facts.Collection.Variables() {
		if v.Disabled() || v.Key() == "" || known[v.Key()] {
			continue
		}
		known[v.Key()] = true
		m.addVariable(Variable{
			Name: v.Key(), Value: valueText(v.Value()), Description: descriptionOf(v.Node), Hidden: m.secrets.has(v.Value()),
		})
	}
	m.users = map[string]int{}
	type user struct {
		name string
		of   jsontree.Node
	}
	counted := map[user]bool{}
	var names []string
	for _, use := range m.facts.Variables().Uses {
		if use.Item == nil || known[use.Name] && m.users[use.Name] == 0 && m.variable(use.Name).Value != "" {
			continue
		}
		if m.users[use.Name] == 0 {
			names = append(names, use.Name)
		}
		if by := (user{use.Name, use.Item.Node}); !counted[by] {
			counted[by] = true
			m.users[use.Name]++
		}
		if !known[use.Name] && (strings.HasPrefix(use.Name, "$") || strings.HasPrefix(use.Name, collection.Vault) || m.definedAround(use.Name, use.Item)) {
			known[use.Name] = true
		}
	}
	// The order of uses in the file is that of its format.
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(m.users[b]-m.users[a], strings.Compare(a, b)) })
	for _, name := range names {
		if !known[name] && (m.users[name]*20 >= m.page.Requests || m.page.Requests <= few) {
			m.addVariable(Variable{Name: name, Undefined: m.undefinedName(name)})
		}
	}
}

func (m *maker) addVariable(v Variable) {
	v.Scripted = m.facts.Variables().SetByScript(v.Name)
	m.variableAt[v.Name] = len(m.page.Variables)
	m.page.Variables = append(m.page.Variables, v)
}

// definedAround reports whether a folder or request around a use defines a
// variable.
func (m *maker) definedAround(name string, i *collection.Item) bool {
	if i == nil {
		return false
	}
	for v := range i.Scope() {
		if v.Key() == name {
			return true
		}
	}
	return false
}

// openIn returns the variables in texts that have no value in the file, each once,
// except those from Postman's vault.
func (m *maker) openIn(i *collection.Item, texts ...string) []Variable {
	var open []Variable
	seen := map[string]bool{}
	for _, text := range texts {
		for r := range collection.References(m.resolve(text, i)) {
			if !seen[r.Name] && !strings.HasPrefix(r.Name, collection.Vault) {
				seen[r.Name] = true
				open = append(open, m.variable(r.Name))
			}
		}
	}
	return open
}

// variable returns the page's information about a variable.
func (m *maker) variable(name string) Variable {
	if at, ok := m.variableAt[name]; ok {
		return m.page.Variables[at]
	}
	if kept, ok := strings.CutPrefix(name, collection.Vault); ok {
		return Variable{Name: name, Description: "in Postman: " + kept + " in the vault"}
	}
	return Variable{Name: name, Undefined: m.undefinedName(name)}
}

// undefinedName reports whether neither a script nor the environment sets a variable
// that the collection does not define.
func (m *maker) undefinedName(name string) bool {
	return !strings.HasPrefix(name, "$") && !m.facts.Variables().SetByScript(name) && !slices.Contains(m.options.Files.Variables, name)
}

// open returns the page's variables without a value that no script sets and that many
// requests use.
func (m *maker) open() []Variable {
	var open []Variable
	for _, v := range m.page.Variables {
		if v.Value == "" && !v.Hidden && !v.Scripted && m.users[v.Name]*5 >= m.page.Requests {
			open = append(open, v)
		}
	}
	return open
}
