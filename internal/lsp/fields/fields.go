// Package fields describes the fields of a file, from the schemas: which
// fields are allowed at a place, what each means, and which words it takes.
package fields

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/schemas"
)

// Step is one step of the path to a place in a file.
type Step struct {
	Key string // of a member; "0" for any element of a list
	// Members are the scalar members of the map that the step starts from.
	// They select one of several alternatives.
	Members map[string]string
}

// Field describes a field.
type Field struct {
	Name, Title, Description string
	Words                    []string // the allowed values; none if other values are allowed, too
	Holds                    jsontree.Kind
}

// Schema is a schema, and the part of it that describes a whole file.
type Schema struct{ document, root jsontree.Node }

// Collection returns the schema of a collection in JSON.
func Collection() Schema { return whole(collectionSchema.Get()) }

// Environment returns the schema of an environment in JSON.
func Environment() Schema { return whole(environmentSchema.Get()) }

// Configuration returns the schema of postwright.yaml.
func Configuration() Schema { return whole(configurationSchema.Get()) }

// V3 returns the schema of a file in format v3, by the name of its definition.
func V3(definition string) Schema {
	d := v3Schema.Get().Root()
	return Schema{d, d.Get("definitions", definition)}
}

var (
	collectionSchema = lazy.Value[*jsontree.Document]{New: func() *jsontree.Document {
		text, err := schemas.Collection(schemas.Postman)
		if err != nil {
			panic(err) // the profile is known
		}
		return read(text)
	}}
	environmentSchema   = lazy.Value[*jsontree.Document]{New: func() *jsontree.Document { return read(schemas.Environment()) }}
	configurationSchema = lazy.Value[*jsontree.Document]{New: func() *jsontree.Document { return read(schemas.Configuration()) }}
	v3Schema            = lazy.Value[*jsontree.Document]{New: func() *jsontree.Document { return read(schemas.CollectionV3()) }}
)

func read(text []byte) *jsontree.Document {
	d, err := jsontree.Parse(string(text))
	if err != nil {
		panic(err) // the schemas are embedded
	}
	return d
}

func whole(d *jsontree.Document) Schema { return Schema{d.Root(), d.Root()} }

// follow returns the parts of the schema that may describe the value at a
// path.
func (s Schema) follow(path []Step) []jsontree.Node {
	at := s.alternatives([]jsontree.Node{s.root})
	for _, step := range path {
		at = s.alternatives(s.below(at, step))
	}
	return at
}

// below returns the schemas of a member or an element, before its
// alternatives are expanded.
func (s Schema) below(at []jsontree.Node, step Step) []jsontree.Node {
	var next []jsontree.Node
	for _, one := range fitting(at, step.Members, s) {
		if found := one.Get("properties", step.Key); found.Exists() {
			next = append(next, found)
		} else if found := one.Get("additionalProperties"); found.Kind() == jsontree.Object {
			next = append(next, found)
		}
		if _, err := strconv.Atoi(step.Key); err == nil {
			next = append(next, one.Get("items"))
		}
	}
	return next
}

// fitting returns the parts that do not contradict the scalar members of a
// map; all parts if each contradicts them.
func fitting(at []jsontree.Node, members map[string]string, s Schema) []jsontree.Node {
	fits := slices.DeleteFunc(slices.Clone(at), func(one jsontree.Node) bool {
		for key, value := range one.Get("properties").Members() {
			is, ok := members[key.Text()]
			if words := s.words(s.alternatives([]jsontree.Node{value})); ok && len(words) > 0 && !slices.Contains(words, is) {
				return true
			}
		}
		return false
	})
	if len(fits) == 0 {
		return at
	}
	return fits
}

// mostAlternatives ends circular references.
const mostAlternatives = 64

// alternatives returns parts of the schema with everything that they refer
// to, and all their alternatives.
func (s Schema) alternatives(at []jsontree.Node) []jsontree.Node {
	var all []jsontree.Node
	var add func(n jsontree.Node)
	add = func(n jsontree.Node) {
		if n.Kind() != jsontree.Object || slices.Contains(all, n) || len(all) > mostAlternatives {
			return
		}
		all = append(all, n)
		if ref, ok := strings.CutPrefix(n.Get("$ref").Text(), "#"); ok {
			add(s.document.Document().Lookup(ref))
		}
		for _, several := range []string{"oneOf", "anyOf", "allOf"} {
			for one := range n.Get(several).Elements() {
				add(one)
			}
		}
	}
	for _, n := range at {
		add(n)
	}
	return all
}

// words returns the words that a value may be; none if other values are
// allowed, too.
func (s Schema) words(at []jsontree.Node) []string {
	var words []string
	for _, one := range at {
		if value := one.Get("const"); value.Kind() == jsontree.String {
			words = append(words, value.Text())
		}
		for value := range one.Get("enum").Elements() {
			if value.Kind() == jsontree.String {
				words = append(words, value.Text())
			}
		}
	}
	return words
}

// field returns a field as parts of the schema describe it.
func (s Schema) field(name string, at []jsontree.Node) Field {
	f := Field{Name: name}
	all := s.alternatives(at)
	for _, one := range all {
		f.Title = cmp.Or(f.Title, one.Get("title").Text())
		f.Description = cmp.Or(f.Description, one.Get("description").Text())
		switch one.Get("type").Text() {
		case "object":
			f.Holds = jsontree.Object
		case "array":
			if f.Holds == jsontree.Absent {
				f.Holds = jsontree.Array
			}
		}
	}
	f.Words = s.words(all)
	return f
}

// Field returns the field at the end of a path, and whether the schema
// describes it.
func (s Schema) Field(path []Step) (Field, bool) {
	if len(path) == 0 {
		return Field{}, false
	}
	last := path[len(path)-1]
	at := s.below(s.follow(path[:len(path)-1]), last)
	f := s.field(last.Key, at)
	return f, len(at) > 0
}

// Fields returns the fields that the map at a path may have, but for those that are
// there only to say what they may not be ("doNotSuggest", as editors know it). Members
// are its scalar members.
func (s Schema) Fields(path []Step, members map[string]string) []Field {
	var all []Field
	seen := map[string]bool{}
	for _, one := range fitting(s.follow(path), members, s) {
		for key, value := range one.Get("properties").Members() {
			if name := key.Text(); !seen[name] && !value.Get("doNotSuggest").True() {
				seen[name] = true
				all = append(all, s.field(name, []jsontree.Node{value}))
			}
		}
	}
	return all
}
