package sandbox

import (
	"fmt"
	"os"

	"github.com/gofrs/flock"

	"github.com/postwright/postwright/internal/atomicfile"
)

// stateLock keeps a second sandbox away from a state file. The lock is on a
// separate file beside it: the state file is replaced at every change, and a
// lock on it would be lost.
type stateLock struct {
	file *flock.Flock
}

// lockState locks a state file, or reports that another sandbox has it.
func lockState(path string) (*stateLock, error) {
	name := atomicfile.Target(path) + ".lock"
	for {
		file := flock.New(name, flock.SetPermissions(0o600))
		locked, err := file.TryLock()
		switch {
		case err != nil:
			return nil, cannotKeep(path, err)
		case !locked:
			return nil, fmt.Errorf("%s is in use by another sandbox", path)
		}
		// Between opening and locking, the last owner may have removed the
		// file: then the lock is on a file that no other process finds.
		if isCurrent(file, name) {
			return &stateLock{file}, nil
		}
		_ = file.Unlock()
	}
}

func isCurrent(file *flock.Flock, name string) bool {
	mine, err := file.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(name)
	return err == nil && os.SameFile(mine, there)
}

// release removes the lock's file and then unlocks it. The order matters: a
// sandbox that opened the file before it was removed notices in lockState.
func (l *stateLock) release() error {
	_ = os.Remove(l.file.Path()) // Windows keeps a file that is open: it stays, unlocked
	return l.file.Unlock()
}
