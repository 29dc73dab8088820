package yamltree

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"
)

// places checks that each character of a scalar's text stands where its offset says:
// spelled as it is, as an escape, or as a line break.
func places(t *testing.T, source string, n *Node) (checked int) {
	t.Helper()
	before := -1
	for i, r := range n.Text {
		at := n.Offset(i)
		if at < before || at < n.Start() || at >= n.End() {
			t.Fatalf("%q: character %d at %d, after %d, of %d-%d in %q", n.Text, i, at, before, n.Start(), n.End(), source)
		}
		before = at
		there, _ := utf8.DecodeRuneInString(source[at:])
		switch {
		case there == r:
		case there == '\\', there == '\'' && r == '\'':
		case (r == ' ' || r == '\n') && (there == '\n' || there == '\r'):
		default:
			t.Fatalf("character %d of %q is %q, and %q stands at %d of %q", i, n.Text, r, there, at, source)
		}
		checked++
	}
	return checked
}

var alphabet = []string{
	"a", "b", "word", " ", " ", "  ", "\n", "\n", "\n\n", "\t", "é", "日", "😀", "\"", "'", "\\", "#", ": ", "{{x}}", "- ", "\r\n",
	"&", "*", "!", "|", ">", "%", "@", "`", strings.Repeat("long line of words ", 6),
}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(12) {
		b.WriteString(alphabet[r.IntN(len(alphabet))])
	}
	return b.String()
}

// TestEveryCharacter: the decoded character at each offset is at the reported place,
// for random texts in every style, with both line ends.
func TestEveryCharacter(t *testing.T) {
	styles := []yaml.Style{0, yaml.DoubleQuotedStyle, yaml.SingleQuotedStyle, yaml.LiteralStyle, yaml.FoldedStyle}
	r := rand.New(rand.NewPCG(1, 2))
	texts := 20_000
	if testing.Short() {
		texts = 2_000
	}
	checked, byStyle := 0, map[yaml.Style]int{}
	for range texts {
		text, style := randomText(r), styles[r.IntN(len(styles))]
		scalar := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Style: style}
		source, err := yaml.Marshal(&yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{
			{Kind: yaml.ScalarNode, Value: "clé"}, {Kind: yaml.SequenceNode, Content: []*yaml.Node{scalar, {Kind: yaml.ScalarNode, Value: "end"}}},
		}})
		if err != nil {
			continue
		}
		file := string(source)
		if r.IntN(3) == 0 {
			file = strings.ReplaceAll(strings.ReplaceAll(file, "\r\n", "\n"), "\n", "\r\n")
		}
		if r.IntN(4) == 0 {
			file = "\uFEFF" + file
		}
		tree, failed := Parse(file)
		if failed != nil {
			var node yaml.Node
			if yaml.Load([]byte(file), &node) == nil && !strings.Contains(failed.Message, "indented further") {
				t.Fatalf("%q: %v", file, failed)
			}
			continue
		}
		n := tree.Root.Get("clé").Items[0]
		checked += places(t, file, n)
		byStyle[style]++
		if end := tree.Root.Get("clé").Items[1]; file[end.Start():end.End()] != "end" {
			t.Fatalf("%q is at %q", "end", file[end.Start():end.End()])
		}
	}
	if checked < 10*texts {
		t.Errorf("only %d characters checked", checked)
	}
	for _, style := range styles {
		if byStyle[style] < texts/10 {
			t.Errorf("style %v: only %d texts", style, byStyle[style])
		}
	}
}

