package main

import (
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/yamltree"
	"github.com/postwright/postwright/internal/testkit"
)

// TestMergeOneSide: a change that only theirs made in a file of format v3 is in the merged
// file, whatever member it is in, and one that only ours made stays to the byte.
func TestMergeOneSide(t *testing.T) {
	files := map[string]string{} // one of each shape
	for _, folder := range testkit.V3Folders(t) {
		for _, f := range testkit.Below(t, folder) {
			if kind := v3.KindOf(f.Text); kind != "" && len(f.Text) < 4000 {
				files[kind+" "+shapeOf(f.Text)] = f.Text
			}
		}
	}
	step := 4
	if testing.Short() {
		step = 12
	}
	t.Chdir(t.TempDir())
	merged := 0
	for n, shape := range slices.Sorted(maps.Keys(files)) {
		if n%step != 0 {
			continue
		}
		text := files[shape]
		for what, changed := range mutationsOf(text) {
			check := func(how, command, result string, exact bool) {
				code, said := runs(t, command)
				if code == 2 { // not a file of format v3 any more
					return
				}
				merged++
				got := testkit.FileText(t, result)
				a, _ := yamltree.Parse(got)
				b, _ := yamltree.Parse(changed)
				if code != 0 || exact && got != changed || !yamltree.Equal(inKeyOrder(a.Root), inKeyOrder(b.Root)) {
					t.Errorf("%s, %s, %s: exit code %d %s\n%s", shape, what, how, code, said, testkit.Diff(changed, got))
				}
			}
			put := func(base, ours, theirs string) {
				writeTo(t, "b", base)
				writeTo(t, "o", ours)
				writeTo(t, "t", theirs)
			}
			put(text, text, changed)
			check("changed by theirs", "merge --path x.request.yaml b o t", "o", false)
			put(text, changed, text)
			check("changed by ours", "merge --path x.request.yaml b o t", "o", true)
			inside := placeOf(v3.KindOf(text))
			if inside == "" || slices.ContainsFunc([]string{"/order ", "/name ", "/url ", "/examples "}, func(key string) bool { return strings.HasPrefix(what, key) }) {
				continue // what depends on other files
			}
			for folder, text := range map[string]string{"base": text, "ours": text, "theirs": changed} {
				if err := os.RemoveAll(folder); err != nil {
					t.Fatal(err)
				}
				testkit.WriteBelow(t, folder, "r.request.yaml", "$kind: http-request\nurl: a\nexamples: ./.resources/r.resources/examples\n")
				testkit.WriteBelow(t, folder, inside, text)
			}
			check("changed by theirs, in a folder", "merge base ours theirs", path.Join("ours", inside), false)
		}
	}
	if merged < 100 {
		t.Errorf("only %d merges", merged)
	}
}

// placeOf returns where a file of a kind is in a collection; "" for an environment.
func placeOf(kind string) string {
	switch {
	case kind == "collection":
		return ".resources/definition.yaml"
	case strings.HasSuffix(kind, "-example"):
		return ".resources/r.resources/examples/x.example.yaml"
	case strings.HasSuffix(kind, "-request"):
		return "x.request.yaml"
	}
	return ""
}

// shapeOf returns the members of a file, without their values.
func shapeOf(text string) string {
	tree, _ := yamltree.Parse(text)
	var keys []string
	for _, p := range tree.Root.Pairs {
		keys = append(keys, p.Key.Text+p.Value.Get("type").String())
	}
	return strings.Join(keys, " ")
}

// mutationsOf returns a file with each value in turn changed, removed, and with one more.
func mutationsOf(text string) map[string]string {
	tree, _ := yamltree.Parse(text)
	all := map[string]string{}
	whole := tree.Root.Clone()
	add := func(what string) {
		if text, err := yamltree.Rewrite(tree, whole); err == nil {
			all[what] = text
		}
	}
	var walk func(at string, n *yamltree.Node)
	walk = func(at string, n *yamltree.Node) {
		if n.Kind == yamltree.Mapping {
			n.Set("more", yamltree.Text("x"))
			add(at + "/ has more")
			n.Delete("more")
		}
		for i, p := range n.Pairs {
			if p.Key.Text == "$kind" || p.Key.Text == "id" { // another file; what Postman makes anew
				continue
			}
			if p.Value.Kind == yamltree.String {
				n.Pairs[i].Value = yamltree.Text(p.Value.Text + "x")
				add(at + "/" + p.Key.Text + " changes")
				n.Pairs[i] = p
			}
			pairs := n.Pairs
			n.Pairs = slices.Delete(slices.Clone(pairs), i, i+1)
			add(at + "/" + p.Key.Text + " goes")
			n.Pairs = pairs
			walk(at+"/"+p.Key.Text, p.Value)
		}
		for i := range min(2, len(n.Items)) {
			items := n.Items
			n.Items = slices.Delete(slices.Clone(items), i, i+1)
			add(at + "/* goes")
			n.Items = items
			walk(at+"/*", items[i])
		}
	}
	walk("", whole)
	return all
}

// inKeyOrder returns a value whose maps are in the order of their keys.
func inKeyOrder(n *yamltree.Node) *yamltree.Node {
	if n == nil {
		return nil
	}
	n = n.Clone()
	slices.SortStableFunc(n.Pairs, func(a, b yamltree.Pair) int { return strings.Compare(a.Key.Text, b.Key.Text) })
	for i := range n.Pairs {
		n.Pairs[i].Value = inKeyOrder(n.Pairs[i].Value)
	}
	for i := range n.Items {
		n.Items[i] = inKeyOrder(n.Items[i])
	}
	return n
}
