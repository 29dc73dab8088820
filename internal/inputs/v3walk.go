package inputs

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/postwright/postwright/collection/v3"
)

// mostOfFolder is the largest size of the files of a collection together, in bytes.
const mostOfFolder = 1 << 30

// walk reads the collection's files, and notes its other folders.
func (c *V3) walk(root *os.Root) error {
	if !c.listed {
		if err := c.list(func(string, fs.DirEntry) {}); err != nil {
			return err
		}
	}
	return c.readAll(root)
}

func (c *V3) tooMuch() error {
	return fmt.Errorf("cannot read %s: it has more than %d files or %d MB", c.Folder, v3.MaxFiles, mostOfFolder>>20)
}

// readAll reads the texts of the files in several goroutines: most of the time is spent
// opening them.
func (c *V3) readAll(root *os.Root) error {
	const parts = 8
	entries, _ := root.Open(".") // without it, nothing is read quickly
	if entries != nil {
		defer entries.Close()
	}
	var reading sync.WaitGroup
	var size atomic.Int64
	failed := make([]error, parts)
	for part := range parts {
		from, to := part*len(c.Files)/parts, (part+1)*len(c.Files)/parts
		reading.Go(func() {
			inside := insideRoot{root: root}
			defer inside.close()
			quick := quickReader{root: entries}
			defer quick.close()
			for i := from; i < to && failed[part] == nil; i++ {
				f := &c.Files[i]
				if strings.HasSuffix(f.Path, "/") {
					continue
				}
				read := false
				if c.regular[i] && c.read == nil {
					f.Text, read = quick.read(f.Path)
				}
				if !read {
					folder, name := root, f.Path
					if c.regular[i] { // a link may lead elsewhere below the root
						folder, name = inside.of(f.Path)
					}
					f.Text, failed[part] = c.text(folder, name, f.Path, c.regular[i])
				}
				if failed[part] == nil && size.Add(int64(len(f.Text))) > mostOfFolder {
					failed[part] = c.tooMuch()
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

// insideRoot opens the folders below a root, each once for the files in it that follow
// each other.
type insideRoot struct {
	root, opened *os.Root
	folder       string // that is opened
}

// of returns the folder of a file and the file's name in it, or the root and the whole
// path if the folder cannot be opened.
func (r *insideRoot) of(file string) (*os.Root, string) {
	folder, name := path.Split(file)
	if folder == "" {
		return r.root, name
	}
	if r.opened == nil || r.folder != folder {
		r.close()
		opened, err := r.root.OpenRoot(filepath.FromSlash(strings.TrimSuffix(folder, "/")))
		if err != nil {
			return r.root, file
		}
		r.opened, r.folder = opened, folder
	}
	return r.opened, name
}

func (r *insideRoot) close() {
	if r.opened != nil {
		r.opened.Close()
		r.opened = nil
	}
}

// IsForeign reports whether a folder usually has nothing to do with a collection.
func IsForeign(path string) bool {
	name := filepath.Base(path)
	return name == "node_modules" || strings.HasPrefix(name, ".")
}

// text reads a file in a folder; whole is its path in the collection, and regular says
// that it is known to be a regular file.
func (c *V3) text(folder *os.Root, name, whole string, regular bool) (string, error) {
	name = filepath.FromSlash(name)
	if !regular { // a pipe must not be opened
		info, err := folder.Stat(name)
		if err != nil {
			return "", explain(c.Path(whole), err)
		}
		if !info.Mode().IsRegular() {
			return "", fmt.Errorf("cannot read %s: it is %s, not a regular file", c.Path(whole), typeOf(info.Mode()))
		}
	}
	if c.known != nil { // an unchanged file need not be read
		if info, err := folder.Stat(name); err == nil {
			if known, ok := c.known[whole]; ok && known.size == info.Size() && known.modified.Equal(info.ModTime()) {
				c.read.Store(whole, known)
				return known.text, nil
			}
		}
	}
	file, err := folder.Open(name)
	if err != nil {
		return "", explain(c.Path(whole), err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return "", explain(c.Path(whole), err)
	}
	if info.Size() > maxBeside {
		return "", tooLarge(c.Path(whole), maxBeside)
	}
	text, err := readAll(file, info.Size(), maxBeside, c.Path(whole))
	if err == nil && c.read != nil {
		c.read.Store(whole, knownText{info.Size(), info.ModTime(), text})
	}
	return text, err
}
