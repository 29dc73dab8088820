package lsp

import (
	"context"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/lsp/fields"
	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/lsp/workspace"
)

// documentSymbols answers with the elements of a file: folders, requests,
// examples and variables.
func (s *Server) documentSymbols(_ context.Context, f *workspace.File, _ protocol.DocumentParams) (any, error) {
	symbols := []protocol.DocumentSymbol{}
	if u := s.files.Unit(f); u != nil && !f.Kind.IsYAML() {
		b := symbolizer{f, u}
		root := u.Document.Root()
		symbols = append(symbols, b.variables(root.Get("variable"))...)
		symbols = append(symbols, b.variables(root.Get("values"))...)
		symbols = append(symbols, b.items(root)...)
	} else if f.Kind.IsYAML() {
		symbols = append(symbols, yamlSymbols(f)...)
	}
	if s.client.TextDocument.DocumentSymbol.HierarchicalDocumentSymbolSupport {
		return symbols, nil
	}
	flat := []protocol.SymbolInformation{}
	var add func(list []protocol.DocumentSymbol, container string)
	add = func(list []protocol.DocumentSymbol, container string) {
		for _, one := range list {
			flat = append(flat, protocol.SymbolInformation{Name: one.Name, Kind: one.Kind, Location: protocol.Location{URI: f.URI, Range: one.Range}, ContainerName: container})
			add(one.Children, one.Name)
		}
	}
	add(symbols, "")
	return flat, nil
}

// symbolizer builds the symbols of a JSON file.
type symbolizer struct {
	file *workspace.File
	unit *workspace.Unit
}

func (b symbolizer) rangeOf(n jsontree.Node) protocol.Range {
	place, _ := b.unit.Place(n.Start(), n.End()) // JSON always has one
	return b.file.Text.Range(place.Start, place.End)
}

// symbol returns the symbol of an element, which is selected at its name.
func (b symbolizer) symbol(n, name jsontree.Node, kind int, detail string) protocol.DocumentSymbol {
	made := protocol.DocumentSymbol{Name: name.Text(), Kind: kind, Detail: detail, Range: b.rangeOf(n), SelectionRange: b.rangeOf(n)}
	if name.Exists() {
		made.SelectionRange = b.rangeOf(name)
	}
	if strings.TrimSpace(made.Name) == "" {
		made.Name = "(no name)" // editors reject an empty name
	}
	return made
}

func (b symbolizer) variables(list jsontree.Node) []protocol.DocumentSymbol {
	var symbols []protocol.DocumentSymbol
	for n := range list.Elements() {
		key := n.Get("key")
		if !key.Exists() {
			key = n.Get("id")
		}
		if n.Kind() == jsontree.Object {
			symbols = append(symbols, b.symbol(n, key, protocol.SymbolVariable, ""))
		}
	}
	return symbols
}

func (b symbolizer) items(container jsontree.Node) []protocol.DocumentSymbol {
	var symbols []protocol.DocumentSymbol
	for n := range container.Get("item").Elements() {
		if n.Kind() != jsontree.Object {
			continue
		}
		i := collection.Item{Node: n}
		if i.IsFolder() {
			folder := b.symbol(n, n.Get("name"), protocol.SymbolNamespace, "")
			folder.Children = append(b.variables(n.Get("variable")), b.items(n)...)
			symbols = append(symbols, folder)
			continue
		}
		request := b.symbol(n, n.Get("name"), protocol.SymbolMethod, i.Request().Method())
		for r := range i.Responses() {
			if r.Node.Kind() == jsontree.Object {
				request.Children = append(request.Children, b.symbol(r.Node, r.Node.Get("name"), protocol.SymbolEvent, "example"))
			}
		}
		symbols = append(symbols, request)
	}
	return symbols
}

// yamlSymbols returns the element of a YAML file, with its fields.
func yamlSymbols(f *workspace.File) []protocol.DocumentSymbol {
	var children []protocol.DocumentSymbol
	for _, k := range fields.Keys(f.Text.Content) {
		children = append(children, protocol.DocumentSymbol{
			Name: k.Key, Kind: protocol.SymbolProperty, Range: f.Text.Range(k.Start, k.End), SelectionRange: f.Text.Range(k.Start, k.Start+len(k.Key)),
		})
	}
	if f.Kind == workspace.Configuration {
		return children
	}
	top := fields.Top(f.Text.Content)
	made := protocol.DocumentSymbol{Name: top["name"], Kind: protocol.SymbolModule, Detail: top["method"], Range: f.Text.Range(0, len(f.Text.Content)), Children: children}
	if made.Name == "" {
		made.Name = v3.NameOf(slashed(f.Path))
	}
	if v3.IsRequest(slashed(f.Path)) {
		made.Kind = protocol.SymbolMethod
	}
	return []protocol.DocumentSymbol{made}
}

// mostSymbols limits how many symbols of the workspace are returned.
const mostSymbols = 1000

// workspaceSymbols answers with the folders and requests of the workspace
// whose names contain the query.
func (s *Server) workspaceSymbols(ctx context.Context, p protocol.WorkspaceSymbolParams) (any, error) {
	found := []protocol.SymbolInformation{}
	query := strings.ToLower(p.Query)
	for _, path := range s.files.Paths() {
		if workspace.KindOf(path, "") == workspace.Configuration || ctx.Err() != nil {
			continue
		}
		u := s.files.UnitAt(path)
		if u == nil || u.IsEnvironment() {
			continue
		}
		for i := range collection.Of(u.Document).Items() {
			if len(found) == mostSymbols {
				return found, nil
			}
			if !strings.Contains(strings.ToLower(i.Name()), query) {
				continue
			}
			n := i.Node.Get("name")
			place, ok := u.Place(n.Start(), n.End())
			if !ok {
				place, ok = u.Place(i.Node.Start(), i.Node.Start()+1)
			}
			file := u.File(place.Path)
			if !ok || file == nil {
				continue
			}
			kind := protocol.SymbolMethod
			if i.IsFolder() {
				kind = protocol.SymbolNamespace
			}
			container := collection.Of(u.Document).Name()
			if i.Folder != nil {
				container = strings.Join(i.Folder.Path(), " / ")
			}
			found = append(found, protocol.SymbolInformation{
				Name: i.Name(), Kind: kind, ContainerName: container,
				Location: protocol.Location{URI: file.URI, Range: file.Text.Range(place.Start, place.End)},
			})
		}
	}
	return found, ctx.Err()
}
