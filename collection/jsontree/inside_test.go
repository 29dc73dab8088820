package jsontree_test

import (
	"errors"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
)

// TestInside: a syntax error in a text inside a file says nothing of files.
func TestInside(t *testing.T) {
	for text, want := range map[string][2]string{
		"":              {"it is empty", ""},
		"{} {}":         {"expected its end, found an object", ""},
		"{}}":           {`expected its end, found "}"`, "an extra closing bracket further up, or text after it: remove it"},
		"{\"a\":\n[1":   {"it ends inside an array", "a closing bracket is missing: the innermost that is still open is in line 2 of the text"},
		`"a`:            {"it ends inside a string", "it was probably cut off while it was written or copied"},
		"[1, // one\n]": {"expected a value, found \"/\"", "JSON has no comments: remove it"},
		"<html>":        {`expected a value, found "<"`, "this looks like HTML or XML"},
		"openapi: 3":    {"expected a value, found an unquoted word", "this looks like an OpenAPI document"},
		"a: 1":          {"expected a value, found an unquoted word", "this looks like YAML"},
		"\xFF\xFE{}":    {"it is UTF-16", "save it as UTF-8"},
		"[\"\xe9\"]":    {"a byte that is not UTF-8 (0xE9)", ""},
		"[1,]":          {`expected a value, found "]"`, `remove the comma before "]": JSON has no trailing commas`},
	} {
		_, err := jsontree.Parse(text)
		var e *jsontree.SyntaxError
		if !errors.As(err, &e) {
			t.Fatalf("%q: %v, want a syntax error", text, err)
		}
		if message, help := e.Inside(); message != want[0] || help != want[1] {
			t.Errorf("%q says %q (%q), want %q (%q)", text, message, help, want[0], want[1])
		}
		if e.OpenAPI != (text == "openapi: 3") {
			t.Errorf("%q is an OpenAPI document: %v", text, e.OpenAPI)
		}
	}
}
