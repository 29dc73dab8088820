package inputs

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"sync"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/paths"
)

// V3Set reads collections in format v3: each once, however many of its files are named,
// and again if it is named itself. The zero V3Set is empty. It is safe for use by
// many goroutines.
type V3Set struct {
	// Sparing makes Read keep only the texts that there is something to report about (see
	// [v3.ReadFrom]). The files of what it returns then have no texts.
	Sparing bool

	mutex sync.Mutex
	found *V3                                        // the first collection that Expand has found; nil after it was read
	read  map[string]func() (*V3, *v3.Result, error) // by the path of the folder
}

// Read reads the collection that a path names, or that the file at the path belongs to.
func (s *V3Set) Read(path string) (*V3, *v3.Result, error) {
	c, err := findV3(path)
	if err != nil {
		return nil, nil, err
	}
	if c.Only == "" {
		if found := s.take(c.Folder); found != nil {
			c = found
		}
	}
	if c.Only == "" || c.isAlone() {
		return c.loaded(s.Sparing)
	}
	whole, result, err := s.of(c.Folder)()
	if err != nil {
		return nil, nil, err
	}
	c.Files, c.Links = whole.Files, whole.Links
	return c, result, nil
}

// Expand is [ExpandV3]. It keeps the list of the files of the first collection that it
// finds, so that their folders need not be walked twice: most often there is one.
func (s *V3Set) Expand(arguments []string) ([]string, error) { return expandAll(arguments, true, s) }

// list finds the files of the collection in a folder, unless the set is nil or has those of
// another. It returns what else [collections] finds in the folder, and whether it could.
func (s *V3Set) list(folder string) (files, workspaces []string, ok bool) {
	if s == nil || s.found != nil {
		return nil, nil, false
	}
	c := &V3{Folder: folder}
	err := c.list(func(inside string, entry fs.DirEntry) {
		isWorkspace := entry.IsDir() && inside != "." && entry.Name() == ".postman"
		if !isWorkspace && (entry.IsDir() || !mayBeWanted(entry, true)) {
			return
		}
		for around := path.Dir(inside); around != "."; around = path.Dir(around) {
			if IsForeign(around) {
				return
			}
		}
		switch whole := c.Path(inside); {
		case isWorkspace:
			workspaces = append(workspaces, WorkspaceFiles(whole)...)
		case isWanted(whole, entry, true):
			files = append(files, whole)
		}
	})
	if err != nil {
		return nil, nil, false // reading the collection reports the error
	}
	s.found = c
	return files, workspaces, true
}

// take returns the collection in a folder if its files are known; otherwise nil.
func (s *V3Set) take(folder string) *V3 {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.found == nil || s.found.Folder != folder {
		return nil
	}
	c := s.found
	s.found = nil
	return c
}

// V3Named is a collection in format v3 of which several files are named.
type V3Named struct {
	*V3            // the collection, without its files
	First string   // the path that comes first
	Names []string // of the files, below the folder
}

// NamedV3 returns the collections that several of the named files belong to, by each of
// these files.
func NamedV3(named []string) map[string]*V3Named {
	folders, byPath := map[string]*V3Named{}, map[string]*V3Named{}
	for _, path := range named {
		if !IsV3(path) {
			continue
		}
		c, err := findV3(path)
		if err != nil || c.Only == "" || c.isAlone() {
			continue // reading the file reports the error
		}
		key := paths.Absolute(c.Folder)
		all := folders[key]
		if all == nil {
			all = &V3Named{V3: &V3{Folder: c.Folder, named: map[string]string{}}, First: path}
			folders[key] = all
		}
		maps.Copy(all.named, c.named)
		all.Names = append(all.Names, c.Only)
		byPath[path] = all
	}
	maps.DeleteFunc(byPath, func(_ string, all *V3Named) bool { return len(all.Names) == 1 })
	return byPath
}

// loaded reads the files and what they say.
func (c *V3) loaded(sparing bool) (*V3, *v3.Result, error) {
	if sparing && !c.isAlone() {
		result, err := c.readSparing()
		return c, result, err
	}
	if err := c.load(); err != nil {
		return nil, nil, err
	}
	return c, c.Read(), nil
}

// readSparing reads what the files say, and keeps few of their texts.
func (c *V3) readSparing() (*v3.Result, error) {
	root, err := os.OpenRoot(c.Folder)
	if err != nil {
		return nil, explain(c.Folder, err)
	}
	defer root.Close()
	if err := c.find(); err != nil {
		return nil, err
	}
	return v3.ReadFrom(fromRepository(c.Folder), c.Files, &v3Texts{c: c, root: root})
}

// of returns the reading of the collection in a folder.
func (s *V3Set) of(folder string) func() (*V3, *v3.Result, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	key := paths.Absolute(folder)
	if s.read[key] == nil {
		if s.read == nil {
			s.read = map[string]func() (*V3, *v3.Result, error){}
		}
		var once sync.Once
		var whole *V3
		var result *v3.Result
		var err error
		s.read[key] = func() (*V3, *v3.Result, error) {
			once.Do(func() { whole, result, err = (&V3{Folder: folder}).loaded(s.Sparing) })
			return whole, result, err
		}
	}
	return s.read[key]
}
