package sample_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/xeipuuv/gojsonschema"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/sample"
)

// dice makes choices from bytes; without more of them, the first each time.
type dice struct{ data []byte }

func (d *dice) roll(sides int) int {
	if len(d.data) == 0 {
		return 0
	}
	n := int(d.data[0]) % sides
	d.data = d.data[1:]
	return n
}

// chance reports whether a random event with the odds of 1 in n happens; without more
// bytes, it never does.
func (d *dice) chance(in int) bool { return d.roll(in) == in-1 }

type object = map[string]any

// schema makes a schema that some value fits: small ones without end are never
// asked for. Depth counts down.
func (d *dice) schema(depth int) object {
	kinds := []func(int) object{d.integer, d.number, d.str, d.word, d.boolean, d.object, d.list, d.alternatives, d.several, d.reference}
	if depth == 0 {
		kinds = kinds[:5]
	}
	s := kinds[d.roll(len(kinds))](depth)
	if t, ok := s["type"].(string); ok && d.chance(6) {
		s["type"] = []any{t, "null"}
	}
	return s
}

func (d *dice) integer(int) object {
	s := object{"type": "integer"}
	unit := 1 + d.roll(7)
	if unit > 1 {
		s["multipleOf"] = unit
	}
	d.bounds(s, float64(d.roll(60)-30), float64(unit*(4+d.roll(5))))
	return s
}

func (d *dice) number(int) object {
	s := object{"type": "number"}
	unit := []float64{0, 0.1, 0.25, 0.01, 3}[d.roll(5)]
	width := 0.001
	if unit > 0 {
		s["multipleOf"], width = unit, unit*3
	}
	d.bounds(s, float64(d.roll(600)-300)/100, width)
	return s
}

func (d *dice) bounds(s object, low, width float64) {
	if d.chance(2) {
		s[[]string{"minimum", "exclusiveMinimum"}[d.roll(2)]] = low
	}
	if d.chance(2) {
		s[[]string{"maximum", "exclusiveMaximum"}[d.roll(2)]] = low + width
	}
}

func (d *dice) str(int) object {
	s := object{"type": "string"}
	switch d.roll(4) {
	case 1:
		s["format"] = []string{"date", "date-time", "uuid", "email", "ipv4", "ipv6", "uri", "hostname"}[d.roll(8)]
	case 2:
		s["pattern"] = []string{`^[a-z]+$`, `^\d+(\.\d+)?$`, `^x*$`, `[^a-z]`, `^(a|bb)+-[0-9A-F]*$`, `^\S+@\S+$`, `.`, `^$|^.+$`}[d.roll(8)]
		if d.chance(2) {
			s["minLength"] = d.roll(20)
		}
	case 3:
		least := d.roll(12)
		s["minLength"], s["maxLength"] = least, least+d.roll(5)
	}
	return s
}

func (d *dice) word(int) object {
	all := []any{"a", "", "b c"}[:1+d.roll(3)]
	if d.chance(3) {
		return object{"const": all[0]}
	}
	return object{"type": "string", "enum": all}
}

func (d *dice) boolean(int) object { return object{"type": "boolean"} }

