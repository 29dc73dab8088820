package generate_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/testkit"
)

// vendorDocument returns DrChrono's OpenAPI document as plain values: what the tests
// expect comes from here, and from no code that the collection is made by.
func vendorDocument(t *testing.T) map[string]any {
	t.Helper()
	var document map[string]any
	if err := yaml.Load([]byte(testkit.Read(t, "drchrono/openapi-2026.yml")), &document); err != nil {
		t.Fatal(err)
	}
	return document
}

// fullTemplate returns DrChrono's template with its API.
func fullTemplate(t *testing.T) *template.Template {
	t.Helper()
	tpl, err := template.Embedded("drchrono")
	if err != nil {
		t.Fatal(err)
	}
	if err := template.EmbeddedAPI(tpl); err != nil {
		t.Fatal(err)
	}
	return tpl
}

// full returns DrChrono's collection with all operations.
func full(t *testing.T) collection.Collection {
	t.Helper()
	tpl := fullTemplate(t)
	text, err := generate.Collection(tpl, generate.Choices{Operations: tpl.API.Operations})
	if err != nil {
		t.Fatal(err)
	}
	d, err := jsontree.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return collection.Of(d)
}

func object(v any) map[string]any { m, _ := v.(map[string]any); return m }

func list(v any) []any { l, _ := v.([]any); return l }

func text(v any) string { s, _ := v.(string); return s }

// deref follows a reference within the document.
func deref(document map[string]any, v any) map[string]any {
	o := object(v)
	for {
		reference, ok := o["$ref"].(string)
		if !ok {
			return o
		}
		at := any(document)
		for _, segment := range strings.Split(strings.TrimPrefix(reference, "#/"), "/") {
			at = object(at)[segment]
		}
		o = object(at)
	}
}

// vendorOperations yields the operations of the document by "GET /path".
func vendorOperations(document map[string]any) map[string]map[string]any {
	all := map[string]map[string]any{}
	for path, item := range object(document["paths"]) {
		for method, o := range object(item) {
			if slices.Contains([]string{"get", "put", "post", "delete", "patch"}, method) {
				all[strings.ToUpper(method)+" "+path] = object(o)
			}
		}
	}
	return all
}

// requestsByOperation returns the requests of the full collection by the operation
// that their method and path say, the starter's left out.
func requestsByOperation(t *testing.T, c collection.Collection) map[string]collection.Item {
	t.Helper()
	all := map[string]collection.Item{}
	for i := range c.Requests() {
		path, ok := strings.CutPrefix(i.Request().URL().Raw(), "{{base_url}}")
		if i.Folder == nil && !ok || path == "/api/users/current" {
			continue
		}
		path, _, _ = strings.Cut(path, "?")
		var segments []string
		for s := range strings.SplitSeq(path, "/") {
			if name, ok := strings.CutPrefix(s, ":"); ok {
				s = "{" + name + "}"
			}
			segments = append(segments, s)
		}
		key := i.Request().Method() + " " + strings.Join(segments, "/")
		if _, twice := all[key]; twice {
			t.Errorf("%s is there twice", key)
		}
		all[key] = i
	}
	return all
}

// repeatsFilter reports whether a query parameter of an operation repeats a filter of the
// list that the operation's resource has.
func repeatsFilter(operations map[string]map[string]any, key, name string) bool {
	_, path, _ := strings.Cut(key, " ")
	listed := "GET " + strings.TrimSuffix(path, path[strings.LastIndexByte(path, '/'):])
	if !strings.HasSuffix(path, "}") {
		listed = "GET " + path
	}
	return key != listed && slices.ContainsFunc(list(operations[listed]["parameters"]), func(p any) bool { return text(object(p)["name"]) == name })
}

// withoutBody are operations that take no body, although the document declares
// one or their answers suggest one: a GET, starting a batch, an invitation.
var withoutBody = []string{
	"GET /api/signed_consent_forms",
	"POST /api/appointments_list",
	"POST /api/clinical_note_field_values_list",
	"POST /api/clinical_notes_list",
	"POST /api/eligibility_checks_list",
	"POST /api/line_items_list",
	"POST /api/patients/{id}/onpatient_access",
	"POST /api/patients_list",
	"POST /api/prescription_messages_list",
	"POST /api/transactions_list",
}

