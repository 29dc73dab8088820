package inputs

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/postwright/postwright/collection/v3"
)

// v3Texts reads the texts of a collection's files. It implements [v3.Texts].
type v3Texts struct {
	c    *V3
	root *os.Root     // of the collection; closed when all files were read once
	size atomic.Int64 // of what was read, in bytes
}

// Open implements [v3.Texts].
func (t *v3Texts) Open() v3.TextReader {
	r := &v3TextReader{all: t, inside: insideRoot{root: t.root}}
	r.quick.root, _ = t.root.Open(".") // without it, nothing is read quickly
	return r
}

// Again implements [v3.Texts]. Few files are read again, and no folder stays open for
// them.
func (t *v3Texts) Again(file string) (string, error) {
	root, err := os.OpenRoot(t.c.Folder)
	if err != nil {
		return "", explain(t.c.Folder, err)
	}
	defer root.Close()
	return t.c.text(root, file, file, !t.c.irregular[file])
}

// v3TextReader reads texts on one goroutine.
type v3TextReader struct {
	all    *v3Texts
	inside insideRoot
	quick  quickReader
}

// Text implements [v3.TextReader].
func (r *v3TextReader) Text(file string) (text string, err error) {
	c, read := r.all.c, false
	regular := !c.irregular[file]
	if regular && c.read == nil {
		text, read = r.quick.read(file)
	}
	if !read {
		folder, name := r.all.root, file
		if regular { // a link may lead elsewhere below the root
			folder, name = r.inside.of(file)
		}
		text, err = c.text(folder, name, file, regular)
	}
	if err == nil && r.all.size.Add(int64(len(text))) > mostOfFolder {
		err = c.tooMuch()
	}
	return text, err
}

// Close implements [v3.TextReader].
func (r *v3TextReader) Close() {
	r.inside.close()
	r.quick.close()
	if r.quick.root != nil {
		r.quick.root.Close()
	}
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
