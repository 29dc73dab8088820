package validate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/testkit"
	"github.com/postwright/postwright/schemas"
)

func profile(t testing.TB, p schemas.Profile) *validate.Schema {
	t.Helper()
	s, err := validate.Profile(p)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const format = `"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"`

// whole returns a collection around items.
func whole(items string) string {
	return `{"info": {"name": "C", ` + format + `}, "item": [` + items + `]}`
}

func item(request string) string {
	return whole(`{"name": "Get it", "request": ` + request + `}`)
}

// TestTrueCause has, for mistakes that people make, the one finding that each must
// give: where, in which words, with which help.
func TestTrueCause(t *testing.T) {
	cases := []struct{ name, text, pointer, marked, message, help string }{
		{"authorization type", item(`{"url": "u", "auth": {"type": "oath2", "oauth2": []}}`),
			"/item/0/request/auth/type", `"oath2"`, `"oath2" is not an authorization type; did you mean "oauth2"?`, `"Get it" would be sent without authorization`},
		{"authorization type of a folder", whole(`{"name": "F", "item": [], "auth": {"type": "bear"}}`),
			"/item/0/auth/type", `"bear"`, `"bear" is not an authorization type`, "the requests that inherit it would be sent without authorization"},
		{"a secret as authorization type", item(`{"url": "u", "auth": {"type": "aGVsbG8gd29ybGQhIHNlY3JldA=="}}`),
			"/item/0/request/auth/type", `"aGVsbG8gd29ybGQhIHNlY3JldA=="`, "\"type\" of the authorization is not an authorization type", "without authorization"},
		{"authorization type missing", item(`{"url": "u", "auth": {"typ": "basic"}}`),
			"/item/0/request/auth", `"typ"`, `the authorization has no "type"`, `did you mean "type" instead of "typ"?`},
		{"attributes as in v2.0.0", item(`{"url": "u", "auth": {"type": "basic", "basic": {"username": "u"}}}`),
			"/item/0/request/auth/basic", `{`, `"basic" of the authorization must be a list, not an object`, ""},
		{"attribute without a key", item(`{"url": "u", "auth": {"type": "basic", "basic": [{"value": "u"}]}}`),
			"/item/0/request/auth/basic/0", `{`, `the authorization attribute has no "key"`, ""},
		{"header without a value", item(`{"url": "u", "header": [{"key": "A", "value": "1"}, {"key": "Accept", "valeu": "2"}]}`),
			"/item/0/request/header/1", `"valeu"`, `header "Accept" has no "value"`, `did you mean "value" instead of "valeu"?`},
		{"header value of another type", item(`{"url": "u", "header": [{"key": "Accept", "value": 5}]}`),
			"/item/0/request/header/0/value", `5`, `"value" of header "Accept" must be a string, not a number`, ""},
		{"headers of another type", item(`{"url": "u", "header": {"Accept": "x"}}`),
			"/item/0/request/header", `{`, `"header" of request "Get it" must be a string or a list, not an object`, ""},
		{"body mode", item(`{"url": "u", "body": {"mode": "form-data", "formdata": []}}`),
			"/item/0/request/body/mode", `"form-data"`, `"form-data" is not a body mode; did you mean "formdata"?`, "one of raw, urlencoded, formdata, file, graphql"},
		{"form field type", item(`{"url": "u", "body": {"mode": "formdata", "formdata": [{"key": "k", "type": "txt"}]}}`),
			"/item/0/request/body/formdata/0/type", `"txt"`, `"txt" is not a form field type; did you mean "text"?`, "one of text, file"},
		{"form field without a key", item(`{"url": "u", "body": {"mode": "formdata", "formdata": [{"value": "k", "type": "text"}]}}`),
			"/item/0/request/body/formdata/0", `{`, `the form field with text has no "key"`, ""},
		{"file field with a number", item(`{"url": "u", "body": {"mode": "formdata", "formdata": [{"key": "k", "type": "file", "src": 1}]}}`),
			"/item/0/request/body/formdata/0/src", `1`, `"src" of form field with a file "k" must be a string or a list or null, not a number`, ""},
		{"URL of another type", item(`{"url": 7}`),
			"/item/0/request/url", `7`, `"url" of request "Get it" must be a string or an object, not a number`, ""},
		{"neither request nor folder", whole(`{"name": "X", "requets": {"url": "u"}}`),
			"/item/0", `"requets"`, `item "X" has neither "request" nor "item"`, `did you mean "request" instead of "requets"?`},
		{"nothing in an item", whole(`{"name": "X"}`), "/item/0", `{`, `item "X" has neither "request" nor "item"`, ""},
		{"both request and folder", whole(`{"name": "X", "request": "u", "item": []}`),
			"/item/0", `{`, `item "X" has "request" as well as "item": it can only be one of a request item and a folder`, "take one of them out"},
		{"an item that is a string", whole(`"x"`), "/item/0", `"x"`, "an item must be an object, not a string", ""},
		{"deep in folders", whole(`{"name": "A", "item": [{"name": "B", "item": [{"name": "C", "request": {"url": "u", "method": 3}}]}]}`),
			"/item/0/item/0/item/0/request/method", `3`, `"method" of request "C" must be a string, not a number`, ""},
		{"items missing", `{"info": {"name": "C", ` + format + `}, "items": []}`, "", `"items"`, `the collection has no "item"`, `did you mean "item" instead of "items"?`},
		{"name missing", `{"info": {` + format + `}, "item": []}`, "/info", `{`, `the collection information has no "name"`, ""},
		{"schema missing", `{"info": {"name": "C"}, "item": []}`, "/info", `{`, `collection information "C" has no "schema"`, ""},
		{"variable without a name", `{"info": {"name": "C", ` + format + `}, "item": [], "variable": [{"value": 1}]}`,
			"/variable/0", `{`, `the variable has neither "id" nor "key"`, ""},
		{"variable type", `{"info": {"name": "C", ` + format + `}, "item": [], "variable": [{"key": "k", "type": "text"}]}`,
			"/variable/0/type", `"text"`, `"text" is not a variable type`, "one of string, boolean, any, number"},
		{"version too long", `{"info": {"name": "C", "version": {"major": 1, "minor": 0, "patch": 0, "identifier": "01234567890"}, ` + format + `}, "item": []}`,
			"/info/version/identifier", `"01234567890"`, `"identifier" of the version numbers must have at most 10 characters`, ""},
		{"version negative", `{"info": {"name": "C", "version": {"major": -1, "minor": 0, "patch": 0}, ` + format + `}, "item": []}`,
			"/info/version/major", `-1`, `"major" of the version numbers must be at least 0`, ""},
		{"version broken", `{"info": {"name": "C", "version": {"major": 1.5, "minor": 0, "patch": 0}, ` + format + `}, "item": []}`,
			"/info/version/major", `1.5`, `"major" of the version numbers must be a whole number, not a fraction`, ""},
		{"event without a time", whole(`{"name": "X", "request": "u", "event": [{"script": {"exec": []}}]}`),
			"/item/0/event/0", `{`, `the event has no "listen"`, ""},
		{"script line", whole(`{"name": "X", "request": "u", "event": [{"listen": "test", "script": {"exec": ["a", 1]}}]}`),
			"/item/0/event/0/script/exec/1", `1`, `a script line must be a string, not a number`, ""},
		{"cookie", whole(`{"name": "X", "request": "u", "response": [{"cookie": [{"domain": "d"}]}]}`),
			"/item/0/response/0/cookie/0", `{`, `the cookie has no "path"`, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := testkit.Parse(t, c.text)
			found, err := validate.Collection(d, profile(t, schemas.Postman), validate.GoJSONSchema)
			if err != nil {
				t.Fatal(err)
			}
			if len(found) != 1 {
				t.Fatalf("%d findings, want one: %+v", len(found), found)
			}
			f := found[0]
			if f.Rule != "schema" || f.Severity != "error" || f.Pointer != c.pointer {
				t.Errorf("%s %s at %q, want %q", f.Severity, f.Rule, f.Pointer, c.pointer)
			}
			if marked := c.text[f.Column-1 : f.EndColumn-1]; marked != c.marked || f.Line != 1 || f.EndLine != 1 {
				t.Errorf("marks %s, want %s", marked, c.marked)
			}
			if f.Message != c.message && !(strings.HasPrefix(f.Message, c.message)) || !strings.Contains(f.Help, c.help) || c.help == "" && f.Help != "" {
				t.Errorf("says %s (%s)\nwant %s (%s)", f.Message, f.Help, c.message, c.help)
			}
		})
	}
}

