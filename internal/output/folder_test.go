package output_test

import (
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/output"
	"github.com/postwright/postwright/internal/testkit"
)

// tree creates a folder with files.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// holds checks the files in a folder.
func holds(t *testing.T, folder string, want map[string]string) {
	t.Helper()
	got := map[string]string{}
	for _, f := range testkit.Below(t, folder) {
		got[f.Name] = f.Text
	}
	if !maps.Equal(got, want) {
		t.Errorf("there is %v, want %v", got, want)
	}
}

func TestFolder(t *testing.T) {
	folder := tree(t, map[string]string{
		"Ping.request.yaml": "1", "Old.request.yaml": "2", "F/.resources/definition.yaml": "3", "G/.resources/definition.yaml": "4",
		"G/notes.txt": "5", ".resources/Old.resources/examples/a.example.yaml": "6", ".resources/definition.yaml": "7",
	})
	left, err := output.Folder(folder, &v3.Written{
		Changes: []v3.Change{
			{Path: "New/.resources/definition.yaml", Text: "n", New: true},
			{Path: ".resources/definition.yaml", Before: "7", Text: "8"},
			{Path: "ping.request.yaml", From: "Ping.request.yaml", Before: "1", Text: "9", New: true},
			{Path: "Old.request.yaml", Before: "2", Gone: true},
			{Path: ".resources/Old.resources/examples/a.example.yaml", Before: "6", Gone: true},
			{Path: "F/.resources/definition.yaml", Before: "3", Gone: true},
			{Path: "G/.resources/definition.yaml", Before: "4", Gone: true},
		},
		Folders: []string{"F", "G"},
	})
	if err != nil {
		t.Fatal(err)
	}
	holds(t, folder, map[string]string{
		"New/.resources/definition.yaml": "n", ".resources/definition.yaml": "8", "ping.request.yaml": "9", "G/notes.txt": "5",
	})
	if !slices.Equal(left, []string{filepath.Join(folder, "G")}) {
		t.Errorf("left %v", left)
	}
	for _, gone := range []string{"F", ".resources/Old.resources"} {
		if _, err := os.Stat(filepath.Join(folder, gone)); err == nil {
			t.Errorf("%s is still there", gone)
		}
	}
}

// TestFolderWhole: if one file cannot be written, none is, and nothing stays
// behind.
func TestFolderWhole(t *testing.T) {
	files := map[string]string{"a.request.yaml": "1", "b.request.yaml": "2"}
	folder := tree(t, files)
	if err := os.MkdirAll(filepath.Join(folder, "c.request.yaml"), 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := output.Folder(folder, &v3.Written{Changes: []v3.Change{
		{Path: "N/x.request.yaml", Text: "x", New: true},
		{Path: "a.request.yaml", Before: "1", Text: "3"},
		{Path: "c.request.yaml", Text: "c", New: true},
		{Path: "b.request.yaml", Before: "2", Gone: true},
	}})
	if err == nil {
		t.Fatal("no error")
	}
	holds(t, folder, files)
	if _, err := os.Stat(filepath.Join(folder, "N")); err == nil {
		t.Error("a folder was made for nothing")
	}
}

// TestFolderChanged: a file that was changed in the meantime stays.
func TestFolderChanged(t *testing.T) {
	folder := tree(t, map[string]string{"a.request.yaml": "theirs"})
	_, err := output.Folder(folder, &v3.Written{Changes: []v3.Change{{Path: "a.request.yaml", Before: "1", Text: "3"}}})
	if err == nil || !strings.Contains(err.Error(), "it was changed in the meantime") {
		t.Errorf("error %v", err)
	}
	holds(t, folder, map[string]string{"a.request.yaml": "theirs"})
}

// TestFolderLink: nothing is written through a link that leads out of the
// folder.
func TestFolderLink(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a permission")
	}
	outside := tree(t, map[string]string{"x.request.yaml": "1"})
	folder := tree(t, nil)
	if err := os.Symlink(outside, filepath.Join(folder, "F")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []v3.Change{
		{Path: "F/x.request.yaml", Before: "1", Text: "2"}, {Path: "F/y.request.yaml", Text: "2", New: true}, {Path: "F/x.request.yaml", Before: "1", Gone: true},
	} {
		if _, err := output.Folder(folder, &v3.Written{Changes: []v3.Change{c}}); err == nil {
			t.Errorf("%s is written", c.Path)
		}
	}
	holds(t, outside, map[string]string{"x.request.yaml": "1"})
}
