package yamltree

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/postwright/postwright/internal/testkit"
	"github.com/postwright/postwright/internal/yamlfile"
)

// sameAsLibrary fails where a text is read otherwise than the library reads it, into the
// tree of this package or of yamlfile, and reports whether it is read.
func sameAsLibrary(t *testing.T, text string) bool {
	t.Helper()
	got, bare := new(quick).read(text), yamlfile.Quick(text)
	if (got == nil) != (bare == nil) {
		t.Fatalf("%.500q is read for one tree alone", text)
	}
	if got == nil {
		return false
	}
	tree, err := (&Tree{text: text}).read()
	if err != nil {
		t.Errorf("%.500q is read, and is not YAML: %v", text, err)
		return true
	}
	if !reflect.DeepEqual(got, tree.Root) {
		t.Errorf("%.500q is read otherwise:\n%.2000s\nwant\n%.2000s", text, dump(got), dump(tree.Root))
	}
	root, found := yamlfile.Load(text)
	if found != nil {
		t.Errorf("%.500q is read, but %v", text, found)
		return true
	}
	if difference := differ(bare, yamlfile.Compact(root.Content[0])); difference != "" {
		t.Errorf("%.500q: %s", text, difference)
	}
	return true
}

func dump(n *Node) string {
	if n == nil {
		return "nil"
	}
	s := fmt.Sprintf("%s %q %v %d-%d %v", n.Kind, n.Text, n.Date, n.start, n.end, n.quoted)
	if n.pieces != nil {
		s += fmt.Sprint(" ", *n.pieces)
	}
	for _, p := range n.Pairs {
		s += "\n" + dump(p.Key) + ": " + dump(p.Value)
	}
	for _, item := range n.Items {
		s += "\n- " + dump(item)
	}
	return s
}

func differ(one, other *yamlfile.Node) string {
	bare := func(n *yamlfile.Node) string {
		return fmt.Sprintf("%d:%d kind %d, style %d, type %d, %q, %d in it", n.Line, n.Column, n.Kind, n.Style, n.Type, n.Value, len(n.Content))
	}
	if a, b := bare(one), bare(other); a != b {
		return a + "\nthe library: " + b
	}
	for i := range one.Content {
		if difference := differ(one.Content[i], other.Content[i]); difference != "" {
			return difference
		}
	}
	return ""
}

// sameWithReturns is [sameAsLibrary], for the text and for the one with the line ends of
// Windows.
func sameWithReturns(t *testing.T, text string) bool {
	t.Helper()
	is := sameAsLibrary(t, text)
	if returned := strings.ReplaceAll(text, "\n", "\r\n"); !strings.Contains(text, "\r") && sameAsLibrary(t, returned) != is {
		t.Errorf("%.500q is left to the library", returned)
	}
	return is
}

func TestQuickTexts(t *testing.T) {
	for _, text := range quickTexts {
		if !sameWithReturns(t, text) {
			t.Errorf("%q is left to the library", text)
		}
	}
	for _, text := range leftTexts {
		if sameAsLibrary(t, text) {
			t.Errorf("%q is not left to the library", text)
		}
	}
}

// TestQuickFiles: the reference files, and changes of them, are read as the library
// reads them, and most of them without it.
func TestQuickFiles(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	read, all := 0, 0
	for _, folder := range testkit.V3Folders(t) {
		for _, f := range testkit.Below(t, folder) {
			if strings.HasSuffix(f.Name, ".yaml") {
				if all++; sameWithReturns(t, f.Text) {
					read++
				}
				for range 20 {
					if changed := edited(r, f.Text); utf8.ValidString(changed) {
						sameWithReturns(t, changed)
					}
				}
			}
		}
	}
	if read < all*9/10 {
		t.Errorf("only %d of %d files are read without the library", read, all)
	}
}

// edited returns a text with a blind change.
func edited(r *rand.Rand, text string) string {
	at := r.IntN(len(text) + 1)
	return text[:at] + pieces[r.IntN(len(pieces))] + text[min(len(text), at+r.IntN(4)):]
}

func TestQuickDocument(t *testing.T) {
	text := testkit.ReadIfPresent("openapi/stripe.yaml")
	if text == "" {
		t.Skip("the document is not here")
	}
	if !sameAsLibrary(t, text) {
		t.Error("it is left to the library")
	}
}

// TestQuickDeep: what is nested too deeply is left to the library.
func TestQuickDeep(t *testing.T) {
	for _, text := range []string{
		"a: " + strings.Repeat("[", 100_000),
		"a: " + strings.Repeat("- ", 100_000) + "x\n",
		"a:\n" + strings.Repeat("- ", 100_000) + "x\n",
		"a: " + strings.Repeat(`{"a":`, 100_000),
	} {
		if new(quick).read(text) != nil {
			t.Errorf("%.20q is read", text)
		}
	}
}

// FuzzQuick: what is read without the library, is read as it does.
// sameByReader fails where a [Reader] reads a text otherwise than [Parse] does. A rough tree
// lacks only the places within texts.
func sameByReader(t *testing.T, text string) {
	t.Helper()
	want, fault := Parse(text)
	var r Reader
	for range 2 {
		for _, read := range []func(string) (*Tree, *Error){r.Parse, r.Rough} {
			got, err := read(text)
			if (err == nil) != (fault == nil) || got.Source() != want.Source() || got.HasAliases() != want.HasAliases() || !want.HasAliases() && !sameRoughly(got.Root, want.Root) {
				t.Fatalf("%.500q is read otherwise by a Reader: %v, %v\n%.2000s\nwant\n%.2000s", text, err, fault, dump(got.Root), dump(want.Root))
			}
		}
		r.Reset()
	}
}

func sameRoughly(a, b *Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Kind != b.Kind || a.Text != b.Text || a.Date != b.Date || a.start != b.start || a.end != b.end || a.number != b.number || a.merge != b.merge {
		return false
	}
	return slices.EqualFunc(a.Pairs, b.Pairs, func(p, q Pair) bool { return sameRoughly(p.Key, q.Key) && sameRoughly(p.Value, q.Value) }) &&
		slices.EqualFunc(a.Items, b.Items, sameRoughly)
}

func FuzzQuick(f *testing.F) {
	for _, text := range quickTexts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 10_000 {
			sameByReader(t, text)
			if utf8.ValidString(text) {
				sameWithReturns(t, text)
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
	for i := range texts {
		var text string
		switch i % 4 {
		case 0:
			text = quickTexts[r.IntN(len(quickTexts))]
			for range 1 + r.IntN(4) {
				text = edited(r, text)
			}
		case 1:
			text = "a: b\nc:"
			fallthrough
		default:
			for range 1 + r.IntN(12) {
				text += pieces[r.IntN(len(pieces))]
			}
		}
		if utf8.ValidString(text) && sameWithReturns(t, text) {
			read++
		}
		if t.Failed() {
			break
		}
	}
	if read < texts/50 {
		t.Errorf("only %d texts are read", read)
	}
}
