package schemas

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/xeipuuv/gojsonschema"

	"github.com/postwright/postwright/internal/testkit"
)

// format is one version of the collection format that has a schema here.
type format struct {
	version string
	schema  func(Profile) ([]byte, error)
	listed  bool // authorization attributes are a list, not an object
}

var (
	v210    = format{"v2.1.0", Collection, true}
	v200    = format{"v2.0.0", CollectionV200, false}
	formats = []format{v210, v200}
)

// in returns the format's schema in profile p.
func (f format) in(t *testing.T, p Profile) []byte {
	t.Helper()
	text, err := f.schema(p)
	if err != nil {
		t.Fatalf("%s in %q: %v", f.version, p, err)
	}
	return text
}

// schemaFiles returns every schema of this file's API, by name.
func schemaFiles(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{"environment": Environment()}
	for _, f := range formats {
		for _, p := range Profiles() {
			files[f.version+" "+string(p)] = f.in(t, p)
		}
	}
	return files
}

// decoded returns the JSON value in text.
func decoded(t *testing.T, text string) any {
	t.Helper()
	v, err := decode([]byte(text))
	if err != nil {
		t.Fatalf("decoding %.60q: %v", text, err)
	}
	return v
}

// judge reports whether a decoded JSON value is valid.
type judge func(v any) bool

// newJudge compiles a schema in gojsonschema.
func newJudge(t *testing.T, text []byte) judge {
	t.Helper()
	schema, err := gojsonschema.NewSchema(gojsonschema.NewBytesLoader(text))
	if err != nil {
		t.Fatalf("compiling the schema: %v", err)
	}
	return func(v any) bool {
		result, err := schema.Validate(gojsonschema.NewRawLoader(v))
		return err == nil && result.Valid()
	}
}

func TestProfiles(t *testing.T) {
	if got, want := Profiles(), []Profile{Postman, Official}; !slices.Equal(got, want) {
		t.Errorf("Profiles() = %q, want %q", got, want)
	}
	for _, f := range formats {
		if _, err := f.schema("strict"); err == nil || !strings.Contains(err.Error(), `"strict"`) {
			t.Errorf(`%s in "strict" fails with %v, want an error that names the profile`, f.version, err)
		}
		for _, p := range Profiles() {
			first := f.in(t, p)
			want := string(first)
			clear(first)
			if got := string(f.in(t, p)); got != want {
				t.Errorf("%s in %q depends on what a caller did to an earlier result", f.version, p)
			}
		}
	}
}

// TestPostmanIsMerged: the schema of the profile is the official one with the
// patch applied, the same on each run.
func TestPostmanIsMerged(t *testing.T) {
	patch, err := os.ReadFile("collection-v2.1.0.postman.json")
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		want, err := applyMergePatch([]byte(collectionOfficial), patch)
		if err != nil {
			t.Fatal(err)
		}
		if *testkit.Update {
			if err := os.WriteFile("collection-v2.1.0.merged.json", want, 0o644); err != nil {
				t.Fatal(err)
			}
			collectionPostman = string(want)
		}
		if collectionPostman != string(want) {
			t.Fatal("collection-v2.1.0.merged.json is out of date: go test ./schemas -update writes it")
		}
	}
}

// constraintKeywords are the keywords whose violation a message reports.
var constraintKeywords = []string{
	"type", "required", "enum", "const", "oneOf", "anyOf", "minimum", "maxLength",
}

// plainKeywords are the other keywords that a schema may use.
var plainKeywords = []string{
	"$schema", "$id", "$ref", "title", "description", "properties", "items", "definitions",
}

func TestSchemaStyle(t *testing.T) {
	for name, text := range schemaFiles(t) {
		t.Run(name, func(t *testing.T) {
			newJudge(t, text)
			root, ok := decoded(t, string(text)).(map[string]any)
			if !ok {
				t.Fatal("the schema is not an object")
			}
			definitions, _ := root["definitions"].(map[string]any)
			s := styleCheck{t: t, definitions: definitions, used: map[string]bool{}}
			s.definition("the root", root)
			for name, definition := range definitions {
				s.definition(name, definition)
			}
			for name := range definitions {
				if !s.used[name] {
					t.Errorf("definition %s is never used", name)
				}
			}
		})
	}
}

type styleCheck struct {
	t           *testing.T
	definitions map[string]any
	used        map[string]bool
}

// definition checks a subschema that must carry a title and a description.
func (s styleCheck) definition(place string, v any) {
	object, _ := v.(map[string]any)
	description, _ := object["description"].(string)
	if !strings.HasSuffix(description, ".") || strings.Count(description, ". ") > 0 {
		s.t.Errorf("%s: description %q is not one sentence", place, description)
	}
	s.subschema(place, v)
}

