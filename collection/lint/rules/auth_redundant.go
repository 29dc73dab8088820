package rules

import (
	"fmt"
	"maps"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var authRedundant = &rule.Rule{
	Name:     "auth-redundant",
	Category: rule.Authorization,
	Severity: diagnostic.Info,
	Finds:    `a request or folder whose authorization repeats what it would inherit. "No Auth" is not reported: it says that the request needs none.`,
	Why:      "It must be changed in every place when the authorization changes.",
	Fix:      "Removes the repetition: the request then inherits the same authorization.",
	Bad: rule.Collection(`"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}"}]},
"variable": [{"key": "access_token", "value": ""}],
"item": [{"name": "List patients", "request": {"url": "https://api.example.com/patients",
	"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}"}]}}}]`),
	Good: rule.Collection(`"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}"}]},
"variable": [{"key": "access_token", "value": ""}],
"item": [{"name": "List patients", "request": {"url": "https://api.example.com/patients"}}]`),
	Visit: rule.Visit{Auth: func(p *rule.Pass, i *collection.Item, a collection.Auth) {
		if i == nil {
			return
		}
		inherited := i.InheritedAuth()
		if !inherited.IsSet() || a.Type() == "noauth" || !sameAuth(a, inherited) {
			return
		}
		f := rule.Finding{
			At:      a.Node.Get("type"),
			Message: fmt.Sprintf("the %s repeats the authorization that it would inherit", kindOf(*i)),
			Help:    fmt.Sprintf("it is already in %s", p.Facts.Line(inherited.Node)),
		}
		if hasOnce(a.Node.Parent(), "auth") {
			f.Fix = []jsontree.Edit{a.Node.Remove()} // otherwise another one would be in force
		}
		p.Report(f)
	}},
}

// hasOnce reports whether an object has exactly one member with a name.
func hasOnce(object jsontree.Node, name string) bool {
	count := 0
	for key := range object.Members() {
		if key.Is(name) {
			count++
		}
	}
	return count == 1
}

// sameAuth reports whether two authorizations set the same attributes to the same
// values, in any order.
func sameAuth(a, b collection.Auth) bool {
	if a.Type() == "" || a.Type() != b.Type() {
		return false
	}
	first, ok := settings(a)
	second, alsoOK := settings(b)
	return ok && alsoOK && maps.Equal(first, second)
}

// settings returns the attributes by key, with their values as written. It returns false
// if a key occurs twice or the values are not in the usual place.
func settings(a collection.Auth) (map[string]string, bool) {
	set := map[string]string{}
	block := a.Node.Get(a.Type())
	if a.Type() != "noauth" && block.Kind() != jsontree.Array {
		return nil, false
	}
	for at := range a.Attributes() {
		if _, twice := set[at.Key()]; twice {
			return nil, false
		}
		value := at.Value()
		if value.Kind() == jsontree.String {
			set[at.Key()] = "string " + value.Text()
		} else {
			set[at.Key()] = value.Raw()
		}
	}
	return set, true
}
