package requests_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/template"
)

// TestStyles: values are written as the styles of their parameters say (OpenAPI 3.1.1,
// "Style Examples").
func TestStyles(t *testing.T) {
	const object = `example: {R: 100, G: 200}, schema: {type: object}`
	for _, test := range []struct{ parameter, want string }{
		{`in: query, ` + object, "R=100 G=200"},
		{`in: query, explode: false, ` + object, "color=R,100,G,200"},
		{`in: query, style: deepObject, ` + object, "color[R]=100 color[G]=200"},
		{`in: query, style: deepObject, example: {b: 3, z: 9}, schema: {properties: {a: {type: integer}, b: {type: integer}}}`, "[color[a]=] color[b]=3 color[z]=9"},
		{`in: query, schema: {properties: {number: {type: integer, default: 1}, size: {type: integer}}, required: [number]}`, "number=1 [size=]"},
		{`in: query, content: {application/json: {schema: {type: object}, example: {a: 1}}}`, `color={"a":1}`},
		{`in: query, example: 5, schema: {anyOf: [{type: integer}, {properties: {gt: {type: integer}}}]}`, "color=5"},
		{`in: query, schema: {anyOf: [{type: integer}, {properties: {gt: {type: integer}}}]}`, "color=1"},
		{`in: query, style: deepObject, schema: {properties: {a: {type: object, properties: {b: {example: 1}, c: {type: object, properties: {d: {example: 2}}}}}}}`, "color[a][b]=1 color[a][c][d]=2"},
		{`in: query, style: deepObject, example: {a: {b: 3}, z: {y: 4}}, schema: {properties: {a: {type: object, properties: {b: {}, c: {}}}}}`, "color[a][b]=3 [color[a][c]=] color[z][y]=4"},
		{`in: query, style: deepObject, example: raw, schema: {properties: {gt: {type: integer}}}`, "color=raw"},
		{`in: query, style: deepObject, schema: {anyOf: [{type: integer}, {properties: {gt: {type: integer}}}]}`, "color[gt]=1"},
		{`in: query, style: deepObject, example: {list: [{b: 3}, {c: {d: 4}}], n: [1, 2]}, schema: {type: object}`, "color[list][0][b]=3 color[list][1][c][d]=4 color[n]=1,2"},
		{`in: query, style: deepObject, schema: {properties: {list: {type: array, items: {required: [b], properties: {b: {example: 3}, c: {type: integer}}}}}}`, "color[list][0][b]=3 color[list][0][c]=1"},
		{`in: query, style: deepObject, schema: {required: [list], properties: {list: {type: array, items: {properties: {b: {type: object, properties: {c: {type: integer}}}}}}}}`, "[color[list][0][b][c]=]"},
		{`in: header, ` + object, "color=R,100,G,200"},
		{`in: header, explode: true, ` + object, "color=R=100,G=200"},
		{`in: header, example: [1, 2]`, "color=1,2"},
	} {
		_, requests := laidOut(t, `
paths: {/a: {get: {parameters: [{name: color, required: true, `+test.parameter+`}]}}}
`)
		r := requests["GET /a"]
		if got := strings.TrimSpace(parameters(r.Query) + " " + parameters(r.Headers)); got != test.want {
			t.Errorf("%s: %s, want %s", test.parameter, got, test.want)
		}
	}
	for _, test := range []struct{ parameter, want string }{
		{`example: 5`, "5"},
		{`style: label, example: 5`, ".5"},
		{`style: label, example: [1, 2]`, ".1,2"},
		{`style: label, explode: true, example: [1, 2]`, ".1.2"},
		{`style: label, explode: true, ` + object, ".R=100.G=200"},
		{`style: matrix, example: 5`, ";color=5"},
		{`style: matrix, example: [1, 2]`, ";color=1,2"},
		{`style: matrix, explode: true, example: [1, 2]`, ";color=1;color=2"},
		{`style: matrix, ` + object, ";color=R,100,G,200"},
		{`style: matrix, explode: true, ` + object, ";R=100;G=200"},
		{`style: matrix`, ";color={{a_color}}"},
	} {
		_, requests := laidOut(t, `
paths: {"/a/{color}": {get: {parameters: [{name: color, in: path, required: true, `+test.parameter+`}]}}}
`)
		if got := requests["GET /a/{color}"].Path[0].Value; got != test.want {
			t.Errorf("%s: %s, want %s", test.parameter, got, test.want)
		}
	}
}

