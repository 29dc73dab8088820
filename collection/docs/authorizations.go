package docs

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/redact"
)

func authName(authType string) string {
	if t, ok := collection.AuthTypeOf(authType); ok {
		return t.Name
	}
	return authType
}

// usualTokenKeys lists the fields that are shown even if the file has no value, because
// the form has one or needs one.
var usualTokenKeys = lazy.Words{Text: "grant_type client_authentication addTokenTo state"}

// fields returns an authorization's attributes as Postman's form shows them, including
// missing ones.
func (m *maker) fields(use *authUse) []Field {
	a := use.auth
	need := required(a)
	known, _ := collection.AuthTypeOf(a.Type())
	var list []Field
	seen := map[string]bool{"accessToken": a.Type() == "oauth2"}
	for _, l := range known.Attributes {
		if l.Label == "" {
			continue
		}
		seen[l.Key] = true
		value := a.Attribute(l.Key)
		text := valueText(value)
		if need[l.Key] && m.empty(l.Key, value) {
			list = append(list, Field{Label: l.Label, Value: text, Note: "Missing: fill it in.", Missing: true})
			continue
		}
		if text == "" && l.Default != "" {
			text = l.Default
		}
		if !value.Exists() && !usualTokenKeys.Has(l.Key) && l.Default == "" {
			continue
		}
		shown, choice := l.Values[text]
		if choice {
			text = shown
		}
		list = append(list, Field{Label: l.Label, Value: text, Choice: choice, Tick: value.Kind() == jsontree.Bool, Hidden: m.secrets.has(value)})
	}
	for key, value := range a.Values() {
		if !seen[key] && valueText(value) != "" && value.Kind() != jsontree.Array && value.Kind() != jsontree.Object {
			seen[key] = true
			list = append(list, Field{Label: redact.Text(key), Value: valueText(value), Hidden: m.secrets.has(value)})
		}
	}
	return list
}

// auth returns the description of a request's authorization.
func (m *maker) auth(i collection.Item) Auth {
	a := i.Auth()
	if !a.IsSet() {
		return Auth{}
	}
	auth := Auth{Name: authName(a.Type()), SetUp: m.setUpOf[textOf(a)]}
	if i.OwnAuth().IsSet() {
		return auth
	}
	auth.From = "the collection"
	for at := i.Folder; at != nil; at = at.Folder {
		if at.OwnAuth().IsSet() {
			auth.From = "the folder “" + strings.TrimSpace(named(*at)) + "”"
			break
		}
	}
	return auth
}
