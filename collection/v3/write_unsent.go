package v3

import (
	"path"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// carry keeps the requests of a folder that v2.1 has no place for, and moves them with
// it. If the document lists them, only those in the list stay. It returns the new ones.
func (w *writing) carry(was, p *part, names taken) (added []jsontree.Node) {
	before, wanted := unsentIn(was), unsentIn(p)
	next, added := successors(before, wanted)
	for _, s := range was.unsent {
		want := s.written().Clone()
		if s.root() != nil && len(next) > 0 {
			old, is := before[0], next[0]
			before, next = before[1:], next[1:]
			switch {
			case w.kept:
			case !is.Exists():
				w.gone[w.now(s.Path)] = true
				w.removeBelow(w.now(s.below(was.folder)))
				continue
			default:
				changer{rank: request.rank}.members(want, fromJSON(old), fromJSON(is))
			}
		}
		names.add(path.Base(s.Path))
		to := path.Join(p.folder, path.Base(s.Path))
		w.moveFolder(w.now(s.below(was.folder)), s.below(p.folder), "")
		from := w.now(s.Path)
		if from != to {
			w.from[to] = from
		}
		if want != nil && !yamltree.Equal(want, s.written()) {
			w.rewrite(s, want, to)
		} else {
			w.move(from, to)
		}
		w.moveBelow(w.now(s.below(was.folder)), s.below(p.folder))
	}
	return added
}

// unsentFiles returns the files of new requests that v2.1 has no place for.
func unsentFiles(all []jsontree.Node, folder string, names taken) []File {
	var files []File
	for _, n := range all {
		if kind := n.Get("$kind").Text(); !strings.HasSuffix(kind, "-request") {
			continue
		}
		stem := missingStems.Get()[request]
		if name := n.Get("name"); name.Kind() == jsontree.String {
			stem = stemOf(request, name.Text())
		}
		file := names.unique(stem, fileSuffixes.Get()[request]) + fileSuffixes.Get()[request]
		files = append(files, File{path.Join(folder, file), yamltree.Print(fromJSON(n))})
	}
	return files
}

// unsentIn returns the requests that a document keeps for a folder although v2.1 has no
// place for them.
func unsentIn(p *part) []jsontree.Node {
	return slices.Collect(p.node.Get(extension + "-requests").Elements())
}

// successors returns, for each of some requests, what it has become: the same request,
// or one with the same name or address; absent if it was removed. It returns the
// remaining wanted requests as added.
func successors(before, wanted []jsontree.Node) (next, added []jsontree.Node) {
	next = make([]jsontree.Node, len(before))
	added = slices.Clone(wanted)
	for _, same := range []func(a, b jsontree.Node) bool{
		func(a, b jsontree.Node) bool { return a.Raw() == b.Raw() },
		func(a, b jsontree.Node) bool {
			return !isBlank(a.Get("name")) && a.Get("name").Raw() == b.Get("name").Raw()
		},
		func(a, b jsontree.Node) bool { return a.Get("url").Raw() == b.Get("url").Raw() },
	} {
		for i, old := range before {
			at := slices.IndexFunc(added, func(n jsontree.Node) bool { return same(old, n) })
			if at >= 0 && !next[i].Exists() {
				next[i] = added[at]
				added = slices.Delete(added, at, at+1)
			}
		}
	}
	return next, added
}

// below returns the folder, inside another one, of the files that belong to a request.
func (s *Source) below(folder string) string {
	return path.Join(folder, belongingsOf(stem(s.Path)))
}