// subschema checks keywords, title and references of v and all below it.
func (s styleCheck) subschema(place string, v any) {
	object, ok := v.(map[string]any)
	if !ok {
		s.t.Errorf("%s is not an object", place)
		return
	}
	for keyword := range object {
		if !slices.Contains(constraintKeywords, keyword) && !slices.Contains(plainKeywords, keyword) {
			s.t.Errorf("%s uses the keyword %s", place, keyword)
		}
	}
	if ref, ok := object["$ref"].(string); ok {
		name, local := strings.CutPrefix(ref, "#/definitions/")
		if _, defined := s.definitions[name]; !local || !defined {
			s.t.Errorf("%s refers to %s, which is not a definition", place, ref)
		}
		if len(object) > 1 {
			s.t.Errorf("%s has keywords beside $ref, which draft-07 ignores", place)
		}
		s.used[name] = true
		return
	}
	s.title(place, object["title"])
	if properties, ok := object["properties"].(map[string]any); ok {
		for name, property := range properties {
			s.subschema(place+"/"+name, property)
		}
	}
	if items, ok := object["items"]; ok {
		s.subschema(place+"/*", items)
	}
	for _, keyword := range []string{"oneOf", "anyOf"} {
		branches, _ := object[keyword].([]any)
		for i, branch := range branches {
			s.subschema(fmt.Sprintf("%s/%s %d", place, keyword, i), branch)
		}
	}
}

// title checks that v reads well after "must be".
func (s styleCheck) title(place string, v any) {
	title, _ := v.(string)
	first, _, _ := strings.Cut(title, " ")
	acronym := len(first) > 1 && unicode.IsUpper(rune(first[1])) || first == "GraphQL"
	switch {
	case title == "":
		s.t.Errorf("%s has no title", place)
	case unicode.IsUpper(rune(title[0])) && !acronym:
		s.t.Errorf("%s: title %q starts with a capital", place, title)
	case strings.HasSuffix(title, "."), first == "a", first == "an", first == "the":
		s.t.Errorf("%s: title %q is not a bare noun phrase", place, title)
	}
}

// TestMergePatch has the cases of RFC 7396, appendix A.
func TestMergePatch(t *testing.T) {
	for _, c := range []struct{ target, patch, want string }{
		{`{"a":"b"}`, `{"a":"c"}`, `{"a":"c"}`},
		{`{"a":"b"}`, `{"b":"c"}`, `{"a":"b","b":"c"}`},
		{`{"a":"b"}`, `{"a":null}`, `{}`},
		{`{"a":"b","b":"c"}`, `{"a":null}`, `{"b":"c"}`},
		{`{"a":["b"]}`, `{"a":"c"}`, `{"a":"c"}`},
		{`{"a":"c"}`, `{"a":["b"]}`, `{"a":["b"]}`},
		{`{"a":{"b":"c"}}`, `{"a":{"b":"d","c":null}}`, `{"a":{"b":"d"}}`},
		{`{"a":[{"b":"c"}]}`, `{"a":[1]}`, `{"a":[1]}`},
		{`["a","b"]`, `["c","d"]`, `["c","d"]`},
		{`{"a":"b"}`, `["c"]`, `["c"]`},
		{`{"a":"foo"}`, `null`, `null`},
		{`{"a":"foo"}`, `"bar"`, `"bar"`},
		{`{"e":null}`, `{"a":1}`, `{"a":1,"e":null}`},
		{`[1,2]`, `{"a":"b","c":null}`, `{"a":"b"}`},
		{`{}`, `{"a":{"bb":{"ccc":null}}}`, `{"a":{"bb":{}}}`},
		// Not in the RFC: number spelling and HTML characters stay.
		{`{"n":1.0,"m":12345678901234567890}`, `{"h":"<&>"}`, `{"h":"<&>","m":12345678901234567890,"n":1.0}`},
	} {
		got, err := applyMergePatch([]byte(c.target), []byte(c.patch))
		if err != nil {
			t.Errorf("%s + %s: %v", c.target, c.patch, err)
			continue
		}
		if !reflect.DeepEqual(decoded(t, string(got)), decoded(t, c.want)) {
			t.Errorf("%s + %s = %s, want %s", c.target, c.patch, got, c.want)
		}
		if strings.Contains(c.want, "<&>") && !strings.Contains(string(got), `"<&>"`) {
			t.Errorf("%s + %s = %s: HTML characters are escaped", c.target, c.patch, got)
		}
	}
	for _, bad := range []string{``, `{`, `{} {}`, `{}x`} {
		if _, err := applyMergePatch([]byte(bad), []byte(`{}`)); err == nil {
			t.Errorf("the target %q is accepted", bad)
		}
		if _, err := applyMergePatch([]byte(`{}`), []byte(bad)); err == nil {
			t.Errorf("the patch %q is accepted", bad)
		}
	}
}

