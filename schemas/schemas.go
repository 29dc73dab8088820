// Package schemas holds the JSON Schemas (draft-07) that say which files are
// valid. Each definition has a title, a lower-case noun phrase that an error
// message can put after "must be".
//
// The package uses no file, environment, network or clock.
package schemas

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
)

// Profile names how strictly a collection is judged.
type Profile string

const (
	// Postman accepts what Postman's app writes: the official schema plus the
	// authorization types jwt and asap with their attributes.
	Postman Profile = "postman"
	// Official gives the verdict of the schema that Postman publishes for
	// v2.1.0, on every JSON value.
	Official Profile = "official"
)

// Profiles returns every profile, the default first.
func Profiles() []Profile {
	return []Profile{Postman, Official}
}

//go:embed collection-v2.1.0.json
var collectionOfficial string

// collectionPostman is the official schema with the merge patch
// collection-v2.1.0.postman.json applied. Applying it at run time would take
// longer than linting most files. A test writes it.
//
//go:embed collection-v2.1.0.merged.json
var collectionPostman string

//go:embed collection-v2.0.0.patch.json
var collectionV200Patch string

//go:embed environment.json
var environment string

// Collection returns the JSON Schema of collection format v2.1.0 in the given
// profile, as indented JSON. The bytes are the same on every call and belong
// to the caller. It returns an error only for a profile that Profiles does
// not list.
func Collection(p Profile) ([]byte, error) {
	switch p {
	case Official:
		return []byte(collectionOfficial), nil
	case Postman:
		return []byte(collectionPostman), nil
	}
	return nil, fmt.Errorf("unknown schema profile %q: the profiles are %q", p, Profiles())
}

// CollectionV200 is like [Collection] for collection format v2.0.0, which
// differs only in that authorization attributes are an object.
func CollectionV200(p Profile) ([]byte, error) {
	schema, err := Collection(p)
	if err != nil {
		return nil, err
	}
	return applyMergePatch(schema, []byte(collectionV200Patch))
}

// Environment returns the JSON Schema of a Postman environment file, as
// indented JSON that belongs to the caller.
func Environment() []byte {
	return []byte(environment)
}

// applyMergePatch returns target with the RFC 7396 merge patch applied, as
// JSON indented by two spaces, with sorted keys and unchanged number
// formatting.
func applyMergePatch(target, patch []byte) ([]byte, error) {
	t, err := decode(target)
	if err != nil {
		return nil, fmt.Errorf("merge patch target: %w", err)
	}
	p, err := decode(patch)
	if err != nil {
		return nil, fmt.Errorf("merge patch: %w", err)
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(mergePatch(t, p)); err != nil {
		return nil, fmt.Errorf("merge patch result: %w", err)
	}
	return out.Bytes(), nil
}

// mergePatch applies patch to target by the rules of RFC 7396, section 2. It
// may change target, and the result may share parts with both.
func mergePatch(target, patch any) any {
	changes, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	object, ok := target.(map[string]any)
	if !ok {
		object = map[string]any{}
	}
	for name, change := range changes {
		if change == nil {
			delete(object, name)
			continue
		}
		object[name] = mergePatch(object[name], change)
	}
	return object
}

// decode reads the one JSON value in text, with numbers as json.Number.
func decode(text []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("more follows the JSON value at byte %d", dec.InputOffset())
	}
	return v, nil
}
