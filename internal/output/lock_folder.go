//go:build !windows

package output

import (
	"os"

	"github.com/gofrs/flock"
)

// lockOf returns a lock on the folder itself, which leaves no lock file.
func lockOf(folder string) *flock.Flock { return flock.New(folder, flock.SetFlag(os.O_RDONLY)) }
