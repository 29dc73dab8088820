package lint_test

import (
	"testing"

	"github.com/postwright/postwright/internal/testkit"
)

// BenchmarkLint runs every rule, the text's reading included.
func BenchmarkLint(b *testing.B) {
	l := everything(b)
	text := testkit.Read(b, "corpus/adobe/adobe-experience-platform.postman_collection.json")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := l.Text(text); err != nil {
			b.Fatal(err)
		}
	}
}
