package validate

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
)

// Schema is a compiled JSON Schema (draft-07). It is safe for concurrent use.
type Schema struct {
	source func() string // the text
	root   *rule
	// unsupported is a keyword that this package's own checker does not support;
	// findings then come from gojsonschema's messages.
	unsupported string

	oracle oracle

	namesOnce sync.Once
	names     fieldTable
	shapeOnce sync.Once
	shape     *Shape
}

// rule is one subschema. Absent fields do not constrain values.
type rule struct {
	title, description string
	kinds              kindSet
	properties         []property
	byName             map[string]int // key to index in properties
	required           []string
	additional         *rule // for members that no property names
	closed             bool  // no members beside the named ones
	items              *rule
	enum               []literal
	fixed              bool // enum is a const
	distinct           bool // enum distinguishes branches: it is a const here or in another one
	oneOf, anyOf       []*rule
	allOf              []*rule
	minimum            *big.Rat
	maxLength          int // in code points; -1 for no limit
	minLength          int
	minItems           int
	minProperties      int
	pattern            *regexp.Regexp
}

type property struct {
	name string
	rule *rule
}

// literal is an allowed value: its kind and, for a string, its content, for a number its
// common spelling, for others their only spelling.
type literal struct {
	kind jsontree.Kind
	text string
}

// kindSet is a set of JSON kinds; the bit of Absent is used for "integer".
type kindSet uint8

const (
	anyKind kindSet = 0xFF
	integer         = kindSet(1) << jsontree.Absent
)

func (s kindSet) has(k jsontree.Kind) bool { return s&(1<<k) != 0 }

var kindNames = lazy.Value[map[string]kindSet]{New: func() map[string]kindSet {
	return map[string]kindSet{
		"null":    1 << jsontree.Null,
		"boolean": 1 << jsontree.Bool,
		"number":  1<<jsontree.Number | integer,
		"integer": integer,
		"string":  1 << jsontree.String,
		"array":   1 << jsontree.Array,
		"object":  1 << jsontree.Object,
	}
}}

// Compile compiles a schema. It returns an error for an invalid schema, such as one with
// a reference that leads nowhere or out of the file.
func Compile(source string) (*Schema, error) {
	d, err := jsontree.Parse(source)
	if err != nil {
		return nil, fmt.Errorf("the schema is not JSON: %w", err)
	}
	s := &Schema{source: d.Body}
	c := compiler{schema: s, doc: d, done: map[jsontree.Node]*rule{}}
	s.root = c.compile(d.Root())
	if c.err != nil {
		return nil, c.err
	}
	if err := s.prepareRest(); err != nil {
		return nil, err
	}
	return s, nil
}

// prepareRest prepares gojsonschema for a schema that it alone can check.
func (s *Schema) prepareRest() error {
	if s.unsupported == "" {
		return nil
	}
	return s.oracle.prepare(s)
}

type compiler struct {
	schema *Schema
	doc    *jsontree.Document
	done   map[jsontree.Node]*rule
	err    error
}

func (c *compiler) fail(n jsontree.Node, format string, args ...any) {
	if c.err == nil {
		p := c.doc.Position(n.Start())
		c.err = fmt.Errorf("the schema is not right at %d:%d: %s", p.Line, p.Column, fmt.Sprintf(format, args...))
	}
}

func (c *compiler) compile(n jsontree.Node) *rule {
	if r, ok := c.done[n]; ok {
		return r
	}
	r := &rule{kinds: anyKind, maxLength: -1}
	c.done[n] = r
	if n.Kind() == jsontree.Bool {
		if !n.True() {
			r.kinds = 0
		}
		return r
	}
	if n.Kind() != jsontree.Object {
		c.fail(n, "a schema is an object or a boolean, not a %s", n.Kind())
		return r
	}
	if ref := n.Get("$ref"); ref.Exists() {
		target := c.follow(ref)
		if target.Exists() {
			resolved := c.compile(target)
			c.done[n] = resolved
			return resolved
		}
		return r
	}
	for key, value := range n.Members() {
		c.keyword(r, key, value)
	}
	return r
}

// follow resolves a reference within the file, through further references.
func (c *compiler) follow(ref jsontree.Node) jsontree.Node {
	target := ref
	for range 100 {
		pointer, ok := strings.CutPrefix(target.Text(), "#")
		if !ok || pointer != "" && pointer[0] != '/' || strings.Contains(pointer, "%") {
			c.schema.unsupported = "$ref that is not a plain pointer"
			return jsontree.Node{}
		}
		found := c.doc.Lookup(pointer)
		if !found.Exists() {
			c.fail(target, "%q leads nowhere", target.Text())
			return found
		}
		if target = found.Get("$ref"); !target.Exists() {
			return found
		}
	}
	c.fail(ref, "%q leads in a circle", ref.Text())
	return jsontree.Node{}
}

