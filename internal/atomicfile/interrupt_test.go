//go:build !windows

package atomicfile_test

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/postwright/postwright/internal/atomicfile"
)

// stageIn is the folder in which this program, started by a test, stages two
// files and then waits.
const stageIn = "ATOMICFILE_STAGE_IN"

func TestMain(m *testing.M) {
	folder := os.Getenv(stageIn)
	if folder == "" {
		os.Exit(m.Run())
	}
	for _, name := range []string{"a", "b"} {
		if _, err := atomicfile.Stage(filepath.Join(folder, name), "new"); err != nil {
			os.Exit(2)
		}
	}
	_, _ = os.Stdout.WriteString("staged\n")
	time.Sleep(time.Minute)
}

// TestInterrupted: a signal that ends the program removes what is staged, and
// still is what ended it.
func TestInterrupted(t *testing.T) {
	for _, ending := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(ending.String(), func(t *testing.T) {
			if signal.Ignored(ending) {
				t.Skip("whoever started the tests ignores it")
			}
			folder := t.TempDir()
			write(t, filepath.Join(folder, "a"), "old")
			c := staging(t, folder)
			if n := entries(t, folder); n != 3 {
				t.Fatalf("%d entries while two files are staged", n)
			}
			if err := c.Process.Signal(ending); err != nil {
				t.Fatal(err)
			}
			var failed *exec.ExitError
			if err := c.Wait(); !errors.As(err, &failed) || failed.Sys().(syscall.WaitStatus).Signal() != ending {
				t.Errorf("ended by %v", err)
			}
			if entries(t, folder) != 1 || read(t, filepath.Join(folder, "a")) != "old" {
				t.Errorf("%d entries, %q", entries(t, folder), read(t, filepath.Join(folder, "a")))
			}
		})
	}
}

// TestIgnoredSignal: a signal that whoever started the program wants to be ignored
// stays ignored.
func TestIgnoredSignal(t *testing.T) {
	folder := t.TempDir()
	c := staging(t, folder, "nohup")
	if err := c.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	time.Sleep(50 * time.Millisecond)
	if entries(t, folder) != 2 {
		t.Errorf("%d entries", entries(t, folder))
	}
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err == nil || entries(t, folder) != 0 {
		t.Errorf("%v, %d entries", err, entries(t, folder))
	}
}

// staging starts a program and returns it once it has staged two files.
func staging(t *testing.T, folder string, through ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	words := append(through, self)
	c := exec.CommandContext(t.Context(), words[0], words[1:]...)
	c.Env = append(os.Environ(), stageIn+"="+folder)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Skip(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatal(strconv.Quote(line), err)
	}
	return c
}
