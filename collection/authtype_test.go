package collection_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/schemas"
)

// TestAuthTypes: the table has the types that the schema allows, each once and in
// order, and speaks only of attributes that it has.
func TestAuthTypes(t *testing.T) {
	var names []string
	for _, a := range collection.AuthTypes() {
		names = append(names, a.Type)
		if a.Name == "" {
			t.Errorf("%s has no name", a.Type)
		}
		if found, ok := collection.AuthTypeOf(a.Type); !ok || found.Name != a.Name {
			t.Errorf("%s is found as %q", a.Type, found.Name)
		}
		keys := collection.AuthAttributes(a.Type)
		if len(keys) != len(a.Attributes) || len(slices.Compact(slices.Clone(keys))) != len(keys) {
			t.Errorf("%s has the keys %q", a.Type, keys)
		}
		for _, key := range slices.Concat(a.Required, a.SignsWith) {
			if !slices.Contains(keys, key) {
				t.Errorf("%s has no attribute %s", a.Type, key)
			}
		}
		for _, attribute := range a.Attributes {
			if _, ok := attribute.Values[attribute.Default]; attribute.Default != "" && !ok {
				t.Errorf("%s: the default %q of %s is none of its values", a.Type, attribute.Default, attribute.Key)
			}
		}
	}
	if !slices.IsSorted(names) {
		t.Errorf("%q are not in order", names)
	}
	var schema struct {
		Definitions struct {
			AuthType struct{ Enum []string }
		}
	}
	text, err := schemas.Collection(schemas.Postman)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	allowed := schema.Definitions.AuthType.Enum
	slices.Sort(allowed)
	if !slices.Equal(allowed, names) {
		t.Errorf("the schema allows %q, the table has %q", allowed, names)
	}
	if _, ok := collection.AuthTypeOf("oauth3"); ok || collection.AuthAttributes("oauth3") != nil {
		t.Error("oauth3 is known")
	}
}

// TestGrants: the form has the grants, and they need only attributes of OAuth2.
func TestGrants(t *testing.T) {
	oauth2, _ := collection.AuthTypeOf("oauth2")
	i := slices.IndexFunc(oauth2.Attributes, func(a collection.AuthAttribute) bool { return a.Key == "grant_type" })
	form := oauth2.Attributes[i]
	for _, g := range collection.Grants() {
		if form.Values[g.Name] == "" || g.Words == "" {
			t.Errorf("the form has no grant %s, or it has no words", g.Name)
		}
		for _, key := range g.Needs {
			if !slices.Contains(collection.AuthAttributes("oauth2"), key) {
				t.Errorf("OAuth2 has no attribute %s", key)
			}
		}
	}
	if len(form.Values) != len(collection.Grants()) {
		t.Errorf("the form has %d grants", len(form.Values))
	}
	if g, ok := collection.GrantOf(""); !ok || g.Name != form.Default {
		t.Errorf("without a name it is %q", g.Name)
	}
	if _, ok := collection.GrantOf("password"); ok {
		t.Error("password is a grant")
	}
}
