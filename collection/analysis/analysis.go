// Package analysis is what several lint rules want to know of one collection. Each
// fact is computed once, when the first rule asks for it.
package analysis

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/script"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/schemas"
)

// Facts are the facts of one collection. They are safe for use by many goroutines.
type Facts struct {
	Collection  collection.Collection
	Environment *Environment // nil where the user names none
	// Where names the line of a value in words; nil for a line of the document's text.
	Where func(jsontree.Node) string

	reader   script.Reader
	noted    atomic.Pointer[[]*ScriptNotes]
	resolver address.Resolver
	sent     memo[jsontree.Node, string] // by URL
	sentTo   memo[jsontree.Node, address.Address]

	items     func() []collection.Item
	declared  func() map[string]bool
	variables func() *Variables
	tokenURLs func() map[string]bool
	secrets   func() []secret.Finding
	verdict   func() []diagnostic.Diagnostic

	memos memo[any, any]
}

// Memo returns what compute returns for a key, computed once per collection. The
// key's type is the caller's own, so that rules do not share keys by accident.
func Memo[K comparable, V any](f *Facts, key K, compute func() V) V {
	return f.memos.get(key, func() any { return compute() }).(V)
}

// New returns the facts of a document, none of them computed.
func New(d *jsontree.Document, e *Environment) *Facts {
	f := &Facts{
		Collection:  collection.Of(d),
		Environment: e,
		resolver:    address.Resolver{Collection: collection.Of(d), Environment: e.Value},
	}
	f.items = sync.OnceValue(func() []collection.Item { return slices.Collect(f.Collection.Items()) })
	f.declared = sync.OnceValue(f.collectDeclared)
	f.variables = sync.OnceValue(f.collectVariables)
	f.tokenURLs = sync.OnceValue(f.collectTokenURLs)
	f.secrets = sync.OnceValue(func() []secret.Finding { return secret.Find(d) })
	f.verdict = sync.OnceValue(f.judge)
	return f
}

// Items returns what [collection.Collection.Items] yields. Many rules go through all
// items, which are looked up in the document once.
func (f *Facts) Items() []collection.Item { return f.items() }

// Requests yields the items that are requests.
func (f *Facts) Requests() iter.Seq[collection.Item] {
	return func(yield func(collection.Item) bool) {
		for _, item := range f.items() {
			if !item.IsFolder() && !yield(item) {
				return
			}
		}
	}
}

// KnowSecrets gives the facts the secrets that [secret.Find] finds, for callers that have
// looked for them already.
func (f *Facts) KnowSecrets(found func() []secret.Finding) { f.secrets = found }

// Line names the line in which a value starts, such as "line 12".
func (f *Facts) Line(n jsontree.Node) string {
	if f.Where != nil {
		return f.Where(n)
	}
	return fmt.Sprintf("line %d", n.Document().Position(n.Start()).Line)
}

// Script returns the script of an event.
func (f *Facts) Script(e collection.Event) *script.Script {
	return f.reader.Parse(e)
}

// Scripts yields all scripts of a collection in order; the item is nil for the
// collection's own.
func (f *Facts) Scripts(yield func(*collection.Item, *script.Script) bool) {
	for e := range f.Collection.Events() {
		if !yield(nil, f.Script(e)) {
			return
		}
	}
	for _, i := range f.Items() {
		for e := range i.Events() {
			if !yield(&i, f.Script(e)) {
				return
			}
		}
	}
}

// ScriptsWith yields the scripts that may have a word of letters, in order. Others are
// not read.
func (f *Facts) ScriptsWith(word string) iter.Seq[*script.Script] {
	return func(yield func(*script.Script) bool) {
		all := func(events iter.Seq[collection.Event]) bool {
			for e := range events {
				if text := e.Exec().Raw(); (strings.Contains(text, word) || strings.Contains(text, `\u`)) && !yield(f.Script(e)) {
					return false
				}
			}
			return true
		}
		if !all(f.Collection.Events()) {
			return
		}
		for _, i := range f.Items() {
			if !all(i.Events()) {
				return
			}
		}
	}
}

var schema = sync.OnceValues(func() (*validate.Schema, error) { return validate.Profile(schemas.Postman) })

// Prepare compiles the schema that collections are linted by, which the first one
// does otherwise. It is for a goroutine that runs while files are read.
func Prepare() { _, _ = schema() }

// Schema returns the schema that a collection is linted by.
func (f *Facts) Schema() *validate.Schema {
	s, err := schema()
	if err != nil {
		panic(err) // the schema is embedded
	}
	return s
}

// Verdict returns what the schema has against the file: that of collections or, for an
// environment, that of environments.
func (f *Facts) Verdict() []diagnostic.Diagnostic { return f.verdict() }

func (f *Facts) judge() []diagnostic.Diagnostic {
	found, err := validate.File(f.Collection.Node.Document(), f.Schema(), validate.Native)
	if err != nil {
		panic(err) // the embedded schema asks for nothing that the checker lacks
	}
	return found
}

// Secrets returns the literal credentials in the collection.
func (f *Facts) Secrets() []secret.Finding { return f.secrets() }

// TokenURLs returns the addresses at which the collection's authorizations get
// their tokens, resolved.
func (f *Facts) TokenURLs() map[string]bool { return f.tokenURLs() }

func (f *Facts) collectTokenURLs() map[string]bool {
	urls := map[string]bool{}
	add := func(i *collection.Item, a collection.Auth) {
		if a.Type() != "oauth2" {
			return
		}
		for _, key := range []string{"accessTokenUrl", "refreshTokenUrl"} {
			if url := f.Resolve(a.Attribute(key).Text(), i); url != "" {
				urls[strings.TrimSuffix(url, "/")] = true
			}
		}
	}
	add(nil, f.Collection.Auth())
	for _, i := range f.Items() {
		add(&i, i.OwnAuth())
	}
	return urls
}
