package report

import "sort"

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

// touch reports whether one of the merged spans has a byte from start up to end.
func (s spans) touch(start, end int) bool {
	i := sort.Search(len(s), func(i int) bool { return s[i].end > start })
	return i < len(s) && s[i].start < end
}
