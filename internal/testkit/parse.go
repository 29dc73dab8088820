package testkit

import (
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
)

// Parse returns the document that a text holds.
func Parse(t testing.TB, text string) *jsontree.Document {
	t.Helper()
	d, err := jsontree.Parse(text)
	if err != nil {
		t.Fatalf("%.400q: %v", text, err)
	}
	return d
}
