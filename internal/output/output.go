// Package output writes generated files without overwriting edits, and merges
// them with edits.
package output

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/inputs"
)

// File is the content generated for a path.
type File struct {
	Path, Content string
	// Remembered returns the lock's entry for Content, for callers that
	// compute it in advance; nil to compute it when needed.
	Remembered func() generate.LockedFile
	// V3 is set if the path is that of a collection in format v3, or of an
	// environment in it. Content is then the document that its files
	// represent.
	V3 *V3
}

// State says how the file at a path compares with the generated content.
type State int

// The states of a path.
const (
	Missing State = iota
	Current       // the generated content
	Stale         // generated earlier, and not edited since
	Edited        // not generated, or edited since
	Device        // a device or pipe: written to, never compared
)

// Status is a file and its current state on disk.
type Status struct {
	File
	State State
	Old   string // the current text; "" if there is none
	// Text is the text to write: Content, or the result of [Plan.Merge] for
	// Content and the edits in Old.
	Text string
	// Base is what was generated before the file was edited; nil if unknown.
	Base      *merge.Snapshot
	Conflicts []merge.Conflict // between edits and the generated content
}

// Changes reports whether writing the file changes it.
func (s Status) Changes() bool { return s.State == Missing || s.State == Device || s.Text != s.Old }

// Plan is a set of files that are written together.
type Plan struct {
	Files []Status
	locks map[string]*generate.Lock // by folder
}

// Inspect reads the files and their locks. It writes nothing.
func Inspect(files []File) (*Plan, error) {
	p := &Plan{locks: map[string]*generate.Lock{}}
	for _, f := range files {
		status, err := p.inspect(f)
		if err != nil {
			return nil, err
		}
		p.Files = append(p.Files, status)
	}
	return p, nil
}

func (p *Plan) inspect(f File) (Status, error) {
	status := Status{File: f, Text: f.Content}
	if f.V3 != nil {
		status.Old, status.State = f.V3.old(), Edited
		if f.V3.There == nil {
			status.State = Missing
		}
		return p.compare(status)
	}
	switch info, err := os.Stat(f.Path); {
	case errors.Is(err, fs.ErrNotExist):
		status.State = Missing
	case err != nil:
		var inner *fs.PathError
		if errors.As(err, &inner) {
			err = inner.Err
		}
		return status, fmt.Errorf("cannot write %s: %w", f.Path, err)
	case info.IsDir():
		return status, fmt.Errorf("cannot write %s: it is a folder", f.Path)
	case !info.Mode().IsRegular():
		status.State = Device
		return status, nil
	default:
		old, err := os.ReadFile(f.Path)
		if err != nil {
			return status, fmt.Errorf("cannot read %s, which is there already: %w", f.Path, err)
		}
		status.Old, status.State = string(old), Edited
	}
	return p.compare(status)
}

// compare compares the file at a path with the generated content.
func (p *Plan) compare(status Status) (Status, error) {
	folder, name := status.remembered()
	lock, err := p.lock(folder)
	if err != nil {
		return status, err
	}
	switch {
	case status.State == Missing:
	case status.Old == status.Content:
		status.State = Current
	case lock.Knows(name, status.Old):
		status.State = Stale
	default:
		if status.Base, err = lock.Base(name); err != nil {
			return status, cannotUse(filepath.Join(folder, generate.LockName), err)
		}
	}
	return status, nil
}

// remembered returns the folder of the lock that remembers the file, and the
// file's name in it.
func (f File) remembered() (folder, name string) {
	if f.V3 != nil {
		return filepath.Clean(f.V3.Root), f.V3.Name
	}
	return filepath.Dir(f.Path), filepath.Base(f.Path)
}

func (p *Plan) lock(folder string) (*generate.Lock, error) {
	if lock, ok := p.locks[folder]; ok {
		return lock, nil
	}
	path := filepath.Join(folder, generate.LockName)
	text := ""
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		if text, err = inputs.ReadRegular(path); err != nil {
			return nil, err
		}
	}
	lock, err := generate.ParseLock(text)
	if err != nil {
		return nil, cannotUse(path, err)
	}
	p.locks[folder] = lock
	return lock, nil
}

func cannotUse(lock string, err error) error { return fmt.Errorf("cannot use %s: %w", lock, err) }

// In returns the files of the plan that are in one of the states.
func (p *Plan) In(states ...State) []Status {
	return slices.DeleteFunc(slices.Clone(p.Files), func(s Status) bool { return !slices.Contains(states, s.State) })
}

func (s Status) stage(files *atomicfile.Together) error {
	if s.State == Missing {
		return files.Stage(s.Path, s.Text)
	}
	return files.StageOver(s.Path, s.Old, s.Text)
}

// Write updates all files and records what was generated. It overwrites
// edited files unless [Plan.Merge] was called; the caller decides about them
// first.
func (p *Plan) Write() error {
	var files atomicfile.Together
	defer files.Discard()
	var folders []*folderWriter
	defer func() {
		for _, f := range folders {
			f.discard()
		}
	}()
	changed := map[string]bool{}
	for _, s := range p.Files {
		switch {
		case !s.Changes():
		case s.V3 != nil:
			f, err := s.stageV3()
			if err != nil {
				return err
			}
			folders = append(folders, f)
		default:
			if err := s.stage(&files); err != nil {
				return err
			}
		}
		folder, name := s.remembered()
		// The lock records what was generated, without edits.
		if lock := p.locks[folder]; lock != nil && !lock.IsRecorded(name, s.Content) {
			if s.Remembered != nil {
				lock.Files[name] = s.Remembered()
			} else {
				lock.Record(name, s.Content)
			}
			changed[folder] = true
		}
	}
	// The locks are written last: a lock must not name a file that does not
	// exist yet.
	for _, folder := range slices.Sorted(maps.Keys(changed)) {
		if err := files.Stage(filepath.Join(folder, generate.LockName), p.locks[folder].Text()); err != nil {
			return err
		}
	}
	for _, f := range folders {
		if _, err := f.commit(); err != nil {
			return err
		}
	}
	return files.Commit()
}