func TestSeveralCauses(t *testing.T) {
	text := whole(`{"name": "A", "request": {"url": 1, "header": [{"key": "h"}]}}, {"name": "B", "request": {"body": {"mode": "x"}}}, {"name": "ok", "request": "u"}`)
	found, err := validate.Collection(testkit.Parse(t, text), profile(t, schemas.Postman), validate.GoJSONSchema)
	if err != nil {
		t.Fatal(err)
	}
	var pointers []string
	for _, f := range found {
		pointers = append(pointers, f.Pointer)
	}
	if want := "[/item/0/request/url /item/0/request/header/0 /item/1/request/body/mode]"; fmt.Sprint(pointers) != want {
		t.Errorf("findings at %v, want %s", pointers, want)
	}
}

// TestLargeCollection is about one that several processors judge: nothing in it
// is left out or found twice, and findings come in the order of the text.
func TestLargeCollection(t *testing.T) {
	var folders, want []string
	for f := range 60 {
		var items []string
		for i := range 100 + 10*f {
			url := `"https://api.example.com/patients"`
			if i%7 == f%7 {
				url = "1"
				want = append(want, fmt.Sprintf("/item/%d/item/%d/request/url", f, i))
			}
			items = append(items, fmt.Sprintf(`{"name": "Get it", "request": {"method": "GET", "url": %s}}`, url))
		}
		folders = append(folders, `{"name": "F", "item": [`+strings.Join(items, ", ")+`]}`)
	}
	found, err := validate.Collection(testkit.Parse(t, whole(strings.Join(folders, ", "))), profile(t, schemas.Postman), validate.Native)
	if err != nil {
		t.Fatal(err)
	}
	var pointers []string
	for _, f := range found {
		pointers = append(pointers, f.Pointer)
	}
	if !slices.Equal(pointers, want) {
		t.Errorf("%d findings, want %d: %.300s", len(pointers), len(want), fmt.Sprint(pointers))
	}
}

