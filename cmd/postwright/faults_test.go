//go:build unix

package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/postwright/postwright/internal/inputs"
)

// TestKilled kills each writing command at many moments: each file is the old
// or the new one, and a later run finishes the work.
func TestKilled(t *testing.T) {
	takesLong(t)
	writers, rounds := some(24)
	var killed atomic.Int32
	t.Run("writers", func(t *testing.T) {
		eachWriter(t, writers, func(t *testing.T, w writer) {
			whole := w.whole(t)
			for round := range rounds {
				folder := folderOf(t, whole.before)
				c := w.process(t, folder)
				if err := c.Start(); err != nil {
					t.Fatal(err)
				}
				switch round % 3 {
				case 0:
					time.Sleep(whole.took * time.Duration(round) / time.Duration(rounds))
				case 1:
					awaitTemporary(t, folder, c, whole.took)
				default:
					awaitChange(folder, whole, round)
				}
				_ = c.Process.Kill()
				if err := c.Wait(); err != nil && c.ProcessState.ExitCode() == -1 {
					killed.Add(1)
				}
				isWhole(t, filesIn(t, folder), whole.before, whole.after)
				loads(t, folder)
				finishes(t, w, folder, whole.after)
			}
		})
	})
	if killed.Load() == 0 {
		t.Error("no process was killed before its end")
	}
}

// finishes checks that a run on what an earlier one left completes it.
func finishes(t *testing.T, w writer, folder string, after map[string]string) {
	t.Helper()
	code, said := finish(t, w.process(t, folder))
	if code != w.code && code != w.again {
		t.Errorf("a later run has exit code %d\n%s", code, said)
	}
	got := filesIn(t, folder)
	for name, text := range after {
		if got[name] != text {
			t.Errorf("after a later run %s is another file than without the fault\n%s", name, said)
		}
	}
	for name := range got {
		// Nothing reads what belonged to a removed request.
		if _, ok := after[name]; !ok && !temporary.MatchString(name) && !ofRequest.MatchString(name) {
			t.Errorf("after a later run there is still %s", name)
		}
	}
}

// ofRequest matches the paths of what belongs to a request in format v3.
var ofRequest = regexp.MustCompile(`(^|/)\.resources/[^/]+\.resources/`)

// awaitTemporary returns when a process creates a temporary file, when it
// ends, or after patience.
func awaitTemporary(t *testing.T, folder string, c *exec.Cmd, patience time.Duration) {
	t.Helper()
	for started := time.Now(); time.Since(started) < patience; {
		found := false
		_ = filepath.WalkDir(folder, func(path string, _ fs.DirEntry, _ error) error {
			if found = found || temporary.MatchString(filepath.ToSlash(path[len(folder):])); found {
				return fs.SkipAll
			}
			return nil
		})
		if found {
			return
		}
		time.Sleep(100 * time.Microsecond)
	}
}

// awaitChange returns when a process has changed, made or removed some files, or takes too
// long. Round says how many: none but for the note of what is to be done, one, or half.
func awaitChange(folder string, whole wholeRun, round int) {
	note := filepath.Join(folder, strings.Fields(whole.writes)[0], inputs.Unfinished)
	known := map[string]fs.FileInfo{}
	for _, files := range []map[string]string{whole.before, whole.after} {
		for name := range files {
			before, was := whole.before[name]
			if after, is := whole.after[name]; was != is || before != after {
				known[name], _ = os.Lstat(filepath.Join(folder, name))
			}
		}
	}
	enough := [3]int{0, 1, len(known) / 2}[round/3%3]
	for started := time.Now(); time.Since(started) < 2*whole.took; {
		changed := 0
		for name, before := range known {
			info, err := os.Lstat(filepath.Join(folder, name))
			if (err == nil) != (before != nil) || err == nil && !os.SameFile(info, before) {
				changed++
			}
		}
		if _, err := os.Lstat(note); changed > enough || enough == 0 && err == nil {
			return
		}
	}
}

