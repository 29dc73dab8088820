package yamltree

// Reader reads one text after another, and reuses the memory of trees that are no longer
// needed. The zero Reader is ready for use. A Reader is not safe for concurrent use.
type Reader struct {
	quick quick
	trees slab[Tree]
}

// Parse is like the function [Parse]. The tree is valid until [Reader.Reset].
func (r *Reader) Parse(text string) (*Tree, *Error) {
	r.quick.rough = false
	return r.parse(text)
}

// Rough is like [Reader.Parse], but [Node.Offset] gives no places within texts.
func (r *Reader) Rough(text string) (*Tree, *Error) {
	r.quick.rough = true
	return r.parse(text)
}

func (r *Reader) parse(text string) (*Tree, *Error) {
	const together = 4 // a request and its examples
	return parse(&r.trees.take(1, together)[0], text, &r.quick)
}

// Reset invalidates the trees that were read and reuses their memory.
func (r *Reader) Reset() {
	r.trees.reset()
	r.quick.nodes.reset()
	r.quick.allPairs.reset()
	r.quick.allItems.reset()
}

// slab is memory for many values of one type, which are freed together.
type slab[T any] struct {
	chunks [][]T
	at     int // index of the chunk from which values are taken
	used   int // number of values taken from that chunk
}

// take returns n new values, next to each other. If there is no room, it allocates room
// for at least least values.
func (s *slab[T]) take(n, least int) []T {
	for ; s.at < len(s.chunks); s.at, s.used = s.at+1, 0 {
		if chunk := s.chunks[s.at]; len(chunk)-s.used >= n {
			taken := chunk[s.used : s.used+n : s.used+n]
			s.used += n
			return taken
		}
	}
	s.chunks = append(s.chunks, make([]T, max(n, least)))
	s.used = n
	return s.chunks[s.at][:n:n]
}

// mostChunks is the number of chunks that a slab keeps for the next text: one of usual
// size needs no more.
const mostChunks = 16

func (s *slab[T]) reset() {
	s.chunks = s.chunks[:min(len(s.chunks), mostChunks)]
	for i, chunk := range s.chunks[:min(s.at+1, len(s.chunks))] {
		if i == s.at {
			chunk = chunk[:s.used]
		}
		clear(chunk)
	}
	s.at, s.used = 0, 0
}
