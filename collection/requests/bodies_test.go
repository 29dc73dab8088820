package requests_test

import (
	"encoding/json"
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/collection/synthetic"
	"github.com/postwright/postwright/internal/testkit"
)

// TestBodies: a body that is made for an operation is one that the schema in the
// document allows, by another judge than ourselves, and without our reader. So is
// one with all that need not be there.
func TestBodies(t *testing.T) {
	for _, want := range []struct {
		name                      string
		declared, inferred, wrong int // bodies, and examples that the document gives and forbids
	}{
		{"drchrono/openapi-2026.yml", 11, 123, 2},
		{"openapi/stripe.yaml", 446, 0, 0},
		{"openapi/googlemaps.json", 1, 0, 0},
	} {
		text := testkit.Read(t, want.name)
		d, err := openapi.Read(want.name, text, nil)
		if err != nil {
			t.Fatal(err)
		}
		// DrChrono's document allows one value that says nothing: the reader ignores it.
		j := newJudge(t, regexp.MustCompile(`(?m)^ *enum:\n *- - string\n`).ReplaceAllString(text, ""))
		values := synthetic.New(d.API, nil)
		got := want
		got.declared, got.inferred, got.wrong = 0, 0, 0
		for _, o := range d.API.Operations {
			if o.Body == nil {
				continue
			}
			example := filledIn(values.Body(o))
			if !api.IsJSON(o.Body.Media) {
				example = sample.Of(o.Body.Schema, sample.Options{Required: true})
			}
			isMisfit := o.Body.Example != nil && !sample.Fits(o.Body.Example, o.Body.Schema)
			if isMisfit {
				example = sample.Of(o.Body.Schema, sample.Options{Required: true}) // the author's goes first where it does not fit, too
				got.wrong++
			}
			for _, v := range []*api.Value{example, sample.Of(o.Body.Schema, sample.Options{})} {
				if err := j.allows(o, v); err != nil {
					t.Errorf("%s: %v\n%s", o, err, v.JSON("  "))
				}
			}
			switch {
			case o.Body.Inferred:
				got.inferred++
			default:
				got.declared++
			}
		}
		if got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

// filledIn returns a body with IDs in place of the variables for them.
func filledIn(v *api.Value) *api.Value {
	if v == nil {
		return nil
	}
	filled := *v
	if v.Kind == api.Number && strings.HasPrefix(v.Text, "{{") {
		filled.Text = "1001"
	}
	filled.Items, filled.Members = nil, nil
	for _, item := range v.Items {
		filled.Items = append(filled.Items, filledIn(item))
	}
	for _, m := range v.Members {
		filled.Members = append(filled.Members, api.Member{Name: m.Name, Value: filledIn(m.Value)})
	}
	return &filled
}

// judge holds bodies against the schemas in a document.
type judge struct {
	t        *testing.T
	document map[string]any
	compiler *jsonschema.Compiler
}

func newJudge(t *testing.T, text string) *judge {
	t.Helper()
	var read any
	if err := yaml.Load([]byte(text), &read); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(read)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := jsonschema.UnmarshalJSON(strings.NewReader(string(again)))
	if err != nil {
		t.Fatal(err)
	}
	j := &judge{t: t, document: plain.(map[string]any), compiler: jsonschema.NewCompiler()}
	j.compiler.DefaultDraft(jsonschema.Draft4)
	// DrChrono's own examples of times have no zone: they are those of the office.
	j.compiler.RegisterFormat(&jsonschema.Format{Name: "date-time", Validate: func(v any) error {
		text, isText := v.(string)
		_, err := time.Parse(time.RFC3339, text)
		if _, local := time.Parse("2006-01-02T15:04:05", text); !isText || local == nil {
			return nil
		}
		return err
	}})
	if err := j.compiler.AddResource("file:///doc.json", j.schema(plain)); err != nil {
		t.Fatal(err)
	}
	return j
}

// schema returns a value of the document with OpenAPI 3.0's schemas as those of JSON
// Schema, draft 4, and without the mistakes that are known of the documents.
func (j *judge) schema(v any) any {
	switch v := v.(type) {
	case []any:
		out := []any{}
		for _, e := range v {
			out = append(out, j.schema(e))
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for key, inner := range v {
			out[key] = j.schema(inner)
		}
		j.mend(out, v)
		if v["nullable"] == true {
			return map[string]any{"anyOf": []any{out, map[string]any{"type": "null"}}}
		}
		return out
	}
	return v
}

var types = map[string]string{"int": "integer", "bool": "boolean", "file": "string"}

func (j *judge) mend(out, v map[string]any) {
	if name, ok := v["type"].(string); ok && types[name] != "" {
		out["type"] = types[name]
	}
	for _, key := range []string{"id", "example", "examples", "default"} {
		if _, isSchema := v[key].(map[string]any); !isSchema || key != "id" {
			delete(out, key) // no part of the verdict
		}
	}
	if pattern, ok := v["pattern"].(string); ok {
		if _, err := regexp.Compile(pattern); err != nil {
			delete(out, "pattern")
		}
	}
	if _, isFlag := v["required"].(bool); isFlag {
		delete(out, "required")
	}
	if names, ok := v["required"].([]any); ok {
		properties, _ := v["properties"].(map[string]any)
		names = slices.DeleteFunc(slices.Clone(names), func(name any) bool { return j.isReadOnly(properties[name.(string)], 0) })
		if out["required"] = names; len(names) == 0 {
			delete(out, "required")
		}
	}
}

// isReadOnly reports whether a property is not to be sent.
func (j *judge) isReadOnly(v any, depth int) bool {
	s, _ := v.(map[string]any)
	if s == nil || depth > 20 {
		return false
	}
	if reference, ok := s["$ref"].(string); ok && j.isReadOnly(j.at(strings.TrimPrefix(reference, "#")), depth+1) {
		return true
	}
	parts, _ := s["allOf"].([]any)
	return s["readOnly"] == true || slices.ContainsFunc(parts, func(part any) bool { return j.isReadOnly(part, depth+1) })
}

// at returns the value at a JSON pointer of the document.
func (j *judge) at(pointer string) any {
	var v any = j.document
	for _, segment := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		m, _ := v.(map[string]any)
		v = m[strings.NewReplacer("~1", "/", "~0", "~").Replace(segment)]
	}
	return v
}

// follow returns a pointer, past the references that stand there.
func (j *judge) follow(pointer string) string {
	for {
		m, _ := j.at(pointer).(map[string]any)
		reference, ok := m["$ref"].(string)
		if !ok {
			return pointer
		}
		pointer = strings.TrimPrefix(reference, "#")
	}
}

func escaped(segment string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(segment)
}

// places returns pointers to the schemas of an operation's body: what the operation
// declares, or else what reading, making or listing the resource answers with.
func (j *judge) places(o *api.Operation) []string {
	if !o.Body.Inferred {
		body := j.follow("/paths/" + escaped(o.Path) + "/" + strings.ToLower(o.Method) + "/requestBody")
		return j.schemasOf(body)
	}
	collection := o.Path[:strings.LastIndexByte(o.Path, '/')]
	var places []string
	for _, path := range []string{o.Path, collection} {
		for _, method := range []string{strings.ToLower(o.Method), "get", "post"} {
			for _, status := range []string{"200", "201"} {
				for _, answer := range j.schemasOf(j.follow("/paths/" + escaped(path) + "/" + method + "/responses/" + status)) {
					places = append(places, answer, answer+"/items", answer+"/properties/data/items", answer+"/properties/results/items")
				}
			}
		}
	}
	return slices.DeleteFunc(places, func(place string) bool { return j.at(place) == nil })
}

// schemasOf returns pointers to the schemas of the media types of a body or an answer.
func (j *judge) schemasOf(pointer string) []string {
	content, _ := j.at(pointer + "/content").(map[string]any)
	var places []string
	for media := range content {
		if place := pointer + "/content/" + escaped(media) + "/schema"; j.at(place) != nil {
			places = append(places, place)
		}
	}
	slices.Sort(places)
	return places
}

// allows reports whether one of the schemas of an operation's body allows a value.
func (j *judge) allows(o *api.Operation, v *api.Value) error {
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(v.JSON("")))
	if err != nil {
		return err
	}
	err = errors.New("the document has no schema for its body")
	for _, place := range j.places(o) {
		var segments []string
		for _, segment := range strings.Split(place, "/") {
			segments = append(segments, url.PathEscape(segment))
		}
		s, fault := j.compiler.Compile("file:///doc.json#" + strings.Join(segments, "/"))
		if fault != nil {
			return fault
		}
		if err = s.Validate(value); err == nil {
			break
		}
	}
	return err
}
