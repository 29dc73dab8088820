package inputs

import (
	"sync"

	"github.com/postwright/postwright/collection/v3"
)

// V3Set reads collections in format v3 for a command that only reads them: each
// collection once, however many of its files are named. The zero V3Set is empty. It is
// safe for concurrent use.
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
	c.Files = whole.Files
	return c, result, nil
}

// loaded reads the files and the collection from them.
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
	key := wholePath(folder)
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
