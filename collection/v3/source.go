package v3

import (
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/yamltree"
)

// Source is one YAML file. It is safe for use by many goroutines.
type Source struct {
	Path string
	Text string // in UTF-8

	failed bool // whether it cannot be read at all
	place  int  // among the files that are read together
	head

	mutex  sync.Mutex
	tree   *yamltree.Tree   // nil after release
	merged *yamltree.Node   // its value with what merge keys stand for
	nodes  []*yamltree.Node // those of the tree by their numbers; nil until one is wanted
}

// head is what is known of a file without its tree.
type head struct {
	rootNumber int            // the number of what it says; 0 for nothing
	isMap      bool           // whether that is a map
	kind       string         // "$kind"
	order      float64        // 0 where it says none
	examples   *yamltree.Node // a copy, without what is in it; nil where it says none
}

func newSource(path string, tree *yamltree.Tree) *Source {
	s := &Source{Path: path}
	s.set(tree)
	return s
}

// set gives the file its text and tree.
func (s *Source) set(tree *yamltree.Tree) {
	s.Text, s.tree, s.head = tree.Source(), tree, head{}
	s.merged, _ = tree.Merged()
	root := s.merged
	if root == nil {
		return
	}
	s.rootNumber = root.Number()
	if s.isMap = root.Kind == yamltree.Mapping; !s.isMap {
		return
	}
	s.kind, s.order = root.Get("$kind").String(), orderOf(root.Get("order"))
	if said := root.Get("examples"); said != nil {
		copied := *said
		copied.Pairs, copied.Items = nil, nil
		s.examples = &copied
	}
}

// again returns the file for reading apart from others.
func (s *Source) again() *Source {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return &Source{Path: s.Path, Text: s.Text, failed: s.failed, head: s.head, tree: s.tree, merged: s.merged}
}

// Tree returns what the file says.
func (s *Source) Tree() *yamltree.Tree {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.read()
}

func (s *Source) read() *yamltree.Tree {
	if s.tree == nil {
		s.tree, _ = yamltree.Parse(s.Text)
		s.merged, _ = s.tree.Merged()
	}
	return s.tree
}

// release forgets the tree until it is wanted again: of most files that is never, and
// trees take many times the memory of their texts.
func (s *Source) release() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.tree, s.merged, s.nodes = nil, nil, nil
}

// node returns the node of the tree with a number; nil for 0.
func (s *Source) node(number int) *yamltree.Node {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.nodes == nil {
		s.nodes = []*yamltree.Node{nil}
		s.index(s.read().Root)
	}
	return s.nodes[number]
}

func (s *Source) index(n *yamltree.Node) {
	if n == nil {
		return
	}
	if n.Number() >= len(s.nodes) {
		s.nodes = append(s.nodes, make([]*yamltree.Node, n.Number()+1-len(s.nodes))...)
	}
	if s.nodes[n.Number()] != nil {
		return // an alias
	}
	s.nodes[n.Number()] = n
	for _, p := range n.Pairs {
		s.index(p.Key)
		s.index(p.Value)
	}
	for _, item := range n.Items {
		s.index(item)
	}
}

// Comments returns the comments in the file.
func (s *Source) Comments() []yamltree.Comment {
	if !strings.Contains(s.Text, "#") {
		return nil
	}
	return s.Tree().Comments()
}

// root is the map that a file says, with what merge keys stand for; nil where it is none.
func (s *Source) root() *yamltree.Node {
	if s == nil || !s.isMap {
		return nil
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.read()
	return s.merged
}

// written is [Source.root] as it is written, for changes of the text.
func (s *Source) written() *yamltree.Node {
	if s == nil || !s.isMap {
		return nil
	}
	return s.Tree().Root
}

func (s *Source) get(key string) *yamltree.Node { return s.root().Get(key) }

// Unread reports whether nothing of the file with this path is in the document, since it
// holds no map.
func (r *Result) Unread(file string) bool {
	at := slices.IndexFunc(r.Files, func(s *Source) bool { return s.Path == file })
	return at >= 0 && !r.Files[at].isMap
}