func TestDuplicateKeys(t *testing.T) {
	// The last one counts, for gojsonschema as for JavaScript.
	for text, want := range map[string]int{
		item(`{"url": 1, "url": "u"}`): 0,
		item(`{"url": "u", "url": 1}`): 1,
	} {
		found, err := validate.Collection(testkit.Parse(t, text), profile(t, schemas.Postman), validate.GoJSONSchema)
		if err != nil || len(found) != want {
			t.Errorf("%s: %v, %v", text, found, err)
		}
	}
}

func TestOtherFormats(t *testing.T) {
	const v200 = `"schema": "https://schema.getpostman.com/json/collection/v2.0.0/collection.json"`
	for _, c := range []struct{ name, text, severity, message string }{
		{"v1", `{"id": "1", "name": "x", "order": [], "requests": []}`, "error", "this is a v1 collection"},
		{"v2.0.0 with objects", `{"info": {"name": "x", ` + v200 + `}, "item": [{"request": {"auth": {"type": "basic", "basic": {}}}}]}`, "error", "this is a v2.0.0 collection"},
		{"v2.0.0 that fits", `{"info": {"name": "x", ` + v200 + `}, "item": []}`, "warning", "this is a v2.0.0 collection"},
		{"another schema URL", `{"info": {"name": "x", "schema": "https://example.com/s.json"}, "item": []}`, "warning", "not one of Postman's"},
		{"environment", `{"name": "e", "values": [], "_postman_variable_scope": "environment"}`, "error", "a Postman environment"},
		{"globals", `{"name": "e", "values": [], "_postman_variable_scope": "globals"}`, "error", "a Postman globals file"},
		{"OpenAPI", `{"openapi": "3.0.0", "info": {"title": "x"}}`, "error", "an OpenAPI document"},
		{"Swagger", `{"swagger": "2.0", "info": {"title": "x"}}`, "error", "a Swagger document"},
		{"HAR", `{"log": {"entries": []}}`, "error", "an HTTP archive"},
		{"Insomnia", `{"_type": "export", "resources": []}`, "error", "an Insomnia export"},
		{"dump", `{"version": 1, "collections": [], "environments": []}`, "error", "a Postman data dump"},
		{"Newman report", `{"collection": {"info": {}, "item": []}, "environment": {}, "run": {"stats": {}, "executions": []}}`, "error", "a report of Newman"},
		{"API answer", `{"collection": {"info": {}, "item": []}}`, "error", "a response of Postman's API"},
		{"list", `[]`, "error", "this is a list"},
		{"string", `"x"`, "error", "this is a string"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, err := validate.Collection(testkit.Parse(t, c.text), profile(t, schemas.Postman), validate.GoJSONSchema)
			if err != nil || len(found) != 1 {
				t.Fatalf("%+v, %v", found, err)
			}
			if f := found[0]; f.Rule != "format-version" || string(f.Severity) != c.severity || !strings.Contains(f.Message, c.message) || f.Help == "" {
				t.Errorf("%+v", f)
			}
		})
	}
	for _, url := range []string{
		"http://schema.getpostman.com/json/draft-07/collection/v2.1.0/collection.json",
		"https://schema.postman.com/json/collection/v2.1.0/collection.json",
	} {
		text := `{"info": {"name": "x", "schema": "` + url + `"}, "item": []}`
		if found, err := validate.Collection(testkit.Parse(t, text), profile(t, schemas.Official), validate.GoJSONSchema); err != nil || len(found) > 0 {
			t.Errorf("%s: %v, %v", url, found, err)
		}
	}
}