// TestInterruptedWriters: Ctrl-C leaves complete files and no leftovers.
func TestInterruptedWriters(t *testing.T) {
	writers, rounds := some(8)
	eachWriter(t, writers, func(t *testing.T, w writer) {
		whole := w.whole(t)
		for range rounds {
			folder := folderOf(t, whole.before)
			c := w.process(t, folder)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			awaitTemporary(t, folder, c, whole.took)
			_ = c.Process.Signal(os.Interrupt)
			_ = c.Wait()
			status := c.ProcessState.Sys().(syscall.WaitStatus)
			if status.Signal() != syscall.SIGINT && status.ExitStatus() != w.code {
				t.Errorf("it ended by %v", c.ProcessState)
			}
			got := filesIn(t, folder)
			isWhole(t, got, whole.before, whole.after)
			if left := leftovers(got); len(left) > 0 {
				t.Errorf("it left %q", left)
			}
		}
	})
}

// TestFullDisk: if the disk is full, or becomes full, nothing changes.
func TestFullDisk(t *testing.T) {
	takesLong(t)
	eachWriter(t, writers, func(t *testing.T, w writer) {
		before := w.whole(t).before
		folder := folderOf(t, before)
		program := w.process(t, folder)
		c := exec.CommandContext(t.Context(), "bash", append([]string{"-c", `ulimit -f 0; exec -a postwright "$@"`, "bash", program.Path}, program.Args[1:]...)...)
		c.Dir = folder
		code, said := finish(t, c)
		unchanged(t, folder, before, code, said)
		if !strings.Contains(said, "file too large") {
			t.Errorf("it does not say why: %s", said)
		}
	})
}

// TestReadOnlyFolder: in a read-only folder nothing changes.
func TestReadOnlyFolder(t *testing.T) {
	takesLong(t)
	nobody := nobody(t)
	eachWriter(t, writers, func(t *testing.T, w writer) {
		before := w.whole(t).before
		folder := folderOf(t, before)
		permit(t, folder, 0o555)
		t.Cleanup(func() { permit(t, folder, 0o755) })
		c := w.process(t, folder)
		nobody(c)
		code, said := finish(t, c)
		unchanged(t, folder, before, code, said)
		if !strings.Contains(said, "permission denied") {
			t.Errorf("it does not say why: %s", said)
		}
	})
}

// permit sets the permissions of a folder and those below it.
func permit(t *testing.T, folder string, mode fs.FileMode) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		return os.Chmod(path, mode)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestNoPermission: all commands name files that they may not read.
func TestNoPermission(t *testing.T) {
	nobody := nobody(t)
	folder := folderOf(t, writersInputs())
	if err := os.Chmod(filepath.Join(folder, "c.json"), 0); err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{
		"validate c.json", "validate --schema c.json base.json", "lint c.json", "lint --environment c.json base.json", "lint --template ./c.json base.json",
		"lint --baseline c.json base.json", "fmt c.json", "upgrade c.json", "diff c.json base.json", "diff base.json c.json",
		"merge c.json base.json ours.json", "merge base.json c.json ours.json", "merge base.json ours.json c.json",
		"docs c.json", "scopes c.json", "scopes --openapi c.json", "generate ./c.json", "generate --openapi c.json", "generate --scopes @c.json",
		"generate -o c.json", "generate -o c.json --check", "import-template c.json",
		"token --environment c.json", "token --environment e.json --collection c.json",
	} {
		c := process(t, folder, strings.Fields(args)...)
		nobody(c)
		code, said := finish(t, c)
		if code != exitFailed || !strings.Contains(said, "cannot read ") || !strings.Contains(said, "permission denied") {
			t.Errorf("%s: exit code %d\n%s", args, code, said)
		}
	}
}

// nobody makes processes run as an unprivileged user, who can reach their
// folders and the program.
func nobody(t *testing.T) func(*exec.Cmd) {
	t.Helper()
	if os.Geteuid() != 0 {
		return func(*exec.Cmd) {}
	}
	const id = 65534
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "postwright")
	if err := os.WriteFile(copied, program, 0o755); err != nil {
		t.Fatal(err)
	}
	reachable := func(folder string) {
		for ; folder != os.TempDir() && filepath.Dir(folder) != folder; folder = filepath.Dir(folder) {
			if info, err := os.Stat(folder); err == nil && info.Mode().Perm()&0o055 != 0o055 {
				if err := os.Chmod(folder, info.Mode().Perm()|0o055); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	reachable(filepath.Dir(copied))
	return func(c *exec.Cmd) {
		reachable(c.Dir)
		c.Path = copied
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: id, Gid: id}}
	}
}