// bodyText returns a body and its media type as a line.
func bodyText(r *template.Request) string {
	if r.Body == nil {
		return "none"
	}
	text := r.Body.Mode
	switch r.Body.Mode {
	case "raw":
		text += " " + r.Body.Raw
	case "urlencoded", "formdata":
		text += " " + parameters(r.Body.Fields)
		for _, f := range r.Body.Fields {
			if f.ContentType != "" {
				text += " " + f.Key + ":" + f.ContentType
			}
		}
	}
	return strings.TrimSpace(text + " " + parameters(r.Headers))
}

// TestBodyKinds: bodies are sent in the way that their media types and encodings ask for.
func TestBodyKinds(t *testing.T) {
	for _, test := range []struct{ content, want string }{
		{`application/x-www-form-urlencoded: {example: {tags: [a, b]}, schema: {properties: {tags: {type: array, items: {type: string}}}, required: [tags]}}`,
			"urlencoded tags=a tags=b"},
		{`application/x-www-form-urlencoded: {example: {tags: [a, b]}, schema: {properties: {tags: {type: array}}, required: [tags]}, encoding: {tags: {explode: false}}}`,
			"urlencoded tags=a,b"},
		{`application/x-www-form-urlencoded: {example: {tags: [a, b]}, schema: {properties: {tags: {type: array}}, required: [tags]}, encoding: {tags: {style: spaceDelimited}}}`,
			"urlencoded tags=a b"},
		{`application/x-www-form-urlencoded: {schema: {type: object}, example: {grant_type: x, code: y}}`,
			"urlencoded grant_type=x code=y"},
		{`application/x-www-form-urlencoded: {schema: {type: object}}`, "none"},
		{`multipart/form-data: {schema: {properties: {meta: {example: {a: 1}}, part: {example: b}, range: {example: c}}, required: [meta, part, range]}, encoding: {part: {contentType: text/xml}, range: {contentType: "text/*"}}}`,
			`formdata meta={"a":1} part=b range=c meta:application/json part:text/xml`},
		{`multipart/form-data: {schema: {properties: {f: {type: string, contentMediaType: application/octet-stream}, g: {}, h: {type: string, contentMediaType: application/octet-stream, contentEncoding: base64}}}, encoding: {g: {contentType: "image/png, image/jpeg"}}}`,
			"formdata [f=@] [g=@] [h=]"},
		{`application/gzip: {schema: {type: string}}`, "file Content-Type=application/gzip"},
		{`application/x-thing: {schema: {type: string, format: binary}}`, "file Content-Type=application/x-thing"},
		{`image/*: {}`, "file"},
		{`text/*: {example: hi}`, "raw hi"},
		{`text/plain: {schema: {type: string}}`, "raw example Content-Type=text/plain"},
		{`text/csv: {schema: {type: object}}`, "raw  Content-Type=text/csv"},
		{`application/*+json: {example: 1}`, "raw 1 Content-Type=application/json"},
		{`application/vnd.a+json: {example: 1}, application/json: {example: 2}`, "raw 2 Content-Type=application/json"},
		{`application/json-patch+json: {example: 1}, application/json; charset=utf-8: {example: 2}`, "raw 2 Content-Type=application/json; charset=utf-8"},
		{`application/jsonl: {example: "1"}, application/json: {example: 2}`, "raw 2 Content-Type=application/json"},
		{`"*/*": {schema: {type: string, format: binary}}`, "file"},
		{`"*/*": {schema: {type: string}, example: hi}`, "raw hi"},
		{`application/json: {}`, "raw {} Content-Type=application/json"},
		{`application/json: {examples: {external: {externalValue: "https://a.test/x"}, own: {value: {a: real}}}}`, "raw {\n  \"a\": \"real\"\n} Content-Type=application/json"},
	} {
		_, requests := laidOut(t, `
paths: {/a: {post: {requestBody: {content: {`+test.content+`}}}}}
`)
		if got := bodyText(requests["POST /a"]); got != test.want {
			t.Errorf("%s:\n%s, want\n%s", test.content, got, test.want)
		}
	}
}