// TestStyles: what each spelling stands for, and where.
func TestStyles(t *testing.T) {
	for _, c := range []struct {
		source, text string
		at           string // what stands in the source at the offset of the text's "X"
	}{
		{"v: aX", "aX", "X"},
		{"v: a\n  b\n\n  X", "a b\nX", "X"},
		{"v: 'a''X'", "a'X", "X'"},
		{`v: "\u00e9\tX"`, "é\tX", `X"`},
		{"v: \"a \\\n    X\"", "a X", `X"`},
		{"v: |\n  a\n   X\n", "a\n X\n", "X\n"},
		{"v: |2-\n    a\n  X\n", "  a\nX", "X\n"},
		{"v: |+ # note\n  aX\n\n", "aX\n\n", "X\n\n"},
		{"v: >-\n  a\n  b\n\n    more\n\n  X\n", "a b\n\n  more\n\nX", "X\n"},
		{"v: >1\n  a\n X\n", " a\nX\n", "X\n"},
		{"v: &x !!str X", "X", "X"},
		{"a: &x X\nv: *x", "X", "X\nv: *x"},
		{"a: &x\n  b: X\nv: !!str # note\n  aX", "aX", "X"},
		{"v: {{X", "", ""},
		{"\uFEFFv: é\u2028X", "é\u2028X", "X"},
		{"v: \"a\xffX\"", "a\uFFFDX", `X"`},
		{"v: >-\r\n  a\r\n  X\r\n", "a X", "X\r\n"},
	} {
		tree, err := Parse(c.source)
		if c.text == "" {
			if err == nil {
				t.Errorf("%q is read", c.source)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", c.source, err)
			continue
		}
		n := tree.Root.Get("v")
		if n.Text != c.text {
			t.Errorf("%q gives %q, want %q", c.source, n.Text, c.text)
			continue
		}
		at := n.Offset(strings.Index(n.Text, "X"))
		if got := tree.Source()[at:]; got != c.at {
			t.Errorf("%q: at %q, want %q", c.source, got, c.at)
		}
	}
}

// TestProperties: the anchor and the tag before a key are the key's, not those of the
// mapping or the empty value in front of it.
func TestProperties(t *testing.T) {
	for text, want := range map[string][2]int{ // where the root and its first value start
		"&m\n!!str &k:":                 {3, 12},
		"&m\n!!str &k: v":               {3, 13},
		"! &m\n&k key: v\nother: w\n":   {5, 13},
		"!!map &m\n! key: !!str v":      {9, 22},
		"key: &a\n&b other: w\n":        {0, 7},
		"key: &a\n'other': w\n":         {0, 7},
		"key: &a # why\n  ''\n":         {0, 16},
		"key: !!str\n! other: w\n":      {0, 10},
		"a: !<tag:yaml.org,2002:str> b": {0, 28},
		"&m\n  &k key: \"x\n    y\"\n":  {5, 13},
	} {
		tree, err := Parse(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := [2]int{tree.Root.Start(), tree.Root.Pairs[0].Value.Start()}; got != want {
			t.Errorf("%q: the root and its first value start at %v, want %v", text, got, want)
		}
	}
}

// TestKinds: scalars are resolved as Postman resolves them.
func TestKinds(t *testing.T) {
	for text, want := range map[string]Kind{
		"yes": String, "on": String, "2020-01-01": String, "1_000": Number, "0b1": Number, "-0x1F": Number, "1_e3": Number, "._5": Number, "1_": String, "+.5": String, "_1": String, "1:30": String, "<<": String,
		"null": Null, "~": Null, "": Null, "true": Bool, "False": Bool, "12": Number, "-0.5": Number, "1e3": Number,
		"0x1F": Number, "0o17": Number, ".inf": Number, ".nan": Number, "0777": Number, "'12'": String, "!!str 12": String, "!!int '12'": Number, "!!int -3": Number, "!!float 1.5": Number, "!!float 1": String, "!!float .inf": Number,
		"!!bool 'true'": Bool, "! 12": String, "! true": String, "!": Null,
		"{a: 1}": Mapping, "[1]": Sequence,
	} {
		tree, err := Parse("v: " + text + "\n")
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := tree.Root.Get("v").Kind; got != want {
			t.Errorf("%q is a %s, want %s", text, got, want)
		}
	}
}

// TestDates: what Postman reads as a date and not as a text.
func TestDates(t *testing.T) {
	for text, want := range map[string]bool{
		"2020-01-01": true, "2020-13-45": true, "2020-01-01T10:00:00Z": true, "2020-1-1 1:00:00": true, "2020-01-01t10:00:00+5": true,
		"!!binary aGk=": true, "!!timestamp 2020-01-01": true,
		"2020-1-1": false, "2020-01": false, "2020-01-01T10:00": false, "'2020-01-01'": false, "!!str 2020-01-01": false, "12020-01-01": false,
	} {
		tree, err := Parse("v: " + text + "\n")
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if n := tree.Root.Get("v"); n.Kind != String || n.Date != want {
			t.Errorf("%q is a %s, a date: %v", text, n.Kind, n.Date)
		}
	}
}

// TestStrict: what Postman's runner cannot read and other readers can, and what it can.
func TestStrict(t *testing.T) {
	for source, want := range map[string]string{
		"a: \"b\nc\"":                         "2:1 the line must be indented further",
		"a:\n  b: 'c\n  d'":                   "3:3 the line must be indented further",
		"a:\n  b: 'c\n\n   '":                 "",
		"a:\n  - 'b\n    c'":                  "",
		"a: [\n  b,\n]":                       "",
		"a: [\nb]":                            "2:1 the line must be indented further",
		"a: {\n  b: [\n]\n}":                  "3:1 the line must be indented further",
		"a: {b: [\n ],\n c: d\n}":             "",
		"a: &x\n  b: {\n    c: d\n  }\ne: *x": "",
		"a: b\rc":                             "1:5 a carriage return without a line feed",
		"# \x00\na: b":                        "1:3 the text has a NUL",
		"a: b\x07":                            "1:5 the control character U+0007",
		"a: \"\\x07\"":                        "",
		"# \x07\na: b":                        "",
		"a: |\n  b\u009Fc":                    "2:4 the control character U+009F",
		"a: !x b":                             "1:4 the tag !x is not known",
		"a: !!int b":                          "1:4 the value is not what the tag !!int says",
		"a: !!int 1_0\nb: !!float 1e3\nc: !!bool \"true\"\nd: !!null\ne: !!set {f}\ng: !!omap [h: i]\nj: !!binary YQ==\nk: !!map\nl: ! m": "",
		"a: !!float 0x1":               "1:4 the value is not",
		"a: !!bool yes":                "1:4 the value is not",
		"a: !!bool":                    "1:4 the value is not",
		"a: !!null ''":                 "1:4 the value is not",
		"a: !!str [b]":                 "1:4 the value is not",
		"a: !!map b":                   "1:4 the value is not",
		"a: !!seq {b: c}":              "1:4 the value is not",
		"a: !!set {b: c}":              "1:4 the value is not",
		"a: !!omap [b: c, b: d]":       "1:4 the value is not",
		"a: !!pairs [b: c, b: d]":      "",
		"a: !!binary b":                "1:4 the value is not",
		"a: !!timestamp b":             "1:4 the value is not",
		"!!int a: b":                   "1:1 the value is not",
		"a: !!str b":                   "",
		": b":                          "1:1 there is no key",
		"a: [b: c]\nd: [e, f: 'g\n ']": "",
		"a: {b: [c: d]}\ne: [? f : g]": "",
		"a: [b: c\n]\nd: [\ne]":        "4:1 the line must be indented further",
		"%YAML 1.2\n---\na: b":         "",
		"# c\n%YAML 01.1 # d\r\n\n%x y\n--- \na: b": "",
		"%YAML 1.2\n%YAML 1.2\n---\na: b":           "1:1 ",
		"%YAML 2.0\n---\na: b":                      "1:1 ",
		"%YAML 1.2 3\n---\na: b":                    "1:",
		"%\n---\na: b":                              "1:",
		"%YAML 1.2\na: b":                           "2:",
		"a: b\n...\n%YAML 1.2\n---\n":               "3:1 ",
	} {
		tree, err := Parse(source)
		got := ""
		if err != nil {
			line, column := tree.Position(err.Start)
			got = fmt.Sprintf("%d:%d %s", line, column, err.Message)
		}
		if (got == "") != (want == "") || !strings.HasPrefix(got, want) {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
}

func TestErrors(t *testing.T) {
	for source, want := range map[string]string{
		"url: {{base}}/x\n":      "1:14 did not find expected",
		"a: 1\nb: 2\na: 3\n":     `3:1 "a" is a duplicate key; it is first in line 1`,
		"a: 1\n---\nb: 2\n":      "2:1 the file has more than one document",
		"? [a]\n: 1\n":           "1:3 a key must be a text, not a list",
		"a: &x [*x]\n":           "1:8 the alias refers to a value around it",
		"\uFEFFa: b: c\n":        "1:5 mapping values are not allowed",
		strings.Repeat("[", 300): "1:",
		strings.Repeat("[", 300) + strings.Repeat("]", 300): "1:202 nested more than 200 levels deep",
	} {
		tree, err := Parse(source)
		if err == nil {
			t.Errorf("%q is read", source)
			continue
		}
		line, column := tree.Position(err.Start)
		if got := fmt.Sprintf("%d:%d %s", line, column, err.Message); !strings.HasPrefix(got, want) {
			t.Errorf("%q: %s, want %s", source, got, want)
		}
	}
	for _, source := range []string{"", "# note\n", "---\n"} {
		if tree, err := Parse(source); err != nil || tree.Root != nil {
			t.Errorf("%q: %v, %v", source, tree.Root, err)
		}
	}
}

// FuzzParse: any bytes end in a tree whose places are in the text, or in an error.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"a: 1", "a:", "a: |\nb: >", "v: >2-\n    a\n\n  b", "v: \"\\u00e9\\\n  x\"", "- &a [x]\n- *a", "? |\n  a\n: b", "\uFEFF\u2028", "'a''\n\nb'"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		tree, err := Parse(source)
		if err != nil {
			if err.Message == "" || err.Start < 0 || err.End > len(tree.Source()) {
				t.Fatalf("%+v", err)
			}
			return
		}
		seen := map[*Node]bool{}
		var walk func(n *Node)
		walk = func(n *Node) {
			if n == nil || seen[n] {
				return
			}
			seen[n] = true
			for i := range len(n.Text) + 1 {
				if at := n.Offset(i); at < 0 || at > len(tree.Source()) {
					t.Fatalf("offset %d of %q is %d", i, n.Text, at)
				}
			}
			for _, p := range n.Pairs {
				walk(p.Key)
				walk(p.Value)
			}
			for _, item := range n.Items {
				walk(item)
			}
		}
		walk(tree.Root)
	})
}
