package docs

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/redact/secret"
)

// required returns the attributes that an authorization requires, by key.
func required(a collection.Auth) map[string]bool {
	need := map[string]bool{}
	add := func(keys ...string) {
		for _, key := range keys {
			need[key] = true
		}
	}
	t, _ := collection.AuthTypeOf(a.Type())
	add(t.Required...)
	if t.Type == "oauth2" {
		grant, _ := collection.GrantOf(a.Attribute("grant_type").Text())
		add(grant.Needs...)
		if need["authUrl"] {
			add("redirect_uri")
		}
		if grant.Name == "authorization_code" {
			add("clientSecret") // with PKCE, a public client has none
		}
	}
	return need
}

// addresses lists the attributes that are an address, in which "example" is part of a
// host.
var addresses = lazy.Words{Text: "authUrl accessTokenUrl redirect_uri refreshTokenUrl"}

// empty reports whether an attribute has no value that Postman could use: nothing, or a
// placeholder.
func (m *maker) empty(key string, value jsontree.Node) bool {
	text := strings.TrimSpace(valueText(value))
	switch {
	case m.secrets.has(value):
		return m.secrets.standIns[value.Pointer()]
	case text == "":
		return true
	}
	for range collection.References(text) {
		return false
	}
	if addresses.Has(key) {
		return strings.Contains(text, "<") || strings.Contains(strings.ToLower(text), "your")
	}
	return secret.Placeholder(text)
}

// undefined returns the variables in the attributes of an authorization that no file
// defines, each once.
func (m *maker) undefined(use *authUse) []string {
	var names []string
	var texts []string
	for key, value := range use.auth.Values() {
		if key != "accessToken" && !m.secrets.has(value) {
			texts = append(texts, valueText(value))
		}
	}
	for _, v := range m.openIn(use.owner, texts...) {
		if v.Undefined && !m.definedAround(v.Name, use.owner) {
			names = append(names, v.Name)
		}
	}
	return names
}

// labelsOf returns the labels of the fields that are missing.
func labelsOf(fields []Field) []Span {
	var list []Span
	for _, f := range fields {
		if f.Missing {
			list = append(list, strong(f.Label))
		}
	}
	return list
}

// missing returns the sentence that says which fields of a form the reader fills in; nil
// if there are none. start is the sentence up to their names.
func missing(start string, fields []Field) []Span {
	labels := labelsOf(fields)
	if len(labels) == 0 {
		return nil
	}
	end := ": the collection has no value for it."
	if len(labels) > 1 {
		end = ": the collection has no values for them."
	}
	return append(append([]Span{plain(start)}, enumerated(labels)...), plain(end))
}

// claim describes what is filled in under "Configure New Token", and no more than that.
func (m *maker) claim(use *authUse, fields []Field) []Span {
	undefined := m.undefined(use)
	gaps := missing(", fill in ", fields)
	form := strong("Configure New Token")
	var text []Span
	switch {
	case gaps != nil:
		text = append([]Span{plain(" Under "), form}, gaps...)
	case undefined == nil && use.auth.Attribute("scope").Text() == "":
		text = []Span{plain(" Everything that is required under "), form, plain(" is filled in already.")}
	case undefined == nil:
		text = []Span{plain(" Everything under "), form, plain(" is filled in already.")}
	default:
		text = []Span{plain(" Under "), form, plain(" every field has a value.")}
	}
	if undefined != nil {
		var names []Span
		for _, name := range undefined {
			names = append(names, code(name))
		}
		text = append(append(append(text, plain(" The collection uses ")), enumerated(names)...), plain(" without defining it: add it to the environment first."))
	}
	return append(text, plain(" It reads:"))
}

// enumerated joins spans with commas and "and".
func enumerated(list []Span) []Span {
	var spans []Span
	for i, s := range list {
		switch {
		case i > 0 && i == len(list)-1:
			spans = append(spans, plain(" and "))
		case i > 0:
			spans = append(spans, plain(", "))
		}
		spans = append(spans, s)
	}
	return spans
}
