// Package upgrade turns a v2.0.0 collection into a v2.1.0 one, by edits of its text:
// everything that needs no change stays byte for byte, with its order, spacing,
// duplicate keys and unknown fields.
//
// Compared member by member, Postman's official schemas of the two versions differ only
// in this:
//
//   - The attributes of an authorization type (apikey, awsv4, basic, bearer,
//     digest, edgegrid, hawk, ntlm, oauth1, oauth2) are an object in v2.0.0, any
//     member of which may have any value. In v2.1.0 they are a list of objects
//     with a key (required, a string), a value (anything) and a type (a string).
//   - In words only: the schema's own id, some descriptions, the order in which
//     the authorization types are listed, and how "a list, a string or null" is
//     written for the headers of a saved response.
//
// An authorization is in the collection, in a folder, in a request or in the original
// request of a saved response. The value of info.schema, which may be any string in both
// schemas, says which version a file has. A URL is a string or an object in both
// versions, a path variable has an id or a key in both, and noauth accepts anything in
// both: these stay as they are.
//
// Postman's own converter converts through v1, and gives each attribute the type of its
// value: string, boolean, number, and any for the rest. So does this package. The
// converter keeps only the attributes of the type in use; this package keeps all.
package upgrade

import (
	"errors"
	"fmt"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/schemas"
)

const (
	from = "2.0.0"
	to   = "2.1.0"
	// url is the value of info.schema in a v2.1.0 collection.
	url = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
)

// Result is the result of an upgrade.
type Result struct {
	// Document is the v2.1.0 collection; the given document if that was one.
	Document *jsontree.Document
	// Already reports whether there was nothing to do.
	Already bool
	// Blocks is the number of objects of authorization attributes that became lists.
	Blocks int
	// Faults are the violations of Postman's profile of the schema in the result. There
	// are some only if the document was not a valid v2.0.0 collection.
	Faults []diagnostic.Diagnostic
}

// FormatError is returned for a document that is not a v2.0.0 collection. It says what
// the document is.
type FormatError struct {
	Finding diagnostic.Diagnostic
}

func (e *FormatError) Error() string { return e.Finding.Message }

// Collection upgrades a v2.0.0 collection. A v2.1.0 one is returned unchanged.
//
// It returns a [*FormatError] for anything else, and another error if a valid collection
// would become invalid, which happens only at the maximum nesting depth.
func Collection(d *jsontree.Document) (*Result, error) {
	version := collection.Of(d).Version()
	if _, other := validate.Identify(d, to); version == to && !other {
		return &Result{Document: d, Already: true}, nil
	}
	if finding, other := validate.Identify(d, from); other {
		return nil, &FormatError{finding}
	}
	if version != from {
		return nil, &FormatError{unnamed(d)}
	}
	u := upgrader{}
	u.collection(d.Root())
	text, err := d.Apply(u.edits...)
	if err != nil {
		return nil, err
	}
	r := &Result{Blocks: u.blocks}
	if r.Document, err = jsontree.Parse(text); err != nil {
		return nil, fmt.Errorf("the v%s text would not be readable: %w", to, err)
	}
	return r, r.judge(d)
}

// unnamed returns the finding that a collection does not declare its format.
func unnamed(d *jsontree.Document) diagnostic.Diagnostic {
	at := d.Root()
	if info := at.Get("info"); info.Exists() {
		at = info
	}
	f := diagnostic.On(at, "format-version", diagnostic.Error, "nothing says which format this has")
	f.Help = `"schema" in "info" of a v2.0.0 collection is "https://schema.getpostman.com/json/collection/v2.0.0/collection.json"`
	return f
}

// judge validates the result of upgrading d.
func (r *Result) judge(d *jsontree.Document) error {
	schema, err := validate.Profile(schemas.Postman)
	if err != nil {
		return err
	}
	if r.Faults, err = validate.Document(r.Document, schema, validate.Native); err != nil || len(r.Faults) == 0 {
		return err
	}
	if schema, err = validate.ProfileV200(schemas.Postman); err != nil {
		return err
	}
	before, err := validate.Document(d, schema, validate.Native)
	if err == nil && len(before) == 0 {
		f := r.Faults[0]
		return errors.New("it is a valid v2.0.0 collection, and would be no valid v2.1.0 one: at " + f.Pointer + ", " + f.Message)
	}
	return err
}
