package v3

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/yamltree"
	"github.com/postwright/postwright/internal/testkit"
)

// odd are values that few fields have.
var odd = []string{"true", "null", "12", "1.5", "0x1f", "-.inf", "2020-01-01", "[]", "{}", "[a]", "{a: b}", "{$type: b}", "!!int 3", "!!str", "<<", `""`}

// TestSound: about a file that is judged sound without places, the judgement with places
// reports no more than a "$type". The files are real ones in which random lines change
// places or come twice, or get another value or a type.
func TestSound(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	sound, unsound, typed := 0, 0, 0
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
				for k, line := range lines {
					if at := max(strings.Index(line, "key: "), strings.Index(line, "type: ")); at >= 0 && random.IntN(8) == 0 {
						lines[k] += strings.Repeat(" ", at) + "$type: string\n"
						break
					}
				}
				schema := compileAll.Get()[s.kind]
				if err != nil || !s.isMap || schema == nil {
					continue
				}
				c := &reader{result: &Result{}, schemas: compileAll.Get()}
				c.fits(s, s.kind)
				if !isSound(tree, schema) {
					unsound++
					continue
				}
				quick := &reader{result: &Result{}}
				quick.newerType(s)
				if sound++; len(quick.result.Findings) > 0 {
					typed++
				}
				if !reflect.DeepEqual(quick.result, c.result) {
					t.Fatalf("sound, but %+v, not %+v:\n%s", c.result.Findings, quick.result.Findings, tree.Source())
				}
			}
		}
	}
	if typed == 0 || sound == typed || unsound == 0 {
		t.Fatalf("%d files are sound, %d of them with a type, and %d are not", sound, typed, unsound)
	}
}
