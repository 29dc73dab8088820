package generate_test

import (
	"fmt"
	"strings"
	"testing"
)

// hostile is a document that is made to cost time or memory, or to break out of
// where its texts are written.
type hostile struct {
	name, text string
	// found is what a finding says, where the document is read; refused, why it is
	// not; tooLarge, that its collection is not made.
	found, refused string
	tooLarge       bool
}

// nested returns an opening so many times, a text, and as many closings.
func nested(n int, open, inner, end string) string {
	return strings.Repeat(open, n) + inner + strings.Repeat(end, n)
}

// each returns a text for each number up to n, joined.
func each(n int, text func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(text(i))
	}
	return b.String()
}

// body returns a document whose one operation sends a schema.
func body(schema, components string) string {
	return "openapi: 3.0.0\ninfo: {title: T}\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: " + schema +
		"}}}, responses: {\"200\": {content: {application/json: {schema: " + schema + "}}}}}}}\ncomponents: {schemas: " + components + "}\n"
}

// bomb returns anchors, each of which stands for ten of the one before, in a notation for
// one of them that holds ten.
func bomb(open, item, end string) string {
	text := "x-0: &a0 " + open + strings.Repeat(item+"word, ", 10) + end + "\n"
	for i := 1; i < 10; i++ {
		text += fmt.Sprintf("x-%d: &a%d %s%s%s\n", i, i, open, each(10, func(k int) string {
			return strings.ReplaceAll(item, "N", fmt.Sprint(k)) + fmt.Sprintf("*a%d, ", i-1)
		}), end)
	}
	return text
}

// many returns 100,000, or a part of it where tests are to be short.
func many() int {
	if testing.Short() {
		return 2_000
	}
	return 100_000
}

