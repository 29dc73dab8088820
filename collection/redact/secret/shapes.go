package secret

import (
	"regexp"
	"sync"

	"github.com/postwright/postwright/collection/lazy"
)

// shape is a format with a pattern that is compiled on first use.
type shape struct {
	format
	kind    string
	pattern func() *regexp.Regexp
}

// compiled returns the shapes of the formats whose literal is at a place.
func compiled(at where) (list []*shape) {
	for _, m := range makers {
		for _, f := range m.tokens {
			if f.where != at {
				continue
			}
			pattern := f.rest
			if at == first {
				pattern = regexp.QuoteMeta(f.literal) + f.rest
			}
			list = append(list, &shape{f, m.kind, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)`) })})
		}
	}
	return list
}

// shapeTable finds formats by the first bytes of their literals.
type shapeTable struct {
	byFirst [256][]*shape
	begins  [256][256]bool // by the first two bytes
}

// shapes has the formats that start with their literal.
var shapes = lazy.Value[*shapeTable]{New: func() *shapeTable {
	table := &shapeTable{}
	for _, s := range compiled(first) {
		table.byFirst[s.literal[0]] = append(table.byFirst[s.literal[0]], s)
		table.begins[s.literal[0]][s.literal[1]] = true
	}
	return table
}}

// pivotShapes has the formats that are recognized by a literal inside them.
var pivotShapes = lazy.Value[[]*shape]{New: func() []*shape { return compiled(inside) }}

// Prepare makes the tables of formats and names, so that the first text need not wait for
// them.
func Prepare() {
	shapes.Get()
	pivotShapes.Get()
	wordsByFirst.Get()
}
