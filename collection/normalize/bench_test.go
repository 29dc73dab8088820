package normalize_test

import (
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
	"github.com/postwright/postwright/internal/testkit"
)

func BenchmarkOf(b *testing.B) {
	text := testkit.Read(b, "corpus/sabre/booking-management-api-v2024.08.postman_collection.json")
	d, err := jsontree.Parse(text)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		normalize.Of(d)
	}
}
