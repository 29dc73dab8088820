package clients

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/internal/testkit"
)

// document is an OpenAPI document as plain maps: what the tests expect is read
// from it here, not by the importer.
type document map[string]any

func readDocument(t *testing.T, name string) document {
	t.Helper()
	var d map[string]any
	if err := yaml.Unmarshal([]byte(testkit.Read(t, name)), &d); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return d
}

// resolve follows references.
func (d document) resolve(v any) map[string]any {
	for {
		object := member(v)
		reference := text(object["$ref"])
		if reference == "" {
			return object
		}
		v = map[string]any(d)
		for _, segment := range strings.Split(strings.TrimPrefix(reference, "#/"), "/") {
			v = member(v)[strings.NewReplacer("~1", "/", "~0", "~").Replace(segment)]
		}
	}
}

// expected is an operation of a document.
type expected struct {
	method, path string
	operation    map[string]any
	parameters   []map[string]any // with those of the path
}

func (d document) operations() []expected {
	var all []expected
	for path, item := range member(d["paths"]) {
		item := d.resolve(item)
		for _, method := range []string{"get", "post", "put", "patch", "delete"} {
			operation, ok := item[method].(map[string]any)
			if !ok {
				continue
			}
			e := expected{method: strings.ToUpper(method), path: path, operation: operation}
			for _, list := range []any{item["parameters"], operation["parameters"]} {
				for _, p := range elements(list) {
					e.parameters = append(e.parameters, d.resolve(p))
				}
			}
			all = append(all, e)
		}
	}
	return all
}

// names returns the parameters of a place; only those that must be there, or all.
func (e expected) names(in string, all bool) []string {
	var names []string
	for _, p := range e.parameters {
		if text(p["in"]) == in && (all || p["required"] == true) {
			names = append(names, text(p["name"]))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// parameter returns the parameter of a place and name.
func (e expected) parameter(in, name string) map[string]any {
	for _, p := range e.parameters {
		if text(p["in"]) == in && text(p["name"]) == name {
			return p
		}
	}
	return nil
}

// receivedAt returns the operation that a request to a path calls whose variables have
// been filled in with their names.
func receivedAt(operations []expected, method, path string) []expected {
	var found []expected
	for _, e := range operations {
		if e.method == method && strings.NewReplacer("{", pathValue, "}", "").Replace(e.path) == path {
			found = append(found, e)
		}
	}
	return found
}

// gives reports whether a document itself gives a value for a parameter or field.
func (d document) gives(p map[string]any, value string) bool {
	schema := d.resolve(p["schema"])
	candidates := []any{p["example"], schema["example"], schema["default"]}
	candidates = append(candidates, elements(schema["enum"])...)
	candidates = append(candidates, elements(d.resolve(schema["items"])["enum"])...)
	for _, e := range member(p["examples"]) {
		candidates = append(candidates, d.resolve(e)["value"])
	}
	return slices.ContainsFunc(candidates, func(c any) bool {
		if c == nil {
			return false
		}
		list, isList := c.([]any)
		if !isList {
			list = []any{c}
		}
		var parts []string
		for _, e := range list {
			parts = append(parts, fmt.Sprint(e))
		}
		if p["explode"] != false && isList && text(p["style"]) == "" {
			return slices.Contains(parts, value)
		}
		delimiter := map[string]string{"pipeDelimited": "|", "spaceDelimited": " "}[text(p["style"])]
		return value == strings.Join(parts, cmp.Or(delimiter, ","))
	})
}

// body returns the schema of what an operation takes as a media type.
func (d document) body(e expected, media string) map[string]any {
	content := member(d.resolve(e.operation["requestBody"])["content"])
	for name, m := range content {
		if strings.HasPrefix(name, media) {
			return d.resolve(member(m)["schema"])
		}
	}
	return nil
}

// answer returns the schema of what an operation answers with, or of one of those in
// its list.
func (d document) answer(e expected) map[string]any {
	for _, status := range []string{"200", "201"} {
		content := member(d.resolve(member(e.operation["responses"])[status])["content"])
		schema := d.resolve(member(content["application/json"])["schema"])
		properties := member(schema["properties"])
		for _, list := range []any{schema["items"], member(properties["results"])["items"], member(properties["data"])["items"]} {
			if list != nil {
				return d.resolve(list)
			}
		}
		if schema["properties"] != nil {
			return schema
		}
	}
	return nil
}

// writable returns the properties of a schema that are sent.
func (d document) writable(schema map[string]any) map[string]map[string]any {
	all := map[string]map[string]any{}
	for name, p := range member(schema["properties"]) {
		if property := d.resolve(p); property["readOnly"] != true {
			all[name] = property
		}
	}
	return all
}

// isOf reports whether a decoded value is of a schema's type and among its values.
func (d document) isOf(v any, schema map[string]any) bool {
	if values := elements(schema["enum"]); len(values) > 0 {
		return slices.ContainsFunc(values, func(e any) bool { return fmt.Sprint(e) == fmt.Sprint(v) })
	}
	number, isNumber := v.(json.Number)
	switch text(schema["type"]) {
	case "string":
		_, ok := v.(string)
		return ok
	case "integer":
		return isNumber && !strings.ContainsAny(number.String(), ".eE")
	case "number":
		return isNumber
	case "boolean":
		_, ok := v.(bool)
		return ok
	case "array":
		list, ok := v.([]any)
		return ok && !slices.ContainsFunc(list, func(e any) bool { return !d.isOf(e, d.resolve(schema["items"])) })
	case "object":
		_, ok := v.(map[string]any)
		return ok
	}
	return true
}

// isText reports whether a text is a value of a parameter's schema.
func (d document) isText(value string, p map[string]any) bool {
	schema := d.resolve(p["schema"])
	if len(schema) == 0 { // Swagger 2.0
		schema = p
	}
	if pattern := text(schema["pattern"]); pattern != "" {
		if matched, err := regexp.MatchString(pattern, value); err != nil || !matched {
			return false
		}
	}
	switch text(schema["format"]) {
	case "date":
		_, err := time.Parse(time.DateOnly, value)
		return err == nil
	case "date-time":
		_, err := time.Parse(time.RFC3339, value)
		return err == nil
	}
	switch text(schema["type"]) {
	case "integer", "number":
		return d.isOf(json.Number(value), schema) && json.Valid([]byte(value))
	case "boolean":
		return value == "true" || value == "false"
	case "array":
		for element := range strings.SplitSeq(value, ",") {
			if !d.isText(element, map[string]any{"schema": schema["items"]}) {
				return false
			}
		}
		return true
	}
	return value != "" && d.isOf(value, schema)
}
