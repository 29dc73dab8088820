package inputs

import (
	"maps"
	"sync"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/paths"
)

// V3Set reads collections in format v3: each once, however many of its files are named,
// and again if it is named itself. The zero V3Set is empty. It is safe for use by
// many goroutines.
type V3Set struct {
	mutex sync.Mutex
	read  map[string]func() (*V3, *v3.Result, error) // by the path of the folder
}

// Read reads the collection that a path names, or that the file at the path belongs to.
func (s *V3Set) Read(path string) (*V3, *v3.Result, error) {
	c, err := findV3(path)
	if err != nil {
		return nil, nil, err
	}
	if c.Only == "" || c.isAlone() {
		return c.loaded()
	}
	whole, result, err := s.of(c.Folder)()
	if err != nil {
		return nil, nil, err
	}
	c.Files, c.Links = whole.Files, whole.Links
	return c, result, nil
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
func (c *V3) loaded() (*V3, *v3.Result, error) {
	if err := c.load(); err != nil {
		return nil, nil, err
	}
	return c, c.Read(), nil
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
			once.Do(func() { whole, result, err = (&V3{Folder: folder}).loaded() })
			return whole, result, err
		}
	}
	return s.read[key]
}
