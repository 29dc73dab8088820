package yamltree

// Reader reads one text after the other, and takes the memory of trees that nobody needs
// any more for the next ones. The zero Reader is empty. It is for one goroutine.
type Reader struct{ quick quick }

// Parse is the function [Parse]. The tree is valid until [Reader.Reset].
func (r *Reader) Parse(text string) (*Tree, *Error) { return parse(text, &r.quick) }

// Reset ends the trees that were read.
func (r *Reader) Reset() {
	r.quick.nodes.reset()
	r.quick.allPairs.reset()
	r.quick.allItems.reset()
}

// slab is memory for many values of a type, which are freed at once.
type slab[T any] struct {
	chunks [][]T
	at     int // the chunk from which values are taken
	used   int // of that chunk
}

// take returns n new values, next to each other. Least is for how many there is to be
// room where there is none left.
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

// mostChunks is how much of a slab is kept for the next text: one of usual size needs no
// more.
const mostChunks = 16

func (s *slab[T]) reset() {
	s.chunks = s.chunks[:min(len(s.chunks), mostChunks)]
	for i, chunk := range s.chunks {
		if i <= s.at {
			clear(chunk)
		}
	}
	s.at, s.used = 0, 0
}
