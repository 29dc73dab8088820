package yamltree

import (
	"strings"

	"github.com/postwright/postwright/collection/yamltext"
)

// Comment is a comment, from its "#" up to the end of its line, as byte offsets.
type Comment struct{ Start, End int }

// Comments returns the comments of the text, in its order.
func (t *Tree) Comments() []Comment {
	var all []Comment
	at := len(t.text) - len(t.Body())
	gap := func(end int) { // between two scalars there are only comments and punctuation
		for at < end {
			i := strings.IndexByte(t.text[at:end], '#')
			if i < 0 {
				break
			}
			start := at + i
			at = start + 1
			if start == 0 || strings.IndexByte(" \t\n\r", t.text[start-1]) >= 0 || start == len(t.text)-len(t.Body()) {
				at = start + yamltext.LineLength(t.text[start:])
				all = append(all, Comment{start, start + len(strings.TrimSuffix(t.text[start:at], "\r"))})
			}
		}
	}
	var walk func(n *Node)
	walk = func(n *Node) {
		switch {
		case int(n.start) < at: // an alias
			return
		case n.Kind != Mapping && n.Kind != Sequence:
			gap(int(n.start))
			if start := int(n.start); n.Kind == String && start < len(t.text) && (t.text[start] == '|' || t.text[start] == '>') {
				gap(start + yamltext.LineLength(t.text[start:])) // beside the indicator
			}
			at = max(at, int(n.end))
			return
		}
		for _, p := range n.Pairs {
			walk(p.Key)
			walk(p.Value)
		}
		for _, item := range n.Items {
			walk(item)
		}
	}
	if t.Root != nil {
		walk(t.Root)
	}
	gap(len(t.text))
	return all
}
