package yamltree

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/postwright/postwright/internal/testkit"
)

// sameAsLibrary fails where quick reads a text otherwise than the library, and reports
// whether it read it.
func sameAsLibrary(t *testing.T, text string) bool {
	t.Helper()
	got := readQuick(text)
	if got == nil {
		return false
	}
	tree, err := (&Tree{text: text, lines: lineStarts(text)}).read()
	if err != nil {
		t.Errorf("%q is read, and is not YAML: %v", text, err)
		return true
	}
	if !reflect.DeepEqual(got, tree.Root) {
		t.Errorf("%q is read otherwise:\n%s\nwant\n%s", text, dump(got), dump(tree.Root))
	}
	return true
}

func dump(n *Node) string {
	if n == nil {
		return "nil"
	}
	s := fmt.Sprintf("%s %q %v %d-%d %v", n.Kind, n.Text, n.Date, n.start, n.end, n.quoted)
	for _, p := range n.Pairs {
		s += "\n" + dump(p.Key) + ": " + dump(p.Value)
	}
	for _, item := range n.Items {
		s += "\n- " + dump(item)
	}
	return s
}

// TestQuickFiles: the reference files, and changes of them, are read as the library
// reads them, and most of them without it.
func TestQuickFiles(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	read, all := 0, 0
	for _, folder := range testkit.V3Folders(t) {
		for _, f := range testkit.Below(t, folder) {
			if strings.HasSuffix(f.Name, ".yaml") {
				if all++; sameAsLibrary(t, f.Text) {
					read++
				}
				for range 20 {
					at, piece := r.IntN(len(f.Text)+1), pieces[r.IntN(len(pieces))]
					behind := min(len(f.Text), at+r.IntN(4))
					if changed := f.Text[:at] + piece + f.Text[behind:]; utf8.ValidString(changed) {
						sameAsLibrary(t, changed)
					}
				}
			}
		}
	}
	if read < all*2/3 {
		t.Errorf("only %d of %d files are read without the library", read, all)
	}
}

var pieces = []string{
	"a:", "b: ", "c", ": ", "- ", "-", "\n", "\n", "\n  ", "\n  ", "\n    ", "\n\n", "|", "|-\n    ", ">\n    ", ">-", "+", "'", "''", "\"", "#", " # x", " ", "  ",
	"d: 'e'", "f: \"g\"", "5", "2020-01-01", "{}", "[]", "null", "\t", "---", "%", "é", "x: y", "k: |\n    l\n     m\n", "$kind: z\n", "-5", "? ", "&a", "*a", "!!str ", "\\n",
}

// FuzzQuick: what quick reads, it reads as the library does.
func FuzzQuick(f *testing.F) {
	f.Add("a: b\nc:\n  - d: e\n    f: |-\n      g\n\n      h\n  - i\n")
	f.Add("a:\n  - b: |+\n      c\n\n ")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 10_000 {
			_, _ = Parse(text)
			if strings.ToValidUTF8(text, "") == text {
				sameAsLibrary(t, text)
			}
		}
	})
}

// TestQuickRandom is [FuzzQuick] with texts of pieces that mean something.
func TestQuickRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	read, texts := 0, 300_000
	if testing.Short() {
		texts = 30_000
	}
	for range texts {
		var b strings.Builder
		if r.IntN(2) == 0 {
			b.WriteString("a: b\nc:")
		}
		for range 1 + r.IntN(12) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		if sameAsLibrary(t, b.String()) {
			read++
		}
		if t.Failed() {
			break
		}
	}
	if read < texts/100 {
		t.Errorf("only %d texts are read", read)
	}
}
