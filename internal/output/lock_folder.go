//go:build !windows

package output

import (
	"os"

	"github.com/gofrs/flock"
)

// lockOf locks a folder itself, so that no file of the lock stays in it.
func lockOf(folder string) *flock.Flock { return flock.New(folder, flock.SetFlag(os.O_RDONLY)) }
