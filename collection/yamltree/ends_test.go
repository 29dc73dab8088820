package yamltree

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
)

// TestLargeTexts: no value of a text takes a walk from the start of its line, of a row of
// blanks or of the text.
func TestLargeTexts(t *testing.T) {
	for name, text := range map[string]func(n int) string{
		"a long line for the library": func(n int) string {
			var b strings.Builder
			for i := range n {
				fmt.Fprintf(&b, "k%d: 1, ", i)
			}
			return "{x: &x 1, " + b.String() + "}"
		},
		"a large second document": func(n int) string { return "a: 1\n---\n" + strings.Repeat("? x\n", n) },
		"blanks": func(n int) string {
			return "a: \"" + strings.Repeat(" ", 5*n) + "\\n\"\nb: &b x" + strings.Repeat(" ", 5*n) + "y\n  z\n"
		},
		"lines of YAML 1.1": func(n int) string {
			return "a: \"" + strings.Repeat("\u2028", n) + "\"\nb: &b [" + strings.Repeat("\u2028,", n) + "]"
		},
	} {
		testkit.Linear(t, name, 1500, func(n int) { checkPlaces(t, name, text(n)) })
	}
}

// checkPlaces reads a text and checks that the positions of its keys are in order.
func checkPlaces(t *testing.T, name, text string) {
	t.Helper()
	tree, err := Parse(text)
	if strings.Contains(text, "\n---\n") {
		if err == nil || !strings.Contains(err.Message, "more than one document") {
			t.Errorf("%s: %v", name, err)
		}
		return
	}
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	last := 0
	for _, p := range tree.Root.Pairs {
		if _, column := tree.Position(p.Key.Start()); p.Key.Start() < last || column < 1 {
			t.Fatalf("%s: %q is at %d, after %d", name, p.Key.Text, p.Key.Start(), last)
		}
		last = p.Key.Start()
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
		if tree, err := Parse(text); err == nil || tree.Root != nil || !strings.Contains(err.Message, "expand to more than 1 MB") || text[err.Start] != '*' {
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
