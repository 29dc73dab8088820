package openapi_test

import (
	"strings"
	"testing"
)

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

// with returns an OpenAPI 3.0 document that has lines behind its operation.
func with(lines string) string {
	return three + "      parameters:\n      - {name: id, in: path, required: true}\n" + lines
}

// TestBroken: a bad spot costs a finding, where it stands, and not the document.
func TestBroken(t *testing.T) {
	for _, c := range brokenDocuments() {
		c.check(t, false)
	}
}

func brokenDocuments() []broken {
	return []broken{
		{"nothing", with(""), ``},
		{"version 3.3", strings.Replace(with(""), "3.0.3", "3.3.0", 1), `
1:10 warning version 3.3.0 is read as if it were 3.2
`},
		{"a placeholder allowed", with("      - {name: a, in: query, schema: {type: array, enum: [[string]]}}\n      - {name: b, in: query, schema: {type: string, enum: [string]}}\n      - {name: c, in: query, schema: {type: string, enum: [string, number]}}\n"), `
10:58 warning the one allowed value is ["string"], which generators write where nothing is known: any value is taken for allowed
`},
		{"examples that do not fit", with("    post: {parameters: [{name: id, in: path, required: true}], requestBody: {content: {application/json: {schema: {type: object, properties: {n: {type: string}}}, example: {n: 1}}}}}\n    patch: {parameters: [{name: id, in: path, required: true}], requestBody: {content: {application/json: {schema: {type: object}, example: []}}}}\n"), `
10:173 info the example of the body of POST /a/{id} does not fit its schema, and is sent as it is: "n" is a number, and must be a string
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
5:14 warning "summary" must be a single value, not a list
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
10:7 warning "operationId" appears twice, first in line 7: that one counts
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
5:10 warning GET /a appears in the document twice
6:10 warning GET /a appears in the document twice
10:5 warning "put" appears twice, first in line 9: that one counts
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
9:9 warning the parameter "a" does not say where it is sent
10:9 warning the parameter "b" is in "body", which does not exist
11:40 warning "required" must be true or false, not "sometimes"
11:63 warning "deprecated" must be true or false, not "1"
11:75 warning "explode" must be a single value, not a list
11:86 warning "style" must be a single value, not an object
11:103 warning "description" must be a single value, not a list
12:9 warning the query parameter "c" appears twice
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
11:18 warning a response must be an object, not a single value
12:26 warning "content" must be an object, not a list
13:54 warning a schema must be an object, not a list
`},
		{"what says nothing of authorization", with(`    post: {security: null, parameters: [{name: id, in: path}]}
components: {securitySchemes: {a: {type: http, scheme: basic}}}
`), `
5:3 info no operation says which authorization it needs: "a" is used
`},
		{"some that say nothing of authorization", with(`    post: {security: [{a: []}], parameters: [{name: id, in: path}]}
components: {securitySchemes: {a: {type: http, scheme: basic}}}
`), `
7:7 info 1 operation does not say which authorization is needed: the collection's is used (GET /a/{id})
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
		{"characters that end no line", "openapi: 3.0.0\npaths:\n  /a: {get: {summary: \"\u2028\u0085\", tags: x}}\n  /b: {get: {tags: x}}\n", `
3:35 warning "tags" must be a list, not a single value
4:20 warning "tags" must be a list, not a single value
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
4:114 warning there is no type "1"; any value counts as valid
4:125 warning "enum" must be a list, not an object
5:5 warning "/a" appears twice, first in line 4: that one counts
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
17:9 warning the parameter "b" is in "bodyy", which does not exist
18:78 warning "collectionFormat" must be a single value, not a list
19:40 warning there is no type "strng"; any value counts as valid
19:57 warning "required" of a schema must be a list of names, not a single value
22:48 warning a schema must be an object, not a list
`},
	}
}
