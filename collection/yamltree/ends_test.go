package yamltree

import (
	"fmt"
	"strings"
	"testing"
)

// TestLargeTexts reads texts at sizes at which a walk that starts again for each value
// would take minutes.
func TestLargeTexts(t *testing.T) {
	const n = 100_000
	var keys strings.Builder
	for i := range n {
		fmt.Fprintf(&keys, "k%d: 1, ", i)
	}
	for name, text := range map[string]string{
		"a long line for the library": "{x: &x 1, " + keys.String() + "}",
		"a large second document":     "a: 1\n---\n" + strings.Repeat("? x\n", n),
		"lines of YAML 1.1":           "a: \"" + strings.Repeat("\u2028", n) + "\"\nb: &b [" + strings.Repeat("\u2028,", n) + "]",
	} {
		tree, err := Parse(text)
		if name == "a large second document" {
			if err == nil || !strings.Contains(err.Message, "more than one document") {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		last := 0
		for _, p := range tree.Root.Pairs {
			_, column := tree.Position(p.Key.Start())
			if p.Key.Start() < last || column < 1 {
				t.Fatalf("%s: %q is at %d, after %d", name, p.Key.Text, p.Key.Start(), last)
			}
			last = p.Key.Start()
		}
	}
}

// TestAliasLimit: aliases that expand to more than any file needs are refused where they
// do, whatever reads the tree later.
func TestAliasLimit(t *testing.T) {
	bomb := "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 40; i++ {
		bomb += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	keys := "big: &big {"
	for i := range 5000 {
		keys += fmt.Sprintf("k%d: v, ", i)
	}
	for name, text := range map[string]string{"bomb": bomb, "merge keys": keys + "}\nall:\n  <<: [" + strings.Repeat("*big, ", 5000) + "]"} {
		if tree, err := Parse(text); err == nil || tree.Root != nil || !strings.Contains(err.Message, "expand to more than 4 MB") || text[err.Start] != '*' {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Parse("a: &a [1, 2]\nb: [" + strings.Repeat("*a, ", 10_000) + "]"); err != nil {
		t.Error(err)
	}
}

// TestMembers: the function finds what Get finds, in small and large mappings.
func TestMembers(t *testing.T) {
	var none *Node
	if none.Members()("a") != nil {
		t.Error("no mapping has a member")
	}
	for _, size := range []int{0, 3, 100} {
		n := &Node{Kind: Mapping}
		for i := range size {
			n.Pairs = append(n.Pairs, Pair{Text(fmt.Sprint("k", i%70)), Text(fmt.Sprint(i))})
		}
		members := n.Members()
		for i := range size + 1 {
			if key := fmt.Sprint("k", i); members(key) != n.Get(key) {
				t.Errorf("%d: %s is %v, want %v", size, key, members(key), n.Get(key))
			}
		}
	}
}
