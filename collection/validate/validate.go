// Package validate validates Postman v2.1.0 collections, and reports the true cause of
// each violation at its place.
//
// The schemas of package schemas are the only description of the format. A checker
// applies them to the Document, and finds verdict, messages and places. Tests compare it
// with gojsonschema, which can also be used instead.
package validate

import (
	"sync"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/schemas"
)

// Profile returns the compiled schema of a v2.1.0 collection in a profile.
func Profile(p schemas.Profile) (*Schema, error) {
	return compiled(profile{"2.1.0", p}, schemas.Collection)
}

// ProfileV200 returns the compiled schema of a v2.0.0 collection in a profile.
func ProfileV200(p schemas.Profile) (*Schema, error) {
	return compiled(profile{"2.0.0", p}, schemas.CollectionV200)
}

type profile struct {
	version string
	profile schemas.Profile
}

var (
	profilesMutex sync.Mutex
	profiles      = map[profile]*Schema{}
)

func compiled(p profile, read func(schemas.Profile) ([]byte, error)) (*Schema, error) {
	profilesMutex.Lock()
	defer profilesMutex.Unlock()
	if s, ok := profiles[p]; ok {
		return s, nil
	}
	source, err := read(p.profile)
	if err != nil {
		return nil, err
	}
	s, err := Compile(string(source))
	if err != nil {
		return nil, err
	}
	profiles[p] = s
	return s, nil
}

// Engine is the implementation that gives the verdict.
type Engine string

// The engines. They agree on every document and schema; Native is faster.
const (
	Native       Engine = "native"       // the checker of this package, with better messages
	GoJSONSchema Engine = "gojsonschema" // github.com/xeipuuv/gojsonschema
)

// Engines returns the names of the engines.
func Engines() []Engine { return []Engine{Native, GoJSONSchema} }

// Prepare prepares a schema for an engine. Otherwise that happens with the first
// document.
func (s *Schema) Prepare(e Engine) error {
	if e == Native && s.unsupported == "" {
		return nil
	}
	return s.oracle.prepare(s)
}

// Collection validates a document by the schema of a collection. It is valid exactly if
// no finding is an error.
//
// For a file of another version or kind, it reports only what the file is. If such a
// file happens to fit the schema, that finding is a warning.
func Collection(d *jsontree.Document, s *Schema, e Engine) ([]diagnostic.Diagnostic, error) {
	found, err := Document(d, s, e)
	if err != nil {
		return nil, err
	}
	if other, ok := Identify(d, "2.1.0"); ok {
		if len(found) == 0 {
			other.Severity = diagnostic.Warning
		}
		return []diagnostic.Diagnostic{other}, nil
	}
	return found, nil
}

// File validates a document by its kind: an environment or globals by their own schema,
// anything else as [Collection] does.
func File(d *jsontree.Document, s *Schema, e Engine) ([]diagnostic.Diagnostic, error) {
	if !IsEnvironment(d) {
		return Collection(d, s, e)
	}
	s, err := environment()
	if err != nil {
		return nil, err
	}
	return Document(d, s, e)
}

var environment = sync.OnceValues(func() (*Schema, error) { return Compile(string(schemas.Environment())) })

// Document validates a document by any schema. It returns one finding per cause, in the
// order of the text, and none if the document is valid. A schema with keywords that the
// native checker does not support is left to gojsonschema.
func Document(d *jsontree.Document, s *Schema, e Engine) ([]diagnostic.Diagnostic, error) {
	var found []diagnostic.Diagnostic
	if e == Native && s.unsupported == "" {
		found = s.explain(d)
	} else {
		theirs, err := s.oracle.findings(s, d)
		if err != nil || len(theirs) == 0 {
			return nil, err
		}
		if found = s.explain(d); len(found) == 0 {
			found = theirs
		}
	}
	diagnostic.Sort(found)
	return found, nil
}

func (s *Schema) explain(d *jsontree.Document) []diagnostic.Diagnostic {
	if s.unsupported != "" {
		return nil
	}
	var found []diagnostic.Diagnostic
	var known naming
	for _, v := range once(check(d.Root(), s.root, nil, nil)) {
		v.names = &known
		found = append(found, v.explain())
	}
	return found
}
