package rule

import (
	"cmp"
	"slices"
	"sync"

	"github.com/postwright/postwright/collection"
)

// Tally counts what a rule reports once for all its places: the visits of requests add to
// it, and Visit.After reports it. It may be used by several goroutines. The zero Tally is
// empty.
type Tally struct {
	mutex sync.Mutex
	all   map[tallyKey]*Tallied
	calls int
}

type tallyKey struct{ kind, text string }

// Tallied is what was counted under a text.
type Tallied struct {
	Text  string
	First collection.Part // in the order of the items, and of the calls for an item
	Count int

	item, call int // of the first place
}

// Add counts a place in an item, or in the collection itself if the item is the zero one.
// A kind separates the texts of rules that count several things.
func (t *Tally) Add(kind, text string, i collection.Item, at collection.Part) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.all == nil {
		t.all = map[tallyKey]*Tallied{}
	}
	t.calls++
	one := t.all[tallyKey{kind, text}]
	if one == nil {
		one = &Tallied{Text: text}
		t.all[tallyKey{kind, text}] = one
	}
	if one.Count++; one.Count == 1 || i.Node.Start() < one.item {
		one.First, one.item, one.call = at, i.Node.Start(), t.calls
	}
}

// List returns what was counted of a kind, in the order of the first places.
func (t *Tally) List(kind string) []*Tallied {
	var list []*Tallied
	for key, one := range t.all {
		if key.kind == kind {
			list = append(list, one)
		}
	}
	slices.SortFunc(list, func(a, b *Tallied) int { return cmp.Or(a.item-b.item, a.call-b.call) })
	return list
}
