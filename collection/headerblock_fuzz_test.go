package collection_test

import (
	"testing"

	"github.com/postwright/postwright/collection"
)

// FuzzHeaderLines: the lines of any block are in it, in its order.
func FuzzHeaderLines(f *testing.F) {
	for _, seed := range []string{"A: b\r\n c\r\nD:e", "A b: c\n\n// d: e\n: f", "{{a:b}}: c\r\n\t\r\n", "\r\n A: b\r\n  \r\nC: d\u2028e", "A:\rB:\vC", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, block string) {
		last := 0
		for _, l := range collection.HeaderLines(block) {
			if l.Start < last || l.KeyEnd < l.Start && l.Key != "" || l.End < l.Start || l.End > len(block) || l.Key != "" && (l.ValueStart < l.KeyEnd || block[l.Start:l.KeyEnd] != l.Key) {
				t.Fatalf("%q: %+v after %d", block, l, last)
			}
			last = l.Start
		}
	})
}
