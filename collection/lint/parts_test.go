package lint

import (
	"reflect"
	"testing"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/internal/testkit"
)

// TestParts lints real collections in one part and in several at the same time: the
// findings and their order are the same. Many findings are at the same place: with
// one rule twice they show whether the order of equals stays.
func TestParts(t *testing.T) {
	const largest = 400_000 // bytes: larger ones add time only
	all := rules.All()
	l := New(Options{Rules: append(all, all...)})
	tested := 0
	for _, f := range testkit.Collections(t) {
		d, err := jsontree.Parse(f.Text)
		if err != nil || len(f.Text) > largest || testing.Short() && tested > 20 {
			continue
		}
		tested++
		wanted := diagnostic.Sorted(newRun(l, analysis.New(d, nil)).inOne()...)
		for _, parts := range []int{1, 2, 7, 1000} {
			found := diagnostic.Sorted(newRun(l, analysis.New(d, nil)).inParts(parts)...)
			if !reflect.DeepEqual(found, wanted) && len(found)+len(wanted) > 0 {
				t.Errorf("%s: %d findings in %d parts, %d in one", f.Path, len(found), parts, len(wanted))
			}
		}
	}
	if tested == 0 {
		t.Skip("no reference files")
	}
}
