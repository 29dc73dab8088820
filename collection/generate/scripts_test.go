package generate_test

import (
	"regexp"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/templates"
)

var referenceInScript = regexp.MustCompile(`\{\{([^{}]*)\}\}`)

// TestScriptsKeepSecrets checks that no script of an embedded template writes out
// a reference to a secret variable. Runs of Postman's v3 format replace
// references in scripts by their values, so that a message that only names the
// variable would print the secret.
func TestScriptsKeepSecrets(t *testing.T) {
	for _, name := range templates.Names() {
		tpl, err := template.Embedded(name)
		if err != nil {
			t.Fatal(err)
		}
		made, err := generate.Prepare(tpl, generate.Choices{AuthLevel: generate.AuthOnCollection, AutoRefresh: tpl.AutoRefresh != ""}).Draft()
		if err != nil {
			t.Fatal(err)
		}
		isSecret := map[string]bool{}
		if tpl.Environment != nil {
			for _, v := range tpl.Environment.Values {
				isSecret[v.Key] = v.Secret
			}
		}
		scripts := 0
		check := func(where string, e collection.Event) {
			scripts++
			for _, reference := range referenceInScript.FindAllStringSubmatch(e.Source(), -1) {
				if isSecret[reference[1]] || secret.IsName(reference[1]) {
					t.Errorf("%s: the %s script of %s refers to %s", name, e.Listen(), where, reference[0])
				}
			}
		}
		c := collection.Collection{Node: made.Root()}
		for e := range c.Events() {
			check("the collection", e)
		}
		for item := range c.Items() {
			for e := range item.Events() {
				check(item.Name(), e)
			}
		}
		if tpl.AutoRefresh != "" && scripts < 2 {
			t.Errorf("%s: only %d scripts found", name, scripts)
		}
	}
}
