//go:build unix

package inputs_test

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/postwright/postwright/internal/inputs"
)

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
	if _, err := f.Read("pipe"); err == nil || !strings.Contains(err.Error(), "it is no file") {
		t.Error(err)
	}
}
