package secret

import "github.com/postwright/postwright/collection"

// Hidden is what must not be shown of a document, in the order of the text: what
// [Mask] masks. Other than [Find] it takes every literal at a secret's place,
// also one that may only stand for a secret, and numbers.
func Hidden(d *collection.Document) []Finding {
	var found []Finding
	known := newKnown(toHide)
	for n, p := range places(d, func(collection.Node) bool { return true }) {
		if n.Kind() == collection.Number {
			found = append(found, placed(n, n.Raw(), p.name))
			continue
		}
		text := n.Text()
		if p.secret && literal(text) {
			found = append(found, placed(n, text, p.name))
			continue
		}
		for _, t := range known.within(n, text) {
			found = append(found, t.at(n, text))
		}
	}
	return found
}
