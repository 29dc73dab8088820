package jsontree_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
)

// TestOffsetOf: whatever offsets of texts long and short are asked for before, and
// from wherever, each is where its character or escape starts.
func TestOffsetOf(t *testing.T) {
	pieces := []struct{ raw, text string }{
		{"a", "a"}, {"ordinary words", "ordinary words"}, {"é", "é"}, {"😀", "😀"}, {`\n`, "\n"}, {`\"`, `"`}, {`\\`, `\`}, {`\/`, "/"},
		{`\u0041`, "A"}, {`\u00e9`, "é"}, {`\u20AC`, "€"}, {`\ud83d\ude00`, "😀"}, {`\ud83d`, "\uFFFD"}, {`\ude00`, "\uFFFD"},
	}
	random := rand.New(rand.NewPCG(1, 2))
	for _, count := range []int{0, 1, 20, 400, 3_000} {
		var raw, text strings.Builder
		var want []int // by offset in the text
		for range count {
			p := pieces[random.IntN(len(pieces))]
			if strings.HasSuffix(raw.String(), `\ud83d`) && p.raw == `\ude00` {
				continue // together they are another character
			}
			for i := range len(p.text) {
				at := raw.Len()
				if p.raw == p.text {
					at += i
				}
				want = append(want, at)
			}
			raw.WriteString(p.raw)
			text.WriteString(p.text)
		}
		want = append(want, raw.Len(), raw.Len())
		const before = `["\n", "`
		d, err := jsontree.Parse(before + raw.String() + `", "x"]`)
		if err != nil {
			t.Fatal(err)
		}
		n := d.Lookup("/1")
		if n.Text() != text.String() {
			t.Fatalf("%d pieces are %q", count, n.Text())
		}
		asked := random.Perm(len(want))
		var all sync.WaitGroup
		for range 2 {
			all.Go(func() {
				for _, i := range append(asked[:len(asked):len(asked)], slices.Sorted(slices.Values(asked))...) {
					if got := n.OffsetOf(i) - len(before); got != want[i] {
						t.Errorf("%d pieces: byte %d of the text is at %d, want %d", count, i, got, want[i])
						return
					}
				}
			})
		}
		all.Wait()
	}
}
