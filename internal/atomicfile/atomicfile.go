// Package atomicfile replaces files whole or not at all.
package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Pending is a file that is written, but not yet in its place.
type Pending struct {
	path   string
	file   pendingFile
	device *os.File // a device or pipe, which cannot be replaced
	text   string
}

// pendingFile is a temporary file beside the one that it will replace.
type pendingFile interface {
	WriteString(text string) (int, error)
	Sync() error
	CloseAtomicallyReplace() error
	// Cleanup removes the temporary file; it does nothing once it is in place.
	Cleanup() error
}

// Stage writes text beside path, so that [Pending.Commit] only has to rename.
// An existing file keeps its permissions, a symbolic link stays one, and its
// target is replaced. A device or pipe is opened and written by Commit.
func Stage(path, text string) (*Pending, error) {
	target := resolve(path)
	info, err := os.Stat(target)
	switch {
	case err == nil && info.IsDir():
		return nil, explain(path, errors.New("it is a folder"))
	case err == nil && !info.Mode().IsRegular():
		device, err := os.OpenFile(target, os.O_WRONLY, 0)
		if err != nil {
			return nil, explain(path, err)
		}
		return &Pending{path: path, device: device, text: text}, nil
	}
	// A file that its owner made read-only is not replaced behind their back.
	if err == nil && info.Mode().Perm()&0o222 == 0 {
		return nil, explain(path, fs.ErrPermission)
	}
	file, err := newPendingFile(target)
	if err != nil {
		return nil, explain(path, err)
	}
	p := &Pending{path: path, file: file}
	if _, err := file.WriteString(text); err != nil {
		p.Discard()
		return nil, explain(path, err)
	}
	// The disk may only say now that it is full.
	if err := file.Sync(); err != nil {
		p.Discard()
		return nil, explain(path, err)
	}
	return p, nil
}

// resolve follows symbolic links, also to a file that is not there yet.
func resolve(path string) string {
	for range 40 { // as many as Linux follows
		if resolved, err := filepath.EvalSymlinks(path); err == nil {
			return resolved
		}
		next, err := os.Readlink(path)
		if err != nil {
			break
		}
		if !filepath.IsAbs(next) {
			next = filepath.Join(filepath.Dir(path), next)
		}
		path = next
	}
	return path
}

// Commit puts the file in its place.
func (p *Pending) Commit() error {
	if p.device != nil {
		_, err := p.device.WriteString(p.text)
		if closed := p.device.Close(); err == nil {
			err = closed
		}
		return explain(p.path, err)
	}
	return explain(p.path, p.file.CloseAtomicallyReplace())
}

// Discard removes what was staged; it does nothing after Commit.
func (p *Pending) Discard() {
	if p.device != nil {
		_ = p.device.Close()
		return
	}
	_ = p.file.Cleanup()
}

// explain says which file could not be written and why, in place of the name
// of a temporary file.
func explain(path string, err error) error {
	if err == nil {
		return nil
	}
	var inner *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = fmt.Errorf("the folder %s does not exist", filepath.Dir(path))
	case errors.As(err, &inner):
		err = inner.Err
	}
	return fmt.Errorf("cannot write %s: %w", path, err)
}