// unchanged checks that a job failed and left all files as they were.
func unchanged(t *testing.T, folder string, before map[string]string, code int, said string) {
	t.Helper()
	if code != exitFailed {
		t.Errorf("exit code %d\n%s", code, said)
	}
	got := filesIn(t, folder)
	for name, text := range got {
		if old, was := before[name]; (!was || old != text) && !(strings.HasSuffix(name, "/") && holdsAny(before, name)) {
			t.Errorf("%s was made or changed", name)
		}
	}
	for name := range before {
		if _, stays := got[name]; !stays {
			t.Errorf("%s is gone", name)
		}
	}
	if !strings.Contains(said, "cannot write ") && !strings.Contains(said, "cannot make ") && !strings.Contains(said, "cannot remove ") {
		t.Errorf("it does not say what could not be written: %s", said)
	}
}

// TestWritersFollowLinks: a symbolic link stays, and its target changes.
func TestWritersFollowLinks(t *testing.T) {
	takesLong(t)
	eachWriter(t, writers, func(t *testing.T, w writer) {
		before, after := w.whole(t).before, w.whole(t).after
		if w.isFolder() {
			t.Skip("nothing is written through links in a folder")
		}
		folder := folderOf(t, before)
		real := filepath.Join(folder, "real")
		if err := os.Mkdir(real, 0o755); err != nil {
			t.Fatal(err)
		}
		written := strings.Fields(w.writes)
		for _, name := range written {
			link := filepath.Join(folder, name)
			if _, ok := before[name]; ok {
				if err := os.Rename(link, filepath.Join(real, name)); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Symlink(filepath.Join("real", name), link); err != nil {
				t.Skip("no links here:", err)
			}
		}
		code, said := finish(t, w.process(t, folder))
		for _, name := range written {
			if info, err := os.Lstat(filepath.Join(folder, name)); err != nil || info.Mode()&os.ModeSymlink == 0 {
				t.Errorf("%s is no link any more", name)
			}
		}
		got := filesIn(t, real)
		if w.again == exitFailed { // it overwrites nothing, not even a dangling link
			if code != exitFailed || len(got) > 0 {
				t.Errorf("exit code %d, %d files\n%s", code, len(got), said)
			}
			return
		}
		if code != w.code || len(got) != len(written) {
			t.Errorf("exit code %d, %d files behind the links, want %d\n%s", code, len(got), len(written), said)
		}
		for _, name := range written {
			if got[name] != after[name] {
				t.Errorf("behind the link %s is another file than without it", name)
			}
		}
	})
}

// TestChangedWhileRead: a file that is constantly rewritten is read in some
// state, and what is written back is complete.
func TestChangedWhileRead(t *testing.T) {
	inputs := writersInputs()
	versions := []string{inputs["c.json"], inputs["base.json"]}
	_, rounds := some(8)
	for _, args := range []string{"validate c.json", "lint c.json", "docs c.json", "fmt -w c.json", "lint --fix c.json", "merge base.json c.json theirs.json"} {
		folder := folderOf(t, inputs)
		path := filepath.Join(folder, "c.json")
		done, stopped := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(stopped)
			for i := 0; ; i++ {
				select {
				case <-done:
					return
				default:
				}
				// In place, so that it can be seen truncated.
				if err := os.WriteFile(path, []byte(versions[i%2]), 0o644); err != nil {
					t.Error(err)
					return
				}
				time.Sleep(time.Millisecond)
			}
		}()
		for range rounds {
			code, said := finish(t, process(t, folder, strings.Fields(args)...))
			if code < exitFine || code > exitFailed {
				t.Errorf("%s: exit code %d\n%s", args, code, said)
			}
		}
		close(done)
		<-stopped
		if left := leftovers(filesIn(t, folder)); len(left) > 0 {
			t.Errorf("%s left %q", args, left)
		}
	}
}

// TestWindowsLineEnds: commands that edit a file preserve its line endings.
func TestWindowsLineEnds(t *testing.T) {
	for _, w := range writers {
		switch w.args {
		case "lint --fix c.json", "lint --fix --environment e.json secret.json", "upgrade -w old.json", "merge base.json ours.json theirs.json":
			after := w.whole(t).after
			text := after[strings.Fields(w.writes)[0]]
			if n := strings.Count(text, "\n"); n < 100 || n != strings.Count(text, "\r\n") {
				t.Errorf("%s: of %d lines %d end as on Windows", w.args, n, strings.Count(text, "\r\n"))
			}
		}
	}
}
