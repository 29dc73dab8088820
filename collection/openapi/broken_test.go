package openapi_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/openapi"
)

// said is what a file's findings say: line:column, severity and message, each in a
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
1:1 error the file has nothing but comments
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
1:1 error this is no OpenAPI document: it says neither "openapi: 3.…" nor "swagger: 2.0"
`},
		{"Postman collection", `{"info": {"name": "x", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": []}`, `
1:1 error this is no OpenAPI document: it is a Postman collection
`},
		{"OpenAPI 4", "openapi: 4.0.0\npaths: {}\n", `
1:10 error version "4.0.0" is not read: OpenAPI 3.0, OpenAPI 3.1 and Swagger 2.0 are
`},
		{"OpenAPI 3", "openapi: 3\npaths: {}\n", `
1:10 error version "3" is not read: OpenAPI 3.0, OpenAPI 3.1 and Swagger 2.0 are
`},
		{"Swagger 1.2", `{"swagger": "1.2", "paths": {}}`, `
1:13 error version "1.2" is not read: OpenAPI 3.0, OpenAPI 3.1 and Swagger 2.0 are
`},
		{"Swagger 2.0 as OpenAPI", "openapi: 2.0\npaths: {}\n", `
1:10 error version "2.0" is not read: OpenAPI 3.0, OpenAPI 3.1 and Swagger 2.0 are
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
3:7 error the anchor p stands within itself: such a document has no end
`},
		{"alias without anchor", "openapi: 3.0.0\npaths: *p\n", `
2:8 error unknown anchor 'p' referenced
`},
	} {
		c.check(t, true)
	}
}

// three is an OpenAPI 3.0 document of one operation, which starts in line 7 at
// column 7.
const three = `openapi: 3.0.3
info: {title: T, version: "1"}
servers: [{url: https://example.com}]
paths:
  /a/{id}:
    get:
      operationId: one
`

// with is an OpenAPI 3.0 document that has lines behind its operation.
func with(lines string) string {
	return three + "      parameters:\n      - {name: id, in: path, required: true}\n" + lines
}

// TestBroken: a bad spot costs a finding, where it stands, and not the document.
func TestBroken(t *testing.T) {
	for _, c := range []broken{
		{"nothing", with(""), ``},
		{"version 3.2", strings.Replace(with(""), "3.0.3", "3.2.0", 1), `
1:10 warning version 3.2.0 is read as if it were 3.1
`},
		{"no paths", "openapi: 3.0.0\n", `
1:1 warning the document has no paths
`},
		{"paths as list", "openapi: 3.0.0\npaths: []\n", `
2:8 warning "paths" must be an object, not a list
`},
		{"kinds at the top", `openapi: 3.0.0
info: T
servers: {url: x}
tags: {name: x}
security: {key: []}
components: []
paths: {}
`, `
2:7 warning "info" must be an object, not a single value
3:10 warning "servers" must be a list, not an object
4:7 warning "tags" must be a list, not an object
5:11 warning "security" must be a list, not an object
6:13 warning "components" must be an object, not a list
`},
		{"kinds below the top", `openapi: 3.0.0
info: {title: [], version: {}, description: []}
servers: [x, {url: {}}, {description: no url}, {url: "https://{a}.{b}", variables: {a: x}}]
tags: [x, {name: [], description: {}}]
components: {securitySchemes: []}
paths: {/a: x, /b: {get: [], parameters: {}}}
`, `
2:15 warning "title" must be a single value, not a list
2:28 warning "version" must be a single value, not an object
2:45 warning "description" must be a single value, not a list
3:11 warning a server must be an object, not a single value
3:20 warning "url" must be a single value, not an object
3:25 warning a server has no "url"
3:54 warning the server's address has the variable "b", which it does not define
3:88 warning a server's variable must be an object, not a single value
4:8 warning a tag must be an object, not a single value
4:18 warning "name" must be a single value, not a list
4:35 warning "description" must be a single value, not an object
5:31 warning "securitySchemes" must be an object, not a list
6:13 warning a path must be an object, not a single value
6:26 warning an operation must be an object, not a list
6:42 warning "parameters" must be a list, not an object
`},
		{"kinds in a path and its server", `openapi: 3.0.0
paths:
  /b:
    servers: {}
    summary: []
    get: {servers: x}
    head: null
`, `
4:14 warning "servers" must be a list, not an object
6:20 warning "servers" must be a list, not a single value
`},
		{"kinds in an operation", with(`      operationId: []
      summary: {}
      description: []
      tags: x
      deprecated: maybe
      requestBody: []
      responses: []
      security: x
`), `
10:7 warning "operationId" stands here twice, first in line 7: that one counts
11:16 warning "summary" must be a single value, not an object
12:20 warning "description" must be a single value, not a list
13:13 warning "tags" must be a list, not a single value
14:19 warning "deprecated" must be true or false, not "maybe"
15:20 warning "requestBody" must be an object, not a list
16:18 warning "responses" must be an object, not a list
17:17 warning "security" must be a list, not a single value
`},
		{"elements of lists", with(`      tags: [{}, a, []]
      security: [x]
      responses: {"200": x}
`), `
10:14 warning a name in a list must be a single value, not an object
10:21 warning a name in a list must be a single value, not a list
11:18 warning a security requirement must be an object, not a single value
12:26 warning a response must be an object, not a single value
`},
		{"paths without a slash", "openapi: 3.0.0\npaths: {a: {get: {}}, x-b: 1}\n", `
2:12 warning the path "a" does not start with a slash
`},
		{"a long path", "openapi: 3.0.0\npaths: {/" + strings.Repeat("a", 2000) + ": {get: {}}}\n", `
2:2012 warning a path has 2001 characters, and is left out
`},
		{"operations twice", `openapi: 3.0.0
paths:
  a: {get: {}}
  /a:
    get: {}
    GET: {}
    POST: {}
  /b:
    put: {}
    put: {}
`, `
3:6 warning the path "a" does not start with a slash
5:10 warning GET /a stands in the document twice
6:10 warning GET /a stands in the document twice
10:5 warning "put" stands here twice, first in line 9: that one counts
`},
		{"parameters", `openapi: 3.0.0
paths:
  /a/{id}/{x}:
    parameters: [{name: q, in: query}]
    get:
      parameters:
      - x
      - {in: query}
      - {name: a}
      - {name: b, in: body}
      - {name: c, in: query, required: sometimes, deprecated: 1, explode: [], style: {}, description: []}
      - {name: c, in: query}
      - {name: q, in: query}
      - {name: q, in: header}
      - {name: id, in: path}
      - {name: gone, in: path}
      - {name: s, in: cookie}
      - {name: Accept, in: header}
      - {name: [], in: {}}
      - {name: d, in: query, schema: [], content: []}
      - {name: e, in: query, content: [], examples: []}
`, `
6:7 warning GET /a/{id}/{x} declares the path parameter "gone", which the path does not have
6:7 warning GET /a/{id}/{x} does not declare its path parameter "x"
7:9 warning a parameter must be an object, not a single value
8:9 warning a parameter has no name
9:9 warning the parameter "a" does not say where it goes
10:9 warning the parameter "b" goes "body": path, query, header and cookie are what there is
11:40 warning "required" must be true or false, not "sometimes"
11:63 warning "deprecated" must be true or false, not "1"
11:75 warning "explode" must be a single value, not a list
11:86 warning "style" must be a single value, not an object
11:103 warning "description" must be a single value, not a list
12:9 warning the query parameter "c" stands here twice
17:9 info the cookie "s" is left out: cookies are set in Postman's cookie jar
19:9 warning a parameter has no name
19:16 warning "name" must be a single value, not a list
19:24 warning "in" must be a single value, not an object
20:38 warning a schema must be an object, not a list
21:39 warning "content" must be an object, not a list
21:53 warning "examples" must be an object, not a list
`},
		{"request body", with(`    post:
      requestBody: {content: x, required: x}
    put:
      requestBody: {content: {application/json: x}, description: [], required: yes}
    patch:
      requestBody:
        content:
          multipart/form-data: {schema: x, encoding: {a: {contentType: [], style: {}}, b: x}, example: 1}
`), `
11:7 warning POST /a/{id} does not declare its path parameter "id"
11:30 warning "content" must be an object, not a single value
13:7 warning PUT /a/{id} does not declare its path parameter "id"
13:49 warning a media type must be an object, not a single value
13:66 warning "description" must be a single value, not a list
13:80 warning "required" must be true or false, not "yes"
15:7 warning PATCH /a/{id} does not declare its path parameter "id"
17:41 warning a schema must be an object, not "x"
17:72 warning "contentType" must be a single value, not a list
17:83 warning "style" must be a single value, not an object
`},
		{"responses", with(`      responses:
        default: x
        "200": {content: []}
        "201": {content: {application/json: {schema: [x]}}}
`), `
12:26 warning "content" must be an object, not a list
13:54 warning a schema must be an object, not a list
`},
		{"references", with(`      - $ref: '#/components/parameters/absent'
      - $ref: '#anchor'
      - $ref: '#/components/parameters/a'
      - $ref: '#/components/parameters/0'
      - $ref: other.yaml
      requestBody: {$ref: '#/components/requestBodies/loop'}
      responses: {"200": {$ref: '#/paths/~1b'}}
  /b: {$ref: '#/paths/~1a~1%7Bid%7D'}
  /c: {$ref: '#/paths/~1c'}
components:
  parameters:
    a: {$ref: '#/components/parameters/b'}
    b: {$ref: '#/components/parameters/a'}
  requestBodies:
    loop: {$ref: '#/components/requestBodies/loop'}
`), `
7:7 warning GET /b declares the path parameter "id", which the path does not have
10:15 warning "#/components/parameters/absent" refers to something that is not there
11:15 warning "#anchor" refers to something that is not there
12:9 warning the reference leads to more than 50 others, or to itself
13:15 warning "#/components/parameters/0" refers to something that is not there
14:15 warning cannot follow "other.yaml": the document's folder is not known
15:20 warning the reference leads to more than 50 others, or to itself
18:7 warning the reference leads to more than 50 others, or to itself
`},
		{"schema", with(`      - name: q
        in: query
        schema:
          type: strng
          format: []
          nullable: perhaps
          readOnly: x
          enum: x
          minimum: low
          maximum: []
          exclusiveMinimum: x
          multipleOf: .inf
          minLength: -1
          maxLength: 1.5
          minItems: many
          maxItems: {}
          pattern: []
          uniqueItems: x
          allOf: x
          oneOf: {}
          anyOf: [x, [], null, true, false]
          properties: []
          required: true
          additionalProperties: some
          items: x
          prefixItems: x
          discriminator: []
          description: {}
          examples: {}
          deprecated: x
          minProperties: x
`), `
13:17 warning there is no type "strng"; any value counts as fitting
14:19 warning "format" must be a single value, not a list
15:21 warning "nullable" must be true or false, not "perhaps"
16:21 warning "readOnly" must be true or false, not "x"
17:17 warning "enum" must be a list, not a single value
18:20 warning "minimum" must be a number, not "low"
19:20 warning "maximum" must be a single value, not a list
20:29 warning "exclusiveMinimum" must be a number, not "x"
21:23 warning "multipleOf" must be a number, not ".inf"
22:22 warning "minLength" must be a whole number from 0 on, not -1
23:22 warning "maxLength" must be a whole number from 0 on, not 1.5
24:21 warning "minItems" must be a number, not "many"
25:21 warning "maxItems" must be a single value, not an object
26:20 warning "pattern" must be a single value, not a list
27:24 warning "uniqueItems" must be true or false, not "x"
28:18 warning "allOf" must be a list, not a single value
29:18 warning "oneOf" must be a list, not an object
30:19 warning a schema must be an object, not "x"
30:22 warning a schema must be an object, not a list
31:23 warning "properties" must be an object, not a list
32:21 warning "required" of a schema must be a list of names, not a single value
33:33 warning "additionalProperties" must be a schema, true or false, not "some"
34:18 warning a schema must be an object, not "x"
35:24 warning "prefixItems" must be a list, not a single value
36:26 warning "discriminator" must be an object, not a list
37:24 warning "description" must be a single value, not an object
38:21 warning "examples" of a schema must be a list, not an object
39:23 warning "deprecated" must be true or false, not "x"
40:26 warning "minProperties" must be a number, not "x"
`},
		{"types", with(`      - {name: a, in: query, schema: {type: file}}
      - {name: b, in: query, schema: {type: Integer}}
      - {name: c, in: query, schema: {type: {}}}
      - {name: d, in: query, schema: {type: [text, [], "null"]}}
      - {name: e, in: query, schema: {type: nonsense}}
      - {name: f, in: query, schema: yes}
`), `
10:45 warning there is no type "file" in OpenAPI 3; it is read as a string of format binary
11:45 warning there is no type "Integer"; it is read as "integer"
12:45 warning "type" must be a single value, not an object
13:45 warning there is no type "text"; it is read as "string"
13:52 warning a name in a list must be a single value, not a list
14:45 warning there is no type "nonsense"; any value counts as fitting
15:38 warning a schema must be an object, not "yes"
`},
		{"discriminator", with(`      - name: a
        in: query
        schema:
          discriminator: {propertyName: [], mapping: {a: '#/absent', b: [], c: absent, d: Known}}
components: {schemas: {Known: {}}}
`), `
13:41 warning "propertyName" must be a single value, not a list
13:58 warning "#/absent" refers to something that is not there
13:73 warning a value of "mapping" must be a single value, not a list
13:80 warning "#/components/schemas/absent" refers to something that is not there
`},
		{"security", with(`      security: [{kye: []}, {key: x, auth: [a, {}]}, {}]
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: K}
    auth: {type: oauth2, flows: {authorizationcode: {}, implicit: {scopes: [a]}, password: x, x-own: 1}}
    a: {type: apikey, in: header, name: K}
    b: {}
    c: {type: apiKey}
    d: x
    e: {$ref: '#/absent'}
    f: {type: oauth2}
    g: {type: oauth2, flows: []}
    h: {type: basic}
`), `
10:18 warning there is no security scheme "kye"; did you mean "key"?
10:35 warning the scopes of a requirement must be a list, not a single value
10:48 warning a name in a list must be a single value, not an object
14:53 warning there is no OAuth2 flow "authorizationcode"; did you mean "authorizationCode"?
14:76 warning "scopes" must be an object, not a list
14:92 warning an OAuth2 flow must be an object, not a single value
15:15 warning there is no security scheme of type "apikey"; did you mean "apiKey"?
16:8 warning the security scheme "b" has no type
17:8 warning the API key "c" needs "name" and "in"
18:8 warning a security scheme must be an object, not a single value
19:15 warning "#/absent" refers to something that is not there
21:30 warning "flows" must be an object, not a list
`},
		{"what says nothing of authorization", with(`    post: {security: null, parameters: [{name: id, in: path}]}
components: {securitySchemes: {a: {type: http, scheme: basic}}}
`), `
7:7 info GET /a/{id} does not say which authorization it needs
10:22 info POST /a/{id} does not say which authorization it needs
`},
		{"values", with(`      - {name: a, in: query, example: ` + strings.Repeat("[", 60) + strings.Repeat("]", 60) + `}
      - {name: b, in: query, schema: {default: [` + strings.Repeat("1, ", 6000) + `]}}
`), `
10:90 warning the value around this is too large and is left out
11:15046 warning the value around this is too large and is left out
`},
		{"keys", with(`  ? [a]
  : {get: {}}
  /b: {<<: x, get: {}}
  /c: {<<: [x, {get: {}}]}
`), `
10:5 warning a key must be a single value, not a list
12:12 warning what is merged ("<<") must be an object, not a single value
13:13 warning what is merged ("<<") must be an object, not a single value
`},
		{"CRLF", strings.ReplaceAll(with("      tags: x\n      summary: []\n"), "\n", "\r\n"), `
10:13 warning "tags" must be a list, not a single value
11:16 warning "summary" must be a single value, not a list
`},
		{"byte order mark", "\uFEFF" + with("      tags: x\n"), `
10:13 warning "tags" must be a list, not a single value
`},
		{"byte order mark, JSON", "\uFEFF{\"openapi\": \"3.0.0\", \"paths\": []}", `
1:31 warning "paths" must be an object, not a list
`},
		{"columns in code points", "openapi: 3.0.0\npaths: {/é: {get: {summary: 𝒜, tags: x}}}\n", `
2:38 warning "tags" must be a list, not a single value
`},
		{"JSON", `{
  "openapi": "3.1.0",
  "paths": {
    "/a": {"get": {"tags": {}, "deprecated": "x", "parameters": [{"name": "q", "in": "query", "schema": {"type": 1, "enum": {}}}]}},
    "/a": {"get": {}}
  }
}`, `
4:28 warning "tags" must be a list, not an object
4:46 warning "deprecated" must be true or false, not "x"
4:114 warning there is no type "1"; any value counts as fitting
4:125 warning "enum" must be a list, not an object
5:5 warning "/a" stands here twice, first in line 4: that one counts
`},
		{"YAML in braces", `{openapi: 3.0.0, "paths": {"/a": {get: {tags: x},},}}`, `
1:47 warning "tags" must be a list, not a single value
`},
		{"Swagger 2.0", `swagger: 2.0
host: {}
basePath: []
schemes: x
consumes: x
securityDefinitions:
  a: {type: oauth2}
  b: {type: oauth2, flow: acessCode}
  c: {type: basic}
paths:
  /a:
    post:
      consumes: {}
      parameters:
      - {in: formData, type: string}
      - {name: f, in: formData, type: file, required: x}
      - {name: b, in: bodyy}
      - {name: q, in: query, type: string, required: true, collectionFormat: []}
      responses: {200: {schema: {type: strng, required: true}}}
      security: [{c: []}]
    put:
      parameters: [{in: body, name: b, schema: []}]
      security: [{c: []}]
`, `
2:7 warning "host" must be a single value, not an object
3:11 warning "basePath" must be a single value, not a list
5:11 warning "consumes" must be a list, not a single value
7:6 warning the security scheme has no "flow"
8:27 warning there is no OAuth2 flow "acessCode"; did you mean "accessCode"?
13:17 warning "consumes" must be a list, not an object
15:9 warning a form field has no name
16:55 warning "required" must be true or false, not "x"
17:9 warning the parameter "b" goes "bodyy": path, query, header and cookie are what there is
18:78 warning "collectionFormat" must be a single value, not a list
19:40 warning there is no type "strng"; any value counts as fitting
19:57 warning "required" of a schema must be a list of names, not a single value
22:48 warning a schema must be an object, not a list
`},
	} {
		c.check(t, false)
	}
}
