package openapi_test

import "testing"

// TestBrokenComponents is [TestBroken] for what operations refer to.
func TestBrokenComponents(t *testing.T) {
	for _, c := range []broken{
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
13:17 warning there is no type "strng"; any value counts as valid
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
14:45 warning there is no type "nonsense"; any value counts as valid
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
10:19 warning there is no security scheme "kye"; did you mean "key"?
10:35 warning the scopes of a requirement must be a list, not a single value
10:48 warning a scope must be a single value, not an object
14:53 warning there is no OAuth2 flow "authorizationcode"; did you mean "authorizationCode"?
14:76 warning "scopes" must be an object, not a list
14:92 warning an OAuth2 flow must be an object, not a single value
15:15 warning there is no security scheme of type "apikey"; did you mean "apiKey"?
16:8 warning the security scheme "b" has no type
17:8 warning the API key "c" needs "name" and "in"
18:8 warning a security scheme must be an object, not a single value
19:15 warning "#/absent" refers to something that is not there
20:8 warning the security scheme "f" has no flows
21:30 warning "flows" must be an object, not a list
`},
	} {
		c.check(t, false)
	}
}
