package lsp

import (
	"errors"
	"path/filepath"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/yamltree"
	"github.com/postwright/postwright/internal/configuration"
	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/lsp/workspace"
)

// exception is an edit of a postwright.yaml.
type exception struct {
	root   *yamltree.Node
	folder string // of the configuration
	file   string // the file that has the finding
}

// except returns the edits that change the configuration of a file. If there
// is none, they create one.
func (s *Server) except(f *workspace.File, u *workspace.Unit, change func(*exception)) (*protocol.WorkspaceEdit, error) {
	_, c, err := u.Linter()
	if err != nil {
		return nil, err
	}
	made := s.newEdits()
	var of *workspace.File
	if c != nil {
		of = s.files.File(filepath.Join(c.Folder, configuration.Name))
	} else if path := filepath.Join(s.files.RootOf(f.Path), configuration.Name); filepath.IsAbs(path) {
		of = s.files.File(path)
		if of == nil && s.creates() {
			of = s.files.Absent(path)
			made.create = append(made.create, path)
		}
	}
	if of == nil {
		return nil, errors.New("there is no postwright.yaml")
	}
	tree, broken := yamltree.Parse(of.Text.Content)
	if broken != nil {
		return nil, broken
	}
	e := &exception{root: &yamltree.Node{Kind: yamltree.Mapping}, folder: filepath.Dir(of.Path), file: f.Path}
	if tree.Root != nil {
		if tree.Root.Kind != yamltree.Mapping {
			return nil, errors.New("postwright.yaml is not a map")
		}
		e.root = tree.Root.Clone()
	}
	change(e)
	after, err := yamltree.Rewrite(tree, e.root)
	if err != nil {
		return nil, err
	}
	made.change(of, after)
	return made.workspaceEdit(), nil
}

// creates reports whether the client can create files.
func (s *Server) creates() bool {
	can := s.client.Workspace.WorkspaceEdit
	for _, operation := range can.ResourceOperations {
		if operation == "create" && can.DocumentChanges {
			return true
		}
	}
	return false
}

// off turns a rule off.
func (e *exception) off(rule string) {
	severities := e.root.Get("rules")
	if severities == nil || severities.Kind != yamltree.Mapping {
		severities = &yamltree.Node{Kind: yamltree.Mapping}
		e.root.Set("rules", severities)
	}
	severities.Set(rule, yamltree.Text("off"))
}

// ignore adds an exception for a finding: for its item, or for its place if
// it is in no item.
func (e *exception) ignore(d diagnostic.Diagnostic, u *workspace.Unit) {
	entry := &yamltree.Node{Kind: yamltree.Mapping}
	entry.Set("rule", yamltree.Text(d.Rule))
	item := redact.PathOf(d.Around)
	switch {
	case item != "":
		entry.Set("item", yamltree.Text(item))
	case d.Pointer != "":
		entry.Set("pointer", yamltree.Text(d.Pointer))
	}
	file := e.file
	if u.V3 != nil && item != "" {
		file = u.ID // the item identifies the file in the collection
	}
	if name, err := filepath.Rel(e.folder, file); err == nil && filepath.IsLocal(name) {
		entry.Set("files", &yamltree.Node{Kind: yamltree.Sequence, Items: []*yamltree.Node{yamltree.Text(escapePattern(filepath.ToSlash(name)))}})
	}
	list := e.root.Get("ignore")
	if list == nil || list.Kind != yamltree.Sequence {
		list = &yamltree.Node{Kind: yamltree.Sequence}
		e.root.Set("ignore", list)
	}
	list.Items = append(list.Items, entry)
}

// escapePattern returns the pattern that matches exactly a name.
func escapePattern(name string) string {
	escaped := make([]byte, 0, len(name))
	for _, c := range []byte(name) {
		switch c {
		case '*', '?', '[', ']', '{', '}':
			escaped = append(escaped, '\\')
		}
		escaped = append(escaped, c)
	}
	return string(escaped)
}
