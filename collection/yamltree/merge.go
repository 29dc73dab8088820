package yamltree

// Merged returns the document's value with the entries of the maps that its merge keys
// ("<<") name. The map's own keys take precedence over merged ones, and earlier maps
// over later ones. The value of a merge key must be a map or a list of maps. The nodes
// keep their numbers.
func (t *Tree) Merged() (*Node, *Error) {
	if !t.merges {
		return t.Root, nil
	}
	m := merger{done: map[*Node]*Node{}}
	return m.node(t.Root), m.err
}

type merger struct {
	done map[*Node]*Node
	err  *Error
}

func (m *merger) node(n *Node) *Node {
	if n == nil || n.Kind != Mapping && n.Kind != Sequence {
		return n
	}
	if done := m.done[n]; done != nil {
		return done
	}
	made := *n
	m.done[n] = &made
	made.Pairs, made.Items = nil, nil
	place, merged := map[string]int{}, map[string]bool{}
	for _, p := range n.Pairs {
		if p.Key.merge {
			for _, q := range m.pairs(p.Value) {
				if _, ok := place[q.Key.Text]; !ok {
					place[q.Key.Text], merged[q.Key.Text] = len(made.Pairs), true
					made.Pairs = append(made.Pairs, q)
				}
			}
			continue
		}
		own := Pair{p.Key, m.node(p.Value)}
		if merged[p.Key.Text] {
			made.Pairs[place[p.Key.Text]] = own
			continue
		}
		place[p.Key.Text] = len(made.Pairs)
		made.Pairs = append(made.Pairs, own)
	}
	for _, item := range n.Items {
		made.Items = append(made.Items, m.node(item))
	}
	return &made
}

// pairs returns the entries that a merge key with a value adds.
func (m *merger) pairs(n *Node) []Pair {
	maps := []*Node{n}
	if n.Kind == Sequence {
		maps = n.Items
	}
	var all []Pair
	for _, one := range maps {
		if one.Kind != Mapping {
			if m.err == nil {
				m.err = &Error{Message: `"<<" merges maps, and this is a ` + one.Kind.String(), Start: one.Start(), End: one.End()}
			}
			continue
		}
		all = append(all, m.node(one).Pairs...)
	}
	return all
}

// IsMerge reports whether a key is a merge key: "<<" without quotes.
func (n *Node) IsMerge() bool { return n != nil && n.merge }
