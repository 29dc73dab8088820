package inputs

import (
	"fmt"
	"os"
	"path/filepath"
)

// maxBeside is how large a file may be that another file refers to, in bytes.
const maxBeside = 64 << 20

// Folder is the folder of a file. All files that it opens are in the folder or below it,
// with links followed.
type Folder struct {
	path string
	root *os.Root // nil for standard input, which has no folder
}

// FolderOf returns the folder of a file.
func FolderOf(path string) (*Folder, error) {
	if path == Stdin {
		return &Folder{}, nil
	}
	dir := filepath.Dir(path)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, explain(dir, err)
	}
	return &Folder{dir, root}, nil
}

// Path returns the path of a file in the folder, by its name with slashes.
func (f *Folder) Path(name string) string {
	if f.root == nil {
		return name
	}
	return filepath.Join(f.path, filepath.FromSlash(name))
}

// Read returns the text of a regular file in the folder, by its name with slashes.
func (f *Folder) Read(name string) (string, error) {
	if f.root == nil {
		return "", fmt.Errorf("cannot read %s: standard input has no folder", name)
	}
	// Opening something that is not a file, such as a pipe, could block.
	path := filepath.FromSlash(name)
	info, err := f.root.Stat(path)
	switch {
	case err != nil:
		return "", explain(f.Path(name), err)
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("cannot read %s: it is not a file", f.Path(name))
	case info.Size() > maxBeside:
		return "", tooLarge(f.Path(name), maxBeside)
	}
	file, err := f.root.Open(path)
	if err != nil {
		return "", explain(f.Path(name), err)
	}
	defer file.Close()
	return readAll(file, info.Size(), maxBeside, f.Path(name))
}

// Close frees the folder.
func (f *Folder) Close() error {
	if f.root == nil {
		return nil
	}
	return f.root.Close()
}
