package generate_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/testkit"
)

// allOperations are the collections of DrChrono's template and of the reference
// documents, with the environments that come with them.
func allOperations(t *testing.T) map[string]*template.Template {
	t.Helper()
	all := map[string]*template.Template{"drchrono": fullTemplate(t)}
	for _, name := range []string{"drchrono/openapi-2026.yml", "openapi/stripe.yaml", "openapi/googlemaps.json"} {
		d, err := openapi.Read(name, testkit.Read(t, name), nil)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = requests.Template(d.API)
	}
	return all
}

// TestChangesNothing: with the IDs of its path filled in and nothing else edited, no
// request that changes (PATCH) or replaces (PUT) a record is one that a server accepts
// with a change.
func TestChangesNothing(t *testing.T) {
	for name, tpl := range allOperations(t) {
		text, err := generate.Collection(tpl, generate.Choices{Operations: tpl.API.Operations})
		if err != nil {
			t.Fatal(err)
		}
		environment, err := generate.Environment(tpl, tpl.API.Operations)
		if err != nil {
			t.Fatal(err)
		}
		checked := 0
		for i := range parse(t, text).Requests() {
			r := i.Request()
			if method := r.Method(); method != "PATCH" && method != "PUT" {
				continue
			}
			checked++
			if why := changes(r, environment, text); why != "" {
				t.Errorf("%s: %s: %s", name, i.Name(), why)
			}
		}
		if strings.HasPrefix(name, "drchrono") && checked != 45+42 {
			t.Errorf("%s: %d requests were checked", name, checked)
		}
	}
}

// changes says what a request would change that is sent as it is; "" where it is
// refused, or changes nothing.
func changes(r collection.Request, environment, text string) string {
	body := r.Node.Get("body")
	switch mode := body.Get("mode").Text(); mode {
	case "", "file":
		return ""
	case "raw":
		return changesJSON(r.Method(), body.Get("raw").Text(), environment+text)
	default:
		refused := false
		for f := range body.Get(mode).Elements() {
			value := f.Get("value").Text()
			switch {
			case f.Get("disabled").True():
			case r.Method() == "PATCH":
				return "sends the field " + f.Get("key").Text()
			case f.Get("type").Is("file"), strings.HasPrefix(value, "{{target_"):
				refused = refused || f.Get("type").Is("file")
			default:
				return "sends " + f.Get("key").Text() + "=" + value
			}
		}
		return ""
	}
}

// changesJSON says what a raw body would change; defined is where variables may be
// defined.
func changesJSON(method, body, defined string) string {
	switch {
	case method == "PATCH" && (body == "{}" || body == "[]" || body == ""):
		return ""
	case method == "PATCH":
		return "sends " + body
	case json.Valid([]byte(body)):
		return "replaces the record by " + body
	}
	// What nobody defines is sent as it is, and bare braces are no JSON.
	target := aBareTarget.FindStringSubmatch(body)
	switch {
	case target == nil:
		return "sends " + body
	case strings.Contains(defined, `"key": "`+target[1]+`"`):
		return target[1] + " is defined"
	}
	return ""
}

var aBareTarget = regexp.MustCompile(`(?m)^(?: *"\.\.\.": )?\{\{(target_\w+)\}\}$`)

// TestReachesNothing: no request that writes has an address with the ID of a record, or
// a variable that a script or the environment may give one.
func TestReachesNothing(t *testing.T) {
	for name, tpl := range allOperations(t) {
		text, err := generate.Collection(tpl, generate.Choices{Operations: tpl.API.Operations})
		if err != nil {
			t.Fatal(err)
		}
		for i := range parse(t, text).Requests() {
			if i.Folder == nil || i.Request().Method() == "GET" {
				continue
			}
			for v := range i.Request().Node.Get("url", "variable").Elements() {
				if value := v.Get("value").Text(); !strings.Contains(value, "{{target_") {
					t.Errorf("%s: %s: :%s is %q", name, i.Name(), v.Get("key").Text(), value)
				}
			}
		}
	}
}
