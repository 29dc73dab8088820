// Package analysis computes the facts about a collection that several lint rules need.
// Each fact is computed once, when the first rule asks for it.
package analysis

import (
	"fmt"
	"iter"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/script"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/schemas"
)

// Facts are the facts about one collection. They are safe for concurrent use.
type Facts struct {
	Collection  collection.Collection
	Environment *Environment // nil if the user names none
	// Where returns the line of a value in words; if nil, it is the line in the
	// document's text.
	Where func(jsontree.Node) string

	reader   script.Reader
	noted    atomic.Pointer[[]*ScriptNotes]
	resolver address.Resolver

	items     func() []collection.Item
	addresses func() []sentAddress // of the items
	declared  func() map[string]bool
	variables func() *Variables
	tokenURLs func() map[string]bool
	secrets   func() []secret.Finding
	verdict   func() []diagnostic.Diagnostic

	memos memo[any, any]
}

// Memo returns the result of compute for a key, computed once per collection. The key's
// type should be private to the caller, so that rules do not share keys by accident.
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
	f.items = sync.OnceValue(func() []collection.Item { return f.Collection.AllItems() })
	f.addresses = sync.OnceValue(func() []sentAddress { return make([]sentAddress, len(f.Items())) })
	f.declared = sync.OnceValue(f.collectDeclared)
	f.variables = sync.OnceValue(f.collectVariables)
	f.tokenURLs = sync.OnceValue(f.collectTokenURLs)
	f.secrets = sync.OnceValue(func() []secret.Finding { return secret.Find(d) })
	f.verdict = sync.OnceValue(f.judge)
	return f
}

// Items returns the items that [collection.Collection.Items] yields, computed once: many
// rules go through all items.
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

// KnowSecrets sets the function that returns the result of [secret.Find], for callers
// that have it already.
func (f *Facts) KnowSecrets(found func() []secret.Finding) { f.secrets = found }

// Line returns the line in which a value starts in words, such as "line 12".
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

// Scripts yields all scripts in a collection in order. The item is nil for the
// collection's own scripts.
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

var schema = lazy.Result[*validate.Schema]{New: func() (*validate.Schema, error) { return validate.Profile(schemas.Postman) }}

// Prepare compiles the schema of the lint rules and makes the tables that tell secrets and
// people, so that the first collection need not wait for them. It can run on a goroutine
// while files are read.
func Prepare() {
	if s, err := schema.Get(); err == nil {
		s.PrepareFields()
	}
	redact.Prepare()
}

// Schema returns the schema of the lint rules.
func (f *Facts) Schema() *validate.Schema {
	s, err := schema.Get()
	if err != nil {
		panic(err) // the schema is embedded
	}
	return s
}

// Verdict returns the schema violations in the file. The schema is that of collections,
// or of environments for an environment.
func (f *Facts) Verdict() []diagnostic.Diagnostic { return f.verdict() }

func (f *Facts) judge() []diagnostic.Diagnostic {
	found, err := validate.File(f.Collection.Node.Document(), f.Schema(), validate.Native)
	if err != nil {
		panic(err) // the embedded schema uses only what the checker supports
	}
	return found
}

// Secrets returns the literal credentials in the collection.
func (f *Facts) Secrets() []secret.Finding { return f.secrets() }

// TokenURLs returns the resolved addresses at which the collection's authorizations get
// their tokens.
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
