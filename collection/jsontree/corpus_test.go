package jsontree_test

import (
	"errors"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/testkit"
)

func asSyntaxError(err error, target **jsontree.SyntaxError) bool { return errors.As(err, target) }

// smallCorpus returns the seeds for fuzzing: mutating a large file teaches nothing
// that a small one does not.
func smallCorpus(t testing.TB) []string {
	t.Helper()
	var texts []string
	for _, f := range testkit.CollectionsIfPresent() {
		if len(f.Text) < 4_000 {
			texts = append(texts, f.Text)
		}
	}
	return texts
}

func TestRealCollectionsRoundTrip(t *testing.T) {
	for _, f := range testkit.Collections(t) {
		d := testkit.Parse(t, f.Text)
		if d.Text() != f.Text {
			t.Errorf("%s: the text does not come back", f.Name)
		}
		if got, want := render(d.Root()), compact(t, f.Text); got != want {
			t.Errorf("%s: the tree spells something else", f.Name)
		}
		checkTree(t, d)
		checkAddresses(t, d, 1+d.NodeCount()/200)
	}
}
