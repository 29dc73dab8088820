package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// FolderFile is a file of a new folder.
type FolderFile struct {
	Path string // below the folder, with slashes
	Text string
}

// StageFolder writes the files of a folder that does not exist yet beside its place, so
// that [Pending.Commit] only has to rename: the folder is there with all its files, or
// not at all.
func StageFolder(path string, files []FolderFile) (*Pending, error) {
	target := resolve(path)
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return nil, explain(path, err)
	}
	folder := &pendingFolder{target: target}
	p := &Pending{path: path, target: target, file: folder}
	if err := staged.add(p, folder.create); err != nil {
		return nil, explain(path, err)
	}
	made := map[string]bool{}
	for _, f := range files {
		at := filepath.Join(folder.name, filepath.FromSlash(f.Path))
		if dir := filepath.Dir(at); !made[dir] {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				p.Discard()
				return nil, explain(filepath.Join(path, f.Path), err)
			}
			made[dir] = true
		}
		if err := os.WriteFile(at, []byte(f.Text), 0o644); err != nil {
			p.Discard()
			return nil, explain(filepath.Join(path, f.Path), err)
		}
	}
	return p, nil
}

// pendingFolder is a folder beside its place.
type pendingFolder struct {
	name, target string
	done         bool
}

func (f *pendingFolder) create() error {
	var err error
	if f.name, err = os.MkdirTemp(filepath.Dir(f.target), "."+filepath.Base(f.target)); err != nil {
		return err
	}
	return os.Chmod(f.name, 0o755)
}

func (f *pendingFolder) WriteString(string) (int, error) { return 0, errors.ErrUnsupported }

func (f *pendingFolder) Sync() error { return nil }

// CloseAtomicallyReplace puts the folder in its place, where nothing may be by now but
// an empty folder.
func (f *pendingFolder) CloseAtomicallyReplace() error {
	if err := os.Remove(f.target); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return errors.New("somebody made it meanwhile; run the command again")
	}
	if err := os.Rename(f.name, f.target); err != nil {
		return err
	}
	f.done = true
	return nil
}

func (f *pendingFolder) Cleanup() error {
	if f.done {
		return nil
	}
	f.done = true
	return os.RemoveAll(f.name)
}