// TestScalars: plain scalars are those of YAML 1.2, and as they are spelled where the schema is
// of a text.
func TestScalars(t *testing.T) {
	_, requests := laidOut(t, `
paths:
  /a:
    post:
      parameters:
        - {name: a, in: query, required: true, schema: {type: string}, example: 0512}
        - {name: b, in: query, required: true, schema: {type: string, default: 1_000}}
        - {name: c, in: query, required: true, schema: {type: integer}, example: 0512}
        - {name: d, in: query, required: true, schema: {type: string}, example: on}
      requestBody: {content: {application/json: {example: {a: 0512, b: 1_000, c: 0b11, d: 0x1F, e: 0o17, f: 18446744073709551615, g: +5, h: .5, i: 1., j: 12:30, k: yes, l: 2020-01-01, m: .inf, n: ~, o: TRUE}}}}
`)
	r := requests["POST /a"]
	if got := parameters(r.Query); got != "a=0512 b=1_000 c=512 d=on" {
		t.Error(got)
	}
	want := `{"a":512,"b":"1_000","c":"0b11","d":31,"e":15,"f":18446744073709551615,"g":5,"h":0.5,"i":1,"j":"12:30","k":"yes","l":"2020-01-01","m":".inf","n":null,"o":true}`
	if got := strings.Join(strings.Fields(raw(r)), ""); got != want {
		t.Errorf("%s, want\n%s", got, want)
	}
}

// TestLater: what OpenAPI 3.2 added is read, without a warning.
func TestLater(t *testing.T) {
	d, err := openapi.Read("api.yaml", `openapi: 3.2.0
info: {title: Later, version: "1"}
servers: [{name: Live, url: "https://a.test"}]
paths:
  /a:
    query: {parameters: [{name: q, in: querystring, required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, required: [x], properties: {x: {type: string, example: 1+1}, y: {type: integer}}}}}}]}
    additionalOperations: {LINK: {}}
    post:
      requestBody: {content: {application/json: {$ref: '#/components/mediaTypes/A'}}}
      responses: {200: {content: {application/json: {examples: {s: {serializedValue: '{"n": 1}'}, d: {dataValue: {n: 2}}}}}}}
components: {mediaTypes: {A: {schema: {type: object, properties: {n: {type: integer}}}}}}
`, nil)
	if err != nil || len(d.Files[0].Found) > 0 {
		t.Fatal(err, d.Files[0].Found)
	}
	items, err := requests.Items(d.API, d.API.Operations, requests.OptionsOf(requests.Template(d.API)))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, i := range items[0].Items {
		got = append(got, fmt.Sprintf("%s %s %s %d", i.Request.Method, parameters(i.Request.Query), raw(i.Request), len(i.Responses)))
	}
	slices.Sort(got)
	want := []string{"LINK   0", "POST  {\n  \"n\": 1\n} 2", "QUERY x=1%2B1 [y=]  0"}
	if !slices.Equal(got, want) || d.API.Servers[0].Name != "Live" {
		t.Errorf("got %q, want %q; servers %v", got, want, d.API.Servers)
	}
}

// TestServersBeside: the server of a path or operation may be relative to the document's.
func TestServersBeside(t *testing.T) {
	tpl, requests := laidOut(t, `
servers: [{url: https://h.test/api/v1}]
paths:
  /a: {get: {}, put: {servers: [{url: /}]}, post: {servers: [{url: /api/v2}]}, delete: {servers: [{url: /api/v1}]}}
  /b: {servers: [{url: /api/v3/}], get: {}, put: {servers: [{url: https://other.test}]}}
  /c: {get: {}, put: {}, post: {}, delete: {}}
`)
	for id, want := range map[string]string{
		"GET /a":    "{{base_url}}/a",
		"PUT /a":    "https://h.test/a",
		"POST /a":   "https://h.test/api/v2/a",
		"DELETE /a": "{{base_url}}/a",
		"GET /b":    "https://h.test/api/v3/b",
		"PUT /b":    "https://other.test/b",
	} {
		if got := tpl.Resolve(requests[id].URL); got != strings.Replace(want, "{{base_url}}", "https://h.test/api/v1", 1) || !strings.HasPrefix(requests[id].URL, "{{") {
			t.Errorf("%s: %s resolves to %s, want %s", id, requests[id].URL, got, want)
		}
	}
	tpl, _ = laidOut(t, `
servers: [{url: "https://{region}.h.test/{v}", variables: {region: {default: eu}, v: {default: v1}}}]
paths: {/a: {get: {}}, /b: {get: {servers: [{url: /v2/}]}}}
`)
	if i := slices.IndexFunc(tpl.Variables, func(v template.Variable) bool { return v.Key == "base_url_2" }); i < 0 || tpl.Variables[i].Value != "https://{{region}}.h.test/v2" {
		t.Errorf("the variables are %v", tpl.Variables)
	}
}
