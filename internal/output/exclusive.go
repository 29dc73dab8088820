package output

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/gofrs/flock"

	"github.com/postwright/postwright/internal/paths"
)

// Patience is how long a run waits for another one in the same folder.
const Patience = 10 * time.Second

// Exclusive keeps other runs of Postwright out of the folders of files until
// release is called, so that no other run writes a file between reading and
// writing it. It waits for a run that holds a folder, and fails if that takes
// longer than patience. A file system without locks keeps no run out; each
// file is still written completely.
func Exclusive(files []File, patience time.Duration) (release func(), err error) {
	return hold(foldersOf(files), patience)
}

// hold is [Exclusive] for folders, which are in an order that all runs share.
func hold(folders []string, patience time.Duration) (release func(), err error) {
	var held []*flock.Flock
	release = func() {
		for _, lock := range slices.Backward(held) {
			_ = lock.Close()
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for _, folder := range folders {
		lock := lockOf(folder)
		_, err := lock.TryLockContext(ctx, 20*time.Millisecond)
		switch {
		case errors.Is(err, context.DeadlineExceeded):
			release()
			return nil, fmt.Errorf("another postwright is writing into %s; try again when it is done", folder)
		case err == nil:
			held = append(held, lock)
		}
	}
	return release, nil
}

// foldersOf returns the folders of files, each once, in an order that all
// runs share, so that two runs never wait for each other.
func foldersOf(files []File) []string {
	var folders []string
	for _, f := range files {
		folders = append(folders, paths.Absolute(paths.Real(filepath.Dir(f.Path))))
	}
	slices.Sort(folders)
	return slices.Compact(folders)
}
