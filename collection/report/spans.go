package report

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// span is a part of a text: the bytes from start up to end.
type span struct{ start, end int }

// spans are parts of a text.
type spans []span

// merged returns the spans in the order of the text. Spans that touch are joined.
func (s spans) merged() spans {
	slices.SortFunc(s, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	var merged spans
	for _, next := range s {
		if n := len(merged); n > 0 && next.start <= merged[n-1].end {
			merged[n-1].end = max(merged[n-1].end, next.end)
			continue
		}
		merged = append(merged, next)
	}
	return merged
}

// near returns the parts of a text around the spans in which a value may start or end
// that is partly in a span.
func (s spans) near(text string) spans {
	const around = 128 // bytes
	wide := make(spans, len(s))
	for i, one := range s {
		wide[i] = span{max(0, one.start-around), min(len(text), one.end+around)}
	}
	return wide.merged()
}

// lines returns the lines of a text in which the spans are, and what is near them.
func (s spans) lines(text string) spans {
	wide := s.near(text)
	for i, one := range wide {
		end := len(text)
		if length := strings.IndexByte(text[one.end:], '\n'); length >= 0 {
			end = one.end + length
		}
		wide[i] = span{strings.LastIndexByte(text[:one.start], '\n') + 1, end}
	}
	return wide.merged()
}

// touch reports whether one of the merged spans has a byte from start up to end.
func (s spans) touch(start, end int) bool {
	i := sort.Search(len(s), func(i int) bool { return s[i].end > start })
	return i < len(s) && s[i].start < end
}
