package output

import (
	"path/filepath"

	"github.com/gofrs/flock"
)

// lockOf returns a lock on a file in the folder: Windows cannot lock a
// folder.
func lockOf(folder string) *flock.Flock { return flock.New(filepath.Join(folder, ".postwright.busy")) }
