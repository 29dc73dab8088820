package upgrade_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/upgrade"
	"github.com/postwright/postwright/internal/testkit"
)

const (
	v200 = `"https://schema.getpostman.com/json/collection/v2.0.0/collection.json"`
	v210 = `"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"`
)

func upgraded(t testing.TB, text string) *upgrade.Result {
	t.Helper()
	r, err := upgrade.Collection(testkit.Parse(t, text))
	if err != nil {
		t.Fatalf("%.300s: %v", text, err)
	}
	return r
}

// TestText checks the text of an upgraded authorization in the styles that
// collections are written in. The authorization is the collection's.
func TestText(t *testing.T) {
	for _, c := range []struct{ name, auth, want string }{
		{"minified", `{"type":"basic","basic":{"username":"u","password":"p"}}`,
			`{"type":"basic","basic":[{"key":"username","value":"u","type":"string"},{"key":"password","value":"p","type":"string"}]}`},
		{"one line", `{ "type": "basic", "basic": { "username": "u", "n": 1.50 } }`,
			`{ "type": "basic", "basic": [ {"key": "username", "value": "u", "type": "string"}, {"key": "n", "value": 1.50, "type": "number"} ] }`},
		{"tabs", "{\n\t\t\"basic\": {\n\t\t\t\"username\": \"u\",\n\t\t\t\"b\": true\n\t\t}\n\t}",
			"{\n\t\t\"basic\": [\n\t\t\t{\n\t\t\t\t\"key\": \"username\",\n\t\t\t\t\"value\": \"u\",\n\t\t\t\t\"type\": \"string\"\n\t\t\t},\n\t\t\t{\n\t\t\t\t\"key\": \"b\",\n\t\t\t\t\"value\": true,\n\t\t\t\t\"type\": \"boolean\"\n\t\t\t}\n\t\t]\n\t}"},
		{"two spaces, line feeds of Windows", "{\r\n  \"basic\" : {\r\n    \"username\" : \"u\"\r\n  }\r\n}",
			"{\r\n  \"basic\" : [\r\n    {\r\n      \"key\" : \"username\",\r\n      \"value\" : \"u\",\r\n      \"type\" : \"string\"\r\n    }\r\n  ]\r\n}"},
		{"values of several lines", "{\n  \"oauth2\": {\n    \"list\": [\n      {\"key\": \"a\"},\n\n      2\n    ]\n  }\n}",
			"{\n  \"oauth2\": [\n    {\n      \"key\": \"list\",\n      \"value\": [\n        {\"key\": \"a\"},\n\n        2\n      ],\n      \"type\": \"any\"\n    }\n  ]\n}"},
		{"the bracket behind the last value", "{\"basic\": {\n  \"username\": \"u\" }}",
			"{\"basic\": [\n  {\n    \"key\": \"username\",\n    \"value\": \"u\",\n    \"type\": \"string\"\n  } ]}"},
		{"an indentation that is none", "{\"basic\": {\n\"username\": \"u\"\n}}",
			"{\"basic\": [\n{\n  \"key\": \"username\",\n  \"value\": \"u\",\n  \"type\": \"string\"\n}\n]}"},
		{"empty", `{"type": "bearer", "bearer": { }}`, `{"type": "bearer", "bearer": [ ]}`},
		{"null and nested values", `{"bearer":{"a":null,"b":{"c":[]},"d":[1]}}`,
			`{"bearer":[{"key":"a","value":null,"type":"any"},{"key":"b","value":{"c":[]},"type":"any"},{"key":"d","value":[1],"type":"any"}]}`},
		{"spelling", `{"b\u0061sic":{"us\u0065r":"\u0070","n":1e400,"":""}}`,
			`{"b\u0061sic":[{"key":"us\u0065r","value":"\u0070","type":"string"},{"key":"n","value":1e400,"type":"number"},{"key":"","value":"","type":"string"}]}`},
		{"duplicate keys", `{"basic":{"u":1,"u":2},"basic":{"u":3}}`,
			`{"basic":[{"key":"u","value":1,"type":"number"},{"key":"u","value":2,"type":"number"}],"basic":[{"key":"u","value":3,"type":"number"}]}`},
		{"types that are not in use", `{"type":"basic","oauth1":{"token":"t"},"jwt":{"secret":"s"}}`,
			`{"type":"basic","oauth1":[{"key":"token","value":"t","type":"string"}],"jwt":[{"key":"secret","value":"s","type":"string"}]}`},
		{"a type that nobody knows", `{"type":"new","new":{"a":1},"newer":{"b":2}}`,
			`{"type":"new","new":[{"key":"a","value":1,"type":"number"}],"newer":{"b":2}}`},
		{"noauth", `{"type":"noauth","noauth":{"a":1}}`, `{"type":"noauth","noauth":{"a":1}}`},
		{"no attributes", `{"type":"basic"}`, `{"type":"basic"}`},
		{"a list already", `{"type":"basic","basic":[{"key":"username"}]}`, `{"type":"basic","basic":[{"key":"username"}]}`},
		{"no authorization", `null`, `null`},
		{"not one", `"basic"`, `"basic"`},
		{"nonsense", `{"type":7,"":{"a":1},"basic":null,"digest":"d"}`, `{"type":7,"":{"a":1},"basic":null,"digest":"d"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := `{"info": {"name": "n", "schema": ` + v200 + `}, "auth": ` + c.auth + `, "item": []}`
			want := `{"info": {"name": "n", "schema": ` + v210 + `}, "auth": ` + c.want + `, "item": []}`
			if got := upgraded(t, in).Document.Text(); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			check(t, in)
		})
	}
}

// TestPlaces: every authorization of the format is upgraded, and nothing else
// that looks like one.
func TestPlaces(t *testing.T) {
	const (
		before = `{"type":"basic","basic":{"u":1}}`
		after  = `{"type":"basic","basic":[{"key":"u","value":1,"type":"number"}]}`
	)
	in := `{"info":{"name":"n","schema":` + v200 + `,"schema":` + v200 + `,"auth":KEEP},
		"auth":AUTH,"auth":AUTH,"request":{"auth":KEEP},
		"item":[
			{"request":{"auth":AUTH,"url":{"auth":KEEP},"body":{"mode":"raw","raw":"{\"auth\":{}}","auth":KEEP}},"auth":KEEP,
			 "response":[{"originalRequest":{"auth":AUTH},"auth":KEEP},"r",{"originalRequest":"u"}]},
			{"auth":AUTH,"item":[{"item":[{"request":{"auth":AUTH}}],"auth":AUTH},{"request":"u"},7]},
			{"name":"both","item":[{"request":{"auth":AUTH}}],"request":{"auth":AUTH},"auth":AUTH}],
		"item":[{"request":{"auth":AUTH}}]}`
	got := upgraded(t, strings.NewReplacer("AUTH", before, "KEEP", before).Replace(in))
	want := strings.NewReplacer("AUTH", after, "KEEP", before, v200, v210).Replace(in)
	if got.Document.Text() != want {
		t.Errorf("got\n%s\nwant\n%s", got.Document.Text(), want)
	}
	if blocks := strings.Count(in, "AUTH"); got.Blocks != blocks {
		t.Errorf("%d blocks are counted, want %d", got.Blocks, blocks)
	}
}

func TestAlready(t *testing.T) {
	for _, url := range []string{v210, `"http://schema.getpostman.com/json/draft-07/collection/v2.1.0/"`} {
		d := testkit.Parse(t, `{"info": {"name": "n", "schema": `+url+`}, "auth": {"type": "basic", "basic": {}}, "item": []}`)
		r, err := upgrade.Collection(d)
		if err != nil || !r.Already || r.Document != d || r.Blocks > 0 {
			t.Errorf("%s: %+v, %v", url, r, err)
		}
	}
}

// TestOtherFormats: what is no v2.0.0 collection is named, at its place.
func TestOtherFormats(t *testing.T) {
	for _, c := range []struct{ text, pointer, message string }{
		{`{"id": "i", "name": "n", "requests": [], "order": []}`, "", "this is a v1 collection, not a v2.0.0 collection"},
		{`{"openapi": "3.1.0", "info": {"schema": ` + v200 + `}}`, "", "this is an OpenAPI document, not a v2.0.0 collection"},
		{`{"openapi": "3.1.0", "info": {"schema": ` + v210 + `}}`, "", "this is an OpenAPI document, not a v2.0.0 collection"},
		{`{"collection": {"info": {"schema": ` + v200 + `}}}`, "", "this is a response of Postman's API with a collection inside, not a v2.0.0 collection"},
		{`[]`, "", "this is a list, not a v2.0.0 collection"},
		{`7`, "", "this is a number, not a v2.0.0 collection"},
		{`{}`, "", "nothing says which format this has"},
		{`{"info": {"name": "n"}, "item": []}`, "/info", "nothing says which format this has"},
		{`{"info": {"name": "n", "schema": 2.0}, "item": []}`, "/info", "nothing says which format this has"},
		{`{"info": {"name": "n", "schema": "https://example.com/collection/v2.0.0/"}, "item": []}`, "/info/schema", "the schema URL is not one of Postman's"},
		{`{"info": {"name": "n", "schema": "https://schema.getpostman.com/json/collection/v3.0.0/collection.json"}}`, "/info/schema", "this is a v3.0.0 collection, not v2.0.0"},
	} {
		r, err := upgrade.Collection(testkit.Parse(t, c.text))
		var format *upgrade.FormatError
		if !errors.As(err, &format) || r != nil {
			t.Errorf("%s: %v, %v", c.text, r, err)
			continue
		}
		if f := format.Finding; f.Message != c.message || f.Pointer != c.pointer || f.Help == "" {
			t.Errorf("%s: %q at %q, help %q", c.text, f.Message, f.Pointer, f.Help)
		}
	}
}

// TestNeverWorse: what the schema has against the result is said, but a valid
// collection is not made invalid.
func TestNeverWorse(t *testing.T) {
	of := func(item string) string {
		return `{"info": {"name": "n", "schema": ` + v200 + `}, "item": [` + item + `]}`
	}
	r := upgraded(t, of(`{"request": {"url": "u", "auth": {"type": "oath2", "basic": {"u": 1}}}}`))
	if len(r.Faults) != 1 || !strings.Contains(r.Faults[0].Message, "oath2") || r.Blocks != 1 {
		t.Errorf("an invalid collection gives %+v", r)
	}
	deep := strings.Repeat("[", jsontree.MaxDepth-6)
	for name, text := range map[string]string{
		"too deep for a list around": of(`{"request": {"auth": {"type": "basic", "basic": {"u": ` + deep + strings.Repeat("]", len(deep)) + `}}}}`),
		// Valid as v2.0.0 only because the list makes it no folder there.
		"folder and request at once": of(`{"request": "u", "item": [], "auth": {"type": "basic", "basic": []}}`),
	} {
		var format *upgrade.FormatError
		if _, err := upgrade.Collection(testkit.Parse(t, text)); err == nil || errors.As(err, &format) {
			t.Errorf("%s: %v", name, err)
		} else {
			t.Logf("%s: %v", name, err)
		}
	}
}
