package output

import (
	"slices"
	"strings"
	"testing"

	v3 "github.com/postwright/postwright/collection/v3"
)

// FuzzNote: a note that may come with a repository names files of the format in the
// folder, or nothing; what is read of it can be written and read again.
func FuzzNote(f *testing.F) {
	text, err := noteText(note{
		changes: []v3.Change{{Path: "B", From: "A", Folder: true}, {Path: "B/b.request.yaml", Before: "1\n", Text: "\xff\n"}, {Path: "c.request.yaml", Before: "1", Gone: true}},
		with:    []int{0, 1, 2}, folders: []string{"C"},
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add(strings.Replace(text, "B/b", "../", 1))
	f.Add(strings.Replace(text, "A", "/", 1))
	f.Fuzz(func(t *testing.T, text string) {
		n, _, err := parseNote(text)
		if err != nil {
			return
		}
		for _, c := range n.changes {
			for _, path := range []string{c.Path, c.From} {
				if strings.HasPrefix(path, "/") || slices.Contains(strings.Split(path, "/"), "..") || slices.Contains(strings.Split(path, "/"), ".git") {
					t.Errorf("it names %q", path)
				}
			}
		}
		printed, err := noteText(n)
		if err != nil {
			t.Fatal(err)
		}
		again, done, err := parseNote(printed)
		if err != nil || done != 0 || !slices.Equal(again.changes, n.changes) || !slices.Equal(again.folders, n.folders) || !slices.Equal(again.with, n.with) {
			t.Errorf("%q is read as %+v, %v", printed, again, err)
		}
	})
}
