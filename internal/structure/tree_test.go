package structure

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// TestTree: the tree in CONTRIBUTING.md has every package, and nothing else.
func TestTree(t *testing.T) {
	root := filepath.Join("..", "..")
	text, err := os.ReadFile(filepath.Join(root, "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, tree, _ := strings.Cut(string(text), "\n```\n")
	tree, _, _ = strings.Cut(tree, "\n```")
	listed := map[string]bool{}
	var around []string // the folders around a line
	for line := range strings.Lines(tree) {
		depth := (len(line) - len(strings.TrimLeft(line, " "))) / 2
		names, _, _ := strings.Cut(strings.TrimSpace(line), "  ")
		around = around[:min(depth, len(around))]
		for name := range strings.SplitSeq(names, ", ") {
			full := path.Join(append(around, name)...)
			listed[full] = true
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(full))); err != nil {
				t.Errorf("CONTRIBUTING.md names %s: %v", full, err)
			}
		}
		around = append(around, strings.TrimSpace(names))
	}
	for _, s := range sources(t) {
		if !listed[s.name()] {
			t.Errorf("CONTRIBUTING.md does not say what %s is for", s.name())
		}
	}
}
