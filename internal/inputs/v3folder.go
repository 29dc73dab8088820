package inputs

import (
	"os"
	"sync"
	"time"
)

// V3Folder reads a collection in format v3 repeatedly. Only files that changed on the
// disk are read again. It is not safe for concurrent use.
type V3Folder struct {
	folder string
	known  map[string]knownText
}

// knownText is the text of a file, with its size and time when it was read.
type knownText struct {
	size     int64
	modified time.Time
	text     string
}

// NewV3Folder returns a reader of the collection in a folder.
func NewV3Folder(folder string) *V3Folder { return &V3Folder{folder: folder} }

// V3FolderOf returns the folder of the v3 collection that the file at a path is part of.
func V3FolderOf(path string) string { return collectionAround(path) }

// Read returns the collection as it is on disk.
func (f *V3Folder) Read() (*V3, error) {
	root, err := os.OpenRoot(f.folder)
	if err != nil {
		return nil, explain(f.folder, err)
	}
	defer root.Close()
	c := &V3{Folder: f.folder, known: f.known, read: new(sync.Map)}
	if err := c.walk(root); err != nil {
		return nil, err
	}
	f.known = map[string]knownText{}
	for path, text := range c.read.Range {
		f.known[path.(string)] = text.(knownText)
	}
	c.known, c.read = nil, nil
	return c, nil
}
