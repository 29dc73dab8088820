package inputs

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/v3"
)

// mostOfFolder is the largest size of the files of a collection together, in bytes.
const mostOfFolder = 1 << 30

// walk reads the collection's files, and notes its other folders.
func (c *V3) walk(root *os.Root) error {
	if err := c.find(); err != nil {
		return err
	}
	return c.readAll(root)
}

// find finds the collection's files and its other folders, unless that was done.
func (c *V3) find() error {
	if c.listed {
		return nil
	}
	return c.list(func(string, fs.DirEntry) {})
}

// notRegular notes a file that is not a regular one.
func (c *V3) notRegular(file string) {
	if c.irregular == nil {
		c.irregular = map[string]bool{}
	}
	c.irregular[file] = true
}

func (c *V3) tooMuch() error {
	return fmt.Errorf("cannot read %s: it has more than %d files or %d MB", c.Folder, v3.MaxFiles, mostOfFolder>>20)
}

// readAll reads the texts of the files in several goroutines: most of the time is spent
// opening them.
func (c *V3) readAll(root *os.Root) error {
	const parts = 8
	var reading sync.WaitGroup
	texts := v3Texts{c: c, root: root}
	failed := make([]error, parts)
	for part := range parts {
		from, to := part*len(c.Files)/parts, (part+1)*len(c.Files)/parts
		reading.Go(func() {
			r := texts.Open()
			defer r.Close()
			for i := from; i < to && failed[part] == nil; i++ {
				if f := &c.Files[i]; !strings.HasSuffix(f.Path, "/") {
					f.Text, failed[part] = r.Text(f.Path)
				}
			}
		})
	}
	reading.Wait()
	for _, err := range failed {
		if err != nil {
			return err
		}
	}
	return nil
}

// IsForeign reports whether a folder usually has nothing to do with a collection.
func IsForeign(path string) bool {
	name := filepath.Base(path)
	return name == "node_modules" || strings.HasPrefix(name, ".")
}
