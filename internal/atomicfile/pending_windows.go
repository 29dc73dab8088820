package atomicfile

import (
	"os"
	"path/filepath"
)

// replacement does on Windows what renameio, which leaves Windows out, does
// elsewhere. os.Rename replaces an existing file there, too.
type replacement struct {
	*os.File
	target string
	done   bool
}

// Windows gives a file the permissions of its folder, private or not.
func newPendingFile(target string, _ bool) (pendingFile, error) {
	file, err := os.CreateTemp(filepath.Dir(target), "."+filepath.Base(target))
	if err != nil {
		return nil, err
	}
	return &replacement{File: file, target: target}, nil
}

func (r *replacement) CloseAtomicallyReplace() error {
	if err := r.Sync(); err != nil {
		return err
	}
	if err := r.Close(); err != nil {
		return err
	}
	if err := os.Rename(r.Name(), r.target); err != nil {
		return err
	}
	r.done = true
	return nil
}

func (r *replacement) Cleanup() error {
	if r.done {
		return nil
	}
	r.done = true
	_ = r.Close()
	return os.Remove(r.Name())
}

// endings are the signals that end a program which does not take them.
var endings = []os.Signal{os.Interrupt}

// endBy ends this program. Windows knows no signal to end it by.
func endBy(os.Signal) { os.Exit(interrupted) }

// interrupted is the exit code by convention: 128 and the number of SIGINT.
const interrupted = 130
