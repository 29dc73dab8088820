package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/postwright/postwright/internal/atomicfile"
)

const (
	// stateFormat distinguishes a state file from other JSON files.
	stateFormat = "postwright sandbox state"
	// stateVersion is the version of the file's format. Version 1 was a bbolt
	// database.
	stateVersion = 2
	// maxState is the size in bytes of the largest state file that is read. A
	// full store takes about a twentieth of it.
	maxState = 64 << 20
)

// state is what the file holds. Tokens appear as digests only.
type state struct {
	Format   string            `json:"format"`
	Version  int               `json:"version"`
	Template string            `json:"template"`
	Grants   map[digest]grant  `json:"grants"`
	Access   map[digest]access `json:"access"`
}

// stateFile keeps tokens across restarts. A nil stateFile keeps nothing.
type stateFile struct {
	path, template string
	lock           *stateLock
}

// openState locks the state file of a template's sandbox and returns its
// content. It creates a missing file. A file that is not the state of this
// template's sandbox is an error and stays as it is.
func openState(path, templateName string) (*stateFile, *state, error) {
	lock, err := lockState(path)
	if err != nil {
		return nil, nil, err
	}
	f := &stateFile{path, templateName, lock}
	kept, err := f.read()
	if err == nil && kept == nil {
		kept = &state{}
		err = f.write(kept)
	}
	if err != nil {
		_ = f.close()
		return nil, nil, err
	}
	return f, kept, nil
}

// read returns the file's content; nil if the file does not exist or is
// empty.
func (f *stateFile) read() (*state, error) {
	file, err := os.Open(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, cannotKeep(f.path, err)
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, cannotKeep(f.path, err)
	case !info.Mode().IsRegular():
		return nil, cannotKeep(f.path, errors.New("it is not a regular file; name another"))
	case info.Size() == 0:
		return nil, nil
	}
	text, err := io.ReadAll(io.LimitReader(file, maxState+1))
	if err != nil {
		return nil, cannotKeep(f.path, err)
	}
	var s state
	if err := json.Unmarshal(text, &s); err != nil || len(text) > maxState || s.Format != stateFormat {
		return nil, fmt.Errorf("%s is not the state of a sandbox, or is damaged; name another file, or delete it", f.path)
	}
	switch {
	case s.Version != stateVersion:
		return nil, cannotKeep(f.path, fmt.Errorf("its version is %d, and this Postwright reads version %d; name another file", s.Version, stateVersion))
	case s.Template != f.template:
		return nil, cannotKeep(f.path, fmt.Errorf("it belongs to the template %q; name another file", s.Template))
	}
	return &s, nil
}

// write replaces the file. Only its owner can read it.
func (f *stateFile) write(s *state) error {
	if f == nil {
		return nil
	}
	s.Format, s.Version, s.Template = stateFormat, stateVersion, f.template
	text, err := json.Marshal(s)
	if err != nil {
		return cannotKeep(f.path, err)
	}
	pending, err := atomicfile.StagePrivate(f.path, string(text)+"\n")
	if err != nil {
		return err
	}
	return pending.Commit()
}

func (f *stateFile) close() error {
	if f == nil {
		return nil
	}
	return f.lock.release()
}

// cannotKeep returns an error that names the state file exactly once.
func cannotKeep(path string, err error) error {
	var inner *fs.PathError
	if errors.As(err, &inner) {
		err = inner.Err
	}
	return fmt.Errorf("cannot keep the state in %s: %w", path, err)
}
