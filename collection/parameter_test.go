package collection_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// TestParameters: headers and queries are read alike from a list and from a text,
// and their parts stand where they say.
func TestParameters(t *testing.T) {
	for text, want := range map[string]string{
		`{"header": [{"key": "A", "value": "1"}, {"key": "B", "value": null}]}`: `"A"="1" "B"`,
		`{"header": "é: 1\r\nX:Y: 2\n// Note: x\nZ:"}`:                          `"é"="1" "X:Y"="2" "Z"=""`,
		`{"header": null}`: ``,
		`{"url": {"query": [{"key": "a", "value": ""}, {"key": "b"}]}}`: `"a"="" "b"`,
		`{"url": {"query": "a=1&é&&c=d=e&="}}`:                          `"a"="1" "é" "" "c"="d=e" ""=""`,
		`{"url": {"query": ""}}`:                                        ``,
		`{"url": {"query": "?a=1"}}`:                                    `"?a"="1"`,
	} {
		d, err := jsontree.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		request := collection.Request{Node: d.Root()}
		var got []string
		read := func(parameters func(func(collection.Parameter) bool)) {
			for p := range parameters {
				entry := fmt.Sprintf("%q", p.Key())
				if p.HasValue() {
					entry += fmt.Sprintf("=%q", p.ValueText())
				}
				got = append(got, entry)
				for _, part := range []collection.Part{p.KeyPart(), p.ValuePart()} {
					if !strings.HasPrefix(part.Node.Text()[part.Start:], part.Text) || part.Whole == p.InText() {
						t.Errorf("%s: %+v does not stand there", text, part)
					}
				}
			}
		}
		read(request.Headers())
		read(request.URL().Query())
		if strings.Join(got, " ") != want {
			t.Errorf("%s has %s, want %s", text, got, want)
		}
	}
}

// TestScriptText: a script is in an object, or written by itself.
func TestScriptText(t *testing.T) {
	for event, want := range map[string]string{
		`{"script": {"exec": ["a", "b"]}}`:                      "a\nb",
		`{"script": {"exec": "a"}}`:                             "a",
		`{"script": "a\nb"}`:                                    "a\nb",
		`{"script": ["a", "b"]}`:                                "a\nb",
		`{"script": {"exec": ["a"]}, "exec": ["b"], "type": 1}`: "a",
		`{"exec": ["b"]}`:                                       "",
	} {
		d, err := jsontree.Parse(event)
		if err != nil {
			t.Fatal(err)
		}
		if got := (collection.Event{Node: d.Root()}).Source(); got != want {
			t.Errorf("%s has the script %q, want %q", event, got, want)
		}
	}
}