func TestCustomSchemas(t *testing.T) {
	compile := func(source string) *validate.Schema {
		s, err := validate.Compile(source)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, c := range []struct{ name, schema, text, pointer, message string }{
		{"closed object", `{"title": "thing", "properties": {"colour": {}}, "additionalProperties": false}`, `{"color": 1}`, "/color", `the thing has no setting "color"; did you mean "colour"?`},
		{"pattern", `{"properties": {"id": {"pattern": "^[a-z]+$", "description": "small letters"}}}`, `{"id": "A"}`, "/id", `"id" of the value is not as it must be`},
		{"a keyword that gojsonschema must explain", `{"properties": {"n": {"multipleOf": 2}}}`, `{"n": 3}`, "/n", "must be a multiple of 2"},
		{"a branch that gojsonschema must explain", `{"oneOf": [{"properties": {"n": {"multipleOf": 2}}}]}`, `{"n": 3}`, "/n", "must be a multiple of 2"},
		{"false", `{"properties": {"n": false}}`, `{"n": 3}`, "/n", `"n" of the value must not be there`},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, err := validate.Document(testkit.Parse(t, c.text), compile(c.schema), validate.GoJSONSchema)
			if err != nil || len(found) != 1 || found[0].Pointer != c.pointer || !strings.Contains(found[0].Message, c.message) {
				t.Errorf("%+v, %v", found, err)
			}
		})
	}
	for _, schema := range []string{
		`[]`, `{`, `{"type": "strng"}`, `{"properties": {"a": 1}}`, `{"$ref": "#/definitions/x"}`,
		`{"$ref": "#/a", "a": {"$ref": "#/b"}, "b": {"$ref": "#/a"}}`, `{"pattern": "("}`, `{"minLength": -1}`,
		`{"$ref": "http://127.0.0.1:1/x"}`, `{"$ref": "other.json"}`, `{"$ref": "file:///etc/passwd"}`,
	} {
		if _, err := validate.Compile(schema); err == nil || !strings.Contains(err.Error(), "schema") {
			t.Errorf("%s: %v", schema, err)
		}
	}
}
