package inputs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/inputs"
)

func TestFolder(t *testing.T) {
	outside := t.TempDir()
	dir := filepath.Join(outside, "folder")
	for name, text := range map[string]string{"secret": "secret", "folder/api.yaml": "api", "folder/sub/a.yaml": "a", "folder/sub/b": "b"} {
		path := filepath.Join(outside, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Truncate(filepath.Join(dir, "sub", "b"), 64<<20+1); err != nil {
		t.Fatal(err)
	}
	for link, target := range map[string]string{
		"inside": "sub/a.yaml", "up": "../secret", "absolute": filepath.Join(outside, "secret"), "out": "..", "loop": "loop", "gone": "nothing",
	} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	f, err := inputs.FolderOf(filepath.Join(dir, "api.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, name := range []string{"sub/a.yaml", "sub/../sub/a.yaml", "inside"} {
		if text, err := f.Read(name); err != nil || text != "a" {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
	for name, want := range map[string]string{
		"up":             "escapes",
		"absolute":       "escapes",
		"out/secret":     "escapes",
		"../secret":      "escapes",
		"/etc/passwd":    "escapes",
		"loop":           "too many levels",
		"gone":           "there is no such file",
		"absent":         "there is no such file",
		"sub":            "it is not a file",
		".":              "it is not a file",
		"sub/b":          "it has more than 64 MB",
		"sub/a.yaml\x00": "invalid",
	} {
		text, err := f.Read(name)
		if err == nil || text != "" || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "cannot read "+filepath.Join(dir, name)) {
			t.Errorf("%q: %q, %v; want %q", name, text, err, want)
		}
	}
	if got, want := f.Path("sub/a.yaml"), filepath.Join(dir, "sub", "a.yaml"); got != want {
		t.Errorf("path %s, want %s", got, want)
	}

	none, err := inputs.FolderOf("-")
	if err != nil {
		t.Fatal(err)
	}
	defer none.Close()
	if _, err := none.Read("a.yaml"); err == nil || err.Error() != "cannot read a.yaml: standard input has no folder" {
		t.Error(err)
	}
	if _, err := inputs.FolderOf(filepath.Join(dir, "absent", "api.yaml")); err == nil || !strings.Contains(err.Error(), "there is no such file") {
		t.Error(err)
	}
}
