//go:build unix

package inputs_test

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/postwright/postwright/internal/inputs"
)

// TestFolderOfLinksAndPipes: a link is followed to the folder that is named and to
// files in it; pipes are left alone.
func TestFolderOfLinksAndPipes(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll("real/folder.postman_collection.json", 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"real/a.postman_collection.json", "elsewhere.json"} {
		if err := os.WriteFile(name, []byte("{}"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, to := range map[string]string{
		"link": "real", "real/b.postman_collection.json": "../elsewhere.json",
		"real/c.postman_collection.json": "folder.postman_collection.json", "real/d.postman_collection.json": "nowhere",
	} {
		if err := os.Symlink(to, name); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo("real/e.postman_collection.json", 0o600); err != nil {
		t.Skip(err)
	}
	for _, folder := range []string{"real", "link", "link/", "./link"} {
		files, err := inputs.Expand([]string{folder})
		name := path.Clean(folder)
		want := []string{name + "/a.postman_collection.json", name + "/b.postman_collection.json", name + "/d.postman_collection.json"}
		if err != nil || !slices.Equal(files, want) {
			t.Errorf("%s gives %q, %v; want %q", folder, files, err, want)
		}
	}
	const pipe = "real/e.postman_collection.json"
	for argument, want := range map[string]string{
		"real/*.json": "real/a.postman_collection.json real/b.postman_collection.json real/d.postman_collection.json",
		pipe:          pipe, // as a shell's <(…) is
	} {
		if files, err := inputs.Expand([]string{argument}); err != nil || strings.Join(files, " ") != want {
			t.Errorf("%s gives %q, %v; want %s", argument, files, err, want)
		}
	}
	if files, err := inputs.Expand([]string{"real/e.*"}); err == nil {
		t.Errorf("a pattern that only a pipe matches gives %q", files)
	}
}

// TestPipe: a pipe that nobody writes to is not waited for.
func TestPipe(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Skip(err)
	}
	f, err := inputs.FolderOf(filepath.Join(dir, "api.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Read("pipe"); err == nil || !strings.Contains(err.Error(), "it is not a file") {
		t.Error(err)
	}
}
