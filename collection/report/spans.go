package report

import (
	"sort"
	"strings"
)

// span is a part of a text: the bytes from start up to end.
type span struct{ start, end int }

// spans are parts of a text.
type spans []span

// merged returns the spans in the order of the text. Spans that touch are joined.
func (s spans) merged() spans {
	sort.Slice(s, func(i, j int) bool { return s[i].start < s[j].start })
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

// widened returns the spans with all that masks look at: the lines that they are in, and
// what is near them.
func (s spans) widened(text string) spans {
	wide := make(spans, len(s))
	for i, one := range s {
		from, to := nearby(text, one)
		end := len(text)
		if length := strings.IndexByte(text[to:], '\n'); length >= 0 {
			end = to + length
		}
		wide[i] = span{strings.LastIndexByte(text[:from], '\n') + 1, end}
	}
	return wide.merged()
}

// nearby returns the part of a text around a span in which a value may start or end that
// is partly in the span.
func nearby(text string, s span) (from, to int) {
	const around = 128 // bytes
	return max(0, s.start-around), min(len(text), s.end+around)
}

// touch reports whether one of the merged spans has a byte from start up to end.
func (s spans) touch(start, end int) bool {
	i := sort.Search(len(s), func(i int) bool { return s[i].end > start })
	return i < len(s) && s[i].start < end
}
