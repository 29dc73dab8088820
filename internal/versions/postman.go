package versions

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
)

// Postman is the postman/ folder of a repository.
type Postman struct {
	Folder string
	Parts  map[string]*Part // by their paths below the folder
}

// Part is a collection, an environment or globals in a postman/ folder.
type Part struct {
	Name   string // in messages
	Files  *inputs.V3
	result *v3.Result // nil until it is read
}

// IsFile reports whether the part at a path below postman/ is a file, and not the folder
// of a collection.
func IsFile(at string) bool {
	return strings.HasPrefix(at, "environments/") || strings.HasPrefix(at, "globals/")
}

func newPart(c *inputs.V3) *Part {
	if c.Only != "" {
		return &Part{Name: c.Path(c.Only), Files: c}
	}
	return &Part{Name: c.Folder, Files: c}
}

// Read returns what the files say. It reads them once.
func (p *Part) Read() *v3.Result {
	if p.result == nil {
		p.result = p.Files.Read()
	}
	return p.result
}

// Postman returns the version as the postman/ folder of a repository; nil for any other
// version.
func (v *Version) Postman() (*Postman, error) {
	if v.object == nil {
		return PostmanOnDisk(v.Name)
	}
	if !v.object.IsFolder || v.isV3Folder() {
		return nil, nil
	}
	if place, err := v.object.WorkPath(); err != nil || baseOf(place) != "postman" {
		return nil, err
	}
	p := &Postman{v.Name, map[string]*Part{}}
	for _, f := range v.object.Files {
		names := strings.Split(f.Path, "/")
		at := ""
		switch of := names[0]; {
		case of == "collections" && len(names) > 2 && v3.IsFile(f.Path):
			at = path.Join(names[:2]...)
		case (of == "environments" || of == "globals") && len(names) == 2 && v3.IsEnvironment(f.Path):
			at = f.Path
		}
		if at != "" && p.Parts[at] == nil {
			p.Parts[at] = newPart(v.part(at))
		}
	}
	return p, nil
}

// PostmanOnDisk returns the postman/ folder that a path names as [inputs.PostmanFolder]
// finds it; nil if there is none.
func PostmanOnDisk(at string) (*Postman, error) {
	folder, ok := inputs.PostmanFolder(at)
	if !ok {
		return nil, nil
	}
	collections, environments, err := inputs.PostmanFiles(folder)
	if err != nil {
		return nil, err
	}
	p := &Postman{folder, map[string]*Part{}}
	for _, found := range append(collections, environments...) {
		name, err := filepath.Rel(folder, found)
		if err != nil {
			return nil, err
		}
		c, err := inputs.ReadV3(found)
		if err != nil {
			return nil, err
		}
		p.Parts[filepath.ToSlash(name)] = newPart(c)
	}
	return p, nil
}
