package generate_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/requests"
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

// withExamples has parameters for IDs that the document gives a value for.
const withExamples = `
openapi: 3.0.3
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      parameters:
        - {name: shop_id, in: query, required: true, example: 3, schema: {type: integer}}
      responses: {"200": {description: "", content: {application/json: {schema: {type: array, items: {type: object, properties: {id: {type: integer}}}}}}}}
    delete:
      parameters:
        - {name: id, in: query, required: true, example: 5, schema: {type: integer}}
  /pets/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, example: 7, schema: {type: integer}}
    delete:
      parameters:
        - {name: id, in: path, required: true, example: 7, schema: {type: integer}}
  /owners/{owner_id}:
    get:
      parameters:
        - {name: owner_id, in: path, required: true, schema: {type: integer, example: 9}}
`

// TestIDsAreUsed: a variable for an ID is defined only where a request refers to it.
// A request that reads has the document's value instead; one that deletes has none that a
// server could take.
func TestIDsAreUsed(t *testing.T) {
	all := allOperations(t)
	d, err := openapi.Read("pets", withExamples, nil)
	if err != nil {
		t.Fatal(err)
	}
	all["pets"] = requests.Template(d.API)
	for name, tpl := range all {
		text, err := generate.Collection(tpl, generate.Choices{Operations: tpl.API.Operations})
		if err != nil {
			t.Fatal(err)
		}
		root := parse(t, text).Node
		for v := range root.Get("variable").Elements() {
			key := v.Get("key").Text()
			if strings.HasSuffix(key, "_id") && !strings.Contains(root.Get("item").Raw()+root.Get("auth").Raw(), "{{"+key+"}}") {
				t.Errorf("%s: nothing refers to the variable %s", name, key)
			}
		}
		if name != "pets" {
			continue
		}
		values := map[string]string{
			"Get a pet": `"7"`, "Get an owner": `"9"`, "List pets": `"3"`,
			"Delete a pet": `"{{target_pet_id}}"`, "Delete pets": `"{{target_pet_id}}"`,
		}
		for i := range parse(t, text).Requests() {
			if want := values[i.Name()]; !strings.Contains(i.Request().Node.Get("url").Raw(), `"value": `+want) {
				t.Errorf("%s: the value is not %s: %s", i.Name(), want, i.Request().Node.Get("url").Raw())
			}
			delete(values, i.Name())
		}
		for missing := range values {
			t.Errorf("there is no request %q", missing)
		}
	}
}
