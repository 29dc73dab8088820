package format_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/testkit"
)

func canonical(t *testing.T, text string) string {
	t.Helper()
	d, err := jsontree.Parse(text)
	if err != nil {
		t.Fatalf("%.100q: %v", text, err)
	}
	return format.Canonical(d)
}

func TestCanonical(t *testing.T) {
	got := canonical(t, "\uFEFF"+`{"variable":[{"value":1.0,"key":"a","x":[ ]}],"later":{"b":1,"a":2},"item":[{"request":{"url":"u","method":"GET"},
		"name":"\u00e9"},{"item":[],"name":"F"}],"info":{"schema":"s","name":"C","name":"D"}}`)
	want := `{
	"info": {
		"name": "C",
		"name": "D",
		"schema": "s"
	},
	"item": [
		{
			"name": "\u00e9",
			"request": {
				"method": "GET",
				"url": "u"
			}
		},
		{
			"name": "F",
			"item": []
		}
	],
	"variable": [
		{
			"key": "a",
			"value": 1.0,
			"x": []
		}
	],
	"later": {
		"a": 2,
		"b": 1
	}
}
`
	testkit.Same(t, got, want)
}

func TestForeignDocumentsKeepTheirOrder(t *testing.T) {
	if got := canonical(t, `{"b":{"d":1,"c":2},"a":0}`); got != "{\n\t\"b\": {\n\t\t\"d\": 1,\n\t\t\"c\": 2\n\t},\n\t\"a\": 0\n}\n" {
		t.Error(got)
	}
}

// checkCanonical checks the invariants of the form for a document.
func checkCanonical(t *testing.T, text string) {
	t.Helper()
	once := canonical(t, text)
	if twice := canonical(t, once); twice != once {
		t.Errorf("formatting again changes the text:\n%.500s\n%.500s", once, twice)
	}
	var before, after any
	_ = json.Unmarshal([]byte(strings.TrimPrefix(text, "\uFEFF")), &before)
	_ = json.Unmarshal([]byte(once), &after)
	if !reflect.DeepEqual(before, after) {
		t.Errorf("the value changes: %.300s", text)
	}
	// Every key and scalar survives as it is spelled.
	if counts(t, text) != counts(t, once) {
		t.Errorf("something is lost: %.300s", text)
	}
}

// counts returns the total length and number of the keys and scalars.
func counts(t *testing.T, text string) (sum [2]int) {
	d, err := jsontree.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	for n := range d.Root().Descendants() {
		sum[0]++
		if n.Kind() != jsontree.Object && n.Kind() != jsontree.Array {
			sum[1] += len(n.Raw())
		}
	}
	return sum
}

func TestRealCollections(t *testing.T) {
	for _, f := range testkit.Collections(t) {
		checkCanonical(t, f.Text)
	}
}

func FuzzCanonical(f *testing.F) {
	for _, file := range testkit.CollectionsIfPresent() {
		if len(file.Text) < 4_000 {
			f.Add(file.Text)
		}
	}
	f.Add(`{"info":{"a":1,"a":2},"values":[]}`)
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := jsontree.Parse(text); err == nil {
			checkCanonical(t, text)
		}
	})
}
