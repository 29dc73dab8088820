package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var variableUnused = &rule.Rule{
	Name:     "variable-unused",
	Category: rule.Variables,
	Severity: diagnostic.Warning,
	Finds:    "a variable of the collection, a folder or a request that nothing uses. A variable whose name occurs as text in a script counts as used. One that a description explains, or whose name is a note to the reader, with arrows or many words, is not reported. Neither is one of a request that has no value, as converters write them.",
	Why:      "Readers look for its purpose. Often a reference to it is misspelled.",
	Bad: rule.Collection(`"variable": [{"key": "base_url", "value": "https://api.example.com"}],
"item": [{"name": "List patients", "request": "https://api.example.com/patients"}]`),
	Good: rule.Collection(`"variable": [{"key": "base_url", "value": "https://api.example.com"}],
"item": [{"name": "List patients", "request": "{{base_url}}/patients"}]`),
	Visit: rule.Visit{
		File: func(p *rule.Pass) { unused(p, p.Collection.Variables()) },
		Item: func(p *rule.Pass, i collection.Item) { unused(p, i.Variables()) },
	},
}

func unused(p *rule.Pass, variables func(func(collection.Variable) bool)) {
	for v := range variables {
		ofConverter := v.Node.Parent().Parent().Get("request").Exists() && !v.Value().Exists()
		if ofConverter || v.Disabled() || isNote(v.Key()) || p.Facts.Variables().Used(v.Key()) || isExplained(p, v.Key()) {
			continue
		}
		p.Report(rule.Finding{
			At: variableName(v), Message: fmt.Sprintf("nothing uses the variable %q", v.Key()),
			Help: "remove it, or look for the place that should use it",
		})
	}
}

// isExplained reports whether a description explains a variable, which is then for the
// reader to use: it refers to it, marks its name, or lists it with an explanation.
func isExplained(p *rule.Pass, name string) bool {
	if p.Facts.Variables().Documented(name) {
		return true
	}
	text := analysis.Memo(p.Facts, descriptions{}, func() string { return allDescriptions(p.Collection) })
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(name)
		from = end
		if start == 0 || end == len(text) {
			continue
		}
		before, after := text[start-1], text[end]
		if strings.IndexByte("`'\"*", before) >= 0 && before == after {
			return true
		}
		line := strings.TrimRight(text[:start], " \t")
		if after == ':' && line != "" && strings.IndexByte("\n-*+", line[len(line)-1]) >= 0 {
			return true
		}
	}
}

// plainText returns the text of a name or a description, which may be an object with it.
func plainText(n jsontree.Node) string {
	if n.Kind() == jsontree.Object {
		n = n.Get("content")
	}
	return n.Text()
}

// descriptions is the key for the text of all descriptions.
type descriptions struct{}

// allDescriptions returns the descriptions of a collection, its folders and its
// requests, each on lines of its own.
func allDescriptions(c collection.Collection) string {
	var b strings.Builder
	add := func(description jsontree.Node) { b.WriteString(plainText(description) + "\n") }
	b.WriteString("\n")
	add(c.Node.Get("info", "description"))
	for i := range c.Items() {
		add(i.Node.Get("description"))
		add(i.Node.Get("request", "description"))
	}
	return b.String()
}

// isNote reports whether the name of a variable is empty or a note to the reader, such
// as "PLEASE NOTE -->".
func isNote(name string) bool {
	const longest = 3 // number of words in a name
	name = strings.TrimSpace(name)
	return name == "" || strings.ContainsAny(name, "<>{}→←↓") || len(strings.Fields(name)) > longest
}

// variableName returns the node of a variable's name.
func variableName(v collection.Variable) jsontree.Node {
	if key := v.Node.Get("key"); key.Exists() {
		return key
	}
	return v.Node.Get("id")
}
