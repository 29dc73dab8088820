package paths_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/postwright/postwright/internal/paths"
)

func TestAbsolute(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		".":                        here,
		"a":                        filepath.Join(here, "a"),
		filepath.Join(folder, "b"): filepath.Join(folder, "b"),
	} {
		if got := paths.Absolute(path); got != want {
			t.Errorf("Absolute(%q) is %q, want %q", path, got, want)
		}
	}
}

// TestReal: links are followed, and a path that leads to nothing stays as it is.
func TestReal(t *testing.T) {
	folder := paths.Real(t.TempDir()) // it may be a link itself
	target, link, dangling := filepath.Join(folder, "target"), filepath.Join(folder, "link"), filepath.Join(folder, "dangling")
	if err := os.WriteFile(target, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink("nothing", dangling); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{target: target, link: target, dangling: dangling} {
		if got := paths.Real(path); got != want {
			t.Errorf("Real(%q) is %q, want %q", path, got, want)
		}
	}
}
