package v3

import (
	"path"
	"slices"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// carry keeps the requests of a folder that v2.1 has no place for, and moves them with
// it. Where the document has them, it says which of them stay.
func (w *writing) carry(was, p *part, names taken) {
	before, wanted := unsentIn(was), unsentIn(p)
	for _, s := range was.unsent {
		var old jsontree.Node
		if s.root() != nil && len(before) > 0 {
			old, before = before[0], before[1:]
		}
		want := s.written().Clone()
		if old.Exists() && !w.kept {
			next := successor(old, wanted)
			if !next.Exists() {
				w.gone[s.Path] = true
				w.removeBelow(s.below(was.folder))
				continue
			}
			changer{rank: request.rank}.members(want, fromJSON(old), fromJSON(next))
		}
		names.add(path.Base(s.Path))
		to := path.Join(p.folder, path.Base(s.Path))
		if want != nil && !yamltree.Equal(want, s.written()) {
			w.rewrite(s, want, to)
		} else {
			w.move(s.Path, to)
		}
		w.moveBelow(s.below(was.folder), s.below(p.folder))
	}
}

// unsentIn returns the requests that a document keeps of a folder, though v2.1 has no
// place for them.
func unsentIn(p *part) []jsontree.Node {
	return slices.Collect(p.node.Get(extension + "-requests").Elements())
}

// successor returns the request that another one has become: the same one, or one at the
// same address or of the same name; absent where it is no more.
func successor(old jsontree.Node, wanted []jsontree.Node) jsontree.Node {
	for _, same := range []func(n jsontree.Node) bool{
		func(n jsontree.Node) bool { return n.Raw() == old.Raw() },
		func(n jsontree.Node) bool {
			return !isBlank(old.Get("name")) && n.Get("name").Raw() == old.Get("name").Raw()
		},
		func(n jsontree.Node) bool { return n.Get("url").Raw() == old.Get("url").Raw() },
	} {
		if i := slices.IndexFunc(wanted, same); i >= 0 {
			return wanted[i]
		}
	}
	return jsontree.Node{}
}

// below returns the folder of what belongs to a request in a folder.
func (s *Source) below(folder string) string {
	return path.Join(folder, resources, stem(s.Path)+".resources")
}
