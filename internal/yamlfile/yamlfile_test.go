package yamlfile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/yamlfile"
)

func TestParse(t *testing.T) {
	const text = "a: 1\nb: [x, 'y: z', null, true, 0x1F, 1_000, 1.50, 2024-01-01]\nc: &c {k: v}\nd: *c\ne: |\n  one\n  two\n"
	f, found := yamlfile.Parse(text)
	if len(found) > 0 {
		t.Fatal(found)
	}
	want := `{"a":1,"b":["x","y: z",null,true,31,1000,1.5,"2024-01-01"],"c":{"k":"v"},"d":{"k":"v"},"e":"one\ntwo\n"}`
	if f.JSON.Text() != want {
		t.Errorf("got  %s\nwant %s", f.JSON.Text(), want)
	}
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct{ name, text, at, message, help string }{
		{"empty", "", "1:1", "the file is empty", ""},
		{"only a comment", "# x\n", "1:1", "only comments", ""},
		{"two documents", "a: 1\n---\nb: 2\n", "2:1", "more than one document", "a file of its own"},
		{"unclosed list", "a: [1,\nb: 2\n", "2:5", "did not find expected ',' or ']'", ""},
		{"tab", "a:\n\t- x", "2:1", "cannot start any token", "indent with spaces"},
		{"colon", "a: b: c", "1:5", "mapping values are not allowed", "quotes"},
		{"braces", "a: x\nurl: {{base}}/x\n", "2:14", "did not find", "into quotes"},
		{"duplicate key", "é: 1\nb: 2\né: 3", "3:1", `"é" appears twice, first in line 1`, ""},
		{"alias of itself", "a: &x [*x]", "1:4", "nested more than", ""},
		{"bomb", bomb(), "", "the file expands to more than 4 MB", ""},
		{"merge key", "<<: {a: 1}", "1:1", "merge keys", ""},
		{"list as key", "? [a]\n: 1", "1:3", "a key must be a single word", ""},
		{"infinity", "a: .inf", "1:4", "not a number that JSON has", ""},
		{"tag", "a: !foo 1", "1:4", "the tag !foo is not known", ""},
		{"control character", "a: 1\nb: é\x01", "2:5", "a control character (U+0001)", ""},
		{"characters that end no line", "a: \"\u2028\u0085\"\nb: \"\r\" \nb: 1", "3:1", `"b" appears twice, first in line 2`, ""},
		{"carriage returns", "a: 1\r\r\nb: 1\rb: 2", "2:6", `"b" appears twice`, ""},
		{"not UTF-8", "a: \xff", "1:4", "not UTF-8 (0xFF)", "save the file as UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, found := yamlfile.Parse(c.text)
			if f != nil || len(found) != 1 {
				t.Fatalf("%v, %v", f, found)
			}
			d := found[0]
			if at := fmt.Sprintf("%d:%d", d.Line, d.Column); c.at != "" && at != c.at {
				t.Errorf("at %s, want %s", at, c.at)
			}
			if !strings.Contains(d.Message, c.message) || !strings.Contains(d.Help, c.help) {
				t.Errorf("says %q (%q)", d.Message, d.Help)
			}
		})
	}
}

// bomb returns a file whose aliases expand to 10^9 words.
func bomb() string {
	text := "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
	for i := 1; i < 9; i++ {
		refs := strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", ")
		text += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, refs)
	}
	return text
}

func TestCheck(t *testing.T) {
	schema, err := validate.Compile(`{"title": "setting file", "additionalProperties": false,
		"properties": {"name": {"type": "string"}, "list": {"items": {"type": "string"}}}}`)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"name: x\nlist: [a, b]":        "[]",
		"name: x\nlist:\n  - a\n  - 7": `[4:5-6 a value must be a string, not a number]`,
		"nam: x":                       `[1:1-4 the setting file has no setting "nam"; did you mean "name"?]`,
		"list: []\nname: 'é' ":         "[]",
		"list: []\nname: [1]":          `[2:7-8 "name" of the setting file must be a string, not a list]`,
	} {
		f, found := yamlfile.ParseAs(text, func() (*validate.Schema, error) { return schema, nil }, "setting")
		if f == nil {
			t.Fatal(found)
		}
		got := []string{}
		for _, d := range found {
			got = append(got, fmt.Sprintf("%d:%d-%d %s", d.Line, d.Column, d.EndColumn, d.Message))
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%q: %v, want %s", text, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"a: 1\nb: [x, 'y']\n", "a: &c {k: v}\nd: *c", "e: |\n  one\n", "? a\n: b", "- 1\n- .nan", "a: &a [b, c]\nd: &d [*a, *a]\ne: [*d, *d]\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Count(text, "*") > 20 {
			return // Go ends an execution after ten seconds, in which a busy machine does not expand a bomb
		}
		file, found := yamlfile.Parse(text)
		if (file == nil) == (len(found) == 0) {
			t.Fatalf("a file %v and findings %v", file, found)
		}
		if file != nil && file.JSON.Root().Kind() == jsontree.Absent {
			t.Fatal("no root")
		}
	})
}

// TestManyMistakes: a place in a long line, of which there are many, is found without a
// walk from the start of the text.
func TestManyMistakes(t *testing.T) {
	schema, err := validate.Compile(`{"title": "setting file", "additionalProperties": false, "properties": {"name": {"type": "string"}}}`)
	if err != nil {
		t.Fatal(err)
	}
	const n = 20_000
	for name, separator := range map[string]string{"one line": ", ", "many lines": ",\n "} {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "é%d: 1%s", i, separator)
		}
		text := "{ " + b.String() + "}"
		_, found := yamlfile.ParseAs(text, func() (*validate.Schema, error) { return schema, nil }, "setting")
		if len(found) != n {
			t.Fatalf("%s: %d findings, want %d: %v", name, len(found), n, found[0])
		}
		for i, d := range found {
			if got, want := text[d.Start:d.End], fmt.Sprint("é", i); got != want {
				t.Fatalf("%s: finding %d is at %q, want %q", name, i, got, want)
			}
		}
	}
}

// TestOffsetsOutOfOrder: findings in any order, also after the end of their line or of the
// text, are at the right offsets.
func TestOffsetsOutOfOrder(t *testing.T) {
	const text = "ab\ncdé f\ng"
	for _, places := range [][][3]int{ // line, column, offset
		{{1, 1, 0}, {1, 2, 1}, {2, 4, 7}, {2, 1, 3}, {1, 2, 1}, {3, 1, 10}, {2, 9, 9}, {2, 3, 5}, {3, 1, 10}},
		{{3, 2, 11}, {3, 7, 11}, {4, 1, 11}, {1, 9, 2}, {5, 3, 11}, {2, 2, 4}},
	} {
		var found []diagnostic.Diagnostic
		for _, p := range places {
			found = append(found, diagnostic.Diagnostic{Line: p[0], Column: p[1], EndLine: p[0], EndColumn: p[1] + 1})
		}
		yamlfile.WithOffsets(found, text)
		for i, d := range found {
			if d.Start != places[i][2] || d.End < d.Start || d.End > len(text) || d.Line > 3 || d.Line == 3 && d.Column > 2 && places[i][0] > 3 {
				t.Errorf("%v is at %d to %d in line %d, column %d", places[i], d.Start, d.End, d.Line, d.Column)
			}
		}
	}
}
