package openapi_test

import (
	"encoding/binary"
	"testing"
	"unicode/utf16"

	"github.com/postwright/postwright/collection/openapi"
)

// TestUTF16: documents in UTF-16 are read as those in UTF-8, with the places of what is
// found in them.
func TestUTF16(t *testing.T) {
	for _, text := range []string{
		"\uFEFFopenapi: 3.0.3\ninfo: {title: é😀, version: '1'}\npaths: {/a: {get: {tags: x}}}\n",
		"\uFEFF{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"é😀\", \"version\": \"1\"},\n \"paths\": {\"/a\": {\"get\": {\"tags\": 5}}}}",
	} {
		want, err := openapi.Read("a", text, nil)
		if err != nil || len(want.Files[0].Found) == 0 || len(want.API.Operations) != 1 {
			t.Fatal(err, want)
		}
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			var wide []byte
			for _, unit := range utf16.Encode([]rune(text)) {
				wide = order.AppendUint16(wide, unit)
			}
			got, err := openapi.Read("a", string(wide), nil)
			if err != nil {
				t.Fatal(order, err)
			}
			if got.API.Title != "é😀" || len(got.API.Operations) != 1 {
				t.Errorf("%v: %+v", order, got.API)
			}
			if a, b := got.Files[0].Found, want.Files[0].Found; len(a) != len(b) || a[0].Message != b[0].Message || a[0].Line != b[0].Line || a[0].Column != b[0].Column {
				t.Errorf("%v: %v, want %v", order, a, b)
			}
		}
	}
}
