package testkit

import (
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
)

// Parse parses a text, which must be valid JSON.
func Parse(t testing.TB, text string) *jsontree.Document {
	t.Helper()
	d, err := jsontree.Parse(text)
	if err != nil {
		t.Fatalf("%.400q: %v", text, err)
	}
	return d
}
