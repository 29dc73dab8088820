package openapi_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/openapi"
)

// said returns what a file's findings say: line:column, severity and message, each in a
// line of its own.
func said(d *openapi.Document) string {
	var b strings.Builder
	for _, f := range d.Files {
		for _, found := range f.Found {
			if len(d.Files) > 1 {
				b.WriteString(f.Name + ":")
			}
			fmt.Fprintf(&b, "%d:%d %s %s\n", found.Line, found.Column, found.Severity, found.Message)
		}
	}
	return b.String()
}

// broken is a text and what is found in it.
type broken struct{ name, text, found string }

func (c broken) check(t *testing.T, unreadable bool) {
	t.Run(c.name, func(t *testing.T) {
		d, err := openapi.Read("api.yaml", c.text, nil)
		if (err != nil) != unreadable || err != nil && err != openapi.ErrUnreadable {
			t.Errorf("error %v", err)
		}
		if got := said(d); got != strings.TrimPrefix(c.found, "\n") {
			t.Errorf("found\n%s\nwant%s", got, c.found)
		}
		for _, found := range d.Files[0].Found {
			if found.Rule != "openapi" && found.Rule != "yaml-syntax" && found.Rule != "json-syntax" {
				t.Errorf("rule %q", found.Rule)
			}
			if (found.Severity == diagnostic.Error) != unreadable {
				t.Errorf("severity %s", found.Severity)
			}
		}
	})
}

func TestUnreadable(t *testing.T) {
	for _, c := range []broken{
		{"empty", "", `
1:1 error the file is empty
`},
		{"white space", " \n\n", `
1:1 error the file is empty
`},
		{"comment", "# nothing\n", `
1:1 error the file contains only comments
`},
		{"null", "~\n", `
1:1 error an OpenAPI document is an object, not a single value
`},
		{"list", "- openapi: 3.0.0\n", `
1:1 error an OpenAPI document is an object, not a list
`},
		{"word", "openapi\n", `
1:1 error an OpenAPI document is an object, not a single value
`},
		{"something else", "name: x\n", `
1:1 error this is not an OpenAPI document: it says neither "openapi: 3.…" nor "swagger: 2.0"
`},
		{"Postman collection", `{"info": {"name": "x", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": []}`, `
1:1 error this is not an OpenAPI document: it is a Postman collection
`},
		{"OpenAPI 4", "openapi: 4.0.0\npaths: {}\n", `
1:10 error version "4.0.0" is not read: OpenAPI 3.0 to 3.2 and Swagger 2.0 are
`},
		{"OpenAPI 3", "openapi: 3\npaths: {}\n", `
1:10 error version "3" is not read: OpenAPI 3.0 to 3.2 and Swagger 2.0 are
`},
		{"Swagger 1.2", `{"swagger": "1.2", "paths": {}}`, `
1:13 error version "1.2" is not read: OpenAPI 3.0 to 3.2 and Swagger 2.0 are
`},
		{"Swagger 2.0 as OpenAPI", "openapi: 2.0\npaths: {}\n", `
1:10 error version "2.0" is not read: OpenAPI 3.0 to 3.2 and Swagger 2.0 are
`},
		{"version as object", "openapi: {a: b}\npaths: {}\n", `
1:10 error the version must be a single value, not an object
`},
		{"tab", "openapi: 3.0.0\n\tpaths: {}\n", `
2:1 error found a tab character that violates indentation, while scanning a plain scalar
`},
		{"not UTF-8", "openapi: 3.0.0\ninfo: {title: \"\xff\"}\n", `
2:16 error a byte that is not UTF-8 (0xFF)
`},
		{"not UTF-8, JSON", "{\"openapi\": \"\xff\"}", `
1:14 error a byte that is not UTF-8 (0xFF)
`},
		{"JSON cut off", `{"openapi": "3.0.0", "paths": {`, `
1:32 error the file ends inside an object
`},
		{"two documents", "openapi: 3.0.0\n---\nopenapi: 3.0.0\n", `
2:1 error the file has more than one document
`},
		{"anchor within itself", "openapi: 3.0.0\npaths: &p\n  /a: *p\n", `
3:7 error the anchor p contains itself: such a document has no end
`},
		{"alias without anchor", "openapi: 3.0.0\npaths: *p\n", `
2:8 error the alias has no anchor before it
`},
	} {
		c.check(t, true)
	}
}
