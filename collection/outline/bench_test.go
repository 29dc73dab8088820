package outline_test

import (
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/outline"
	"github.com/postwright/postwright/internal/testdata"
)

func BenchmarkOf(b *testing.B) {
	text := testdata.Read(b, "corpus/sabre/booking-management-api-v2024.08.postman_collection.json")
	d, err := collection.Parse(text)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		outline.Of(d)
	}
}
