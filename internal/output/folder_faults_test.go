package output_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/output"
)

// TestFolderRefuses: if one change of any kind cannot be carried out, none
// is.
func TestFolderRefuses(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a permission")
	}
	outside := tree(t, map[string]string{"x.request.yaml": "x"})
	changed := v3.Change{Path: "a.request.yaml", Before: "1", Text: "2"}
	for _, test := range []struct {
		change v3.Change
		says   string
	}{
		{v3.Change{Path: "b.request.yaml", From: "B.request.yaml", Before: "x", Text: "y", New: true}, "it is a link"},
		{v3.Change{Path: "link/y.request.yaml", Text: "y", New: true}, "it is a link"},
		{v3.Change{Path: "link/x.request.yaml", Before: "x", Gone: true}, "it is a link"},
		{v3.Change{Path: "new/b.request.yaml", From: "link/x.request.yaml", Before: "x", Text: "x", New: true}, "it is a link"},
		{v3.Change{Path: "B.request.yaml", Before: "x", Text: "y"}, "it is a link"},
		{v3.Change{Path: "theirs.request.yaml", Text: "y", New: true}, "there is something already"},
		{v3.Change{Path: "readonly.request.yaml", Before: "r", Text: "y"}, "permission denied"},
		{v3.Change{Path: "readonly.request.yaml", Before: "r", Gone: true}, "permission denied"},
	} {
		files := map[string]string{"a.request.yaml": "1", "theirs.request.yaml": "t", "readonly.request.yaml": "r"}
		folder := tree(t, files)
		for link, to := range map[string]string{"link": outside, "B.request.yaml": filepath.Join(outside, "x.request.yaml")} {
			if err := os.Symlink(to, filepath.Join(folder, link)); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chmod(filepath.Join(folder, "readonly.request.yaml"), 0o444); err != nil {
			t.Fatal(err)
		}
		_, err := output.Folder(folder, &v3.Written{Changes: []v3.Change{changed, {Path: "N/n.request.yaml", Text: "n", New: true}, test.change}})
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%+v: error %v", test.change, err)
		}
		files["B.request.yaml"] = "x" // through the link
		holdsOnly(t, folder, files)
		holdsOnly(t, outside, map[string]string{"x.request.yaml": "x"})
	}
}

// holdsOnly is like holds, and also checks that no folder is empty.
func holdsOnly(t *testing.T, folder string, want map[string]string) {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == folder || entry.Type()&fs.ModeSymlink != 0 && !strings.HasSuffix(path, ".yaml") {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if entries, err := os.ReadDir(path); err == nil && len(entries) == 0 {
				t.Errorf("%s is empty", name)
			}
			return nil
		}
		text, err := os.ReadFile(path)
		found[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(found) != fmt.Sprint(want) {
		t.Errorf("there is %v, want %v", found, want)
	}
}

// TestFolderGoneChanged: a file that was changed in the meantime is not
// removed, and neither is its folder.
func TestFolderGoneChanged(t *testing.T) {
	for _, folders := range [][]string{nil, {"F"}} {
		files := map[string]string{"F/a.request.yaml": "theirs", "F/.resources/definition.yaml": "1"}
		folder := tree(t, files)
		_, err := output.Folder(folder, &v3.Written{
			Changes: []v3.Change{{Path: "F/a.request.yaml", Before: "ours", Gone: true}, {Path: "F/.resources/definition.yaml", Before: "1", Gone: true}},
			Folders: folders,
		})
		if err == nil || !strings.Contains(err.Error(), "it was changed in the meantime") {
			t.Errorf("error %v", err)
		}
		holdsOnly(t, folder, files)
	}
}

// TestFolderEmpty: an existing empty folder is used, and leftovers of an
// interrupted run in it are no obstacle.
func TestFolderEmpty(t *testing.T) {
	folder := tree(t, map[string]string{".Ping.request.yaml1234567890123456789": "half"})
	if !output.IsEmpty(folder) {
		t.Error("it is not empty")
	}
	before, err := os.Stat(folder)
	if err != nil {
		t.Fatal(err)
	}
	_, err = output.Folder(folder, &v3.Written{Changes: []v3.Change{
		{Path: ".resources/definition.yaml", Text: "d", New: true}, {Path: "Ping.request.yaml", Text: "p", New: true},
		{Path: "F/.resources/definition.yaml", Text: "f", New: true}, {Path: "F/Pong.request.yaml", Text: "q", New: true},
	}})
	after, statErr := os.Stat(folder)
	if err != nil || statErr != nil || !os.SameFile(before, after) {
		t.Errorf("%v, %v, or another folder", err, statErr)
	}
	holdsOnly(t, folder, map[string]string{
		".resources/definition.yaml": "d", "Ping.request.yaml": "p", "F/.resources/definition.yaml": "f", "F/Pong.request.yaml": "q",
		".Ping.request.yaml1234567890123456789": "half",
	})
	if output.IsEmpty(folder) {
		t.Error("it is still empty")
	}
}
