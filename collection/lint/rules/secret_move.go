package rules

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/secret"
)

// freeName is the name of the variable that a secret goes to: that of its place
// or kind, with a number where another value has that name already.
func freeName(p *rule.Pass, s secret.Finding) string {
	base := s.Variable()
	value := s.Node.Text()[s.From:s.To]
	for number := 1; ; number++ {
		name := base
		if number > 1 {
			name = fmt.Sprintf("%s_%d", base, number)
		}
		given, defined := definedValue(p, name)
		// What is referred to and not defined is somebody's in an environment that
		// the linter does not see.
		v := p.Facts.Variables()
		if !defined && !v.Defined(name) && !v.Mentioned(name) || defined && given == value {
			return name
		}
		// An empty one of that name waits for just this value.
		if defined && given == "" {
			return name
		}
	}
}

// definedValue is the value of a variable of that name where a secret would go.
func definedValue(p *rule.Pass, name string) (string, bool) {
	if p.Facts.Environment != nil {
		return p.Facts.Environment.Value(name)
	}
	for v := range p.Collection.Variables() {
		if v.Key() == name {
			return v.Value().Text(), true
		}
	}
	return "", false
}

// movingEdits take a secret out of its place and put it into a variable.
func movingEdits(p *rule.Pass, s secret.Finding, name string, at secret.Place) (here, there []collection.Edit) {
	value := s.Node.Text()[s.From:s.To]
	if strings.Contains(value, "{{") {
		return nil, nil // part of it is a reference: it is not certain what moves
	}
	from, to := rule.Within(s.Node, s.From, s.To)
	if at == secret.InVariable {
		if name = s.Node.Parent().Get("key").Text(); name == "" {
			return nil, nil
		}
		if given, ok := p.Facts.Environment.Value(name); ok && given != "" && given != value {
			return nil, nil // the environment has another: nobody knows which is right
		}
		here = []collection.Edit{{Start: from, End: to}}
	} else {
		here = []collection.Edit{{Start: from, End: to, Text: "{{" + name + "}}"}}
		if mirror, ok := mirrored(s, value, name); ok {
			here = append(here, mirror...)
		} else {
			return nil, nil
		}
	}
	if p.Facts.Environment != nil {
		return here, inEnvironment(p, name, value)
	}
	return append(here, inCollection(p, name, value)...), nil
}

// mirrored are the edits on the second spelling of a secret that stands in an
// address: "raw" holds what the query holds. It is false where the two cannot be
// changed together for certain.
func mirrored(s secret.Finding, value, name string) ([]collection.Edit, bool) {
	address := s.Node
	for address.Exists() && !address.Key().Is("url") {
		address = address.Parent()
	}
	raw := address.Get("raw")
	if !raw.Exists() || s.Node == raw {
		// Alone in raw: in an address with parts, the parts hold it as well.
		return nil, !raw.Exists() || !collection.URL{Node: address}.HasParts()
	}
	text := raw.Text()
	for _, spelled := range []string{value, url.QueryEscape(value)} {
		if strings.Count(text, spelled) == 1 {
			i := strings.Index(text, spelled)
			from, to := rule.Within(raw, i, i+len(spelled))
			return []collection.Edit{{Start: from, End: to, Text: "{{" + name + "}}"}}, true
		}
	}
	return nil, !strings.Contains(text, value)
}

// inEnvironment defines a variable in the environment's file, if it is not
// there already.
func inEnvironment(p *rule.Pass, name, value string) []collection.Edit {
	entry := fmt.Sprintf(`{"key": %s, "value": %s, "type": "secret", "enabled": true}`, collection.Quote(name), collection.Quote(value))
	root := p.Facts.Environment.Document.Root()
	for n := range root.Get("values").Elements() {
		enabled := n.Get("enabled")
		if n.Get("key").Is(name) && (!enabled.Exists() || enabled.True()) {
			if n.Get("value").Is(value) {
				return nil
			}
			return []collection.Edit{setMember(n, "value", collection.Quote(value))}
		}
	}
	if list := root.Get("values"); list.Kind() == collection.Array {
		return []collection.Edit{list.AppendElement(entry)}
	}
	return []collection.Edit{root.Append(collection.Member{Key: "values", JSON: "[" + entry + "]"})}
}

// inCollection defines a variable in the collection, if it is not there
// already.
func inCollection(p *rule.Pass, name, value string) []collection.Edit {
	for v := range p.Collection.Variables() {
		if v.Key() == name && !v.Disabled() {
			if v.Value().Is(value) {
				return nil
			}
			return []collection.Edit{setMember(v.Node, "value", collection.Quote(value))}
		}
	}
	entry := fmt.Sprintf(`{"key": %s, "value": %s}`, collection.Quote(name), collection.Quote(value))
	if list := p.Collection.Node.Get("variable"); list.Kind() == collection.Array {
		return []collection.Edit{list.AppendElement(entry)}
	}
	return []collection.Edit{p.Collection.Node.Append(collection.Member{Key: "variable", JSON: "[" + entry + "]"})}
}

// setMember is the edit that gives a member of an object a value.
func setMember(object collection.Node, key, json string) collection.Edit {
	if value := object.Get(key); value.Exists() {
		return value.Replace(json)
	}
	return object.Append(collection.Member{Key: key, JSON: json})
}
