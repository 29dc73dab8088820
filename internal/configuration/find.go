package configuration

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Name is the name of a configuration's file.
const Name = "postwright.yaml"

// Find returns the path of the configuration for files in a folder: the one in the
// folder itself or in the nearest folder above; "" if there is none. The search ends at
// the root of a repository or of the file system.
func Find(folder string) (string, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	for {
		path := filepath.Join(folder, Name)
		info, err := os.Stat(path)
		switch {
		case err == nil && !info.IsDir():
			return path, nil
		case err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission):
			return "", err
		}
		if _, err := os.Stat(filepath.Join(folder, ".git")); err == nil {
			return "", nil
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			return "", nil
		}
		folder = parent
	}
}
