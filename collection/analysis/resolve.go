package analysis

import (
	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
)

// Resolve returns a text in which the references are resolved that the environment, the
// item's folders or the collection define; the item may be nil. Undefined references
// stay.
func (f *Facts) Resolve(text string, i *collection.Item) string {
	return f.resolver.Resolve(text, i)
}

// Address returns the address of an item's request, resolved.
func (f *Facts) Address(i collection.Item) address.Address {
	return f.sentTo.get(i.Node, func() address.Address {
		return address.Split(f.Resolve(f.Sent(i.Request().URL()), &i))
	})
}

// Sent returns the result of [collection.URL.Sent], computed once.
func (f *Facts) Sent(u collection.URL) string { return f.sent.get(u.Node, u.Sent) }
