package v3

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/yamltree"
	"github.com/postwright/postwright/internal/testkit"
)

// odd are values that few fields have.
var odd = []string{"true", "null", "12", "1.5", "0x1f", "-.inf", "2020-01-01", "[]", "{}", "[a]", "{a: b}", "{$type: b}", "!!int 3", "!!str", "<<", `""`}

// TestSound: about a file that is judged sound without places, the judgement with places
// reports nothing. The files are real ones in which random lines change places or come
// twice, or get another value.
func TestSound(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	sound, unsound := 0, 0
	for _, folder := range testkit.V3Folders(t) {
		for _, f := range testkit.Below(t, folder) {
			lines := strings.SplitAfter(f.Text, "\n")
			for range 4 {
				tree, err := yamltree.Parse(strings.Join(lines, ""))
				s := newSource(f.Name, tree)
				i, j := random.IntN(len(lines)), random.IntN(len(lines))
				lines[i], lines[j] = lines[j], lines[i]+strings.Repeat(lines[j], random.IntN(2))
				if key, _, ok := strings.Cut(lines[i], ":"); ok && random.IntN(2) == 0 {
					lines[i] = key + ": " + odd[random.IntN(len(odd))] + "\n"
				}
				schema := compileAll()[s.kind]
				if err != nil || !s.isMap || schema == nil {
					continue
				}
				c := &reader{result: &Result{}, schemas: compileAll()}
				c.fits(s, s.kind)
				switch is := isSound(tree, schema); {
				case is && len(c.result.Findings) > 0:
					t.Fatalf("sound, but %s:\n%s", c.result.Findings[0].Message, tree.Source())
				case is:
					sound++
				default:
					unsound++
				}
			}
		}
	}
	if sound == 0 || unsound == 0 {
		t.Fatalf("%d files are sound, and %d are not", sound, unsound)
	}
}
