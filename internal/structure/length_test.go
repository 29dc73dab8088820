package structure

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"testing"
)

// longest is the maximum number of lines of a file that is not a test.
const longest = 500

// TestLength: no file is too long to read.
func TestLength(t *testing.T) {
	files := 0
	for _, s := range sources(t) {
		for _, name := range append(s.GoFiles, s.IgnoredGoFiles...) {
			if matched, _ := path.Match("*_test.go", name); matched {
				continue
			}
			files++
			text, err := os.ReadFile(filepath.Join(s.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if lines := bytes.Count(text, []byte("\n")); lines > longest {
				t.Errorf("%s has %d lines, more than %d", path.Join(s.name(), name), lines, longest)
			}
		}
	}
	if files < 200 {
		t.Errorf("only %d files found", files)
	}
}
