package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// FolderFile is a file of a new folder.
type FolderFile struct {
	Path string // below the folder, with slashes
	Text string
}

// StageFolder writes the files of a folder that does not exist yet beside its place, so
// that [Pending.Commit] only has to rename: the folder is there with all its files, or
// not at all. Without sync it does not wait until the files are on the disk, which is
// enough if they can be made again after a crash.
func StageFolder(path string, files []FolderFile, sync bool) (*Pending, error) {
	target := resolve(filepath.Clean(path))
	folder := &pendingFolder{target: target}
	p := &Pending{path: path, target: target}
	if err := staged.add(p, folder, folder.create); err != nil {
		return nil, explain(path, err)
	}
	if err := folder.fill(path, files, sync); err != nil {
		p.Discard()
		return nil, err
	}
	return p, nil
}

// pendingFolder is a folder beside its place.
type pendingFolder struct {
	name, target string
	done         bool
}

func (f *pendingFolder) create() error {
	return beside(f.target, func(name string) error {
		f.name = name
		return os.Mkdir(name, 0o755)
	})
}

// fill writes the files, some at a time.
func (f *pendingFolder) fill(path string, files []FolderFile, synced bool) error {
	made := map[string]bool{".": true}
	for _, file := range files {
		folder := filepath.Dir(filepath.FromSlash(file.Path))
		if err := f.makeFolder(folder, made); err != nil {
			return explain(filepath.Join(path, folder), err)
		}
	}
	const writers = 4
	var writing sync.WaitGroup
	failed := make([]error, writers)
	for part := range writers {
		writing.Go(func() {
			for i := part; i < len(files) && failed[part] == nil; i += writers {
				name := filepath.FromSlash(files[i].Path)
				failed[part] = explain(filepath.Join(path, name), writeNew(filepath.Join(f.name, name), files[i].Text, synced))
			}
		})
	}
	writing.Wait()
	for _, err := range failed {
		if err != nil {
			return err
		}
	}
	return nil
}

func writeNew(path, text string, synced bool) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	return (&temporary{file: file}).write(text, !synced)
}

// makeFolder makes a folder inside, level by level: if a signal has removed the whole
// in the meantime, nothing is made again.
func (f *pendingFolder) makeFolder(folder string, made map[string]bool) error {
	if made[folder] {
		return nil
	}
	if err := f.makeFolder(filepath.Dir(folder), made); err != nil {
		return err
	}
	made[folder] = true
	return os.Mkdir(filepath.Join(f.name, folder), 0o755)
}

func (f *pendingFolder) moved(within func(path string) string) {
	f.name, f.target = within(f.name), within(f.target)
}

// replace puts the folder in its place, where nothing may be.
func (f *pendingFolder) replace() error {
	if _, err := os.Lstat(f.target); !errors.Is(err, fs.ErrNotExist) {
		return errors.New("it was created in the meantime; run the command again")
	}
	if err := os.Rename(f.name, f.target); err != nil {
		return err
	}
	f.done = true
	return nil
}

func (f *pendingFolder) cleanup() error {
	if f.done {
		return nil
	}
	f.done = true
	var err error
	for range 100 { // a signal comes while files are still written into it
		if err = os.RemoveAll(f.name); err == nil {
			break
		}
	}
	return err
}

// MakeFolders makes a folder and its missing parents. They stay after [Pending.Commit];
// [Pending.Discard], and a signal that ends the program, remove those that are empty by
// then.
func MakeFolders(path string) (*Pending, error) {
	path = filepath.Clean(path)
	p, made := &Pending{path: path, target: path}, &madeFolders{}
	if err := staged.add(p, made, func() error { return made.create(path) }); err != nil {
		return nil, err
	}
	return p, nil
}

// madeFolders are folders that were made for files to come, the innermost first.
type madeFolders struct{ folders []string }

func (m *madeFolders) create(path string) error {
	for at := path; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil || at == filepath.Dir(at) {
			break
		}
		m.folders = append(m.folders, at)
	}
	err := os.MkdirAll(path, 0o755)
	if err != nil {
		_ = m.cleanup()
		var inner *fs.PathError
		if errors.As(err, &inner) {
			err = inner.Err
		}
		err = fmt.Errorf("cannot make the folder %s: %w", path, err)
	}
	return err
}

func (m *madeFolders) moved(within func(path string) string) {
	for i := range m.folders {
		m.folders[i] = within(m.folders[i])
	}
}

func (m *madeFolders) replace() error {
	m.folders = nil
	return nil
}

func (m *madeFolders) cleanup() error {
	for _, folder := range m.folders {
		_ = os.Remove(folder) // only if it is empty
	}
	m.folders = nil
	return nil
}
