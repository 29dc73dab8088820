package atomicfile_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/testkit"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	p, err := atomicfile.Stage(path, text)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Commit(); err != nil {
		t.Fatal(err)
	}
}

func entries(t *testing.T, folder string) int {
	t.Helper()
	list, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

func TestReplace(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "f")
	write(t, path, "one")
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	write(t, path, "two")
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if testkit.FileText(t, path) != "two" || info.Mode().Perm() != 0o600 || entries(t, folder) != 1 {
		t.Errorf("%q, %v, %d entries", testkit.FileText(t, path), info.Mode(), entries(t, folder))
	}
}

func TestDiscard(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "f")
	write(t, path, "one")
	p, err := atomicfile.Stage(path, "two")
	if err != nil {
		t.Fatal(err)
	}
	if testkit.FileText(t, path) != "one" {
		t.Error("staging already changes the file")
	}
	p.Discard()
	p.Discard()
	if testkit.FileText(t, path) != "one" || entries(t, folder) != 1 {
		t.Errorf("%q, %d entries", testkit.FileText(t, path), entries(t, folder))
	}
}

func TestSymlinkStays(t *testing.T) {
	folder := t.TempDir()
	target, link := filepath.Join(folder, "target"), filepath.Join(folder, "link")
	write(t, target, "one")
	if err := os.Symlink("target", link); err != nil {
		t.Skip(err)
	}
	write(t, link, "two")
	dangling := filepath.Join(folder, "dangling")
	if err := os.Symlink("absent", dangling); err != nil {
		t.Fatal(err)
	}
	write(t, dangling, "three")
	if got := testkit.FileText(t, filepath.Join(folder, "absent")); got != "three" {
		t.Errorf("behind the dangling link is %q", got)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 || testkit.FileText(t, target) != "two" {
		t.Errorf("%v, %v, %q", info.Mode(), err, testkit.FileText(t, target))
	}
}

// TestTarget: what leads to one file has one target, also where the file, or its
// folder, is not there.
func TestTarget(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	if err := os.Mkdir("real", 0o755); err != nil {
		t.Fatal(err)
	}
	for link, target := range map[string]string{"linked": "real", "dangling": filepath.Join("linked", "f"), "loop": "loop"} {
		if err := os.Symlink(target, link); err != nil {
			t.Skip(err)
		}
	}
	same := func(want bool, paths ...string) {
		t.Helper()
		for _, path := range paths[1:] {
			if (atomicfile.Target(path) == atomicfile.Target(paths[0])) != want {
				t.Errorf("%s leads to %s, %s to %s", paths[0], atomicfile.Target(paths[0]), path, atomicfile.Target(path))
			}
		}
	}
	for range 2 {
		same(true, "real/f", "./real/../real/f", "linked/f", "dangling", filepath.Join(folder, "real", "f"))
		same(true, "absent/f", "./absent/f", filepath.Join(folder, "absent", "f"))
		same(false, "real/f", "real/g", "f", "absent/f", "loop")
		write(t, "real/f", "now it is there")
	}
}

func TestRefused(t *testing.T) {
	folder := t.TempDir()
	readOnly := filepath.Join(folder, "read-only")
	write(t, readOnly, "mine")
	if err := os.Chmod(readOnly, 0o444); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		folder:                               "it is a folder",
		filepath.Join(folder, "absent", "f"): "the folder " + filepath.Join(folder, "absent") + " does not exist",
		readOnly:                             "permission denied",
	} {
		if _, err := atomicfile.Stage(path, "x"); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "cannot write "+path+": ") {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
	if testkit.FileText(t, readOnly) != "mine" {
		t.Error("the read-only file was changed")
	}
}

func TestFullDevice(t *testing.T) {
	const full = "/dev/full"
	if _, err := os.Stat(full); err != nil {
		t.Skip(err)
	}
	p, err := atomicfile.Stage(full, "x")
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Commit(); err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Error(err)
	}
}

// TestStageOver: what somebody else wrote meanwhile stays.
func TestStageOver(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "f")
	write(t, path, "one")
	over := func(before, text string) error {
		p, err := atomicfile.StageOver(path, before, text)
		if err != nil {
			t.Fatal(err)
		}
		return p.Commit()
	}
	if err := over("one", "two"); err != nil || testkit.FileText(t, path) != "two" {
		t.Errorf("%v, %q", err, testkit.FileText(t, path))
	}
	for _, meanwhile := range []string{"", "one", "twO", "two and more"} {
		write(t, path, meanwhile)
		if err := over("two", "three"); err == nil || !strings.Contains(err.Error(), "cannot write "+path+": it was changed in the meantime") || testkit.FileText(t, path) != meanwhile {
			t.Errorf("%v, %q, want %q", err, testkit.FileText(t, path), meanwhile)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := over("two", "three"); err == nil || entries(t, folder) != 0 {
		t.Errorf("%v, %d entries", err, entries(t, folder))
	}
	large := strings.Repeat("0123456789", 1<<20)
	write(t, path, large)
	if err := over(large, "small"); err != nil || testkit.FileText(t, path) != "small" {
		t.Error(err)
	}
	write(t, path, large)
	if err := over(large[:len(large)-1]+"!", "small"); err == nil || testkit.FileText(t, path) != large {
		t.Error("a difference at the end is not seen")
	}
	if entries(t, folder) != 1 {
		t.Errorf("%d entries", entries(t, folder))
	}
}

// TestCommitFails: what cannot be put in its place leaves nothing behind.
func TestCommitFails(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "f")
	p, err := atomicfile.Stage(path, "text")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := p.Commit(); err == nil || entries(t, folder) != 1 {
		t.Errorf("%v, %d entries", err, entries(t, folder))
	}
}

// TestTogether: files that belong together change together or not at all.
func TestTogether(t *testing.T) {
	folder := t.TempDir()
	a, b := filepath.Join(folder, "a"), filepath.Join(folder, "b")
	write(t, a, "old")
	both := func(path string) error {
		var files atomicfile.Together
		defer files.Discard()
		if err := files.StageOver(a, "old", "new"); err != nil {
			return err
		}
		if err := files.Stage(path, "new"); err != nil {
			return err
		}
		return files.Commit()
	}
	if err := both(folder); err == nil || testkit.FileText(t, a) != "old" || entries(t, folder) != 1 {
		t.Errorf("%v, %q, %d entries", err, testkit.FileText(t, a), entries(t, folder))
	}
	if err := both(b); err != nil || testkit.FileText(t, a) != "new" || testkit.FileText(t, b) != "new" || entries(t, folder) != 2 {
		t.Errorf("%v, %q, %q, %d entries", err, testkit.FileText(t, a), testkit.FileText(t, b), entries(t, folder))
	}
	if err := both(b); err == nil || entries(t, folder) != 2 {
		t.Errorf("%v, %d entries", err, entries(t, folder))
	}
}

// TestStagePrivate: a private file is its owner's alone, also where it replaces one
// that others could read.
func TestStagePrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such permissions")
	}
	path := filepath.Join(t.TempDir(), "tokens.json")
	for _, before := range []fs.FileMode{0, 0o644, 0o600} {
		if before != 0 {
			if err := os.Chmod(path, before); err != nil {
				t.Fatal(err)
			}
		}
		p, err := atomicfile.StagePrivate(path, "secret")
		if err == nil {
			err = p.Commit()
		}
		if info, statErr := os.Stat(path); err != nil || statErr != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("from %o: %v, %v, %v", before, info, err, statErr)
		}
	}
}