func (c *compiler) keyword(r *rule, key, value jsontree.Node) {
	switch name := key.Text(); name {
	case "title":
		r.title = value.Text()
	case "description":
		r.description = value.Text()
	case "$schema":
		if strings.Contains(value.Text(), "draft-04") {
			c.schema.unsupported = "draft-04"
		}
	case "$id":
		if key.Parent() != c.doc.Root() {
			c.schema.unsupported = "$id within the schema" // references below it are relative to it
		}
	case "type":
		r.kinds = c.kinds(value)
	case "properties":
		r.byName = map[string]int{}
		for k, v := range value.Members() {
			r.byName[k.Text()] = len(r.properties)
			r.properties = append(r.properties, property{k.Text(), c.compile(v)})
		}
	case "required":
		for e := range value.Elements() {
			r.required = append(r.required, e.Text())
		}
	case "additionalProperties":
		if value.Kind() == jsontree.Bool {
			r.closed = !value.True()
		} else {
			r.additional = c.compile(value)
		}
	case "items":
		if value.Kind() == jsontree.Array {
			c.schema.unsupported = "items as a list"
			return
		}
		r.items = c.compile(value)
	case "enum":
		c.onlyList(r)
		for e := range value.Elements() {
			c.literal(r, e)
		}
	case "const":
		c.onlyList(r)
		r.fixed, r.distinct = true, true
		c.literal(r, value)
	case "oneOf":
		r.oneOf = c.branches(value)
		distinguish(r.oneOf)
	case "anyOf":
		r.anyOf = c.branches(value)
	case "allOf":
		r.allOf = c.branches(value)
	case "minimum":
		r.minimum = c.number(name, value)
	case "minLength":
		r.minLength = c.count(name, value)
	case "maxLength":
		r.maxLength = c.count(name, value)
	case "minItems":
		r.minItems = c.count(name, value)
	case "minProperties":
		r.minProperties = c.count(name, value)
	case "pattern":
		r.pattern = c.pattern(value)
	default:
		if slices.Contains(otherKeywords, name) {
			c.schema.unsupported = name
		}
	}
}

// distinguish marks the members whose value tells branches apart: those of which one
// branch has a const, and another a list.
func distinguish(branches []*rule) {
	isFixed := map[string]bool{}
	for _, branch := range branches {
		for _, p := range branch.properties {
			isFixed[p.name] = isFixed[p.name] || p.rule.fixed
		}
	}
	for _, branch := range branches {
		for _, p := range branch.properties {
			p.rule.distinct = p.rule.distinct || isFixed[p.name] && p.rule.enum != nil
		}
	}
}

// number returns the value of a keyword that is a number.
func (c *compiler) number(name string, value jsontree.Node) *big.Rat {
	n, ok := new(big.Rat).SetString(value.Raw())
	if !ok {
		c.fail(value, "%s is a number", name)
	}
	return n
}

// count returns the value of a keyword that is a count.
func (c *compiler) count(name string, value jsontree.Node) int {
	n, err := strconv.Atoi(value.Raw())
	if err != nil || n < 0 {
		c.fail(value, "%s is a count", name)
	}
	return n
}

func (c *compiler) pattern(value jsontree.Node) *regexp.Regexp {
	pattern, err := regexp.Compile(value.Text())
	if err != nil {
		c.fail(value, "%v", err)
	}
	return pattern
}

// otherKeywords lists draft-07 keywords that are left to gojsonschema.
var otherKeywords = []string{
	"additionalItems", "contains", "dependencies", "else", "exclusiveMaximum", "exclusiveMinimum",
	"format", "if", "maxItems", "maxProperties", "maximum", "multipleOf", "not", "patternProperties",
	"propertyNames", "then", "uniqueItems",
}

func (c *compiler) kinds(value jsontree.Node) kindSet {
	var set kindSet
	names := []jsontree.Node{value}
	if value.Kind() == jsontree.Array {
		names = slices.Collect(value.Elements())
	}
	for _, name := range names {
		kind, ok := kindNames.Get()[name.Text()]
		if !ok {
			c.fail(name, "%s is not a JSON type", name.Raw())
		}
		set |= kind
	}
	return set
}

// onlyList leaves values with two lists of allowed values to gojsonschema.
func (c *compiler) onlyList(r *rule) {
	if r.enum != nil {
		c.schema.unsupported = "enum beside const"
	}
}

func (c *compiler) literal(r *rule, n jsontree.Node) {
	switch n.Kind() {
	case jsontree.String:
		r.enum = append(r.enum, literal{jsontree.String, n.Text()})
	case jsontree.Null, jsontree.Bool:
		r.enum = append(r.enum, literal{n.Kind(), n.Raw()})
	case jsontree.Number:
		value, ok := sameNumber(n.Raw())
		if !ok {
			c.schema.unsupported = "a number that is too large"
		}
		r.enum = append(r.enum, literal{jsontree.Number, value})
	default:
		c.schema.unsupported = "enum or const of " + n.Kind().String() + "s"
	}
}

func (c *compiler) branches(list jsontree.Node) []*rule {
	var rules []*rule
	for e := range list.Elements() {
		rules = append(rules, c.compile(e))
	}
	return rules
}