// TestPostmanProfile lists what Postman's app writes and how each profile
// judges it. %s in a frame is replaced by the value.
func TestPostmanProfile(t *testing.T) {
	const (
		info    = `"info":{"name":"n","schema":"s"}`
		inRoot  = `{` + info + `,"item":[],"auth":%s}`
		inReq   = `{` + info + `,"item":[{"request":{"auth":%s}}]}`
		inDir   = `{` + info + `,"item":[{"item":[],"auth":%s}]}`
		inSaved = `{` + info + `,"item":[{"request":"u","response":[{"originalRequest":{"auth":%s}}]}]}`
	)
	official := newJudge(t, v210.in(t, Official))
	postman := newJudge(t, v210.in(t, Postman))
	check := func(document string, wantOfficial, wantPostman bool) {
		t.Helper()
		v := decoded(t, document)
		if got := official(v); got != wantOfficial {
			t.Errorf("official says valid=%t: %s", got, document)
		}
		if got := postman(v); got != wantPostman {
			t.Errorf("postman says valid=%t: %s", got, document)
		}
	}
	for _, frame := range []string{inRoot, inReq, inDir, inSaved} {
		for _, c := range []struct {
			auth              string
			official, postman bool
		}{
			{`{"type":"jwt"}`, false, true},
			{`{"type":"asap"}`, false, true},
			{`{"type":"jwt","jwt":[{"key":"payload","value":"{}","type":"string"}]}`, false, true},
			{`{"type":"asap","asap":[{"key":"kid","type":"any"}]}`, false, true},
			{`{"type":"jwt","jwt":[]}`, false, true},
			{`{"type":"jwt","jwt":{"payload":"{}"}}`, false, false},
			{`{"type":"jwt","jwt":[{"value":"no key"}]}`, false, false},
			{`{"type":"asap","asap":["kid"]}`, false, false},
			{`{"type":"asap","asap":null}`, false, false},
			{`{"type":"JWT"}`, false, false},
			{`{"type":"oath2"}`, false, false},
			{`{"jwt":[]}`, false, false},
			// What remains of a previously selected type must have the same
			// form.
			{`{"type":"basic","jwt":[{"key":"payload"}]}`, true, true},
			{`{"type":"basic","jwt":7}`, true, false},
			{`{"type":"oauth2","oauth2":[{"key":"useBrowser","value":false,"type":"boolean"}]}`, true, true},
			{`{"type":"oauth2","oauth2":[{"key":"clientId","type":"any"}]}`, true, true},
			{`null`, true, true},
		} {
			check(fmt.Sprintf(frame, c.auth), c.official, c.postman)
		}
	}
	for _, document := range []string{
		`{"info":{"name":"n","schema":"s","_postman_id":"i","_exporter_id":"1","_collection_link":"l"},"item":[]}`,
		`{` + info + `,"item":[],"protocolProfileBehavior":{"disableBodyPruning":true}}`,
		`{` + info + `,"item":[{"_postman_id":"i","request":"u","protocolProfileBehavior":{}}]}`,
		`{` + info + `,"item":[{"_postman_id":"i","item":[],"protocolProfileBehavior":{}}]}`,
		`{` + info + `,"item":[{"request":"u","response":[{"_postman_previewlanguage":"json"}]}]}`,
		`{` + info + `,"item":[],"event":[{"listen":"test","script":{"packages":{},"exec":[""]}}]}`,
	} {
		check(document, true, true)
	}
}

func TestEnvironment(t *testing.T) {
	valid := newJudge(t, Environment())
	for document, want := range map[string]bool{
		`{"id":"i","name":"n","values":[{"key":"k","value":"v","type":"default","enabled":true}],
		  "color":300,"_postman_variable_scope":"environment",
		  "_postman_exported_at":"2026-01-01T00:00:00Z","_postman_exported_using":"Postman/11"}`: true,
		`{"name":"n","values":[]}`:                                         true,
		`{"name":"n","values":[{"key":"k"}]}`:                              true,
		`{"name":"n","values":[{"key":"k","value":10}]}`:                   true,
		`{"name":"n","values":[{"key":"k","value":null,"type":"secret"}]}`: true,
		`{"name":"n","values":[{"key":"k","type":"text"}]}`:                true,
		`{"name":"n","values":[{"key":"k","type":"any"}]}`:                 true,
		`{"name":"n","values":[{"key":"k","type":"string"}]}`:              true,
		`{"name":"n","values":[{"key":"k","type":"secrets"}]}`:             false,
		`{"name":"n","values":[{"key":"k","enabled":"true"}]}`:             false,
		`{"name":"n","values":[{"key":1}]}`:                                false,
		`{"name":"n","values":[{"value":"v"}]}`:                            false,
		`{"name":"n","values":["k"]}`:                                      false,
		`{"name":"n","values":{"k":"v"}}`:                                  false,
		`{"name":"n"}`:                                                     false,
		`{"values":[]}`:                                                    false,
		`{"name":null,"values":[]}`:                                        false,
		`{"name":"n","values":[],"id":7}`:                                  false,
		`{"name":"n","values":[],"_postman_variable_scope":"globals"}`:     true,
		`{"name":"n","values":[],"_postman_variable_scope":"collection"}`:  false,
		`{"values":[],"_postman_variable_scope":"globals"}`:                true,
		`{"values":[],"_postman_variable_scope":"environment"}`:            false,
		`{"name":"n","values":[],"_postman_exported_at":0}`:                false,
		`[]`: false,
	} {
		if got := valid(decoded(t, document)); got != want {
			t.Errorf("valid=%t: %s", got, document)
		}
	}
	if !json.Valid(Environment()) {
		t.Error("the environment schema is not JSON")
	}
}
