package v3

import (
	"slices"
	"strings"
	"sync"
	"unique"

	"github.com/postwright/postwright/collection/yamltree"
)

// Source is one YAML file. It is safe for concurrent use.
type Source struct {
	Path string

	failed bool // whether it cannot be read at all
	place  int  // index among the files that are read together
	head

	mutex  sync.Mutex
	text   string           // in UTF-8; "" while it is forgotten
	sum    uint64           // of a text that may be forgotten
	texts  *textSource      // reads a forgotten text again; otherwise nil
	tree   *yamltree.Tree   // nil after release
	merged *yamltree.Node   // its value with merge keys resolved
	nodes  []*yamltree.Node // the tree's nodes by number; nil until one is needed
}

// head is the part of a file that is kept without its tree.
type head struct {
	rootNumber int            // the number of the root node; 0 if there is none
	isMap      bool           // whether the root is a map
	kind       string         // "$kind"
	order      float64        // 0 if it says none
	examples   *yamltree.Node // a copy, without its children; nil if there is none
}

func newSource(path string, tree *yamltree.Tree) *Source {
	s := &Source{Path: path}
	s.set(tree)
	return s
}

// set gives the file its text and tree.
func (s *Source) set(tree *yamltree.Tree) {
	s.text, s.tree, s.head = tree.Source(), tree, head{}
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

// Text returns the text of the file, in UTF-8.
func (s *Source) Text() string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.remember()
	return s.text
}

// forget drops the text until it is asked for, unless there are comments in it, for which
// all texts are searched.
func (s *Source) forget(texts *textSource) {
	if len(s.Comments()) > 0 {
		return
	}
	s.kind = unique.Make(s.kind).Value() // it was a part of the text
	if s.examples != nil {
		s.examples.Text = strings.Clone(s.examples.Text)
	}
	s.text, s.texts = "", texts
}

// remember reads a forgotten text again.
func (s *Source) remember() {
	if s.texts != nil {
		s.text, s.texts = yamltree.ValidUTF8(s.texts.again(s)), nil
	}
}

// again returns a copy that can be read independently. Its tree is the file's own or,
// after release, one that parse makes.
func (s *Source) again(parse func(string) (*yamltree.Tree, *yamltree.Error)) *Source {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.remember()
	copied := &Source{Path: s.Path, text: s.text, failed: s.failed, head: s.head, tree: s.tree, merged: s.merged}
	if s.tree == nil {
		copied.tree, _ = parse(s.text)
		copied.merged, _ = copied.tree.Merged()
	}
	return copied
}

// Tree returns the tree of the file, which it parses again after release.
func (s *Source) Tree() *yamltree.Tree {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.read()
}

func (s *Source) read() *yamltree.Tree {
	s.remember()
	if s.tree == nil {
		s.tree, _ = yamltree.Parse(s.text)
		s.merged, _ = s.tree.Merged()
	}
	return s.tree
}

// release drops the tree until it is needed again, which is rare. Trees take many times
// the memory of their texts.
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
	if number >= len(s.nodes) {
		return nil // the file has changed
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
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.texts != nil || !strings.Contains(s.text, "#") { // a forgotten text has none
		return nil
	}
	t := s.tree
	if t == nil {
		t, _ = yamltree.Parse(s.text)
	}
	return t.Comments()
}

// root returns the map in a file, with merge keys resolved; nil if the file has no map.
func (s *Source) root() *yamltree.Node {
	if s == nil || !s.isMap {
		return nil
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.read()
	return s.merged
}

// written is like [Source.root], with merge keys as written, for changes of the text.
func (s *Source) written() *yamltree.Node {
	if s == nil || !s.isMap {
		return nil
	}
	return s.Tree().Root
}

func (s *Source) get(key string) *yamltree.Node { return s.root().Get(key) }

// Unread reports whether the document has nothing from the file with this path, because
// it does not hold a map.
func (r *Result) Unread(file string) bool {
	at := slices.IndexFunc(r.Files, func(s *Source) bool { return s.Path == file })
	return at >= 0 && !r.Files[at].isMap
}
