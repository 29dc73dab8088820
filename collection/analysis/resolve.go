package analysis

import (
	"sync"
	"sync/atomic"

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
	known := f.addressOf(i)
	if a := known.resolved.Load(); a != nil {
		return *a
	}
	a := address.Split(f.Resolve(f.Sent(i), &i))
	known.resolved.Store(&a)
	return a
}

// Sent returns the address of an item's request as [collection.URL.Sent] does, computed
// once.
func (f *Facts) Sent(i collection.Item) string {
	known := f.addressOf(i)
	known.sending.Do(func() { known.sent = i.Request().URL().Sent() })
	return known.sent
}

// sentAddress is what is known about the address of a request.
type sentAddress struct {
	sending  sync.Once
	sent     string
	resolved atomic.Pointer[address.Address]
}

// addressOf returns what is known about the address of an item.
func (f *Facts) addressOf(i collection.Item) *sentAddress {
	if all := f.addresses(); i.Number > 0 && i.Number <= len(all) {
		return &all[i.Number-1]
	}
	return new(sentAddress)
}
