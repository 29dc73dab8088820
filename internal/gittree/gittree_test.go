package gittree_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/gittree"
)

// repository makes the repository of the test the current folder.
func repository(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	t.Chdir(t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	for path, text := range map[string]string{"a/b c.yaml": "b\n", "a/deep/d\u00e9.yaml": "", "a/skipped.txt": "x", "file": "whole\x00\n"} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if runtime.GOOS != "windows" {
		if err := os.Symlink("b c.yaml", "a/link.yaml"); err != nil {
			t.Fatal(err)
		}
	}
	git(t, "init", "-q", "-b", "main")
	git(t, "add", ".")
	git(t, "-c", "user.name=s", "-c", "user.email=s@example.com", "commit", "-qm", "x")
}

func git(t *testing.T, arguments ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), "git", arguments...).CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", arguments, err, out)
	}
}

var most = gittree.Limits{File: 10, Folder: 100, Files: 2}

func yaml(path string) bool { return strings.HasSuffix(path, ".yaml") }

// TestRead: files are read byte for byte, and no links are followed.
func TestRead(t *testing.T) {
	repository(t)
	o, err := gittree.Read("main:a", yaml, most)
	if err != nil || !o.IsFolder || fmt.Sprintf("%q", o.Files) != `[{"b c.yaml" "b\n"} {"deep/dé.yaml" ""}]` {
		t.Errorf("%+v, %v", o, err)
	}
	for _, name := range []string{"HEAD:file", ":file", ":0:file"} {
		o, err = gittree.Read(name, yaml, most)
		if err != nil || o.IsFolder || o.Text != "whole\x00\n" {
			t.Errorf("%s: %+v, %v", name, o, err)
		}
		if path, err := o.WorkPath(); path != "file" || err != nil {
			t.Errorf("%s: %s, %v", name, path, err)
		}
	}
	t.Chdir("a")
	for name, want := range map[string]string{"HEAD:file": "../file", "HEAD:./deep": "deep", "HEAD:../a": "../a"} {
		o, err = gittree.Read(name, yaml, most)
		if err != nil {
			t.Error(err)
			continue
		}
		if path, err := o.WorkPath(); filepath.ToSlash(path) != want || err != nil {
			t.Errorf("%s: %s, %v", name, path, err)
		}
	}
}

// TestRefused: too much is not read, and what git does not have is said.
func TestRefused(t *testing.T) {
	repository(t)
	for name, test := range map[string]struct {
		most gittree.Limits
		says string
	}{
		"main:a":         {gittree.Limits{File: 10, Folder: 100, Files: 1}, "more than 1 files"},
		"main:./a":       {gittree.Limits{File: 10, Folder: 1, Files: 9}, "more than 9 files or 0 MB"},
		"main:file":      {gittree.Limits{File: 1, Folder: 100, Files: 9}, "a file of more than 0 MB"},
		"main:absent":    {most, "git knows no such file or folder"},
		"nowhere:a":      {most, "git knows no such file or folder"},
		"--all:x":        {most, "git knows no such file or folder"},
		"main^{commit}:": {most, ""},
	} {
		_, err := gittree.Read(name, yaml, test.most)
		if (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	t.Setenv("PATH", "")
	if _, err := gittree.Read("main:a", yaml, most); err == nil || !strings.Contains(err.Error(), "cannot read main:a from git: git is not installed") {
		t.Error(err)
	}
}

// TestIsName: the path of a file is none.
func TestIsName(t *testing.T) {
	t.Chdir(t.TempDir())
	if runtime.GOOS != "windows" {
		if err := os.WriteFile("main:there", nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if gittree.IsName("main:there") {
			t.Error("a file is a name in git")
		}
	}
	for name, want := range map[string]bool{"main:a": true, ":1:a": true, "a": false, "-x:a": false, "": false} {
		if gittree.IsName(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}
