package normalize

import "github.com/postwright/postwright/collection/jsontree"

// Lazy makes outlines of documents that have much in common, such as two versions
// of one collection. Their requests are shut: they have an identity and an
// authorization, but no fields and lists until [Element.Open] is called. A comparison
// opens only requests that differ.
//
// A request with the same text as one of the first document is not read again. A Lazy is
// safe for concurrent use; an outline is not.
type Lazy struct {
	sums map[string]sums // of the first document's requests, by their text
}

// sums are the hashes of a request, by which a request with the same text is known.
type sums struct{ content, own string }

// Lazily returns the outline of a document, and a Lazy for documents that have much in
// common with it.
func Lazily(first *jsontree.Document) (*Element, *Lazy) {
	b := newBuilder(first)
	b.lazy = true
	b.noted = map[string]sums{}
	return b.build(first), &Lazy{b.noted}
}

// Of returns the outline of a document.
func (l *Lazy) Of(d *jsontree.Document) *Element {
	b := newBuilder(d)
	b.lazy = true
	b.sums = l.sums
	return b.build(d)
}

// known reports whether a request has the same text as an earlier one. If so, it
// sets the hashes of that one, and reads nothing but the authorization.
func (b *builder) known(e *Element) bool {
	s, ok := b.sums[e.Node.Raw()]
	if !ok {
		return false
	}
	e.Identity.Content, e.Identity.Own = s.content, s.own
	if own := e.Node.Get("request", "auth"); own.Exists() {
		auth(b, site{e, own, []string{"request", "auth"}, "auth"})
	}
	return true
}

// note records the hashes of a request for later documents.
func (b *builder) note(e *Element) {
	if b.noted != nil {
		b.noted[e.Node.Raw()] = sums{e.Identity.Content, e.Identity.Own}
	}
}

// Open reads the fields and lists of a shut request. It does nothing to any other
// element.
func (e *Element) Open() {
	if e.shut {
		e.shut = false
		auth := e.Auth
		newBuilder(e.Node.Document()).element(e)
		if auth != nil {
			e.Auth = auth
		}
	}
}

// Shut drops the fields and lists of a request of a lazy outline, to save memory,
// until it is opened again. It does nothing to any other element.
func (e *Element) Shut() {
	if e.lazy {
		e.Fields, e.Lists, e.shut = nil, nil, true
	}
}
