package secret

import (
	"reflect"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/testkit"
)

// TestParts: a document is searched in several parts as in one, also where they are cut
// within the value of a secret's entry.
func TestParts(t *testing.T) {
	documents := []string{
		`{"variable": [{"key": "client_secret", "value": {"a": ["8f3kQz71LmXw", {"value": "Zx81mQ0pLkTr"}], "b": "Qp27XcVb90Lm"}}, {"key": "k", "value": "mQ0pLkTr81Zx27Xc"}],
		"item": [{"request": {"header": [{"key": "X-Api-Key", "value": "{{k}}"}], "url": {"path": ["services", "T00000000", "B00000000", "XbQp27XcVb90LmZx81mQ0pLk"],
		"host": ["hooks", "slack", "com"], "auth": ["ada", "Zx81mQ0pLkTr"]}}}]}`,
	}
	for _, f := range testkit.CollectionsIfPresent() {
		if len(f.Text) < 200_000 {
			documents = append(documents, f.Text)
		}
	}
	for i, text := range documents {
		d, err := jsontree.Parse(text)
		if err != nil {
			continue
		}
		want, places := findIn(d, 1), secretPlaces(d)
		if i == 0 && len(want) < 6 {
			t.Errorf("%d findings in the first document", len(want))
		}
		for _, count := range []int{2, 7, d.NodeCount()} {
			if got := findIn(d, min(count, 500)); !reflect.DeepEqual(got, want) || !reflect.DeepEqual(secretPlaces(d), places) {
				t.Errorf("%.200s: %d findings in %d parts, want %d", text, len(got), count, len(want))
			}
		}
	}
}
