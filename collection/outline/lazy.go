package outline

import "github.com/postwright/postwright/collection"

// Lazy makes outlines of documents that have much in common, such as two versions
// of one collection. Their requests are shut: they have an identity and an
// authorization, and their fields and lists only once they are opened. Most requests
// of a large collection are never looked into.
//
// A request that is spelled like one of the first document is not read again. The
// zero Lazy is ready for use. After its first document it is safe for use by many
// goroutines; an outline is for one.
type Lazy struct {
	sums map[string]sums // of the first document's requests, by their text
}

// sums are what is known of a request from its text alone.
type sums struct{ content, own string }

// Of returns the outline of a document.
func (l *Lazy) Of(d *collection.Document) *Element {
	b := newBuilder(d)
	b.lazy = true
	if l.sums != nil {
		b.sums = l.sums
		return b.build(d)
	}
	b.noted = map[string]sums{}
	root := b.build(d)
	l.sums = b.noted
	return root
}

// known reports whether a request is spelled like one whose sums are known, and
// gives it these. Of the rest only its authorization is read.
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

// note keeps the sums of a request for documents that come later.
func (b *builder) note(e *Element) {
	if b.noted != nil {
		b.noted[e.Node.Raw()] = sums{e.Identity.Content, e.Identity.Own}
	}
}

// Open reads what an element says itself, where it is shut.
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

// Shut makes a request of a lazy outline forget what it says until it is opened
// again, to save memory. It does nothing to any other element.
func (e *Element) Shut() {
	if e.lazy {
		e.Fields, e.Lists, e.shut = nil, nil, true
		e.known.Store(nil)
	}
}
