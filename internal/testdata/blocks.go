package testdata

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

var fenced = regexp.MustCompile("(?s)```(\\w*)\n(.*?)```")

// Blocks are the code blocks of a page of the repository, such as README.md, in
// one language.
func Blocks(t testing.TB, page, language string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root(), filepath.FromSlash(page)))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, m := range fenced.FindAllStringSubmatch(string(text), -1) {
		if m[1] == language {
			found = append(found, m[2])
		}
	}
	return found
}
