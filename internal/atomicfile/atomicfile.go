// Package atomicfile replaces files completely or not at all.
package atomicfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/postwright/postwright/internal/paths"
)

// Pending is a file that is written, but not yet in its place.
type Pending struct {
	path, target string // as given, and with links followed
	file         pendingFile
	device       *os.File // a device or pipe, which cannot be replaced
	text         string
	before       *string // what the file must hold for Commit to replace it
}

// pendingFile is a temporary file, or folder, beside the one that it will replace.
type pendingFile interface {
	// replace puts it in its place.
	replace() error
	// cleanup removes it; it does nothing once it is in place.
	cleanup() error
	// moved changes the paths below a folder that moved.
	moved(within func(path string) string)
}

// Write writes a file.
func Write(path, text string) error { return commit(Stage(path, text)) }

// Rewrite writes a text that was made from a file's text before back into the file, as
// [StageOver] does.
func Rewrite(path, before, text string) error { return commit(StageOver(path, before, text)) }

func commit(p *Pending, err error) error {
	if err != nil {
		return err
	}
	return p.Commit()
}

// Stage writes text beside path, so that [Pending.Commit] only has to rename.
// An existing file keeps its permissions, a symbolic link stays one, and its
// target is replaced. A device or pipe is opened and written by Commit.
//
// A signal that ends the program removes what is staged.
func Stage(path, text string) (*Pending, error) { return stage(path, text, kind{}) }

// StageQuick is like [Stage], but does not wait until the text is on the disk: it is for
// one of many files that can be made again after a crash.
func StageQuick(path, text string) (*Pending, error) { return stage(path, text, kind{quick: true}) }

// StagePrivate is like [Stage] for a file that holds secrets: only its owner can read
// it, whatever permissions it had before.
func StagePrivate(path, text string) (*Pending, error) { return stage(path, text, kind{private: true}) }

// kind describes a staged file.
type kind struct {
	private bool // only its owner can read it
	quick   bool // it need not be on the disk before it is in its place
}

func stage(path, text string, of kind) (*Pending, error) {
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
	// A file that its owner made read-only is not replaced.
	if err == nil && info.Mode().Perm()&0o222 == 0 {
		return nil, explain(path, fs.ErrPermission)
	}
	p := &Pending{path: path, target: target}
	file := &temporary{target: target}
	if err := staged.add(p, file, func() error { return file.create(of) }); err != nil {
		return nil, explain(path, err)
	}
	if err := file.write(text, of.quick); err != nil {
		p.Discard()
		return nil, explain(path, err)
	}
	return p, nil
}

// StageOver is like [Stage] for a text that was made from a file's text before. If the
// file holds something else by then, Commit leaves it as it is and returns an error.
func StageOver(path, before, text string) (*Pending, error) {
	return stageOver(path, before, text, kind{})
}

// StagePrivateOver is like [StageOver] for a file that holds secrets, as [StagePrivate].
func StagePrivateOver(path, before, text string) (*Pending, error) {
	return stageOver(path, before, text, kind{private: true})
}

func stageOver(path, before, text string, of kind) (*Pending, error) {
	p, err := stage(path, text, of)
	if err == nil && p.file != nil {
		p.before = &before
	}
	return p, err
}

// Target returns the absolute path of the file that a path leads to. Two paths with one
// target are two names of one file, even if it does not exist yet.
func Target(path string) string {
	return resolve(paths.Absolute(path))
}

// resolve follows symbolic links, even to a file that does not exist yet.
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
	if folder, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		return filepath.Join(folder, filepath.Base(path))
	}
	return path
}

// Commit puts the file in its place, or removes what was staged.
func (p *Pending) Commit() error {
	if p.device != nil {
		_, err := p.device.WriteString(p.text)
		if closed := p.device.Close(); err == nil {
			err = closed
		}
		return explain(p.path, err)
	}
	if p.before != nil {
		same, err := Holds(p.target, *p.before)
		if err == nil && !same {
			err = errChanged
		}
		if err != nil {
			p.Discard()
			return explain(p.path, err)
		}
	}
	err := staged.commit(p)
	if err != nil {
		p.Discard()
	}
	return explain(p.path, err)
}

var errChanged = errors.New("it was changed in the meantime and is left as it is; run the command again")

// Holds reports whether a file's text equals text.
func Holds(path, text string) (bool, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || info.Size() != int64(len(text)) {
		return false, err
	}
	buffer := make([]byte, 64<<10)
	for {
		n, err := file.Read(buffer)
		if n > len(text) || string(buffer[:n]) != text[:n] {
			return false, nil
		}
		text = text[n:]
		switch {
		case errors.Is(err, io.EOF):
			return text == "", nil
		case err != nil:
			return false, err
		}
	}
}

// Discard removes what was staged; it does nothing after Commit.
func (p *Pending) Discard() {
	if p.device != nil {
		_ = p.device.Close()
		return
	}
	staged.discard(p)
}

// explain returns an error that names the file that could not be written and the reason,
// and not the temporary file.
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