func (d *dice) object(depth int) object {
	properties, required := object{}, []any{}
	for i := range d.roll(5) {
		name := string(rune('a' + i))
		if properties[name] = d.schema(depth - 1); d.chance(2) {
			required = append(required, name)
		}
	}
	s := object{"type": "object", "properties": properties}
	switch d.roll(4) {
	case 1:
		s["additionalProperties"] = false
		s["minProperties"] = d.roll(len(required) + 1)
	case 2:
		s["additionalProperties"] = d.schema(0)
		s["minProperties"] = d.roll(6)
		required = append(required, "other")
	}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

func (d *dice) list(depth int) object {
	s := object{"type": "array", "items": d.schema(depth - 1)}
	least := d.roll(4)
	if d.chance(4) {
		// Of these there are enough that differ.
		s["items"] = []object{{"type": "integer", "maximum": 3}, {"type": "string"}, {"type": "string", "minLength": 3, "maxLength": 6}, {"enum": []any{"x", "y", "z", 1, nil}}}[d.roll(4)]
		s["uniqueItems"] = true
	}
	if d.chance(2) {
		s["minItems"] = least
	}
	if d.chance(2) {
		s["maxItems"] = least + d.roll(2)
	}
	return s
}

// alternatives returns schemas of types that exclude each other.
func (d *dice) alternatives(depth int) object {
	all := []any{object{"type": "object", "required": []any{"k"}, "properties": object{"k": object{"enum": []any{"v"}}, "inner": d.schema(depth - 1)}}}
	for _, one := range []object{d.integer(0), d.str(0), {"type": "object", "required": []any{"k"}, "properties": object{"k": object{"enum": []any{"w"}}}}} {
		if d.chance(2) {
			all = append(all, one)
		}
	}
	if d.chance(2) {
		all[0], all[len(all)-1] = all[len(all)-1], all[0]
	}
	return object{[]string{"oneOf", "anyOf"}[d.roll(2)]: all}
}

// several returns schemas of objects that do not contradict each other.
func (d *dice) several(depth int) object {
	shared := d.schema(depth - 1)
	return object{"allOf": []any{
		object{"type": "object", "required": []any{"p"}, "properties": object{"p": shared, "q": d.integer(0)}},
		object{"properties": object{"p": shared, "r": d.schema(depth - 1)}, "required": []any{"r"}},
		object{"type": "object", "minProperties": d.roll(3)},
	}}
}

// reference returns a schema that includes itself where it need not.
func (d *dice) reference(int) object {
	return object{"$ref": "#/components/schemas/" + []string{"Node", "Tree", "Words"}[d.roll(3)]}
}

var components = object{"schemas": object{
	"Node": object{"type": "object", "properties": object{"next": object{"$ref": "#/components/schemas/Node"}, "n": object{"type": "integer"}}, "required": []any{"n"}},
	"Tree": object{"type": "object", "properties": object{"all": object{"type": "array", "items": object{"$ref": "#/components/schemas/Tree"}}}, "required": []any{"all"}},
	"Words": object{"oneOf": []any{
		object{"type": "array", "minItems": 1, "items": object{"$ref": "#/components/schemas/Words"}},
		object{"type": "string", "maxLength": 4},
	}},
}}

// FuzzSample: a value that is made of a schema is one that the schema allows, by
// gojsonschema and by ourselves.
func FuzzSample(f *testing.F) {
	f.Add([]byte{}, false)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 300 {
		seed := make([]byte, 20+random.IntN(200))
		for j := range seed {
			seed[j] = byte(random.Uint32())
		}
		f.Add(seed, i%2 == 0)
	}
	f.Fuzz(func(t *testing.T, data []byte, required bool) {
		d := &dice{data}
		s := d.schema(4)
		made := schemaOf(t, s)
		v := sample.Of(made, sample.Options{Required: required})
		text, _ := json.MarshalIndent(s, "", "  ")
		if v == nil {
			t.Fatalf("no value of\n%s", text)
		}
		s["components"] = components
		result, err := gojsonschema.Validate(gojsonschema.NewGoLoader(s), gojsonschema.NewStringLoader(v.JSON("")))
		if err != nil {
			t.Fatalf("%v\n%s\n%s", err, text, v.JSON(""))
		}
		if !result.Valid() {
			t.Errorf("%v\n%s\n%s", result.Errors(), text, v.JSON(""))
		}
		if !sample.Fits(v, made) {
			t.Errorf("does not fit:\n%s\n%s", text, v.JSON(""))
		}
	})
}

// schemaOf reads a schema of a document.
func schemaOf(t *testing.T, s object) *api.Schema {
	t.Helper()
	text, err := json.Marshal(object{
		"openapi": "3.1.0", "components": components,
		"paths": object{"/a": object{"post": object{"requestBody": object{"content": object{"application/json": object{"schema": s}}}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	d, err := openapi.Read("", string(text), nil)
	if err != nil || len(d.Files[0].Found) > 0 {
		t.Fatal(fmt.Errorf("%v: %v", err, d.Files[0].Found))
	}
	return d.API.Operations[0].Body.Schema
}
