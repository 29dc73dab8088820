package generate_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/jsontree"
)

// aVariable matches a reference to a variable of the file's own; Postman makes those that
// start with "$".
var aVariable = regexp.MustCompile(`\{\{([^{}$][^{}]*)\}\}`)

// TestVariablesAreDefined: every variable for an ID that a generated request refers to is
// described in the collection and empty in the environment that comes with it; those of
// targets are defined nowhere.
func TestVariablesAreDefined(t *testing.T) {
	for name, tpl := range allOperations(t) {
		text, err := generate.Collection(tpl, generate.Choices{Operations: tpl.API.Operations})
		if err != nil {
			t.Fatal(err)
		}
		environmentText, err := generate.Environment(tpl, tpl.API.Operations)
		if err == nil && environmentText == "" { // without an authorization there is none
			environmentText, err = generate.Prepare(tpl, generate.Choices{Operations: tpl.API.Operations}).VariablesAsEnvironment()
		}
		if err != nil {
			t.Fatal(err)
		}
		described, values := map[string]string{}, map[string]jsontree.Node{}
		for v := range parse(t, text).Node.Get("variable").Elements() {
			described[v.Get("key").Text()] = v.Get("description").Text()
		}
		for v := range parse(t, environmentText).Node.Get("values").Elements() {
			values[v.Get("key").Text()] = v.Get("value")
		}
		checked, targets := map[string]bool{}, 0
		for i := range parse(t, text).Requests() {
			for _, m := range aVariable.FindAllStringSubmatch(i.Request().Node.Raw(), -1) {
				v := m[1]
				value, isValue := values[v]
				_, isDescribed := described[v]
				switch {
				case checked[v]:
				case strings.HasPrefix(v, "target_"):
					targets++
					if isValue || isDescribed {
						t.Errorf("%s: %s is defined", name, v)
					}
				case strings.HasSuffix(v, "_id"):
					checked[v] = true
					if !isValue || value.Text() != "" || described[v] == "" {
						t.Errorf("%s: %s: %s has the value %s and the description %q, want an empty value and a description", name, i.Name(), v, value.Raw(), described[v])
					}
				}
			}
		}
		if targets == 0 && slices.Contains([]string{"drchrono", "openapi/stripe.yaml"}, name) {
			t.Errorf("%s: no request has a target", name)
		}
		t.Logf("%s: %d variables for IDs, %d targets", name, len(checked), targets)
	}
}
