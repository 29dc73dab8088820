package testdata

import (
	"testing"

	"github.com/postwright/postwright/collection"
)

// Parse returns the document that a text holds.
func Parse(t testing.TB, text string) *collection.Document {
	t.Helper()
	d, err := collection.Parse(text)
	if err != nil {
		t.Fatalf("%.400q: %v", text, err)
	}
	return d
}
