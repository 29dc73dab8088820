package lsp

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/internal/lsp/fields"
	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/lsp/workspace"
)

// folding answers with the lines that can be folded: objects and lists, and
// in YAML what is indented below a line.
func (s *Server) folding(_ context.Context, f *workspace.File, _ protocol.DocumentParams) (any, error) {
	ranges := []protocol.FoldingRange{}
	if f.Kind.IsYAML() {
		for _, r := range fields.Blocks(f.Text.Content) {
			ranges = append(ranges, protocol.FoldingRange{StartLine: uint32(r[0]), EndLine: uint32(r[1])})
		}
		return ranges, nil
	}
	u := s.files.Unit(f)
	if u == nil {
		return ranges, nil
	}
	last := -1 // the line of the last range: of several that start on a line, the outermost folds
	for n := range u.Document.Root().Descendants() {
		if n.Kind() != jsontree.Object && n.Kind() != jsontree.Array {
			continue
		}
		place, _ := u.Place(n.Start(), n.End())
		r := f.Text.Range(place.Start, place.End)
		if int(r.Start.Line) == last || r.End.Line < r.Start.Line+2 {
			continue
		}
		last = int(r.Start.Line)
		ranges = append(ranges, protocol.FoldingRange{StartLine: r.Start.Line, EndLine: r.End.Line - 1}) // the closing bracket stays visible
	}
	return ranges, nil
}

// links answers with the values of a file that link to other files.
func (s *Server) links(_ context.Context, f *workspace.File, _ protocol.DocumentParams) (any, error) {
	links := []protocol.DocumentLink{}
	add := func(start, end int, name string) {
		if target := s.target(f, name); target != "" {
			links = append(links, protocol.DocumentLink{Range: f.Text.Range(start, end), Target: protocol.URIOf(target)})
		}
	}
	if f.Kind.IsYAML() {
		for _, v := range fields.Values(f.Text.Content) {
			if linked.Get()[f.Kind][v.Key] {
				add(v.Start, v.End, v.Text)
			}
		}
		return links, nil
	}
	u := s.files.Unit(f)
	if u == nil {
		return links, nil
	}
	for n := range u.Document.Root().Descendants() {
		if n.Kind() != jsontree.String || n.IsKey() {
			continue
		}
		key := n.Key()
		if !key.Exists() {
			key = n.Parent().Key() // an element of a list of files
		}
		if key.Is("src") {
			place, _ := u.Place(n.Start()+1, n.End()-1)
			add(place.Start, place.End, n.Text())
		}
	}
	return links, nil
}

// linked are the keys whose values are paths, by the kind of the file.
var linked = lazy.Value[map[workspace.Kind]map[string]bool]{New: func() map[workspace.Kind]map[string]bool {
	return map[workspace.Kind]map[string]bool{
		workspace.Configuration: {"template": true, "openapi": true, "environment": true, "baseline": true},
		workspace.Element:       {"examples": true, "location": true, "src": true},
	}
}}

// target returns the path of the file that a name in another file refers to;
// "" if there is none. For a folder of examples it is the first one.
func (s *Server) target(f *workspace.File, name string) string {
	if name == "" || strings.Contains(name, "{{") || strings.Contains(name, "://") {
		return ""
	}
	for _, folder := range []string{filepath.Dir(f.Path), s.files.RootOf(f.Path)} {
		path := filepath.FromSlash(name)
		if !filepath.IsAbs(path) {
			path = filepath.Join(folder, path)
		}
		info, err := os.Stat(path)
		switch {
		case err != nil:
			continue
		case info.Mode().IsRegular():
			return path
		}
		entries, err := os.ReadDir(path)
		if err != nil {
			continue
		}
		for _, e := range entries {
			if inside := filepath.Join(path, e.Name()); e.Type().IsRegular() && workspace.KindOf(inside, "") == workspace.Element {
				return inside
			}
		}
	}
	return ""
}
