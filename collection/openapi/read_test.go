package openapi_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/sample"
)

// TestSwagger: everything that Swagger 2.0 says otherwise.
func TestSwagger(t *testing.T) {
	const start = "swagger: '2.0'\ninfo: {title: T, version: 1}\n"
	for name, c := range map[string]struct{ text, want string }{
		"address": {"schemes: [http, https, ws]\nhost: example.com\nbasePath: /v1/\n", `T 1 at "https://example.com/v1"`},
		"http":    {"schemes: [http]\nhost: example.com:8080\n", `T 1 at "http://example.com:8080"`},
		"base":    {"host: example.com\nbasePath: v1\n", `T 1 at "https://example.com/v1"`},
		"no host": {"basePath: /v1\n", `T 1 at "/v1"`},
		"body": {`
consumes: [application/xml, application/vnd.x+json]
definitions: {A: {type: object, required: [n], properties: {n: {type: integer, readOnly: true}}}}
paths:
  /a:
    parameters: [{$ref: '#/parameters/b'}]
    post: {}
    put: {consumes: [text/plain]}
    patch: {consumes: []}
    delete: {parameters: [{in: body, name: other, schema: {type: string}}], consumes: [application/json]}
parameters: {b: {in: body, name: b, required: true, description: B, schema: {$ref: '#/definitions/A'}}}
`, `
POST /a body application/vnd.x+json=@A:object{n!:integer ro} required
PUT /a body text/plain=@A:object{n!:integer ro} required
PATCH /a body application/json=@A:object{n!:integer ro} required
DELETE /a body application/json=string`},
		"forms": {`
paths:
  /a:
    post:
      parameters:
      - {in: formData, name: a, type: string, required: true, maxLength: 3}
      - {in: FormData, name: b, type: array, items: {type: integer}, collectionFormat: multi}
    put:
      parameters: [{in: formData, name: f, type: file, required: true}, {in: formData, name: n, type: integer, default: 1}]
    patch:
      consumes: [multipart/form-data, application/x-www-form-urlencoded]
      parameters: [{in: formData, name: a, type: string}]
`, `
POST /a body application/x-www-form-urlencoded=object{a!:string len<=3,b:array[integer]}
PUT /a body multipart/form-data=object{f!:string<binary>,n:integer default 1}
PATCH /a body multipart/form-data=object{a:string}`},
		"parameters": {`
paths:
  /a/{id}:
    get:
      parameters:
      - {in: path, name: id, type: integer, format: int64, required: true}
      - {in: query, name: csv, type: array, items: {type: string}, collectionFormat: csv}
      - {in: query, name: multi, type: array, items: {type: string}, collectionFormat: multi}
      - {in: query, name: pipes, type: array, items: {type: string}, collectionFormat: pipes}
      - {in: query, name: ssv, type: array, items: {type: string}, collectionFormat: ssv}
      - {in: query, name: plain, type: string, enum: [a, b], default: a}
      - {in: header, name: X-H, type: boolean, minimum: 1, exclusiveMinimum: true}
`, `
GET /a/{id} path:id!=integer<int64> query:csv<form>=array[string] query:multi<form>*=array[string] query:pipes<pipeDelimited>=array[string] query:ssv<spaceDelimited>=array[string] query:plain=string default "a" one of ["a","b"] header:X-H=boolean >1`},
		"headers": {`
consumes: ["multipart/form-data; charset=utf-8"]
paths:
  /a:
    post:
      parameters:
      - {in: header, name: Authorization, type: string}
      - {in: header, name: Accept, type: string}
      - {in: header, name: Content-Type, type: string}
      - {in: formData, name: a, type: array, items: {type: string}}
      - {in: formData, name: b, type: array, items: {type: string}, collectionFormat: multi}
      - {in: formData, name: c, type: array, items: {type: string}, collectionFormat: pipes}
`, `
POST /a header:Authorization=string header:Accept=string body multipart/form-data=object{a:array[string],b:array[string],c:array[string]} a::joined c:pipeDelimited:joined`},
		"answers": {`
paths:
  /a: {get: {responses: {default: {schema: {type: string}}, 200: {schema: {type: array, items: {type: integer}}}}}}
  /b: {get: {responses: {'2XX': {$ref: '#/responses/r'}}}}
  /c: {get: {responses: {204: {description: none}, 201: {schema: {$ref: '#/definitions/A'}}}}}
responses: {r: {schema: {$ref: '#/definitions/A'}}}
definitions: {A: {allOf: [{$ref: '#/definitions/B'}, {properties: {a: {type: file}}}]}, B: {discriminator: kind, properties: {kind: {type: string}}}}
`, `
GET /a -> array[integer]
GET /b -> @A: all(@B,{a:string<binary>})
GET /c -> @A: all(@B,{a:string<binary>})`},
		"security": {`
securityDefinitions:
  basic: {type: basic}
  key: {type: apiKey, in: query, name: k}
  code: {type: oauth2, flow: accessCode, authorizationUrl: https://a, tokenUrl: https://t, scopes: {r: reads}}
  implicit: {type: oauth2, flow: implicit, authorizationUrl: https://a}
  password: {type: oauth2, flow: password, tokenUrl: https://t}
  application: {type: oauth2, flow: application, tokenUrl: https://t}
security: [{code: [r]}]
paths:
  /a:
    get: {}
    put: {security: []}
    post: {security: [{basic: [], key: []}, {application: []}]}
`, `
basic: http basic []
key: apiKey query k []
code: oauth2 [{authorization_code https://a https://t [{r reads}]}]
implicit: oauth2 [{implicit https://a []}]
password: oauth2 [{password_credentials https://t []}]
application: oauth2 [{client_credentials https://t []}]
GET /a needs [code r] scopes r
PUT /a needs []
POST /a needs [basic and key or application]`},
	} {
		a, found := read(t, start+c.text)
		got := strings.TrimSpace(briefAPI(a))
		if strings.HasPrefix(c.want, "\n") {
			_, got, _ = strings.Cut(got, "\n")
		}
		if got != strings.TrimPrefix(c.want, "\n") || strings.Contains(found, "warning") && !strings.Contains(found, "no paths") || (name == "base") != strings.Contains(found, "does not start with a slash") {
			t.Errorf("%s:\n%s\nwant %s\n%s", name, got, c.want, found)
		}
	}
}

