// Package facts is what several lint rules want to know of one collection. Each
// fact is computed once, when the first rule asks for it.
package facts

import (
	"strings"
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/script"
	"github.com/postwright/postwright/collection/secret"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/schemas"
)

// Facts are the facts of one collection. They are for one goroutine.
type Facts struct {
	Collection  collection.Collection
	Environment *Environment // nil where the user names none

	scripts   map[collection.Node]*script.Script
	reader    script.Reader
	variables *Variables
	resolver  address.Resolver
	sent      map[collection.Node]string // by URL
	sentTo    map[collection.Node]address.Address
	tokenURLs map[string]bool
	secrets   []secret.Finding
	looked    bool // for secrets
	verdict   []diagnostic.Diagnostic
	judged    bool
	memo      map[any]any
}

// Memo returns what compute returns for a key, computed once per collection. The
// key's type is the caller's own, so that rules do not share keys by accident.
func Memo[K comparable, V any](f *Facts, key K, compute func() V) V {
	if value, ok := f.memo[key]; ok {
		return value.(V)
	}
	if f.memo == nil {
		f.memo = map[any]any{}
	}
	value := compute()
	f.memo[key] = value
	return value
}

// New are the facts of a document, none of them computed.
func New(d *collection.Document, e *Environment) *Facts {
	return &Facts{
		Collection:  collection.Of(d),
		Environment: e,
		scripts:     map[collection.Node]*script.Script{},
		resolver:    address.Resolver{Collection: collection.Of(d), Environment: e.Value},
		sent:        map[collection.Node]string{},
		sentTo:      map[collection.Node]address.Address{},
	}
}

// Script is the script of an event.
func (f *Facts) Script(e collection.Event) *script.Script {
	s, ok := f.scripts[e.Node]
	if !ok {
		s = f.reader.Parse(e)
		f.scripts[e.Node] = s
	}
	return s
}

// Scripts yields all scripts of a collection in order; the item is nil for the
// collection's own.
func (f *Facts) Scripts(yield func(*collection.Item, *script.Script) bool) {
	for e := range f.Collection.Events() {
		if !yield(nil, f.Script(e)) {
			return
		}
	}
	for i := range f.Collection.Items() {
		for e := range i.Events() {
			if !yield(&i, f.Script(e)) {
				return
			}
		}
	}
}

var schema = sync.OnceValues(func() (*validate.Schema, error) { return validate.Profile(schemas.Postman) })

// Schema is the schema that a collection is linted by.
func (f *Facts) Schema() *validate.Schema {
	s, err := schema()
	if err != nil {
		panic(err) // the schema is embedded
	}
	return s
}

// Verdict is what the schema has against the file: that of collections or, for an
// environment, that of environments.
func (f *Facts) Verdict() []diagnostic.Diagnostic {
	if f.judged {
		return f.verdict
	}
	found, err := validate.File(f.Collection.Node.Document(), f.Schema(), validate.Native)
	if err != nil {
		panic(err) // the embedded schema asks for nothing that the checker lacks
	}
	f.verdict, f.judged = found, true
	return found
}

// Secrets are the literal credentials in the collection.
func (f *Facts) Secrets() []secret.Finding {
	if !f.looked {
		f.secrets, f.looked = secret.Find(f.Collection.Node.Document()), true
	}
	return f.secrets
}

// TokenURLs are the addresses at which the collection's authorizations get
// their tokens, resolved.
func (f *Facts) TokenURLs() map[string]bool {
	if f.tokenURLs == nil {
		f.tokenURLs = map[string]bool{}
		add := func(i *collection.Item, a collection.Auth) {
			if a.Type() != "oauth2" {
				return
			}
			for _, key := range []string{"accessTokenUrl", "refreshTokenUrl"} {
				if url := f.Resolve(a.Attribute(key).Text(), i); url != "" {
					f.tokenURLs[strings.TrimSuffix(url, "/")] = true
				}
			}
		}
		add(nil, f.Collection.Auth())
		for i := range f.Collection.Items() {
			add(&i, i.OwnAuth())
		}
	}
	return f.tokenURLs
}