func hostileDocuments() []hostile {
	const top = "openapi: 3.0.0\ninfo: {title: T}\n"
	list, object := bomb("[", "", "]"), bomb("{", "kN: ", "}")
	n := many()
	return []hostile{
		{name: "alias bomb in an example", text: list + body("{example: *a9}", "{}"), refused: "expand to far more than its text"},
		{name: "alias bomb in an enum", text: list + body("{enum: *a9}", "{}"), refused: "expand to far more than its text"},
		{name: "alias bomb in a schema", text: strings.ReplaceAll(object, "{k0: word", "{properties: {k0: {type: string}}, k0: word") + body("{properties: *a9}", "{}"), refused: "expand to far more than its text"},
		{name: "alias bomb in parameters", text: list + top + "paths: {/a: {get: {parameters: *a9}}}\n", refused: "expand to far more than its text"},
		{name: "merge key bomb", text: "x: &a {" + each(2000, func(i int) string { return fmt.Sprintf("k%d: 1, ", i) }) + "}\ny: {" + each(1000, func(i int) string {
			return fmt.Sprintf("k%d: {<<: *a}, ", i)
		}) + "}\n" + top + "paths: {}\n", refused: "the merge keys of this file expand to far more than its text"},
		{name: "anchor of itself, in a schema", text: body("&s {properties: {a: *s}}", "{}"), refused: "the anchor s contains itself"},
		{name: "anchor of itself, merged", text: top + "paths: &p {<<: *p, /a: {get: {}}}\n", refused: "the anchor p contains itself"},
		{name: "long text aliased often", text: "x: &x " + strings.Repeat("long ", 100_000) + "\n" + body("{enum: ["+strings.Repeat("*x, ", 10_000)+"]}", "{}"), refused: "expand to far more than its text"},

		{name: "references into a long list, from its end", text: `{"openapi": "3.0.0", "info": {"title": "T"}, "paths": {"/a": {"get": {"responses": {"200": {"content": {"application/json": {"schema": {"allOf": [` +
			each(many(), func(i int) string { return fmt.Sprintf(`{"$ref": "#/x-list/%d"}, `, many()-1-i) }) + `{}]}}}}}}}}, "x-list": [` +
			each(many(), func(int) string { return `{"type": "object"}, ` }) + `{}]}`},
		{name: "depth 10,000 in YAML", text: body(nested(9_900, "{properties: {a: ", "{}", "}}"), "{}"), refused: "depth"},
		{name: "depth 4,000 in YAML", text: body(nested(4_000, "{properties: {a: ", "{}", "}}"), "{}")},
		{name: "lists, 4,000 deep", text: body(nested(4_000, "{type: array, minItems: 1, items: ", "{}", "}"), "{}")},
		{name: "alternatives, 4,000 deep", text: body(nested(4_000, "{oneOf: [", "{type: integer}", "]}"), "{}")},
		{name: "allOf, 4,000 deep", text: body(nested(4_000, "{allOf: [", "{type: integer}", "]}"), "{}")},
		{name: "an example 4,000 deep", text: body("{example: "+nested(4_000, "[", "", "]")+"}", "{}"), found: "the value around this is too large"},
		{name: "blocks, 4,000 deep", text: top + "paths: {}\nx:\n" + each(4_000, func(i int) string { return strings.Repeat(" ", i+1) + "a:\n" })},
		{name: "depth 4,000 in JSON", text: `{"openapi": "3.0.0", "info": {"title": "T"}, "paths": {"/a": {"post": {"requestBody": {"content": {"application/json": {"schema": ` + nested(4_000, `{"properties": {"a": `, "{}", "}}") + `}}}}}}}`},
		{name: "depth 100,000 in JSON", text: `{"openapi": "3.0.0", "paths": ` + nested(100_000, `{"a": `, "{}", "}") + "}", refused: "nested more than"},
		{name: "depth 100,000 in YAML", text: top + "paths: {/a: {x: " + nested(100_000, "[", "", "]") + "}}\n", refused: "depth"},

		{name: "references, 100,000 long", text: body("{$ref: '#/components/schemas/S0'}", "{"+each(n, func(i int) string {
			return fmt.Sprintf("S%d: {properties: {a: {$ref: '#/components/schemas/S%d'}}}, ", i, i+1)
		})+fmt.Sprintf("S%d: {}}", n))},
		{name: "allOf, 100,000 long", text: body("{$ref: '#/components/schemas/S0'}", "{"+each(n, func(i int) string {
			return fmt.Sprintf("S%d: {allOf: [{$ref: '#/components/schemas/S%d'}, {properties: {p%d: {}}}]}, ", i, i+1, i)
		})+fmt.Sprintf("S%d: {}}", n))},
		{name: "references to references, 100,000 long", text: body("{$ref: '#/components/schemas/S0'}", "{"+each(n, func(i int) string {
			return fmt.Sprintf("S%d: {$ref: '#/components/schemas/S%d'}, ", i, i+1)
		})+fmt.Sprintf("S%d: {}}", n)), found: "the reference leads to more than 50 others, or to itself"},
		{name: "2^30 objects", text: body("{$ref: '#/components/schemas/S0'}", "{"+each(30, func(i int) string {
			return fmt.Sprintf("S%d: {required: [a, b], properties: {a: {$ref: '#/components/schemas/S%d'}, b: {$ref: '#/components/schemas/S%[2]d'}}}, ", i, i+1)
		})+"S30: {type: string}}")},
		{name: "2^30 parts", text: body("{$ref: '#/components/schemas/S0'}", "{"+each(30, func(i int) string {
			return fmt.Sprintf("S%d: {allOf: [{$ref: '#/components/schemas/S%d'}, {$ref: '#/components/schemas/S%[2]d'}, {properties: {a: {$ref: '#/components/schemas/S%[2]d'}}}]}, ", i, i+1)
		})+"S30: {type: object}}")},
		{name: "2^30 alternatives", text: body("{$ref: '#/components/schemas/S0'}", "{"+each(30, func(i int) string {
			return fmt.Sprintf("S%d: {oneOf: [{$ref: '#/components/schemas/S%d'}, {$ref: '#/components/schemas/S%[2]d'}]}, ", i, i+1)
		})+"S30: {type: string}}")},
		{name: "2^30 lists", text: body("{$ref: '#/components/schemas/S0'}", "{"+each(30, func(i int) string {
			return fmt.Sprintf("S%d: {type: array, minItems: 2, uniqueItems: true, items: {$ref: '#/components/schemas/S%d'}}, ", i, i+1)
		})+"S30: {type: string}}")},

		{name: "100,000 paths", text: top + "security: [{o: [a]}]\npaths:\n" + each(n, func(i int) string {
			return fmt.Sprintf("  /r%d/{id}: {post: {tags: [t%d], parameters: [{name: id, in: path}], requestBody: {$ref: '#/components/requestBodies/b'}}}\n", i, i%100)
		}) + "components: {securitySchemes: {o: {type: oauth2, flows: {implicit: {authorizationUrl: 'https://a.example.com', scopes: {a: A}}}}}, requestBodies: {b: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}}, schemas: {S: {properties: {a: {type: string}}}}}\n"},
		{name: "100,000 paths that are alike", text: top + "paths:\n" + each(n, func(i int) string { return fmt.Sprintf("  /{p%d}: {get: {}}\n", i) }), found: "does not declare its path parameter"},
		{name: "100,000 parameters", text: top + "paths: {/a: {get: {parameters: [" + each(n, func(i int) string { return fmt.Sprintf("{name: p%d, in: query}, ", i) }) + "]}}}\n"},
		{name: "100,000 parameters that are references", text: top + "paths: {/a: {get: {parameters: [" + each(n, func(i int) string { return fmt.Sprintf("{$ref: '#/components/parameters/p%d'}, ", i) }) + "]}}}\ncomponents: {parameters: {" +
			each(n, func(i int) string { return fmt.Sprintf("p%d: {name: p%d, in: header}, ", i, i) }) + "}}\n"},
		{name: "path parameters in plenty", text: top + "paths: {'" + strings.Repeat("/{p}", 400) + "': {get: {parameters: [" + each(n, func(i int) string { return fmt.Sprintf("{name: p%d, in: path}, ", i) }) + "{name: p, in: path}]}}}\n", found: "which the path does not have"},
		{name: "100,000 properties, all needed", text: body("{type: object, required: ["+each(n, func(i int) string { return fmt.Sprintf("p%d, ", i) })+"], properties: {"+
			each(n, func(i int) string { return fmt.Sprintf("p%d: {type: integer}, ", n-i) })+"}}", "{}")},
		{name: "100,000 form fields", text: strings.ReplaceAll(body("{properties: {"+each(n, func(i int) string { return fmt.Sprintf("p%d: {type: integer}, ", i) })+"}}", "{}"), "requestBody: {content: {application/json", "requestBody: {content: {multipart/form-data")},
		{name: "an enum of 5 MB", text: body("{type: integer, enum: ["+each(n, func(i int) string { return fmt.Sprintf("a long value that is no integer %d, ", i) })+"]}", "{}")},
		{name: "100,000 nulls", text: body("{type: string, enum: ["+strings.Repeat("null, ", n)+"]}", "{}")},
		{name: "100,000 alternatives", text: body("{anyOf: ["+each(n, func(i int) string { return fmt.Sprintf("{type: object, required: [a%d], properties: {b: false}}, ", i) })+"]}", "{}")},
		{name: "100,000 nulls as alternatives", text: body("{anyOf: ["+strings.Repeat("{type: 'null'}, ", n)+"]}", "{}")},
		{name: "100,000 tags", text: top + "tags: [" + each(n, func(i int) string { return fmt.Sprintf("{name: t%d, description: d}, ", i) }) + "]\npaths: {" + each(1000, func(i int) string { return fmt.Sprintf("/a%d: {get: {tags: [t%d]}, put: {tags: [t1]}}, ", i, i) }) + "}\n"},
		{name: "100,000 scopes", text: top + "paths: {/a: {get: {security: [{o: [" + each(n, func(i int) string { return fmt.Sprintf("s%d:read, u%d, ", i, i) }) + "]}]}}}\ncomponents: {securitySchemes: {o: {type: oauth2, flows: {implicit: {authorizationUrl: 'https://a.example.com', scopes: {" +
			each(n, func(i int) string { return fmt.Sprintf("'s%d:read': '', 's%d:write': '', ", i, i) }) + "}}}}}}\n"},
		{name: "100,000 requirements", text: top + "security: [" + strings.Repeat("{m: []}, ", n) + "]\npaths: {" + each(1000, func(i int) string { return fmt.Sprintf("/a%d: {get: {}}, ", i) }) + "}\ncomponents: {securitySchemes: {m: {type: mutualTLS}}}\n", found: "there are more than 50 alternatives"},
		{name: "100,000 unknown schemes", text: top + "paths: {/a: {get: {security: [{" + each(n, func(i int) string { return fmt.Sprintf("x%d: [], ", i) }) + "}]}}}\ncomponents: {securitySchemes: {" + each(n, func(i int) string { return fmt.Sprintf("y%d: {type: http, scheme: basic}, ", i) }) + "}}\n", found: "there is no security scheme"},
		{name: "a long name that is unknown", text: top + "paths: {/a: {get: {security: [{" + strings.Repeat("x", 900_000) + ": []}]}}}\ncomponents: {securitySchemes: {'" + strings.Repeat("y", 900_000) + "': {type: http, scheme: basic}}}\n", found: "there is no security scheme"},
		{name: "100,000 responses", text: top + "paths: {" + each(100, func(i int) string {
			return fmt.Sprintf("/a%d: {get: {responses: {'200': {$ref: '#/components/responses/r'}}}}, ", i)
		}) + "}\ncomponents: {responses: {r: {content: {" + each(n, func(i int) string { return fmt.Sprintf("text/x%d: {}, ", i) }) + "}}}}\n"},
		{name: "a path of a million segments", text: top + "paths: {\"" + strings.Repeat("/a", 1_000_000) + "\": {get: {}}}\n", found: "a path has 2000000 characters, and is left out"},
		{name: "an address of a million variables", text: top + "servers: [{url: 'https://" + strings.Repeat("{a}", 1_000_000) + "', variables: {a: {default: x}}}]\npaths: {/a: {get: {}}}\n", found: "the server's address has 3000008 characters, and is left out"},
		{name: "one large path, often", text: top + "paths: {/a: {get: {parameters: [" + each(1000, func(i int) string { return fmt.Sprintf("{name: p%d, in: query}, ", i) }) + "]}}, " + each(n, func(i int) string { return fmt.Sprintf("/b%d: {$ref: '#/paths/~1a'}, ", i) }) + "}\n", found: "the references of the paths expand to far more than the document says"},
		{name: "one long description, often", text: top + "paths: {" + each(400, func(i int) string {
			return fmt.Sprintf("/b%d: {get: {parameters: [{$ref: '#/components/parameters/p'}]}}, ", i)
		}) + "}\ncomponents: {parameters: {p: {name: p, in: query, description: " + strings.Repeat("long ", 100_000) + "}}}\n", tooLarge: true},
		{name: "one long description, often in one place", text: top + "paths: {/a: {get: {parameters: [" + strings.Repeat("{$ref: '#/components/parameters/p'}, ", 10) + each(400, func(i int) string {
			return fmt.Sprintf("{name: p%d, in: query, schema: {$ref: '#/components/schemas/s'}}, ", i)
		}) + "]}}}\ncomponents: {parameters: {p: {name: p, in: query}}, schemas: {s: {description: " + strings.Repeat("long ", 100_000) + "}}}\n", found: "appears twice", tooLarge: true},

		{name: "halves of characters", text: `{"openapi": "3.0.0", "info": {"title": "\ud800"}, "paths": {"/\ud800/{\udfff}": {"get": {"tags": ["\ud800"], "summary": "\ud800", "parameters": [{"name": "\udfff", "in": "path"}, {"name": "\ud800", "in": "query", "description": "\ud800"}]}}}}`},
		{name: "huge numbers", text: body("{type: object, minProperties: 2000000000, properties: {a: {type: string, minLength: 2147483647}, b: {type: array, items: {type: array, items: {}, minItems: 400}, minItems: 400}, c: {type: array, items: {}, minItems: 2000000000, uniqueItems: true}, "+
			"d: {type: number, multipleOf: 1e-300, minimum: 1e300}, e: {type: integer, minimum: 1e308, exclusiveMinimum: true}, f: {type: number, minimum: -1e308, maximum: -1.7e308}, g: {type: number, multipleOf: 5e-324, minimum: 0.1}}}", "{}")},
		{name: "numbers that are none", text: body("{type: number, minimum: .inf, maximum: -.inf, multipleOf: .nan, default: .nan, example: .inf}", "{}"), found: `"minimum" must be a number, not ".inf"`},
		{name: "patterns that repeat", text: body("{properties: {a: {type: string, pattern: '(x{1000}){1000}'}, b: {type: string, pattern: '((((a*)*)*)*)*$', minLength: 1900}, c: {type: string, pattern: '"+strings.Repeat("(.{0,900})", 90)+"'}, d: {type: string, pattern: '"+
			nested(900, "(", "a", ")*")+"'}, e: {type: string, pattern: '^(a|aa)+$', minLength: 1500, maxLength: 1500}}}", "{}")},
	}
}
