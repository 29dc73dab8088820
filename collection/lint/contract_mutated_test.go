package lint_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/requests"
)

func contractRules() []*rule.Rule {
	return slices.DeleteFunc(slices.Clone(rules.All()), func(r *rule.Rule) bool { return !r.NeedsContract() || r.Off })
}

// TestMutatedFits: nor do they in what is generated of a document that somebody edited
// without looking.
func TestMutatedFits(t *testing.T) {
	count := 600
	if testing.Short() {
		count = 150
	}
	for seed := range count {
		text := mutated(t, seed)
		d, err := openapi.Read("api.json", text, nil)
		if err != nil {
			continue
		}
		made, err := generate.Prepare(requests.Template(d.API), generate.Choices{Operations: d.API.Operations}).Draft()
		if err != nil {
			t.Fatalf("%d: %v\n%s", seed, err, text)
		}
		for _, found := range lint.New(lint.Options{Rules: contractRules(), Contract: contract.New(d.API)}).Document(made) {
			t.Errorf("seed %d: %s: %s: %s (%s)", seed, redact.PathOf(found.Around), found.Rule, found.Message, found.Help)
		}
		if t.Failed() {
			t.Fatal(text)
		}
	}
}

// mutated returns the hard document with some edits.
func mutated(t *testing.T, seed int) string {
	t.Helper()
	var document any
	if err := yaml.Unmarshal([]byte(hard), &document); err != nil {
		t.Fatal(err)
	}
	m := mutator{rand.New(rand.NewPCG(uint64(seed), 1)), document}
	for range 1 + m.IntN(6) {
		m.edit()
	}
	text, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

type mutator struct {
	*rand.Rand
	document any
}

// objects returns all objects of a document below its paths and components, in a fixed order.
func objects(v any, into []map[string]any) []map[string]any {
	switch v := v.(type) {
	case map[string]any:
		into = append(into, v)
		for _, key := range slices.Sorted(maps.Keys(v)) {
			into = objects(v[key], into)
		}
	case []any:
		for _, item := range v {
			into = objects(item, into)
		}
	}
	return into
}

func (m mutator) edit() {
	root := m.document.(map[string]any)
	all := objects([]any{root["paths"], root["components"]}, nil)
	at := all[m.IntN(len(all))]
	keys := slices.Sorted(maps.Keys(at))
	other := all[m.IntN(len(all))]
	switch m.IntN(8) {
	case 0: // something is missing
		if len(keys) > 0 {
			delete(at, keys[m.IntN(len(keys))])
		}
	case 1: // something stands where something else stood
		if len(keys) > 0 && !holds(other, at) {
			at[keys[m.IntN(len(keys))]] = copyOf(other)
		}
	case 2, 3, 4: // a keyword more
		maps.Copy(at, m.keyword())
	case 5: // one schema in another
		if _, schema := at["type"]; schema {
			inner := maps.Clone(at)
			clear(at)
			at[[]string{"allOf", "oneOf", "anyOf"}[m.IntN(3)]] = []any{inner, m.keyword()}
		}
	case 6: // a parameter more
		if _, operation := at["responses"]; operation {
			list, _ := at["parameters"].([]any)
			at["parameters"] = append(list, map[string]any{
				"name": fmt.Sprintf("p%d", m.IntN(5)), "in": []string{"query", "header", "cookie", "path"}[m.IntN(4)],
				"required": m.IntN(2) == 0, "schema": m.keyword(),
			})
		}
	case 7: // an authorization
		if _, operation := at["responses"]; operation {
			at["security"] = []any{map[string]any{[]string{"key", "token", "login", "basic"}[m.IntN(4)]: []any{}}}
		}
	}
}

// holds reports whether a value is part of another, which cannot stand in it then.
func holds(v map[string]any, part map[string]any) bool {
	return slices.ContainsFunc(objects(v, nil), func(o map[string]any) bool { return fmt.Sprintf("%p", o) == fmt.Sprintf("%p", part) })
}

func copyOf(v any) any {
	text, _ := json.Marshal(v)
	var c any
	_ = json.Unmarshal(text, &c)
	return c
}

// keyword returns a keyword of a schema with a value that may fit what stands beside it.
func (m mutator) keyword() map[string]any {
	all := []string{
		`{"type": "integer"}`, `{"type": "string"}`, `{"type": "boolean"}`, `{"type": "number", "minimum": 3, "maximum": 9}`, `{"type": "array", "items": {"type": "integer"}}`,
		`{"type": "object", "properties": {"a": {"type": "integer", "readOnly": true}, "b": {"type": "string", "format": "date"}}, "required": ["a", "b"]}`,
		`{"readOnly": true}`, `{"writeOnly": true}`, `{"nullable": true}`, `{"additionalProperties": false}`, `{"additionalProperties": {"type": "integer"}}`, `{"additionalProperties": true}`,
		`{"pattern": "^[A-Z]{3}-[0-9]+$"}`, `{"pattern": "^/x/$"}`, `{"pattern": "("}`, `{"format": "uuid"}`, `{"format": "date-time"}`, `{"format": "email"}`, `{"format": "ipv4"}`, `{"format": "ipv6"}`, `{"format": "uri"}`, `{"format": "int32"}`, `{"format": "binary"}`,
		`{"minLength": 30}`, `{"maxLength": 2}`, `{"minItems": 2, "uniqueItems": true}`, `{"maxItems": 0}`, `{"multipleOf": 7}`, `{"minimum": 100}`, `{"maximum": -5}`, `{"exclusiveMinimum": true, "minimum": 4}`,
		`{"enum": ["x", 1, null]}`, `{"enum": [2, 3]}`, `{"enum": ["one, two"]}`, `{"const": "fixed"}`, `{"example": 5}`, `{"example": "a text"}`, `{"example": {"a": 1}}`, `{"default": "d"}`, `{"minProperties": 2}`,
		`{"required": ["kind", "unknown"]}`, `{"required": true}`, `{"deprecated": true}`, `{"style": "pipeDelimited", "explode": false}`, `{"style": "deepObject"}`, `{"explode": true}`, `{"explode": false}`, `{"description": "Either ` + "`day` or `filter`" + ` must be sent."}`,
		`{"oneOf": [{"type": "string"}, {"type": "integer"}]}`, `{"anyOf": [{"type": "object", "properties": {"q": {"type": "integer"}}}, {"type": "array", "items": {}}]}`,
		`{"$ref": "#/components/schemas/Thing"}`, `{"discriminator": {"propertyName": "kind"}}`, `{"properties": {"kind": {"type": "integer"}, "next": {"$ref": "#/components/schemas/Thing"}}}`,
		`{"content": {"text/plain": {"schema": {"type": "string"}}}}`, `{"content": {"application/xml": {"schema": {"$ref": "#/components/schemas/Thing"}}}}`, `{"content": {"multipart/form-data": {"schema": {"$ref": "#/components/schemas/Thing"}}}}`,
		`{"content": {"application/x-www-form-urlencoded": {"schema": {"$ref": "#/components/schemas/Paid"}}}}`, `{"content": {"application/merge-patch+json": {"schema": {"$ref": "#/components/schemas/Thing"}}, "application/json": {"schema": {"type": "array"}}}}`,
		`{"deprecated": true, "description": "Use GET /things instead."}`,
	}
	var made map[string]any
	if err := json.NewDecoder(strings.NewReader(all[m.IntN(len(all))])).Decode(&made); err != nil {
		panic(err) // the text is above
	}
	return made
}
