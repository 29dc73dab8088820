package jsontree

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// Region is an object in a text, with the number of its nodes, its own included.
type Region struct{ Start, End, Nodes int }

// ParseRegions is like [Parse], for a text of about so many nodes of which some regions
// are known, in the order of the text. These are read on all cores.
func ParseRegions(text string, nodes int, regions []Region) (*Document, error) {
	if uint64(len(text)) > MaxSize {
		return Parse(text)
	}
	s := scannerOf(text, make([]node, 0, min(max(nodes, 0), len(text))))
	s.regions, s.left = regions, make([]left, 0, len(regions))
	end := 0
	for _, r := range regions {
		if r.Start < end || r.End < r.Start || len(text) < r.End || r.Nodes < 1 || !utf8.ValidString(text[end:r.Start]) {
			return Parse(text)
		}
		end = r.End
	}
	if !utf8.ValidString(text[end:]) || s.scan() != nil || len(s.regions) > 0 || !s.readLeft() {
		return Parse(text) // says what is wrong, or reads it otherwise
	}
	return &Document{text: text, nodes: s.nodes, plainKeys: !s.escapedKeys}, nil
}

// left is a region that is read later: its first node, and the depth around it.
type left struct {
	Region
	index uint32
	depth int
}

// leave makes room for the region under the cursor, and moves behind it.
func (s *scanner) leave(parent uint32) {
	r, index := s.regions[0], len(s.nodes)
	s.regions = s.regions[1:]
	s.left = append(s.left, left{r, uint32(index), s.depth})
	s.nodes = slices.Grow(s.nodes, r.Nodes)[:index+r.Nodes]
	s.nodes[index] = node{uint32(r.Start), uint32(r.End), parent, uint32(index + r.Nodes)}
	s.pos = r.End
}

// readLeft reads the regions that were left, and reports whether they are as was said.
func (s *scanner) readLeft() bool {
	const atOnce = 64
	var next atomic.Int64
	var failed, escaped atomic.Bool
	var reading sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), 1+len(s.left)/atOnce) {
		reading.Go(func() {
			for end := int(next.Add(atOnce)); end-atOnce < len(s.left); end = int(next.Add(atOnce)) {
				for _, l := range s.left[end-atOnce : min(end, len(s.left))] {
					escapes, ok := s.region(l)
					if !ok {
						failed.Store(true)
					}
					if escapes {
						escaped.Store(true)
					}
				}
			}
		})
	}
	reading.Wait()
	s.escapedKeys = s.escapedKeys || escaped.Load()
	return !failed.Load()
}

// region reads a region into the room for its nodes. It reports whether a key has an
// escape, and whether the region is as was said.
func (s *scanner) region(l left) (escapes, ok bool) {
	room := s.nodes[l.index : int(l.index)+l.Nodes : int(l.index)+l.Nodes]
	parent := room[0].parent
	one := scanner{text: s.text[:l.End], pos: l.Start, nodes: room[:0], depth: l.depth}
	if !utf8.ValidString(s.text[l.Start:l.End]) || one.scan() != nil || len(one.nodes) != len(room) {
		return false, false
	}
	for i := range room {
		room[i].parent += l.index
		room[i].next += l.index
	}
	room[0].parent = parent
	return one.escapedKeys, true
}
