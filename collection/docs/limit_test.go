package docs_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/docs"
	"github.com/postwright/postwright/collection/jsontree"
)

// TestMostNodes: what would take too much memory is refused before it does.
func TestMostNodes(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads 5 million values")
	}
	for nodes, want := range map[int]string{
		docs.MostNodes:     "",
		docs.MostNodes + 1: "it has 5000001 values and keys, and at most 5000000 can be shown",
	} {
		const outer = 3 // the object, a key and its list
		d, err := jsontree.Parse(`{"item": [` + strings.Repeat("0,", nodes-outer-1) + `0]}`)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := docs.Showable(d); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%d nodes: %q", nodes, got)
		}
	}
}
