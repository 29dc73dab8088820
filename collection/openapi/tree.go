package openapi

import (
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/yamlfile"
)

// Limits on how many values the aliases and merge keys of a text may add: a fixed
// number, and one for every few bytes of the text.
const (
	freeAliases   = 100_000
	bytesPerAlias = 2
)

// plainer makes the tree of a file plain: each mapping has its keys once, including
// merged ones. The first of several duplicate keys counts, and merged keys come after
// the mapping's own.
type plainer struct {
	file *File
	left int // number of values that aliases may still add
	// sizes has the number of values in nodes with an anchor, or -1 while the walk is
	// inside one.
	sizes map[*yaml.Node]int
	told  map[*yaml.Node]*yamlfile.Node // nodes for findings
	over  bool                          // too much or recursive: the tree is not usable
}

// plain makes the file's YAML tree plain, and reports whether it is usable. It is not if
// its aliases expand to too much.
func (f *File) plain(root *yaml.Node) bool {
	p := plainer{file: f, left: freeAliases + len(f.Text)/bytesPerAlias, sizes: map[*yaml.Node]int{}, told: map[*yaml.Node]*yamlfile.Node{}}
	p.walk(root)
	return !p.over
}

// hide hides the members of JSON objects with a key that occurred before: the first
// counts.
func (f *File) hide(d *jsontree.Document) {
	first := map[string]jsontree.Node{}
	for object := range d.Root().Descendants() {
		if object.Kind() != jsontree.Object {
			continue
		}
		if len(first) > indexed {
			first = map[string]jsontree.Node{} // clearing a large map is slow
		}
		clear(first)
		for key, value := range object.Members() {
			name := key.Text()
			earlier, twice := first[name]
			if !twice {
				first[name] = key
				continue
			}
			if f.hidden == nil {
				f.hidden = map[jsontree.Node]bool{}
			}
			f.hidden[value] = true
			f.twice(node{json: key}, node{json: earlier})
		}
	}
}

func (f *File) twice(key, first node) {
	f.spot(key).warn("%q appears twice, first in line %d: that one counts", key.text(), first.placed().Line)
}

// walk walks through a node and returns its number of values. An anchor comes before its
// aliases, so that their targets are plain already, or contain them.
func (p *plainer) walk(n *yaml.Node) int {
	if p.over {
		return 0
	}
	if n.Kind == yaml.AliasNode {
		return p.alias(n)
	}
	if n.Anchor != "" {
		p.sizes[n] = -1
	}
	size := weight(n.Value)
	for i, inner := range n.Content {
		if n.Kind != yaml.MappingNode || i%2 == 1 {
			size += p.walk(inner)
		}
	}
	if n.Kind == yaml.MappingNode {
		size += p.mapping(n)
	}
	if n.Anchor != "" {
		p.sizes[n] = size
	}
	return size
}

// weight returns the size of a node without its children: long texts count as more than
// one value.
func weight(text string) int { return 1 + len(text)/64 }

// spot returns the place of a node for a finding.
func (p *plainer) spot(n *yaml.Node) spot {
	if p.told[n] == nil {
		p.told[n] = yamlfile.Bare(n)
	}
	return spot{File: p.file, n: node{yaml: p.told[n]}}
}

func (p *plainer) alias(n *yaml.Node) int {
	size, known := p.sizes[n.Alias]
	switch {
	case !known || size < 0:
		p.giveUp(n, "the anchor "+n.Value+" contains itself: such a document has no end")
	case size > p.left:
		p.giveUp(n, "the aliases of this file expand to far more than its text: it is not read")
	}
	p.left -= size
	return size
}

func (p *plainer) giveUp(n *yaml.Node, message string) {
	if !p.over {
		p.spot(n).fail("%s", message)
	}
	p.over = true
}

// mapping makes the keys of a mapping plain, and returns the number of values that it
// merges.
func (p *plainer) mapping(n *yaml.Node) int {
	if isPlain(n) {
		return 0
	}
	first := map[string]*yaml.Node{}
	kept := n.Content[:0:0]
	var merged []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind == yaml.AliasNode {
			k = k.Alias
		}
		switch {
		case k.Kind != yaml.ScalarNode:
			p.spot(k).warn("a key must be a single value, not %s", kindName(k.Kind))
		case isMerge(k):
			merged = append(merged, v)
		case first[k.Value] != nil:
			p.file.twice(p.spot(k).n, p.spot(first[k.Value]).n)
		default:
			first[k.Value] = k
			kept = append(kept, k, v)
		}
	}
	size := 0
	for _, from := range merged {
		for _, m := range mergedMappings(from) {
			if m.Kind != yaml.MappingNode {
				p.spot(m).warn("what is merged (\"<<\") must be an object, not %s", kindName(m.Kind))
				continue
			}
			if size += len(m.Content); len(m.Content) > p.left {
				p.giveUp(from, "the merge keys of this file expand to far more than its text: it is not read")
				return size
			}
			p.left -= len(m.Content)
			for i := 0; i+1 < len(m.Content); i += 2 {
				if k := m.Content[i]; first[k.Value] == nil {
					first[k.Value] = k
					kept = append(kept, k, m.Content[i+1])
				}
			}
		}
	}
	n.Content = kept
	return size
}

func isMerge(k *yaml.Node) bool { return k.Value == "<<" && k.ShortTag() == "!!merge" }

// mergedMappings returns the mappings that the value of a merge key merges: one mapping,
// or those in a list.
func mergedMappings(n *yaml.Node) []*yaml.Node {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind != yaml.SequenceNode {
		return []*yaml.Node{n}
	}
	var all []*yaml.Node
	for _, e := range n.Content {
		if e.Kind == yaml.AliasNode {
			e = e.Alias
		}
		all = append(all, e)
	}
	return all
}

// isPlain reports whether the keys of a mapping are single values, each once, without
// merge keys.
func isPlain(n *yaml.Node) bool {
	var seen map[string]bool
	if len(n.Content) >= 2*indexed {
		seen = make(map[string]bool, len(n.Content)/2)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if k.Kind != yaml.ScalarNode || strings.HasPrefix(k.Value, "<<") && isMerge(k) {
			return false
		}
		if seen != nil {
			if seen[k.Value] {
				return false
			}
			seen[k.Value] = true
			continue
		}
		for j := 0; j < i; j += 2 {
			if n.Content[j].Value == k.Value {
				return false
			}
		}
	}
	return true
}
