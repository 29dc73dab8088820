package secret

import (
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// sentAsSecret reports whether a variable's value is sent where secrets are sent, as in
// the header X-Api-Key: {{k}}, whatever the variable's name.
func (s *secretNames) sentAsSecret(entry jsontree.Node) bool {
	return s.sent()[s.nameOf(entry).Text()]
}

// sentKey is under which a document keeps the variables that are sent as secrets.
type sentKey struct{}

// newSentNames returns a function that finds, once, the names of the variables that are
// sent where secrets are sent.
func newSentNames(d *jsontree.Document) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		if kept, ok := d.Kept(sentKey{}).(map[string]bool); ok {
			return kept
		}
		sent := map[string]bool{}
		soFar := func() map[string]bool { return sent }
		for n, p := range placesOf(d.Root().Descendants(), anywhere, soFar) {
			if !p.secret || n.Kind() != jsontree.String {
				continue
			}
			text := n.Text()
			for r := range collection.References(text) {
				if withoutScheme(text) == text[r.Start:r.End] {
					sent[r.Name] = true
				}
			}
		}
		d.Keep(sentKey{}, sent)
		return sent
	})
}
