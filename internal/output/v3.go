package output

import (
	"fmt"
	"path/filepath"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
	v3 "github.com/postwright/postwright/collection/v3"
)

// V3 is a generated collection in format v3, or an environment in it.
type V3 struct {
	// Root is the folder that holds the lock, and Name the path below it, with slashes:
	// "collections/Clinic", "environments/Clinic.environment.yaml".
	Root, Name string
	// Laid are the generated files, below [V3.Folder].
	Laid []v3.File
	// There are the existing files; nil if there are none.
	There *v3.Result
}

func (f *V3) old() string {
	if f.There == nil {
		return ""
	}
	return f.There.Document.Text()
}

// Folder returns the folder below which the files are written.
func (f *V3) Folder(d *jsontree.Document) string {
	path := filepath.Join(f.Root, filepath.FromSlash(f.Name))
	if normalize.IsEnvironment(d) {
		return filepath.Dir(path)
	}
	return path
}

// Written returns the changes that give the files the status's text. If there
// are none, that is the generated text.
func (s Status) Written() (folder string, w *v3.Written, err error) {
	d, err := jsontree.Parse(s.Text)
	if err != nil {
		return "", nil, err
	}
	folder = s.V3.Folder(d)
	if s.V3.There != nil {
		if w, err = s.V3.There.WriteTo(d); err != nil {
			err = fmt.Errorf("cannot write %s: %w", s.Path, err)
		}
		return folder, w, err
	}
	return folder, &v3.Written{Changes: v3.Added(s.V3.Laid...)}, nil
}

func (s Status) stageV3() (*folderWriter, error) {
	folder, w, err := s.Written()
	if err != nil {
		return nil, err
	}
	return stageFolder(folder, w)
}

// NotEnvironmentName returns the error for an environment in format v3 under a name that
// Postman does not recognize.
func NotEnvironmentName(path string) error {
	return fmt.Errorf("cannot write %s: Postman reads an environment only from a file whose name ends with .environment.yaml", path)
}
