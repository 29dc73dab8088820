// Package output writes generated files where nobody's work is in the way, and
// brings them together with the edits that somebody made.
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

// File is what was generated for a path.
type File struct {
	Path, Content string
	// Remembered returns what a lock remembers of Content, for those who make it ahead
	// of time; nil where it is to be made when it is needed.
	Remembered func() generate.LockedFile
	// V3 is set where the path is that of a collection in format v3, or of an environment
	// in it. Content is then the document that its files stand for.
	V3 *V3
}

// State is how a path compares with what should stand there.
type State int

// The states of a path.
const (
	Missing State = iota
	Current       // exactly what should stand there
	Stale         // generated earlier, and untouched since
	Edited        // not generated, or edited since
	Device        // a device or pipe: written to, never compared
)

// Status is a file and what stands at its path now.
type Status struct {
	File
	State State
	Old   string // what stands there; "" where nothing does
	// Text is what shall stand there: Content, or what [Plan.Merge] made of it and
	// of the edits in Old.
	Text string
	// Base is what was generated there before somebody edited it; nil where that
	// is not known.
	Base      *merge.Snapshot
	Conflicts []merge.Conflict // of edits with what was generated
}

// Changes reports whether writing the file changes it.
func (s Status) Changes() bool { return s.State == Missing || s.State == Device || s.Text != s.Old }

// Plan is a set of files that are written together.
type Plan struct {
	Files []Status
	locks map[string]*generate.Lock // by folder
}

// Inspect looks at the paths and the locks beside them. It writes nothing.
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

// compare compares what stands at a path with what was generated.
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

// remembered returns where a lock remembers the file: the lock's folder, and the name in
// it.
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

// In lists the files of the plan that are in one of the states.
func (p *Plan) In(states ...State) []Status {
	return slices.DeleteFunc(slices.Clone(p.Files), func(s Status) bool { return !slices.Contains(states, s.State) })
}

func (s Status) stage(files *atomicfile.Together) error {
	if s.State == Missing {
		return files.Stage(s.Path, s.Text)
	}
	return files.StageOver(s.Path, s.Old, s.Text)
}

// Write brings all files up to date, and remembers what was generated. The caller
// decides about edited files first: where [Plan.Merge] was not called, Write
// replaces them.
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
		// What is remembered is what was generated, without anybody's edits.
		if lock := p.locks[folder]; lock != nil && !lock.IsRecorded(name, s.Content) {
			if s.Remembered != nil {
				lock.Files[name] = s.Remembered()
			} else {
				lock.Record(name, s.Content)
			}
			changed[folder] = true
		}
	}
	// The locks come last: a lock must not know a file that is not there yet.
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
