package generate_test

import (
	"cmp"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
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

// allOperations returns the collections of DrChrono's template, of the reference
// documents, of one with bodies of each shape, and of those in the folder that
// OPENAPI_DOCUMENTS names.
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
	d, err := openapi.Read("shapes", replacedShapes, nil)
	if err != nil {
		t.Fatal(err)
	}
	all["shapes"] = requests.Template(d.API)
	for _, file := range documentsIn(os.Getenv("OPENAPI_DOCUMENTS")) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		open := func(name string) (string, error) {
			text, err := os.ReadFile(filepath.Join(filepath.Dir(file), filepath.FromSlash(name)))
			return string(text), err
		}
		if d, err := openapi.Read(filepath.Base(file), string(text), open); err == nil {
			all[file] = requests.Template(d.API)
		}
	}
	return all
}

// documentsIn returns the files of YAML and JSON in a folder; some may be no documents.
func documentsIn(folder string) []string {
	var files []string
	_ = filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.Contains(".json.yaml.yml", cmp.Or(filepath.Ext(path), "none")) {
			files = append(files, path)
		}
		return nil
	})
	return files
}

// replacedShapes has a body of each shape, replaced and changed.
const replacedShapes = `
openapi: 3.1.0
info: {title: Shapes, version: "1"}
servers: [{url: "https://a.test"}]
paths:
  /objects: {put: {requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}}, patch: {requestBody: {content: {application/json: {example: {a: b}}}}}}
  /closed: {put: {requestBody: {content: {application/json: {schema: {type: object, additionalProperties: false, properties: {a: {type: string}, b: {type: string}}}}}}}}
  /nested: {put: {requestBody: {content: {application/json: {schema: {type: object, additionalProperties: false, properties: {a: {type: array, items: {type: string}}, b: {type: string}}}}}}}}
  /words: {put: {requestBody: {content: {application/json: {schema: {type: array, items: {type: string, example: red}}}}}}, patch: {requestBody: {content: {application/json: {schema: {type: array, items: {type: string}}}}}}}
  /text: {put: {requestBody: {content: {application/json: {schema: {type: string}}}}}}
  /nothing: {put: {requestBody: {content: {application/json: {}}}}}
  /plain: {put: {requestBody: {content: {text/plain: {example: hi}}}}, patch: {requestBody: {content: {text/plain: {example: hi}}}}}
  /xml: {put: {requestBody: {content: {application/xml: {schema: {type: object, properties: {a: {type: string}}}}}}}}
  /form: {put: {requestBody: {content: {application/x-www-form-urlencoded: {schema: {properties: {a: {type: string}}, required: [a]}}}}}, patch: {requestBody: {content: {application/x-www-form-urlencoded: {schema: {properties: {a: {type: string}}, required: [a]}}}}}}
  /parts: {put: {requestBody: {content: {multipart/form-data: {schema: {properties: {a: {type: string}, f: {type: string, format: binary}}, required: [a, f]}}}}}}
  /bytes: {put: {requestBody: {content: {application/octet-stream: {}}}}}
`

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

// changes describes what a request would change that is sent as it is; "" if it is
// refused, or changes nothing. Where a server may take any text, or nothing, the description
// must say what to do first.
func changes(r collection.Request, environment, text string) string {
	body := r.Node.Get("body")
	description := r.Node.Get("description").Text()
	switch mode := body.Get("mode").Text(); mode {
	case "":
		return ""
	case "file":
		if !strings.Contains(description, "Choose a file before you send this") {
			return "does not say to choose a file"
		}
		return ""
	case "raw":
		if language := body.Get("options", "raw", "language").Text(); r.Method() == "PUT" && language != "json" {
			if language == "text" && !strings.Contains(description, "Send it only after that") || !strings.HasPrefix(body.Get("raw").Text(), "{{target_") {
				return "sends " + body.Get("raw").Text()
			}
			return ""
		}
		return changesJSON(r.Method(), body.Get("raw").Text(), environment+text)
	default:
		for f := range body.Get(mode).Elements() {
			value := f.Get("value").Text()
			switch {
			case f.Get("disabled").True():
			case r.Method() == "PATCH":
				return "sends the field " + f.Get("key").Text()
			case f.Get("type").Is("file"), strings.HasPrefix(value, "{{target_"):
				if !strings.Contains(description, "Send it only after that") {
					return "does not say to fill in " + f.Get("key").Text()
				}
			default:
				return "sends " + f.Get("key").Text() + "=" + value
			}
		}
		return ""
	}
}

// changesJSON describes what a raw body would change; defined is where variables may be
// defined.
func changesJSON(method, body, defined string) string {
	switch {
	case method == "PATCH" && (body == "{}" || body == "[]" || body == ""):
		return ""
	case method == "PATCH":
		return "sends " + body
	}
	// Some servers read the first value and do not look at what follows.
	var first any
	if json.NewDecoder(strings.NewReader(body)).Decode(&first) == nil {
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

var aBareTarget = regexp.MustCompile(`(?m)^ *(?:"(?:[^"\\]|\\.)*": )?\{\{(target_\w+)\}\},?$`)

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