// TestFullHasEverything: every operation, parameter, path variable and required
// field of the vendor's document is in the full collection, but for the filters of
// lists that the document repeats where nothing is listed.
func TestFullHasEverything(t *testing.T) {
	document := vendorDocument(t)
	operations, requests := vendorOperations(document), requestsByOperation(t, full(t))
	if len(operations) != 327 || len(requests) != len(operations) {
		t.Errorf("%d operations, %d requests", len(operations), len(requests))
	}
	parameters, fields := 0, 0
	said := fullTemplate(t).Wording.Operations
	oneOf := map[string][]string{} // the parameter that is sent of several of which one must be
	for key, w := range said {
		oneOf[key] = w.OneOf[:min(len(w.OneOf), 1)]
	}
	for _, key := range slices.Sorted(maps.Keys(operations)) {
		item, ok := requests[key]
		if !ok {
			t.Errorf("there is no request for %s", key)
			continue
		}
		url := item.Request().Node.Get("url")
		for _, p := range list(operations[key]["parameters"]) {
			p := object(p)
			parameters++
			where := map[string]string{"query": "query", "path": "variable"}[text(p["in"])]
			found := false
			for n := range url.Get(where).Elements() {
				if n.Get("key").Is(text(p["name"])) {
					found = true
					required := p["required"] == true || text(p["name"]) == "uuid" || slices.Contains(oneOf[key], text(p["name"]))
					if where == "query" && n.Get("disabled").True() == required {
						t.Errorf("%s: %s: required is %v and disabled %v", key, p["name"], required, n.Get("disabled").True())
					}
					if n.Get("description").Text() == "" {
						t.Errorf("%s: %s has no description", key, p["name"])
					}
				}
			}
			if !found && (p["required"] == true || !repeatsFilter(operations, key, text(p["name"]))) {
				t.Errorf("%s: the %s parameter %v is missing", key, p["in"], p["name"])
			}
		}
		if slices.Contains(withoutBody, key) {
			if body := item.Request().Node.Get("body"); body.Exists() {
				t.Errorf("%s has a body: %s", key, body.Raw())
			}
			continue
		}
		for _, name := range requiredFields(document, operations, key) {
			fields++
			if !hasField(item, name) {
				t.Errorf("%s: the required field %s is missing", key, name)
			}
		}
	}
	t.Logf("%d parameters, %d required fields", parameters, fields)
	if parameters != 1198+185 || fields == 0 {
		t.Errorf("%d parameters and %d required fields were counted", parameters, fields)
	}
}

// requiredFields returns the fields that a write must have: of the body that the
// document declares, or else of what creating the resource, or reading one of
// it, answers with. Actions, and jobs whose answer is no resource, take none.
func requiredFields(document map[string]any, operations map[string]map[string]any, key string) []string {
	method, path, _ := strings.Cut(key, " ")
	if method == "DELETE" {
		return nil
	}
	var schema map[string]any
	for _, media := range object(deref(document, operations[key]["requestBody"])["content"]) {
		schema = deref(document, object(media)["schema"])
	}
	if schema == nil && method == "GET" {
		return nil
	}
	answer := func(key string) map[string]any {
		for _, status := range []string{"200", "201"} {
			content := object(object(operations[key]["responses"])[status])["content"]
			if of := object(object(content)["application/json"])["schema"]; object(of)["$ref"] != nil {
				return deref(document, of)
			}
		}
		return nil
	}
	if schema == nil {
		switch {
		case strings.HasSuffix(path, "}"):
			schema = answer("GET " + path)
			if schema == nil {
				schema = answer("POST " + path[:strings.LastIndex(path, "/")])
			}
		case !strings.Contains(path, "{"):
			schema = answer(key)
		}
	}
	var names []string
	for _, name := range list(schema["required"]) {
		if property := deref(document, object(schema["properties"])[text(name)]); property != nil && property["readOnly"] != true {
			names = append(names, text(name))
		}
	}
	return names
}

// hasField reports whether a request's body has a field or, where sending it would change
// a record, its description's table.
func hasField(item collection.Item, name string) bool {
	body := item.Request().Node.Get("body")
	if method := item.Request().Method(); method == "PUT" || method == "PATCH" {
		return strings.Contains(item.Request().Node.Get("description").Text(), "`"+name+"`") ||
			slices.ContainsFunc(slices.Collect(body.Get("formdata").Elements()), func(n jsontree.Node) bool { return n.Get("key").Is(name) })
	}
	for _, mode := range []string{"formdata", "urlencoded"} {
		for n := range body.Get(mode).Elements() {
			if n.Get("key").Is(name) && !n.Get("disabled").True() {
				return true
			}
		}
	}
	d, err := jsontree.Parse(aBareVariable.ReplaceAllString(body.Get("raw").Text(), "${1}1"))
	return err == nil && d.Root().Get(name).Exists()
}

var aBareVariable = regexp.MustCompile(`(: |\[\s*|,\s*)\{\{\w+\}\}`)

// TestFullMatchesOneOperation: with its variables filled in, each request's
// address is that of exactly one path of the document that has its method.
func TestFullMatchesOneOperation(t *testing.T) {
	operations := vendorOperations(vendorDocument(t))
	for key, item := range requestsByOperation(t, full(t)) {
		var filled []string
		for n := range item.Request().Node.Get("url", "path").Elements() {
			segment := n.Text()
			if strings.HasPrefix(segment, ":") {
				segment = "4711"
			}
			filled = append(filled, segment)
		}
		var fitting []string
		for operation := range operations {
			method, path, _ := strings.Cut(operation, " ")
			theirs := strings.Split(strings.Trim(path, "/"), "/")
			fits := method == item.Request().Method() && len(theirs) == len(filled)
			for i := 0; fits && i < len(theirs); i++ {
				fits = theirs[i] == filled[i] || strings.HasPrefix(theirs[i], "{") && filled[i] == "4711"
			}
			if fits {
				fitting = append(fitting, operation)
			}
		}
		if fmt.Sprint(fitting) != "["+key+"]" {
			t.Errorf("%s fits %v", key, fitting)
		}
	}
}
