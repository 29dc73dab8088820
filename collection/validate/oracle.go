//go:build !js

package validate

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/xeipuuv/gojsonreference"
	"github.com/xeipuuv/gojsonschema"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
)

// oracle is gojsonschema for one schema.
type oracle struct {
	once         sync.Once
	schema       *gojsonschema.Schema
	distinctions distinctions
	err          error
}

// prepare compiles the schema, once.
func (o *oracle) prepare(s *Schema) error {
	o.once.Do(func() {
		loader := gojsonschema.NewSchemaLoader()
		o.schema, o.err = loader.Compile(offline{gojsonschema.NewStringLoader(s.source())})
		if o.err != nil {
			o.err = fmt.Errorf("the schema is not right: %w", o.err)
		}
		o.distinctions = distinctionsOf(s)
	})
	return o.err
}

// findings returns the violations that gojsonschema finds in a document, in its own
// words; none if the document is valid.
func (o *oracle) findings(s *Schema, d *jsontree.Document) ([]diagnostic.Diagnostic, error) {
	if valid, err := o.accepts(s, d); valid || err != nil {
		return nil, err
	}
	result, err := o.verdict(s, d)
	if err != nil || result.Valid() {
		return nil, err
	}
	return fromResult(d, result), nil
}

// accepts reports whether a document is valid, by its reduced form. If that cannot be
// told, it returns false.
func (o *oracle) accepts(s *Schema, d *jsontree.Document) (bool, error) {
	if err := o.prepare(s); err != nil || !o.distinctions.complete {
		return false, err
	}
	result, err := o.schema.Validate(gojsonschema.NewRawLoader(o.distinctions.reduced(d)))
	return err == nil && result.Valid(), err
}

// verdict validates a document with gojsonschema. The result has the errors.
func (o *oracle) verdict(s *Schema, d *jsontree.Document) (*gojsonschema.Result, error) {
	if err := o.prepare(s); err != nil {
		return nil, err
	}
	return o.schema.Validate(gojsonschema.NewRawLoader(decoded(d.Root())))
}

// offline keeps gojsonschema from following references to other files and over
// the network.
type offline struct{ gojsonschema.JSONLoader }

func (offline) LoaderFactory() gojsonschema.JSONLoaderFactory { return offlineFactory{} }

type offlineFactory struct{}

func (offlineFactory) New(source string) gojsonschema.JSONLoader { return refused(source) }

// refused is the loader for a reference to another file.
type refused string

//lint:ignore ST1003 the name is gojsonschema's
func (r refused) JsonSource() any { return string(r) }

func (r refused) LoadJSON() (any, error) {
	return nil, fmt.Errorf("it refers to %q, and only references within the file are followed", string(r))
}

//lint:ignore ST1003 the name is gojsonschema's
func (r refused) JsonReference() (gojsonreference.JsonReference, error) {
	return gojsonreference.NewJsonReference(string(r))
}

func (r refused) LoaderFactory() gojsonschema.JSONLoaderFactory { return offlineFactory{} }

// decoded returns a value as gojsonschema's own loader would decode it: like
// encoding/json, with numbers as written. Building it from the tree takes a third of the
// memory.
func decoded(n jsontree.Node) any {
	switch n.Kind() {
	case jsontree.Bool:
		return n.True()
	case jsontree.Number:
		return json.Number(n.Raw())
	case jsontree.String:
		return n.Text()
	case jsontree.Array:
		list := make([]any, 0, n.Len())
		for e := range n.Elements() {
			list = append(list, decoded(e))
		}
		return list
	case jsontree.Object:
		object := make(map[string]any, n.Len())
		for key, value := range n.Members() {
			object[key.Text()] = decoded(value)
		}
		return object
	}
	return nil
}

// fromResult converts gojsonschema's errors to findings, for schemas that this package's
// checker does not support. It leaves out errors that only say that no branch fits, if a
// deeper one says why.
func fromResult(d *jsontree.Document, result *gojsonschema.Result) []diagnostic.Diagnostic {
	var all, deep []diagnostic.Diagnostic
	for _, e := range result.Errors() {
		pointer := ""
		if path := e.Context().String("/"); strings.HasPrefix(path, "(root)") {
			pointer = strings.TrimPrefix(path, "(root)")
		}
		n := d.Lookup(pointer)
		if !n.Exists() {
			n = d.Root()
		}
		found := diagnostic.On(n, "schema", diagnostic.Error, lowerFirst(e.Description()))
		all = append(all, found)
		switch e.Type() {
		case "number_one_of", "number_any_of", "number_all_of", "condition_then", "condition_else":
		default:
			deep = append(deep, found)
		}
	}
	if len(deep) > 0 {
		return deep
	}
	return all
}

func lowerFirst(s string) string {
	if len(s) < 2 || s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
