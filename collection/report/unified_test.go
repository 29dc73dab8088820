package report

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	udiff "github.com/aymanbagabas/go-udiff"
)

// TestUnified: the line numbers of each hunk are those of its lines.
func TestUnified(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 3))
		var before, after []string
		for i := range 60 {
			line := fmt.Sprintf("line %d\n", i)
			if random.IntN(6) > 0 {
				before = append(before, line)
			}
			if random.IntN(6) > 0 {
				after = append(after, line)
			}
		}
		for _, h := range unified(strings.Join(before, ""), strings.Join(after, ""), "", "").Hunks {
			from, to := h.FromLine-1, h.ToLine-1
			for _, l := range h.Lines {
				if l.Kind != udiff.Insert {
					if before[from] != l.Content {
						t.Fatalf("seed %d: %q is not line %d of the old", seed, l.Content, from+1)
					}
					from++
				}
				if l.Kind != udiff.Delete {
					if after[to] != l.Content {
						t.Fatalf("seed %d: %q is not line %d of the new", seed, l.Content, to+1)
					}
					to++
				}
			}
		}
	}
}
