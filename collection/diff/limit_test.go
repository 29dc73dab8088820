package diff_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/jsontree"
)

// TestMostNodes: what would take too much memory is refused before it does.
func TestMostNodes(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads 20 million values")
	}
	d, err := jsontree.Parse(`{"info": {}, "item": [` + strings.Repeat("0,", diff.MostNodes) + `0]}`)
	if err != nil {
		t.Fatal(err)
	}
	small, err := jsontree.Parse(`{"info": {}, "item": []}`)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := diff.Documents(small, d, diff.Options{}); err == nil || err.Error() != "it has 20000006 values and keys, and at most 20000000 can be compared" {
		t.Error(err)
	}
	if _, err := diff.Documents(small, small, diff.Options{}); err != nil {
		t.Error(err)
	}
}
