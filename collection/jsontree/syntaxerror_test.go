package jsontree_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
)

func TestSyntaxErrors(t *testing.T) {
	cases := []struct{ name, text, at, pointer, message, help string }{
		{"empty", "", "1:1", "", "the file is empty", `a collection is a JSON object with "info" and "item"`},
		{"only space", " \n\t", "1:1", "", "the file is empty", "collection"},
		{"trailing comma in an object", "{\"a\": 1,\n}", "2:1", "", `expected a key in double quotes, found "}"`, `remove the comma before "}"`},
		{"trailing comma in an array", `{"a": [1, ]}`, "1:11", "/a", `expected a value, found "]"`, `remove the comma before "]"`},
		{"two commas", `[1,,2]`, "1:4", "", `expected a value, found ","`, "a comma too many"},
		{"missing comma", "{\"a\": \"x\"\n \"b\": 2}", "2:2", "/a", `expected "," or "}", found a string`, "a comma is missing"},
		{"missing comma in an array", `["x" {}]`, "1:6", "", `expected "," or "]", found an object`, "a comma is missing"},
		{"missing colon", `{"a" 1}`, "1:6", "/a", `expected ":" after the key, found a number`, ""},
		{"no value", `{"a": }`, "1:7", "/a", `expected a value, found "}"`, ""},
		{"key alone", `{"a"}`, "1:5", "/a", `expected ":" after the key, found "}"`, "a key without a value"},
		{"unquoted key", `{name: 1}`, "1:2", "", "expected a key in double quotes, found an unquoted word", "put the key in double quotes"},
		{"single quotes", `{'name': 1}`, "1:2", "", `found "'"`, "straight double quotes"},
		{"curly quotes", `{“name”: 1}`, "1:2", "", `found "“"`, "straight double quotes"},
		{"comment", "{\n// hi\n}", "2:1", "", "expected a key", "JSON has no comments"},
		{"block comment", `[1 /* one */]`, "1:4", "", `expected "," or "]"`, "JSON has no comments"},
		{"Python literal", `[True]`, "1:2", "", `found "True"`, "write it in lower case"},
		{"Python null", `[None]`, "1:2", "", `found "None"`, "JSON's word for it is null"},
		{"not a number", `[NaN]`, "1:2", "", `found "NaN"`, "JSON has no such number"},
		{"leading zero", `[012]`, "1:2", "", "found a number", "without leading zeros"},
		{"plus sign", `[+1]`, "1:2", "", `found "+"`, "starts with a digit or a minus"},
		{"no fraction", `[1.]`, "1:4", "", `expected a digit, found "]"`, ""},
		{"bare text", `[hello]`, "1:2", "", "found an unquoted word", "put the text in double quotes"},
		{"line break in a string", "{\"a\": \"x\ny\"}", "1:9", "/a", "a string runs over the end of the line", "close it"},
		{"control character", "[\"a\x01\"]", "1:4", "", "a control character (U+0001) inside a string", `write it as \u0001`},
		{"unknown escape", `["C:\new\data"]`, "1:9", "", `\d is not an escape sequence`, `double it`},
		{"short escape", `["\u12"]`, "1:7", "", "expected four hexadecimal digits", ""},
		{"cut off in an object", "{\"item\": [\n {\"name\": \"x\",", "2:15", "/item/0", "the file ends inside an object", "still open is in line 2"},
		{"cut off in a string", `{"item": [{"name": "x`, "1:22", "/item/0/name", "the file ends inside a string", "cut off"},
		{"cut off in an escape", `["\u0`, "1:6", "", "the file ends inside a string", "cut off"},
		{"cut off in an array", `[1, [2`, "1:7", "/1", "the file ends inside an array", "cut off"},
		{"two documents", "{}\n{}", "2:1", "", "expected the end of the file, found an object", "two documents in one file"},
		{"bracket too many", "{}}", "1:3", "", `expected the end of the file, found "}"`, "an extra closing bracket"},
		{"merge conflict", "{\n<<<<<<< HEAD\n\"a\": 1}", "2:1", "", "expected a key", "an unresolved merge conflict"},
		{"HTML", "<!DOCTYPE html><html>", "1:1", "", `found "<"`, "HTML"},
		{"OpenAPI", "openapi: 3.1.0\n", "1:1", "", "found an unquoted word", "this looks like an OpenAPI document"},
		{"YAML", "info:\n  name: x\n", "1:1", "", "found an unquoted word", "YAML"},
		{"UTF-16", "\xff\xfe{\x00}\x00", "1:1", "", "the file is UTF-16", "save it as UTF-8"},
		{"gzip", "\x1f\x8b\x08\x00\xff", "1:2", "", "compressed", "gunzip"},
		{"zip", "PK\x03\x04\x14\x00\xff", "1:7", "", "the file is an archive (zip)", "unzip"},
		{"git-crypt", "\x00GITCRYPT\x00\xff", "1:11", "", "the file is encrypted (git-crypt)", "git-crypt unlock"},
		{"image", "\x89PNG\r\n\x1a\n\x00\x00", "1:1", "", "the file is not a text", "a collection is a JSON object"},
		{"Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n", "1:1", "", "found an unquoted word", "git lfs pull"},
		{"Latin-1", "{\"caf\xe9\": 1}", "1:6", "", "a byte that is not UTF-8 (0xE9)", "another encoding"},
		{"too deep", strings.Repeat("[", jsontree.MaxDepth+1), fmt.Sprintf("1:%d", jsontree.MaxDepth+1), strings.Repeat("/0", jsontree.MaxDepth-1), "nested more than 10000 levels deep", ""},
		{"pointer counts elements", `{"item": [1, {}, {"a": tru}]}`, "1:24", "/item/2/a", "found an unquoted word", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := jsontree.Parse(c.text)
			var e *jsontree.SyntaxError
			if !asSyntaxError(err, &e) {
				t.Fatalf("got %v, want a syntax error", err)
			}
			if at := fmt.Sprintf("%d:%d", e.Position.Line, e.Position.Column); at != c.at {
				t.Errorf("at %s, want %s", at, c.at)
			}
			if e.Pointer != c.pointer {
				t.Errorf("in %.60q, want %.60q", e.Pointer, c.pointer)
			}
			if !strings.Contains(e.Message, c.message) || !strings.Contains(e.Help, c.help) {
				t.Errorf("says %q (%q), want %q (%q)", e.Message, e.Help, c.message, c.help)
			}
			if strings.Contains(e.Error(), "\n") || !strings.HasPrefix(e.Error(), c.at+": ") {
				t.Errorf("Error() = %q", e.Error())
			}
		})
	}
	if _, err := jsontree.Parse(strings.Repeat("[", jsontree.MaxDepth) + strings.Repeat("]", jsontree.MaxDepth)); err != nil {
		t.Errorf("the deepest legal nesting: %v", err)
	}
}

// TestSyntaxErrorKeepsSecrets: a syntax error may stand beside a secret, and
// must not repeat it.
func TestSyntaxErrorKeepsSecrets(t *testing.T) {
	for _, text := range []string{`{"a": 1 "hunter2"}`, `{"a": hunter2}`, `{hunter2: 1}`, `hunter2`} {
		_, err := jsontree.Parse(text)
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", text, err)
		}
	}
}