// TestFeatures: what OpenAPI 3.0 and 3.1 say, each in its own way.
func TestFeatures(t *testing.T) {
	for name, c := range featureDocuments() {
		a, found := read(t, c.text)
		got := strings.TrimSpace(briefAPI(a))
		if !strings.HasPrefix(c.want, "\nT 1") {
			_, got, _ = strings.Cut(got, "\n")
		}
		if got != strings.TrimPrefix(c.want, "\n") {
			t.Errorf("%s:\n%s\nwant %s\n%s", name, got, c.want, found)
		}
	}
}

func featureDocuments() map[string]struct{ text, want string } {
	all := map[string]struct{ text, want string }{
		"servers": {`
info: {title: T, version: "1"}
servers:
- {url: 'https://{region}.example.com:{port}/{region}/', variables: {region: {default: eu, enum: [eu, us], description: Where.}, port: {default: 443}, unused: {default: x}}}
- {url: https://second.example.com}
paths:
  /a:
    servers: [{url: 'https://{who}.example.com', variables: {who: {default: path}}}]
    get: {}
    put: {servers: [{url: /relative}]}
    post: {servers: [{url: 'https://{region}.example.com:{port}/{region}', variables: {region: {default: us}, port: {default: 1}}}]}
`, `
T 1 at "https://{{region}}.example.com:{{port}}/{{region}}" region=eu (Where. One of eu, us.) port=443 ()
GET /a at https://{{who}}.example.com
PUT /a at https://{{region}}.example.com:{{port}}/relative
POST /a`},
		"a path of another place": {`
servers: [{url: https://a.example.com/v1}]
paths:
  /a/{id}:
    $ref: '#/components/pathItems/a'
    servers: [{url: /v2}]
    parameters: [{name: tenant, in: header, schema: {type: string}}, {name: id, in: path, schema: {type: string}}]
    post: {}
  /b: {get: {}, put: {}}
components: {pathItems: {a: {parameters: [{name: id, in: path, schema: {type: integer}}], get: {}}}}
`, `
POST /a/{id} at https://a.example.com/v2 header:tenant=string path:id!=string
GET /a/{id} at https://a.example.com/v2 header:tenant=string path:id!=string
GET /b
PUT /b`},
		"parameters as JSON": {`
paths: {/a: {get: {parameters: [{name: q, in: query, content: {application/json: {schema: {type: object}}}}]}}}
`, `
GET /a query:q*=object`},
		"alternatives": {`
paths:
  /a: {get: {security: [{o: [a]}]}, put: {security: [{p: [pay]}, {o: [b]}]}, post: {security: [{o: []}, {o: [c]}]}}
  /b: {get: {security: [{o: [a]}]}, put: {security: [{p: [pay]}]}}
components:
  securitySchemes:
    o: {type: oauth2, flows: {password: {tokenUrl: https://t}}}
    p: {type: oauth2, flows: {password: {tokenUrl: https://u}}}
`, `
o: oauth2 [{password_credentials https://t []}]
p: oauth2 [{password_credentials https://u []}]
GET /a needs [o a] scopes a
PUT /a needs [p pay or o b] scopes b
POST /a needs [o or o c] scopes c
GET /b needs [o a] scopes a
PUT /b needs [p pay] scopes pay`},
		"parameters of paths": {`
paths:
  /a/{id}/{id}.{ext}:
    parameters:
    - {name: id, in: path, schema: {type: integer}}
    - {name: q, in: query, required: true, schema: {type: string}}
    - {$ref: '#/components/parameters/h'}
    get:
      parameters:
      - {name: q, in: query, deprecated: true, schema: {type: integer}}
      - {name: ext, in: path, schema: {type: string}}
    trace: {parameters: [{name: ext, in: path}]}
components: {parameters: {h: {name: H, in: header, schema: {type: string}, example: e}}}
`, `
GET /a/{id}/{id}.{ext} path:id!=integer header:H=string eg "e" query:q~*=integer path:ext!=string
TRACE /a/{id}/{id}.{ext} path:id!=integer query:q!*=string header:H=string eg "e" path:ext!=any`},
		"parameters with content, examples and styles": {`
paths:
  /a:
    get:
      parameters:
      - {name: f, in: query, content: {application/json: {schema: {type: object}, example: {a: 1}}}}
      - {name: g, in: query, schema: {type: string, example: s}, examples: {one: {value: [1, x]}, two: {value: 2}}}
      - {name: h, in: query, schema: {type: string, example: s}, examples: {one: {$ref: '#/components/examples/e'}}}
      - {name: i, in: query, style: deepObject, explode: true, schema: {type: object, properties: {x: {type: string}}}}
      - {name: j, in: query, explode: false, schema: {type: array, items: {}}}
      - {name: Authorization, in: header}
components: {examples: {e: {value: null}}}
`, `
GET /a query:f*=object eg {"a":1} query:g*=string eg "s" eg [1,"x"] query:h*=string eg "s" eg null query:i<deepObject>*=object{x:string} query:j=array[]`},
		"bodies": {`
paths:
  /a:
    post: {requestBody: {$ref: '#/components/requestBodies/b'}}
    put: {requestBody: {content: {application/xml: {}, multipart/form-data: {}, application/x-www-form-urlencoded: {schema: {properties: {a: {}}}, encoding: {a: {contentType: application/json, style: deepObject}}}}}}
    patch: {requestBody: {content: {image/png: {schema: {type: string, format: binary}}, "*/*": {}}}}
    delete: {requestBody: {content: {}}}
    options: {requestBody: {content: {application/json: null}}}
components:
  requestBodies: {b: {required: true, content: {text/plain: {}, 'application/json; charset=utf-8': {schema: {type: string}, examples: {x: {value: v}}}}}}
`, `
POST /a body application/json; charset=utf-8=string required eg "v"
PUT /a body application/x-www-form-urlencoded={a:} a:application/jsondeepObject
PATCH /a body */*=any
DELETE /a
OPTIONS /a body application/json=any`},
		"schemas": {`
openapi: 3.1.0
paths:
  /a:
    get:
      parameters:
      - {name: a, in: query, schema: {type: [string, "null"], const: x, examples: [y, z]}}
      - {name: b, in: query, schema: {type: [integer, string], exclusiveMinimum: 1, exclusiveMaximum: 5, multipleOf: 0.5}}
      - {name: c, in: query, schema: {anyOf: [{type: string}, {type: "null"}]}}
      - {name: d, in: query, schema: {oneOf: [{type: string}, {type: "null"}, {type: integer}]}}
      - {name: e, in: query, schema: {type: "null"}}
      - {name: f, in: query, schema: {type: array, prefixItems: [{type: string}, true], items: false, minItems: 1, maxItems: 2, uniqueItems: true}}
      - {name: g, in: query, schema: {$ref: '#/components/schemas/N', description: Other., default: 3}}
      - {name: h, in: query, schema: {type: object, minProperties: 1, additionalProperties: {type: number}, required: [x]}}
      - {name: i, in: query, schema: true}
      - {name: j, in: query, schema: false}
      - {name: k, in: query, schema: {type: string, minLength: 1, maxLength: 2, pattern: ^a$, writeOnly: true, deprecated: true}}
components: {schemas: {N: {type: integer}}}
`, `
GET /a query:a*=string? const "x" eg "y" query:b*=integer|string *0.5 >1 <5 query:c*=? all(string) query:d*=? one(string,integer) query:e*=null query:f*=array unique items>=1 items<=2(string,any)[none] query:g*= default 3 all(@N) query:h*=object props>=1{*:number} query:i*=any query:j*=none query:k*=string wo dep/^a$/ len>=1 len<=2`},
		"3.0 schemas": {`
openapi: 3.0.0
paths:
  /a:
    get:
      parameters:
      - {name: a, in: query, schema: {type: string, nullable: true, enum: [a, null, 1, 1.50, true, 2020-01-01]}}
      - {name: b, in: query, schema: {type: integer, minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false}}
      - {name: c, in: query, schema: {nullable: true, allOf: [{$ref: '#/components/schemas/N'}]}}
      - {name: d, in: query, schema: {type: object, additionalProperties: false, properties: {x: {$ref: '#/components/schemas/N/properties/y~1z'}}}}
components: {schemas: {N: {type: object, properties: {y/z: {type: string}, n: {$ref: '#/components/schemas/N'}}}}}
`, `
GET /a query:a*=string? one of ["a",null,1,1.50,true,"2020-01-01"] query:b*=integer >1 <=5 query:c*=? all(@N) query:d*=object closed{x:@y/z}`},
		"discriminator": {`
paths: {/a: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/P'}}}}}}}
components:
  schemas:
    P: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/A~1B'}], discriminator: {propertyName: kind, mapping: {c: Cat, d: '#/components/schemas/Dog', s: A/B}}}
    Cat: {type: object}
    Dog: {$ref: '#/components/schemas/Hound'}
    Hound: {type: object}
    A/B: {}
`, `
POST /a body application/json=@P: one(c->@Cat,d->@Hound,s->@A/B) by kind`},
		"answers": {`
paths:
  /a: {get: {responses: {"200": {content: {text/csv: {schema: {type: string}}, application/problem+json: {schema: {type: object}}}}}}}
  /b: {get: {responses: {"404": {}, "204": {}, "2XX": {$ref: '#/components/responses/r'}}}}
  /c: {get: {responses: {"200": {content: {"*/*": {schema: {type: array}}}}}}}
  /d: {get: {responses: {default: {content: {application/json: {schema: {}}}}}}}
components: {responses: {r: {content: {application/json: {schema: {type: integer}}}}}}
`, `
GET /a -> object
GET /b -> integer
GET /c -> array
GET /d`},
		"security": {`
security: [{key: [], http: []}, {}]
paths:
  /a:
    get: {}
    put: {security: []}
    post: {security: [{oauth: ["x:read", b]}, {oidc: [c]}, {gone: []}]}
    patch: {security: [{}]}
    delete: {security: [{gone: []}]}
    head: {security: [{oauth: [x]}]}
components:
  securitySchemes:
    key: {type: apiKey, in: cookie, name: sid, description: K}
    http: {type: http, scheme: Bearer}
    oidc: {type: openIdConnect, openIdConnectUrl: https://o}
    tls: {type: mutualTLS}
    oauth:
      type: oauth2
      flows:
        authorizationCode: {authorizationUrl: https://a, tokenUrl: https://t, refreshUrl: https://r, scopes: {"x:read": "", "x:write": ""}}
        clientCredentials: {tokenUrl: https://t, scopes: {b: B}}
        password: {tokenUrl: https://t}
        implicit: {authorizationUrl: https://a}
`, `
key: apiKey cookie sid []
http: http bearer []
oidc: openIdConnect []
tls: mutualTLS []
oauth: oauth2 [{authorization_code https://a https://t https://r [{x:read } {x:write }]} {client_credentials https://t [{b B}]} {password_credentials https://t []} {implicit https://a []}]
GET /a needs [key and http or ]
PUT /a needs []
POST /a needs [oauth x:read b or oidc c] scopes x:write b
PATCH /a needs []
DELETE /a
HEAD /a needs [oauth x] scopes x:read`},
		"anchors and merge keys": {`
z: &method post
x: &base {tags: [t], summary: base}
y: &more {<<: *base, deprecated: true}
paths:
  /a:
    get: {<<: [*more, {tags: [u], operationId: i}], summary: own}
    put: *more
    *method : {tags: [v]}
`, `
GET /a deprecated t
PUT /a deprecated t
POST /a v`},
		"paths that are references": {`
paths:
  /a: {get: {tags: [x], parameters: [{name: q, in: query}]}, x-more: 1, summary: s}
  /b: {$ref: '#/paths/~1a'}
  x-own: {get: {}}
`, `
GET /a x query:q*=any
GET /b x query:q*=any`},
	}
	for name, c := range all {
		if !strings.Contains(c.text, "openapi:") {
			c.text = "openapi: 3.0.3\n" + c.text
			all[name] = c
		}
	}
	return all
}

// TestIDs: references lead to schemas by the addresses that these say they have.
func TestIDs(t *testing.T) {
	a, found := read(t, `openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /a: {post: {requestBody: {content: {application/json: {schema: {$ref: "https://example.com/schemas/pet"}}}}}}
  /b: {post: {requestBody: {content: {application/json: {schema: {$ref: "owner#/properties/name"}}}}}}
components:
  schemas:
    Pet: {$id: "https://example.com/schemas/pet", type: object, properties: {owner: {$ref: owner}}}
    Owner: {$id: "https://example.com/schemas/owner", type: object, properties: {name: {type: string, format: email}}}
`)
	if strings.Contains(found, "warning") {
		t.Fatal(found)
	}
	pet := sample.Flat(a.Operations[0].Body.Schema)
	if len(pet.Properties) != 1 || len(sample.Flat(pet.Properties[0].Schema).Properties) != 1 {
		t.Errorf("the pet is %+v", pet)
	}
	if name := sample.Flat(a.Operations[1].Body.Schema); name.Format != "email" {
		t.Errorf("the name is %+v", name)
	}
}
