package generate

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/schemas"
)

// Judge returns the final check of a [Set.Draft]: it must be valid. The schema is
// compiled concurrently, from the call of Judge on.
func Judge() func(*jsontree.Document) error {
	ready := make(chan struct{})
	var (
		s   *validate.Schema
		err error
	)
	go func() {
		defer close(ready)
		if s, err = quickProfile(); err == nil {
			err = s.Prepare(validate.GoJSONSchema)
		}
	}()
	return func(d *jsontree.Document) error {
		if <-ready; err != nil {
			return err
		}
		found, err := validate.Collection(d, s, validate.GoJSONSchema)
		return cmp.Or(err, invalid(found))
	}
}

// invalid returns an error for the first finding, if there is one.
func invalid(found []diagnostic.Diagnostic) error {
	if len(found) == 0 {
		return nil
	}
	return fmt.Errorf("the template makes an invalid file: %s (%s)", found[0].Message, found[0].Pointer)
}

// quickProfile returns the official schema in a form that gojsonschema checks faster.
// For each branch of a oneOf that a value does not fit, gojsonschema formats an error,
// which took half of the time.
func quickProfile() (*validate.Schema, error) {
	source, err := schemas.Collection(schemas.Official)
	if err != nil {
		return nil, err
	}
	var root map[string]any
	if err := json.Unmarshal(source, &root); err != nil {
		return nil, err
	}
	quicken(root, root)
	quick, err := json.Marshal(root)
	if err != nil {
		return nil, err
	}
	return validate.Compile(string(quick))
}

// quicken changes each oneOf whose branches have different types to an anyOf, which
// stops at the first branch that fits: no value fits two. Lists come first, because
// generated files have lists where a string is also allowed.
func quicken(root map[string]any, part any) {
	switch part := part.(type) {
	case []any:
		for _, inner := range part {
			quicken(root, inner)
		}
	case map[string]any:
		for _, inner := range part {
			quicken(root, inner)
		}
		branches, _ := part["oneOf"].([]any)
		if part["anyOf"] != nil || !haveOneTypeEach(root, branches) {
			return
		}
		isList := func(branch any) bool { return slices.Contains(typesOf(root, branch), "array") }
		slices.SortStableFunc(branches, func(a, b any) int {
			switch {
			case isList(a) && !isList(b):
				return -1
			case isList(b) && !isList(a):
				return 1
			}
			return 0
		})
		delete(part, "oneOf")
		part["anyOf"] = branches
	}
}

// haveOneTypeEach reports whether no two branches allow the same type.
func haveOneTypeEach(root map[string]any, branches []any) bool {
	seen := map[string]bool{}
	for _, branch := range branches {
		types := typesOf(root, branch)
		for _, t := range types {
			if t == "integer" {
				t = "number"
			}
			if seen[t] {
				return false
			}
			seen[t] = true
		}
		if len(types) == 0 {
			return false // it allows any type
		}
	}
	return len(branches) > 0
}

// typesOf returns the types that a part of a schema allows; none if it does not say.
func typesOf(root map[string]any, part any) []string {
	s, _ := part.(map[string]any)
	if ref, ok := s["$ref"].(string); ok {
		definitions, _ := root["definitions"].(map[string]any)
		name, isDefinition := strings.CutPrefix(ref, "#/definitions/")
		target, _ := definitions[name].(map[string]any)
		if s = target; !isDefinition || s["$ref"] != nil {
			return nil
		}
	}
	switch t := s["type"].(type) {
	case string:
		return []string{t}
	case []any:
		var all []string
		for _, one := range t {
			text, _ := one.(string)
			all = append(all, text)
		}
		return all
	}
	return nil
}
