package yamltree

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
)

// byAlphabet orders the keys a to h at the root and in items, and no others.
func byAlphabet(at []string) []string {
	if len(at) == 0 || at[len(at)-1] == "*" {
		return strings.Split("a b c d e f g h", " ")
	}
	return nil
}

func TestFormat(t *testing.T) {
	for _, c := range []struct{ name, before, after string }{
		{"quotes", "b: 'x'\na: \"it's\"\nc: 'yes: no'\n", "a: it's\nb: x\nc: \"yes: no\"\n"},
		{"comments move with their keys", "# file\n\n# about b\nb: 1 # one\n\n\n# about a\na: 2\n# end\n", "# file\n\n# about b\n# about a\na: 2\nb: 1 # one\n# end\n"},
		{"indentation", "a:\n- x:  1\n  y: 2\n-   z\nb:\n    c: d\n", "a:\n  - x: 1\n    y: 2\n  - z\nb:\n  c: d\n"},
		{"literal", "a: >-\n  one\n\n  two\nb: \"x\\ny\\n\"\nc: |\n    z\n", "a: |-\n  one\n  two\nb: |\n  x\n  y\nc: |\n  z\n"},
		{"CRLF in quotes", "a:\n- \"one\\r\n\n    \\  two # 2\\r\n\n    \\r\n\n    three\" # c\nb: \"x\\r\\n\"\n",
			"a:\n  - \"one\\r\\n\\\n    \\  two # 2\\r\\n\\\n    \\r\\n\\\n    three\" # c\nb: \"x\\r\\n\"\n"},
		{"flow", "a: {x: 1, y: [2, 'three']} # c\n", "a: # c\n  x: 1\n  y:\n    - 2\n    - three\n"},
		{"CRLF and blanks", "\uFEFFa: 1   \r\n\r\n\r\nb: 2\r\n", "a: 1\n\nb: 2\n"},
		{"items in order, keys in theirs", "- b: 1\n  # about a\n  a: 2\n", "- # about a\n  a: 2\n  b: 1\n"},
		{"folded plain", "a: one\n  two\nb:\n", "a: one two\nb: null\n"},
		{"comments inside", "a: # list\n  # first\n  - x\n\n  # second\n  - y\n", "a: # list\n  # first\n  - x\n\n  # second\n  - y\n"},
		{"a start", "---\na: 'x'\n", "---\na: x\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree, failed := Parse(c.before)
			if failed != nil {
				t.Fatal(failed)
			}
			if got, ok := Format(tree, byAlphabet); !ok || got != c.after {
				t.Errorf("got %v\n%s\nwant\n%s", ok, got, c.after)
			}
		})
	}
	for _, text := range []string{"a: &x 1\nb: *x\n", "a: !!str 1\n", "a: [1, # one\n  2]\n", "? a\n: b\n"} {
		tree, failed := Parse(text)
		if failed != nil {
			t.Fatal(failed)
		}
		if got, ok := Format(tree, byAlphabet); ok || got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

// TestFormatRandom: formatting keeps values and comments, and formatting again changes
// nothing.
func TestFormatRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	rounds, formatted := 10_000, 0
	if testing.Short() {
		rounds = 5_000
	}
	for range rounds {
		w := writer{Rand: r}
		w.collection(randomRoot(r), 0)
		text := w.b.String() + "\n"
		tree, failed := Parse(text)
		if failed != nil {
			t.Fatal(failed)
		}
		got, ok := Format(tree, byAlphabet)
		if !ok {
			t.Fatalf("not formatted:\n%s", text)
		}
		formatted++
		checkFormatted(t, text, got, w.comments)
	}
	if formatted == 0 {
		t.Error("no file was formatted")
	}
}

func checkFormatted(t *testing.T, text, got string, comments int) {
	t.Helper()
	again, failed := Parse(got)
	if failed != nil {
		t.Fatal(failed)
	}
	if second, ok := Format(again, byAlphabet); !ok || second != got {
		t.Fatalf("%s\nis formatted to\n%s\nand that to\n%s", text, got, second)
	}
	if strings.Count(got, "# comment ") != comments {
		t.Fatalf("a comment is lost:\n%s\nis formatted to\n%s", text, got)
	}
}

// TestFormatReal: real files are formatted, and what Postman's app and CLI wrote changes
// in its strings of several lines only.
func TestFormatReal(t *testing.T) {
	files := 0
	for _, folder := range testkit.V3Folders(t) {
		for _, f := range testkit.Below(t, folder) {
			tree, failed := Parse(f.Text)
			if failed != nil || tree.Root == nil {
				continue
			}
			got, ok := Format(tree, func([]string) []string { return nil })
			if !ok && !tree.special {
				t.Errorf("%s: not formatted", f.Name)
				continue
			}
			files++
			checkFormatted(t, f.Text, got, strings.Count(got, "# comment "))
		}
	}
	if files < 100 {
		t.Errorf("only %d files", files)
	}
}

// TestQuoted: a string that one of Postman's readers takes for something else is quoted.
func TestQuoted(t *testing.T) {
	for _, text := range []string{"-.5", "+.5e3", "1_000", "0b11", "2026-05-01", ".inf", "012", "~"} {
		if got := Print(Text(text)); got != `"`+text+"\"\n" {
			t.Errorf("%s is printed as %q", text, got)
		}
	}
	for _, text := range []string{"-.x", "--1", "1_", "yes", "12:30"} {
		if got := Print(Text(text)); got != text+"\n" {
			t.Errorf("%s is printed as %q", text, got)
		}
	}
}
